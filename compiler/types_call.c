/* Types of calls: each argument against its parameter. */
#include "decimal.h"
#include "function.h"
#include "literal.h"
#include "suggest.h"
#include "types.h"
#include "walk.h"

enum { MOST_YEARS = 90 }; /* age_band's last band is the one that holds 90 */

/* A call while its arguments are matched. */
struct call {
    struct slc_typing *typing;
    struct slc_expr *expr;
    const struct slc_function *function;
    const struct slc_arg *args[SLC_MAX_PARAMETERS]; /* by parameter; NULL: not given */
    struct slc_type first;                          /* of the first positional argument */
    bool nullable, faulty;
};

/* ---- findings ------------------------------------------------------------------------------ */

/* How a parameter is written: `edges: [0, 100, 1000]`. */
static const char *
parameter_example(const struct slc_parameter *parameter)
{
    switch (parameter->kind) {
    case SLC_PARAMETER_VALUE: return "…";
    case SLC_PARAMETER_TIME: return "commit_time";
    case SLC_PARAMETER_KEY: return "KEY";
    case SLC_PARAMETER_NUMBER: return "50";
    case SLC_PARAMETER_EDGES: return "[0, 100, 1000]";
    case SLC_PARAMETER_LITERALS: return "[\"a\", \"b\"]";
    case SLC_PARAMETER_TEXTS: return "[\"x\", \"y\"]";
    case SLC_PARAMETER_YEARS: return "10 years";
    }
    return "…";
}

/* The call as it should look, with the arguments that were given but a wrong one: to paste. */
static struct sl_str
usage_of(const struct call *call, struct slc_span wrong)
{
    struct sl_arena *arena = call->typing->program->arena;
    struct sl_str usage = sl_arena_format(arena, "%s(", call->function->name);
    for (int i = 0; i < call->function->nparameters; i++) {
        const struct slc_parameter *parameter = &call->function->parameters[i];
        const char *comma = i == 0 ? "" : ", ";
        const struct slc_arg *arg = call->args[i];
        if (arg != NULL && (wrong.begin < arg->at.begin || wrong.end > arg->at.end))
            usage = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(usage), comma,
                                    SL_FMT(slc_span_text(arg->at)));
        else
            usage =
                sl_arena_format(arena, "%.*s%s%s%s%s", SL_FMT(usage), comma,
                                parameter->label != NULL ? parameter->label : "",
                                parameter->label != NULL ? ": " : "", parameter_example(parameter));
    }
    return sl_arena_format(arena, "%.*s)", SL_FMT(usage));
}

/* Starts a finding about the call; it has no type then. */
static struct slc_finding *
fault(struct call *call, enum slc_code code, struct slc_span at, const char *message)
{
    call->faulty = true;
    return slc_find(call->typing->program->findings, code, at, "'%s' %s", call->function->name,
                    message);
}

static void
fault_form(struct call *call, struct slc_span at, const char *message)
{
    struct slc_finding *finding = fault(call, SLC_E0202, at, message);
    slc_help(call->typing->program->findings, finding, "write: %.*s", SL_FMT(usage_of(call, at)));
}

/* ---- which argument is which parameter ----------------------------------------------------- */

static void
match_labelled(struct call *call, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    const struct slc_parameter *parameter = slc_parameter_labelled(call->function, arg->label.text);
    if (parameter == NULL) {
        struct slc_symbols labels;
        slc_symbols_init(&labels, call->typing->program->arena);
        for (int i = 0; i < call->function->nparameters; i++)
            if (call->function->parameters[i].label != NULL)
                (void)slc_symbols_add(&labels, sl_str_of(call->function->parameters[i].label),
                                      arg->at, NULL);
        const struct slc_symbol *nearest = slc_suggest(&labels, arg->label.text);
        struct slc_finding *finding =
            fault(call, SLC_E0202, arg->label.at, "has no argument of this name");
        if (nearest != NULL)
            slc_at_label(findings, finding, "did you mean '%.*s:'?", SL_FMT(nearest->name));
        slc_help(findings, finding, "write: %.*s", SL_FMT(usage_of(call, arg->at)));
        return;
    }
    const struct slc_arg **slot = &call->args[parameter - call->function->parameters];
    if (*slot != NULL) {
        struct slc_finding *finding =
            fault(call, SLC_E0202, arg->at, "is given this argument twice");
        slc_cause(findings, finding, (*slot)->at, "first here");
        slc_help(findings, finding, "write: %.*s", SL_FMT(usage_of(call, arg->at)));
        return;
    }
    *slot = arg;
}

/* The next positional parameter that has no argument; NULL when there is none. */
static const struct slc_arg **
next_positional(struct call *call)
{
    for (int i = 0; i < call->function->nparameters; i++)
        if (call->function->parameters[i].label == NULL && call->args[i] == NULL)
            return &call->args[i];
    return NULL;
}

static void
match_arguments(struct call *call)
{
    for (const struct slc_arg *arg = call->expr->args; arg != NULL; arg = arg->next) {
        if (arg->label.text.len > 0) {
            match_labelled(call, arg);
            continue;
        }
        const struct slc_arg **slot = next_positional(call);
        if (slot != NULL)
            *slot = arg;
        else
            fault_form(call, arg->at, "takes fewer values than this");
    }
    for (int i = 0; i < call->function->nparameters && !call->faulty; i++)
        if (call->args[i] == NULL)
            fault_form(call, call->expr->at, "lacks an argument");
}

/* ---- values -------------------------------------------------------------------------------- */

/* The first column that is read. */
static void
find_column(void *context, struct slc_expr *expr)
{
    const struct slc_expr **column = context;
    if (*column == NULL && expr->column != NULL)
        *column = expr;
}

static void
check_value(struct call *call, const struct slc_parameter *parameter, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (arg->expr == NULL) {
        fault_form(call, arg->at, "takes a value here");
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
        struct slc_finding *finding = fault(call, SLC_E0201, arg->at, "does not take this type");
        slc_at_label(findings, finding, "%s", slc_type_words(type));
        struct slc_span place = slc_type_place(arg->expr);
        if (place.source != NULL)
            slc_cause(findings, finding, place, "declared here");
        slc_help(findings, finding, "it takes %s", slc_type_set_words(parameter->types));
    } else if (parameter->column && arg->expr->column == NULL) {
        struct slc_finding *finding =
            fault(call, SLC_E0201, arg->at, "takes a column itself, not something made of one");
        const struct slc_expr *column = NULL;
        slc_walk(arg->expr, find_column, &column);
        if (column != NULL)
            slc_help(findings, finding, "write: %s(%.*s, …)", call->function->name,
                     SL_FMT(slc_span_text(column->at)));
    }
}

static void
check_time(struct call *call, const struct slc_arg *arg)
{
    if (arg->expr == NULL || !arg->expr->commit_time)
        fault_form(call, arg->at, "knows one time: commit_time");
    else
        (void)slc_type_expr(call->typing, arg->expr);
}

static void
check_key(struct call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_NAME)
        fault_form(call, arg->at, "takes the name of a key here");
    else if (arg->key == NULL)
        call->faulty = true; /* reported by names */
}

/* ---- numbers ------------------------------------------------------------------------------- */

/* False after a finding. */
static bool
read_number(struct call *call, const struct slc_literal *literal, struct slc_decimal *ret_decimal)
{
    if (literal->kind != SLC_LITERAL_NUMBER) {
        fault_form(call, literal->at, "takes a number here");
        return false;
    }
    if (slc_decimal_read(literal->text, ret_decimal))
        return true;
    call->faulty = true;
    (void)slc_find(call->typing->program->findings, SLC_E0203, literal->at,
                   "a number has at most %d digits", SLC_DECIMAL_DIGITS);
    return false;
}

static void
check_number(struct call *call, const struct slc_arg *arg)
{
    struct slc_decimal decimal;
    if (arg->kind != SLC_ARG_LITERAL)
        fault_form(call, arg->at, "takes a number here");
    else if (read_number(call, arg->literals, &decimal) && decimal.digits <= 0)
        fault_form(call, arg->literals->at, "takes a number above 0 here");
}

static void
check_edges(struct call *call, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        fault_form(call, arg->at, "takes a list of numbers here");
        return;
    }
    struct slc_decimal before = { 0 };
    const struct slc_literal *earlier = NULL;
    for (const struct slc_literal *edge = arg->literals; edge != NULL; edge = edge->next) {
        struct slc_decimal decimal;
        if (!read_number(call, edge, &decimal))
            return;
        if (earlier != NULL && slc_decimal_compare(decimal, before) <= 0) {
            struct slc_finding *finding = fault(call, SLC_E0205, edge->at, "takes edges that rise");
            slc_cause(findings, finding, earlier->at, "the edge before");
            slc_help(findings, finding, "in order: %.*s, %.*s", SL_FMT(edge->text),
                     SL_FMT(earlier->text));
            return;
        }
        before = decimal;
        earlier = edge;
    }
}

static void
check_years(struct call *call, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    struct slc_decimal years;
    if (arg->kind != SLC_ARG_QUANTITY) {
        struct slc_finding *finding =
            fault(call, SLC_E0206, arg->at, "takes a number of years here");
        slc_help(findings, finding, "write: %.*s: 10 years", SL_FMT(arg->label.text));
        return;
    }
    if (!read_number(call, arg->literals, &years))
        return;
    bool whole = years.scale == 0 && years.digits >= 1 && years.digits <= MOST_YEARS;
    if (whole && sl_str_is(arg->name.text, "years"))
        return;
    struct slc_finding *finding = fault(call, SLC_E0206, arg->at, "takes whole years, 1 to 90");
    slc_help(findings, finding, "write: %.*s: 10 years", SL_FMT(arg->label.text));
}

/* ---- lists --------------------------------------------------------------------------------- */

static void
check_listed_once(struct call *call, const struct slc_arg *arg)
{
    struct slc_program *program = call->typing->program;
    struct slc_symbols seen;
    slc_symbols_init(&seen, program->arena);
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next) {
        const struct slc_symbol *earlier = slc_symbols_add(&seen, literal->text, literal->at, NULL);
        if (earlier == NULL)
            continue;
        struct slc_finding *finding = fault(call, SLC_E0205, literal->at, "lists this value twice");
        slc_cause(program->findings, finding, earlier->at, "first here");
        slc_help(program->findings, finding, "delete the second %.*s",
                 SL_FMT(slc_span_text(literal->at)));
    }
}

/* `allowed:` and `from:`: values of the first argument. */
static void
check_literals(struct call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        fault_form(call, arg->at, "takes a list of values here");
        return;
    }
    struct slc_span cause = { 0 };
    if (call->args[0] != NULL && call->args[0]->expr != NULL)
        cause = slc_type_place(call->args[0]->expr);
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next)
        if (!slc_literal_check(call->typing->program, literal, &call->first, SLC_LITERAL_EQUAL,
                               cause))
            call->faulty = true;
    check_listed_once(call, arg);
}

static int
count_literals(const struct slc_arg *arg)
{
    int count = 0;
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next)
        count++;
    return count;
}

/* `to:`: one text for each value of the list before it. */
static void
check_texts(struct call *call, const struct slc_arg *arg, const struct slc_arg *values)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        fault_form(call, arg->at, "takes a list of texts here");
        return;
    }
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next)
        if (literal->kind != SLC_LITERAL_STRING) {
            fault_form(call, literal->at, "takes texts in quotes here");
            return;
        }
    if (values == NULL || values->kind != SLC_ARG_LIST)
        return;
    int from = count_literals(values), to = count_literals(arg);
    if (from == to)
        return;
    struct slc_finding *finding =
        fault(call, SLC_E0205, arg->at, "takes two lists of equal length");
    slc_at_label(findings, finding, "%d", to);
    slc_cause(findings, finding, values->at, "%d", from);
    slc_help(findings, finding, "give each value its group, in the same order");
}

/* ---- the call ------------------------------------------------------------------------------ */

static void
check_argument(struct call *call, int i)
{
    const struct slc_arg *arg = call->args[i];
    const struct slc_parameter *parameter = &call->function->parameters[i];
    switch (parameter->kind) {
    case SLC_PARAMETER_VALUE: check_value(call, parameter, arg); break;
    case SLC_PARAMETER_TIME: check_time(call, arg); break;
    case SLC_PARAMETER_KEY: check_key(call, arg); break;
    case SLC_PARAMETER_NUMBER: check_number(call, arg); break;
    case SLC_PARAMETER_EDGES: check_edges(call, arg); break;
    case SLC_PARAMETER_LITERALS: check_literals(call, arg); break;
    case SLC_PARAMETER_TEXTS: check_texts(call, arg, i > 0 ? call->args[i - 1] : NULL); break;
    case SLC_PARAMETER_YEARS: check_years(call, arg); break;
    }
}

struct slc_type
slc_type_call(struct slc_typing *typing, struct slc_expr *expr)
{
    struct call call = { .typing = typing, .expr = expr, .function = expr->function };
    struct slc_type none = { .id = SLC_TYPE_NONE };
    if (call.function == NULL)
        return none;
    match_arguments(&call);
    for (int i = 0; i < call.function->nparameters; i++)
        if (call.args[i] != NULL)
            check_argument(&call, i);
    if (call.faulty)
        return none;
    struct slc_type type = { .id = call.function->result };
    if (call.function->result == SLC_TYPE_NONE)
        type = call.first;
    type.nullable =
        !call.function->never_missing && (call.function->result_nullable || call.nullable);
    return type;
}
