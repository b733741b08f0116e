/* Types of calls: each argument against its parameter. */
#include "types/types_call.h"
#include "syntax/walk.h"

/* ---- values -------------------------------------------------------------------------------- */

/* The first column that is read. */
static void
find_column(void *context, struct slc_expr *expr)
{
    const struct slc_expr **column = context;
    if (*column == NULL && expr->column != NULL)
        *column = expr;
}

/* Two values that sl_is_equal() can compare: of one kind, or whole and exact numbers. */
static bool
compare(struct slc_type a, struct slc_type b)
{
    enum sl_kind kind_a = slc_type_info(a.id)->kind, kind_b = slc_type_info(b.id)->kind;
    bool exact_a = kind_a == SL_INTEGER || kind_a == SL_NUMERIC;
    bool exact_b = kind_b == SL_INTEGER || kind_b == SL_NUMERIC;
    return kind_a == kind_b || (exact_a && exact_b);
}

static void
check_value(struct slc_typed_call *call, const struct slc_parameter *parameter,
            const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (arg->expr == NULL) {
        slc_call_fault_form(call, arg->at, "takes a value here");
        return;
    }
    bool any = (parameter->types & SLC_TYPE_BIT(SLC_TYPE_OPAQUE)) != 0;
    struct slc_type type =
        any ? slc_type_expr(call->typing, arg->expr) : slc_type_value(call->typing, arg->expr);
    if (parameter == &call->function->parameters[0])
        call->first = type;
    call->nullable = call->nullable || type.nullable;
    if (type.id == SLC_TYPE_NONE) {
        call->faulty = true;
    } else if ((parameter->types & SLC_TYPE_BIT(type.id)) == 0) {
        struct slc_finding *finding =
            slc_call_fault(call, SLC_E0201, arg->at, "does not take this type");
        slc_at_label(findings, finding, "%s", slc_type_words(type));
        struct slc_span place = slc_type_place(arg->expr);
        if (place.source != NULL)
            slc_cause(findings, finding, place, "declared here");
        slc_help(findings, finding, "it takes %s", slc_type_set_words(parameter->types));
    } else if (parameter->like_first && call->first.id != SLC_TYPE_NONE &&
               !compare(call->first, type)) {
        struct slc_finding *finding = slc_call_fault(
            call, SLC_E0201, arg->at, "does not compare this type with that of its first value");
        slc_at_label(findings, finding, "%s", slc_type_words(type));
        slc_cause(findings, finding, call->args[0]->at, "%s", slc_type_words(call->first));
        slc_help(findings, finding, "compare two columns of one type");
    } else if (parameter->column && arg->expr->column == NULL) {
        struct slc_finding *finding = slc_call_fault(
            call, SLC_E0201, arg->at, "takes a column itself, not something made of one");
        const struct slc_expr *column = NULL;
        slc_walk(arg->expr, find_column, &column);
        if (column != NULL && column->column->type.id == SLC_TYPE_JSONB)
            slc_help(findings, finding,
                     "have the database hold it in a column of its own, for example one that is "
                     "generated always as (…) stored");
        else if (column != NULL)
            slc_help(findings, finding, "write: %s(%.*s, …)", call->function->name,
                     SL_FMT(slc_span_text(column->at)));
    }
}

static void
check_time(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (arg->expr == NULL || !arg->expr->commit_time)
        slc_call_fault_form(call, arg->at, "knows one time: commit_time");
    else
        (void)slc_type_expr(call->typing, arg->expr);
}

static void
check_key(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_NAME)
        slc_call_fault_form(call, arg->at, "takes the name of a key here");
    else if (arg->key == NULL)
        call->faulty = true; /* reported by names */
}

/* ---- the call ------------------------------------------------------------------------------ */

static void
check_argument(struct slc_typed_call *call, int i)
{
    const struct slc_arg *arg = call->args[i];
    const struct slc_parameter *parameter = &call->function->parameters[i];
    switch (parameter->kind) {
    case SLC_PARAMETER_VALUE: check_value(call, parameter, arg); break;
    case SLC_PARAMETER_TIME: check_time(call, arg); break;
    case SLC_PARAMETER_KEY: check_key(call, arg); break;
    case SLC_PARAMETER_NUMBER: slc_check_number(call, parameter, arg); break;
    case SLC_PARAMETER_COUNT: slc_check_count(call, parameter, arg); break;
    case SLC_PARAMETER_EDGES: slc_check_edges(call, arg); break;
    case SLC_PARAMETER_LITERALS: slc_check_literals(call, arg); break;
    case SLC_PARAMETER_TEXTS: slc_check_texts(call, arg, i > 0 ? call->args[i - 1] : NULL); break;
    case SLC_PARAMETER_WORDS: slc_check_words(call, arg); break;
    case SLC_PARAMETER_PATH: slc_check_path(call, arg); break;
    case SLC_PARAMETER_YEARS: slc_check_quantity(call, parameter, arg, "years"); break;
    case SLC_PARAMETER_DAYS: slc_check_quantity(call, parameter, arg, "days"); break;
    case SLC_PARAMETER_UNIT: slc_check_unit(call, arg); break;
    }
}

/* The values behind the first that a repeating parameter takes. */
static void
check_repeated(struct slc_typed_call *call, int i)
{
    const struct slc_parameter *parameter = &call->function->parameters[i];
    if (!parameter->repeats || call->args[i] == NULL)
        return;
    for (const struct slc_arg *arg = call->args[i]->next; arg != NULL; arg = arg->next)
        if (arg->label.text.len == 0)
            check_value(call, parameter, arg);
}

/* A declared leaf is read as what it is declared as: read otherwise, it would be missing, or another
 * value than its owners looked at. */
static void
check_leaf(const struct slc_typed_call *call)
{
    const struct slc_column *leaf = call->expr->leaf;
    if (leaf == NULL || leaf->type.id == call->function->result)
        return;
    struct slc_findings *findings = call->typing->program->findings;
    struct slc_finding *finding = slc_find(
        findings, SLC_E0213, call->expr->at, "leaf '%.*s' is declared as %.*s, and '%s' reads %s",
        SL_FMT(leaf->name.text), SL_FMT(leaf->type_name.text), call->function->name,
        slc_type_info(call->function->result)->spelling);
    slc_cause(findings, finding, leaf->at, "declared here");
    slc_help(findings, finding, "read it as it is declared, or declare it as it is");
}

struct slc_type
slc_type_call(struct slc_typing *typing, struct slc_expr *expr)
{
    struct slc_typed_call call = { .typing = typing, .expr = expr, .function = expr->function };
    struct slc_type none = { .id = SLC_TYPE_NONE };
    if (call.function == NULL)
        return none;
    slc_match_arguments(&call);
    for (int i = 0; i < call.function->nparameters; i++)
        if (call.args[i] != NULL) {
            check_argument(&call, i);
            check_repeated(&call, i);
        }
    if (call.function->id == SLC_FUNCTION_clamp)
        slc_check_limits(&call, call.args[1], call.args[2]);
    check_leaf(&call);
    if (call.faulty)
        return none;
    struct slc_type type = { .id = call.function->result };
    if (call.function->result == SLC_TYPE_NONE)
        type = call.first;
    type.nullable =
        !call.function->never_missing && (call.function->result_nullable || call.nullable);
    if (expr->leaf != NULL && typing->held[expr->leaf->number] > 0)
        type.nullable = false;
    return type;
}
