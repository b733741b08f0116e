/* Arguments that are numbers or lists: what a policy writes out. */
#include "language/decimal.h"
#include "names/symbols.h"
#include "syntax/carried.h"
#include "syntax/walk.h"
#include "types/literal.h"
#include "types/types_call.h"

/* ---- numbers ------------------------------------------------------------------------------- */

/* False after a finding. */
static bool
read_number(struct slc_typed_call *call, const struct slc_literal *literal,
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
slc_check_number(struct slc_typed_call *call, const struct slc_parameter *parameter,
                 const struct slc_arg *arg)
{
    struct slc_decimal decimal;
    if (arg->kind != SLC_ARG_LITERAL)
        slc_call_fault_form(call, arg->at, "takes a number here");
    else if (read_number(call, arg->literals, &decimal) && parameter->positive &&
             decimal.digits <= 0)
        slc_call_fault_form(call, arg->literals->at, "takes a number above 0 here");
}

void
slc_check_limits(struct slc_typed_call *call, const struct slc_arg *low, const struct slc_arg *high)
{
    struct slc_decimal lower, higher;
    if (call->faulty || low == NULL || high == NULL ||
        !slc_decimal_read(low->literals->text, &lower) ||
        !slc_decimal_read(high->literals->text, &higher) || slc_decimal_compare(lower, higher) < 0)
        return;
    struct slc_finding *finding =
        slc_call_fault(call, SLC_E0205, high->at, "takes a high that is above its low");
    slc_cause(call->typing->program->findings, finding, low->at, "the low");
    slc_help(call->typing->program->findings, finding, "in order: low: %.*s, high: %.*s",
             SL_FMT(high->literals->text), SL_FMT(low->literals->text));
}

/* Labelled (`km: 5`) or positional (`first(x, 3)`). */
void
slc_check_count(struct slc_typed_call *call, const struct slc_parameter *parameter,
                const struct slc_arg *arg)
{
    const struct slc_literal *literal = slc_arg_literal(arg);
    struct slc_decimal decimal;
    if (literal == NULL) {
        slc_call_fault_form(call, arg->at, "takes a whole number here");
        return;
    }
    if (!read_number(call, literal, &decimal))
        return;
    if (decimal.scale == 0 && decimal.digits >= parameter->least &&
        decimal.digits <= parameter->most)
        return;
    slc_call_fault_form(call, literal->at, "takes a whole number from %lld to %lld here",
                        (long long)parameter->least, (long long)parameter->most);
}

void
slc_check_edges(struct slc_typed_call *call, const struct slc_arg *arg)
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
slc_check_quantity(struct slc_typed_call *call, const struct slc_parameter *parameter,
                   const struct slc_arg *arg, const char *unit)
{
    struct slc_program *program = call->typing->program;
    struct slc_decimal number;
    long long example = parameter->least > 10 ? parameter->least : 10;
    struct sl_str message = sl_arena_format(program->arena, "takes a number of %s here", unit);
    if (arg->kind == SLC_ARG_QUANTITY) {
        if (!read_number(call, arg->literals, &number))
            return;
        if (number.scale == 0 && number.digits >= parameter->least &&
            number.digits <= parameter->most && sl_str_is(arg->name.text, unit))
            return;
        message = sl_arena_format(program->arena, "takes whole %s, %lld to %lld", unit,
                                  (long long)parameter->least, (long long)parameter->most);
    }
    struct slc_finding *finding = slc_call_fault(call, SLC_E0206, arg->at, "%.*s", SL_FMT(message));
    slc_help(program->findings, finding, "write: %.*s: %lld %s", SL_FMT(arg->label.text), example,
             unit);
}

void
slc_check_unit(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (arg->kind == SLC_ARG_NAME && slc_unit_named(arg->name.text) < SLC_NUNITS)
        return;
    struct slc_finding *finding =
        slc_call_fault(call, SLC_E0206, arg->at, "takes a unit of time here");
    slc_help(call->typing->program->findings, finding,
             "write one of: minutes, hours, days, weeks, months, years");
}

/* ---- lists --------------------------------------------------------------------------------- */

static void
check_listed_once(struct slc_typed_call *call, const struct slc_arg *arg)
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
slc_check_literals(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        slc_call_fault_form(call, arg->at, "takes a list of values here");
        return;
    }
    struct slc_span cause = { 0 };
    if (call->args[0] != NULL && call->args[0]->expr != NULL)
        cause = slc_type_place(call->args[0]->expr);
    const struct slc_literal_place place = { &call->first, SLC_LITERAL_EQUAL, cause };
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next)
        if (!slc_literal_check(call->typing->program, literal, place))
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

/* False after a finding. */
static bool
is_list_of_texts(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_LIST || arg->literals == NULL) {
        slc_call_fault_form(call, arg->at, "takes a list of texts here");
        return false;
    }
    for (const struct slc_literal *literal = arg->literals; literal != NULL;
         literal = literal->next)
        if (literal->kind != SLC_LITERAL_STRING) {
            slc_call_fault_form(call, literal->at, "takes texts in quotes here");
            return false;
        }
    return true;
}

void
slc_check_texts(struct slc_typed_call *call, const struct slc_arg *arg,
                const struct slc_arg *values)
{
    struct slc_findings *findings = call->typing->program->findings;
    if (!is_list_of_texts(call, arg) || values == NULL || values->kind != SLC_ARG_LIST)
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

/* ---- words and paths ----------------------------------------------------------------------- */

/* Letters, digits and whatever is not ASCII. */
static bool
is_word(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        if (byte < 0x80 && !letter && !(byte >= '0' && byte <= '9'))
            return false;
    }
    return text.len > 0;
}

void
slc_check_words(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (!is_list_of_texts(call, arg))
        return;
    for (const struct slc_literal *word = arg->literals; word != NULL; word = word->next)
        if (!is_word(word->text)) {
            struct slc_finding *finding =
                slc_call_fault(call, SLC_E0205, word->at, "looks for whole words");
            slc_help(call->typing->program->findings, finding,
                     "a word has letters and digits alone");
            return;
        }
    check_listed_once(call, arg);
}

void
slc_check_path(struct slc_typed_call *call, const struct slc_arg *arg)
{
    if (arg->kind != SLC_ARG_LITERAL || arg->literals->kind != SLC_LITERAL_STRING) {
        slc_call_fault_form(call, arg->at, "takes a path in quotes here");
        return;
    }
    if (!slc_is_path(arg->literals->text))
        slc_call_fault_form(call, arg->at, "takes names with full stops between them here");
}
