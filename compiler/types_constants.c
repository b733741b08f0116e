/* Arguments that are numbers or lists: what a policy writes out. */
#include "decimal.h"
#include "literal.h"
#include "symbols.h"
#include "types_call.h"

enum { MOST_YEARS = 90 }; /* age_band's last band is the one that holds 90 */

/* ---- numbers ------------------------------------------------------------------------------- */

/* False after a finding. */
static bool
read_number(struct slc_call *call, const struct slc_literal *literal,
            struct slc_decimal *ret_decimal)
{
    if (literal->kind != SLC_LITERAL_NUMBER) {
        slc_call_fault_form(call, literal->at, "takes a number here");
        return false;
    }
    if (slc_decimal_read(literal->text, ret_decimal))
        return true;
    call->faulty = true;
    (void)slc_find(call->typing->program->findings, SLC_E0203, literal->at,
                   "a number has at most %d digits", SLC_DECIMAL_DIGITS);
    return false;
}

void
slc_check_number(struct slc_call *call, const struct slc_arg *arg)
{
    struct slc_decimal decimal;
    if (arg->kind != SLC_ARG_LITERAL)
        slc_call_fault_form(call, arg->at, "takes a number here");
    else if (read_number(call, arg->literals, &decimal) && decimal.digits <= 0)
        slc_call_fault_form(call, arg->literals->at, "takes a number above 0 here");
}

void
slc_check_edges(struct slc_call *call, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        slc_call_fault_form(call, arg->at, "takes a list of numbers here");
        return;
    }
    struct slc_decimal before = { 0 };
    const struct slc_literal *earlier = NULL;
    for (const struct slc_literal *edge = arg->literals; edge != NULL; edge = edge->next) {
        struct slc_decimal decimal;
        if (!read_number(call, edge, &decimal))
            return;
        if (earlier != NULL && slc_decimal_compare(decimal, before) <= 0) {
            struct slc_finding *finding =
                slc_call_fault(call, SLC_E0205, edge->at, "takes edges that rise");
            slc_cause(findings, finding, earlier->at, "the edge before");
            slc_help(findings, finding, "in order: %.*s, %.*s", SL_FMT(edge->text),
                     SL_FMT(earlier->text));
            return;
        }
        before = decimal;
        earlier = edge;
    }
}

void
slc_check_years(struct slc_call *call, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    struct slc_decimal years;
    if (arg->kind != SLC_ARG_QUANTITY) {
        struct slc_finding *finding =
            slc_call_fault(call, SLC_E0206, arg->at, "takes a number of years here");
        slc_help(findings, finding, "write: %.*s: 10 years", SL_FMT(arg->label.text));
        return;
    }
    if (!read_number(call, arg->literals, &years))
        return;
    bool whole = years.scale == 0 && years.digits >= 1 && years.digits <= MOST_YEARS;
    if (whole && sl_str_is(arg->name.text, "years"))
        return;
    struct slc_finding *finding =
        slc_call_fault(call, SLC_E0206, arg->at, "takes whole years, 1 to 90");
    slc_help(findings, finding, "write: %.*s: 10 years", SL_FMT(arg->label.text));
}

/* ---- lists --------------------------------------------------------------------------------- */

static void
check_listed_once(struct slc_call *call, const struct slc_arg *arg)
{
    struct slc_program *program = call->typing->program;
    struct slc_symbols seen;
    slc_symbols_init(&seen, program->arena);
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next) {
        const struct slc_symbol *earlier = slc_symbols_add(&seen, literal->text, literal->at, NULL);
        if (earlier == NULL)
            continue;
        struct slc_finding *finding =
            slc_call_fault(call, SLC_E0205, literal->at, "lists this value twice");
        slc_cause(program->findings, finding, earlier->at, "first here");
        slc_help(program->findings, finding, "delete the second %.*s",
                 SL_FMT(slc_span_text(literal->at)));
    }
}

void
slc_check_literals(struct slc_call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        slc_call_fault_form(call, arg->at, "takes a list of values here");
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

void
slc_check_texts(struct slc_call *call, const struct slc_arg *arg, const struct slc_arg *values)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        slc_call_fault_form(call, arg->at, "takes a list of texts here");
        return;
    }
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next)
        if (literal->kind != SLC_LITERAL_STRING) {
            slc_call_fault_form(call, literal->at, "takes texts in quotes here");
            return;
        }
    if (values == NULL || values->kind != SLC_ARG_LIST)
        return;
    int from = count_literals(values), to = count_literals(arg);
    if (from == to)
        return;
    struct slc_finding *finding =
        slc_call_fault(call, SLC_E0205, arg->at, "takes two lists of equal length");
    slc_at_label(findings, finding, "%d", to);
    slc_cause(findings, finding, values->at, "%d", from);
    slc_help(findings, finding, "give each value its group, in the same order");
}
