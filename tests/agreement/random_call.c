/* random_call.c - calls of any function of functions.def, by the kinds of its parameters. */
#include "random_expr.h"

#include "buf.h"
#include "maxima.h"
#include "random_value.h"

#include <inttypes.h>

enum { MOST_LISTED = 4, MOST_REPEATS = 3 };

static const char *
comma(struct sl_buf *text)
{
    return text->bytes[text->len - 1] == '(' ? "" : ", ";
}

static void
begin_argument(struct sl_buf *text, const struct slc_parameter *parameter)
{
    sl_buf_add_str(text, sl_str_of(comma(text)));
    if (parameter->label != NULL)
        sl_buf_printf(text, "%s: ", parameter->label);
}

/* Rising numbers; now and then with a fraction. */
static void
add_edges(struct sl_buf *text, struct slt_chance *chance)
{
    int64_t edge = slt_between(chance, -3, 3) * 250;
    if (slt_percent(chance, 20)) { /* what columns of floats hold, but for rounding */
        sl_buf_add_str(text, SL_STR("[-0.1, 0.1, 0.9, 0.90000000000000001, 249.99, 1000000.01]"));
        return;
    }
    sl_buf_add_byte(text, '[');
    for (uint32_t count = 1 + slt_below(chance, MOST_LISTED), at = 0; at < count; at++) {
        sl_buf_printf(text, "%s%" PRId64, at > 0 ? ", " : "", edge);
        if (edge > 0 && slt_percent(chance, 25))
            sl_buf_add_str(text, SL_STR(".50"));
        edge += slt_between(chance, 1, 5) * 100;
    }
    sl_buf_add_byte(text, ']');
}

/* Different literals of the type. Returns how many. */
static uint32_t
add_literals(struct slt_making *making, struct sl_buf *text, enum slc_type_id type)
{
    struct sl_str chosen[MOST_LISTED];
    uint32_t count = 0;
    for (uint32_t tries = 1 + slt_below(making->chance, MOST_LISTED); tries > 0; tries--) {
        struct sl_str literal = slt_random_literal(making, type);
        bool known = false;
        for (uint32_t at = 0; at < count; at++)
            known = known || sl_str_equal(chosen[at], literal);
        if (!known)
            chosen[count++] = literal;
    }
    sl_buf_add_byte(text, '[');
    for (uint32_t at = 0; at < count; at++)
        sl_buf_printf(text, "%s%.*s", at > 0 ? ", " : "", SL_FMT(chosen[at]));
    sl_buf_add_byte(text, ']');
    return count;
}

static void
add_names(struct sl_buf *text, struct slt_chance *chance, uint32_t count)
{
    static const char *const names[] = { "\"one\"", "\"\"", "\"two \\\"x\\\"\"",
                                         "\"\xc3\xa9t\xc3\xa9\"" };
    sl_buf_add_byte(text, '[');
    for (uint32_t at = 0; at < count; at++)
        sl_buf_printf(text, "%s%s", at > 0 ? ", " : "", SLT_ANY(chance, names));
    sl_buf_add_byte(text, ']');
}

/* A call while it is written. */
struct writing {
    struct slt_making *making;
    const struct slc_function *function;
    int depth;
    struct sl_buf text;
    struct slt_expr call;
    enum slc_type_id first; /* of the first argument */
    uint32_t values, listed;
    bool possible;
};

/* A value; one with a label must be a column. */
static void
add_value(struct writing *writing, const struct slc_parameter *parameter)
{
    bool column = parameter->column || parameter->label != NULL;
    slc_type_set types = parameter->types;
    struct slt_expr value = slt_random_operand(writing->making, types, column ? 0 : writing->depth);
    writing->possible = value.text.len > 0 && (!column || value.column != NULL);
    begin_argument(&writing->text, parameter);
    if (parameter->clock && slt_percent(writing->making->chance, 50))
        value = (struct slt_expr) { .text = SL_STR("commit_time"), .type = SLC_TYPE_TIMESTAMPTZ };
    sl_buf_add_str(&writing->text, value.text);
    if (value.nullable && !writing->function->never_missing)
        writing->call.nullable = true;
    if (writing->values++ > 0)
        return;
    writing->first = value.type;
    writing->call.column = writing->function->effect == SLC_TIDIES ? value.column : NULL;
}

/* A whole number that the parameter takes, more often a small one. */
static int64_t
whole(struct slt_chance *chance, const struct slc_parameter *parameter)
{
    int64_t most =
        parameter->most < parameter->least + 40 ? parameter->most : parameter->least + 40;
    return slt_between(chance, parameter->least, most);
}

static void
add_words(struct sl_buf *text, struct slt_chance *chance)
{
    static const char *const words[] = { "rent", "plan", "OPEN", "interpreter", "arrears" };
    uint32_t first = slt_below(chance, 4), count = 1 + slt_below(chance, 2);
    sl_buf_printf(text, "[\"%s\"", words[first]);
    if (count == 2)
        sl_buf_printf(text, ", \"%s\"", words[first + 1]);
    sl_buf_add_byte(text, ']');
}

static void
add_argument(struct writing *writing, const struct slc_parameter *parameter)
{
    static const char *const steps[] = { "1", "50", "250", "0.5", "0.25", "1000", "3" };
    static const char *const paths[] = {
        "\"a.b\"", "\"n\"", "\"t\"", "\"a\"", "\"a.b.c\"", "\"b\""
    };
    struct sl_buf *text = &writing->text;
    struct slt_chance *chance = writing->making->chance;
    if (parameter->kind == SLC_PARAMETER_VALUE) {
        add_value(writing, parameter);
        return;
    }
    begin_argument(text, parameter);
    switch (parameter->kind) {
    case SLC_PARAMETER_VALUE: break;
    case SLC_PARAMETER_TIME: sl_buf_add_str(text, SL_STR("commit_time")); break;
    case SLC_PARAMETER_KEY: sl_buf_add_str(text, SL_STR("link")); break;
    case SLC_PARAMETER_NUMBER: sl_buf_add_str(text, sl_str_of(SLT_ANY(chance, steps))); break;
    case SLC_PARAMETER_COUNT: sl_buf_printf(text, "%" PRId64, whole(chance, parameter)); break;
    case SLC_PARAMETER_EDGES: add_edges(text, chance); break;
    case SLC_PARAMETER_LITERALS:
        writing->listed = add_literals(writing->making, text, writing->first);
        break;
    case SLC_PARAMETER_TEXTS: add_names(text, chance, writing->listed); break;
    case SLC_PARAMETER_WORDS: add_words(text, chance); break;
    case SLC_PARAMETER_PATH: sl_buf_add_str(text, sl_str_of(SLT_ANY(chance, paths))); break;
    case SLC_PARAMETER_YEARS:
        sl_buf_printf(text, "%" PRId64 " years", whole(chance, parameter));
        break;
    case SLC_PARAMETER_DAYS:
        sl_buf_printf(text, "%" PRId64 " days", whole(chance, parameter));
        break;
    case SLC_PARAMETER_UNIT:
        sl_buf_add_str(text, sl_str_of(slc_units[slt_below(chance, SLC_NUNITS)].name));
        break;
    }
}

/* A parameter that repeats stands for some values. */
static uint32_t
times(const struct writing *writing, const struct slc_parameter *parameter)
{
    return parameter->repeats ? 1 + slt_below(writing->making->chance, MOST_REPEATS) : 1;
}

struct slt_expr
slt_random_call(struct slt_making *making, const struct slc_function *function, int depth)
{
    struct writing writing = {
        .making = making,
        .function = function,
        .depth = depth,
        .call = { .type = function->result, .nullable = function->result_nullable },
        .possible = true,
    };
    sl_buf_init(&writing.text, SL_MIB);
    sl_buf_printf(&writing.text, "%s(", function->name);
    for (int at = 0; at < function->nparameters; at++)
        for (uint32_t time = times(&writing, &function->parameters[at]);
             time > 0 && writing.possible; time--)
            add_argument(&writing, &function->parameters[at]);
    sl_buf_add_byte(&writing.text, ')');
    if (writing.possible)
        writing.call.text =
            sl_arena_copy(making->arena, (struct sl_str) { writing.text.bytes, writing.text.len });
    if (writing.call.type == SLC_TYPE_NONE)
        writing.call.type = writing.first;
    sl_buf_done(&writing.text);
    return writing.call;
}
