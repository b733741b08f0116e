#include "random_expr.h"

#include "buf.h"
#include "maxima.h"
#include "random_value.h"
#include "stages.h"
#include "syntax/ast.h"

#include <inttypes.h>
#include <stdlib.h>

enum { TRIES = 12 };

#define BIT(name) SLC_TYPE_BIT(SLC_TYPE_##name)

static const slc_type_set numbers =
    BIT(SMALLINT) | BIT(INTEGER) | BIT(BIGINT) | BIT(REAL) | BIT(DOUBLE) | BIT(NUMERIC);
static const slc_type_set moments = BIT(DATE) | BIT(TIMESTAMP) | BIT(TIMESTAMPTZ);
static const slc_type_set any_type = ~(slc_type_set)0;

/* ---- literals -------------------------------------------------------------------------------- */

/* A text of the pool that a policy may hold: without control characters. */
static struct sl_str
text_literal(struct slt_making *making)
{
    struct sl_str text = slt_random_text(making->chance);
    struct sl_buf quoted;
    sl_buf_init(&quoted, SL_MIB);
    sl_buf_add_byte(&quoted, '"');
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte == '"' || byte == '\\')
            sl_buf_add_byte(&quoted, '\\');
        if (byte < 0x80 ? byte >= 0x20 && byte != 0x7f : true)
            sl_buf_add_byte(&quoted, (char)byte);
    }
    sl_buf_add_byte(&quoted, '"');
    struct sl_str literal =
        sl_arena_copy(making->arena, (struct sl_str) { quoted.bytes, quoted.len });
    sl_buf_done(&quoted);
    return literal;
}

struct sl_str
slt_random_literal(struct slt_making *making, enum slc_type_id type)
{
    static const char *const stages[] = { "\"" SLT_STAGE_1 "\"", "\"" SLT_STAGE_2 "\"",
                                          "\"" SLT_STAGE_3 "\"", "\"" SLT_STAGE_4 "\"" };
    static const char *const fractions[] = { "0.50", "249.99", "-0.5", "0", "1000000.01" };
    static const char *const printed[] = { "0.9",       "0.90000000000000001", "0.1",
                                           "-0.1",      "900000000000000001",  "123456789",
                                           "1000000.01" };
    struct slt_chance *chance = making->chance;
    slc_type_set bit = SLC_TYPE_BIT(type);
    if (type == SLC_TYPE_BOOLEAN)
        return slt_percent(chance, 50) ? SL_STR("yes") : SL_STR("no");
    if (type == SLC_TYPE_ENUM)
        return sl_str_of(SLT_ANY(chance, stages));
    if ((bit & moments) != 0)
        return sl_arena_format(making->arena, "%04d-%02d-%02d",
                               (int)slt_between(chance, 1900, 2030),
                               (int)slt_between(chance, 1, 12), (int)slt_between(chance, 1, 28));
    if ((bit & (BIT(REAL) | BIT(DOUBLE))) != 0 && slt_percent(chance, 30))
        return sl_str_of(SLT_ANY(chance, printed)); /* and their neighbours */
    if ((bit & (BIT(REAL) | BIT(DOUBLE) | BIT(NUMERIC))) != 0 && slt_percent(chance, 40))
        return sl_str_of(SLT_ANY(chance, fractions));
    if ((bit & numbers) != 0)
        return sl_arena_format(making->arena, "%" PRId64, slt_between(chance, -5, 40) * 50);
    return text_literal(making);
}

/* ---- values ---------------------------------------------------------------------------------- */

static struct slt_expr
random_column(struct slt_making *making, slc_type_set types)
{
    for (int tries = 0; tries < TRIES; tries++) {
        uint32_t at = slt_below(making->chance, making->table->ncolumns);
        const struct slt_column *column = &making->table->columns[at];
        if ((SLC_TYPE_BIT(column->type) & types) == 0)
            continue;
        return (struct slt_expr) { column->name, column->type, column, column->nullable };
    }
    return (struct slt_expr) { .type = SLC_TYPE_NONE };
}

static bool
gives(const struct slc_function *function, slc_type_set types)
{
    slc_type_set result = function->result == SLC_TYPE_NONE ? function->parameters[0].types
                                                            : SLC_TYPE_BIT(function->result);
    return (result & types) != 0;
}

/* A function's turn, with a stream of its own. */
struct turn {
    const struct slc_function *function;
    struct slt_chance chance;
    uint64_t drawn;
};

static int
compare_turns(const void *a, const void *b)
{
    uint64_t first = ((const struct turn *)a)->drawn, second = ((const struct turn *)b)->drawn;
    return (first > second) - (first < second);
}

/* Of the functions that are fit, the one whose name draws the lowest number: one function more changes no
 * call but those that it takes itself. */
static struct slt_expr
any_call(struct slt_making *making, slc_type_set types, int depth)
{
    struct turn turns[SLC_NFUNCTIONS];
    const struct slt_chance drawing = { slt_draw(making->chance) };
    for (int id = 0; id < SLC_NFUNCTIONS; id++) {
        const struct slc_function *function = &slc_functions[id];
        turns[id].function = function;
        turns[id].chance = slt_chance_of(&drawing, sl_str_of(function->name));
        turns[id].drawn = slt_draw(&turns[id].chance);
    }
    qsort(turns, SLC_NFUNCTIONS, sizeof turns[0], compare_turns);
    for (int at = 0; at < SLC_NFUNCTIONS; at++) {
        struct slt_making own = { making->arena, &turns[at].chance, making->table };
        if (!gives(turns[at].function, types))
            continue;
        struct slt_expr call = slt_random_call(&own, turns[at].function, depth - 1);
        if (call.text.len > 0 && (SLC_TYPE_BIT(call.type) & types) != 0)
            return call;
    }
    return (struct slt_expr) { .type = SLC_TYPE_NONE };
}

/* "x if missing …" in parentheses. */
static struct slt_expr
with_default(struct slt_making *making, struct slt_expr value)
{
    struct sl_str literal = slt_random_literal(making, value.type);
    value.text = sl_arena_format(making->arena, "(%.*s if missing %.*s)", SL_FMT(value.text),
                                 SL_FMT(literal));
    value.nullable = false;
    return value;
}

static bool
has_literals(enum slc_type_id type)
{
    return (SLC_TYPE_BIT(type) & (numbers | moments | BIT(BOOLEAN) | BIT(ENUM) | BIT(TEXT) |
                                  BIT(VARCHAR) | BIT(CHAR) | BIT(CITEXT) | BIT(NAME))) != 0;
}

struct slt_expr
slt_random_operand(struct slt_making *making, slc_type_set types, int depth)
{
    struct slt_expr value = { .type = SLC_TYPE_NONE };
    if (depth > 0 && slt_percent(making->chance, 30))
        value = any_call(making, types, depth);
    if (value.text.len == 0)
        value = random_column(making, types);
    if (value.nullable && depth > 0 && has_literals(value.type) && slt_percent(making->chance, 15))
        value = with_default(making, value);
    return value;
}

/* ---- conditions ------------------------------------------------------------------------------ */

static struct sl_str condition(struct slt_making *making, int depth);

static struct sl_str
comparison(struct slt_making *making, int depth)
{
    static const char *const operators[] = { "<", ">", "<=", ">=" };
    slc_type_set types = slt_percent(making->chance, 60) ? numbers : moments;
    struct slt_expr left = slt_random_operand(making, types, depth);
    if (left.text.len == 0)
        return SL_STR("");
    if (left.nullable)
        left = with_default(making, left);
    struct sl_str right = slt_random_literal(making, left.type);
    if (slt_percent(making->chance, 30)) {
        struct slt_expr other = slt_random_operand(making, types, depth);
        if (other.text.len > 0)
            right = other.nullable ? with_default(making, other).text : other.text;
    }
    return sl_arena_format(making->arena, "%.*s %s %.*s", SL_FMT(left.text),
                           SLT_ANY(making->chance, operators), SL_FMT(right));
}

static struct sl_str
membership(struct slt_making *making, int depth)
{
    struct slt_expr value = slt_random_operand(making, any_type & ~BIT(OPAQUE), depth);
    if (value.text.len == 0 || !has_literals(value.type))
        return SL_STR("");
    if (value.nullable)
        value = with_default(making, value);
    const char *is = slt_percent(making->chance, 30) ? "is not" : "is";
    struct sl_str one = slt_random_literal(making, value.type);
    if (slt_percent(making->chance, 50))
        return sl_arena_format(making->arena, "%.*s %s %.*s", SL_FMT(value.text), is, SL_FMT(one));
    struct sl_str two = slt_random_literal(making, value.type);
    return sl_arena_format(making->arena, "%.*s %s in [%.*s, %.*s]", SL_FMT(value.text), is,
                           SL_FMT(one), SL_FMT(two));
}

static struct sl_str
missing_test(struct slt_making *making)
{
    struct slt_expr column = random_column(making, any_type);
    if (column.text.len == 0)
        return SL_STR("");
    return sl_arena_format(making->arena, "%.*s is%s missing", SL_FMT(column.text),
                           slt_percent(making->chance, 30) ? " not" : "");
}

static struct sl_str
boolean_value(struct slt_making *making, int depth)
{
    struct slt_expr value = slt_random_operand(making, BIT(BOOLEAN), depth);
    return value.nullable ? with_default(making, value).text : value.text;
}

static struct sl_str
connected(struct slt_making *making, int depth)
{
    const char *word = slt_percent(making->chance, 50) ? "and" : "or";
    struct sl_str left = condition(making, depth - 1), right = condition(making, depth - 1);
    if (left.len == 0 || right.len == 0)
        return SL_STR("");
    return sl_arena_format(making->arena, "(%.*s) %s (%.*s)", SL_FMT(left), word, SL_FMT(right));
}

static struct sl_str
condition(struct slt_making *making, int depth)
{
    switch (slt_below(making->chance, depth > 0 ? 7 : 4)) {
    case 0: return comparison(making, depth);
    case 1: return membership(making, depth);
    case 2: return missing_test(making);
    case 3: return boolean_value(making, depth);
    case 4: {
        struct sl_str inner = condition(making, depth - 1);
        return inner.len == 0 ? inner : sl_arena_format(making->arena, "not (%.*s)", SL_FMT(inner));
    }
    default: return connected(making, depth);
    }
}

struct sl_str
slt_random_condition(struct slt_making *making)
{
    return condition(making, 2);
}

/* ---- whole derivations ----------------------------------------------------------------------- */

static struct sl_str
choice(struct slt_making *making)
{
    struct slt_expr value = slt_random_operand(making, any_type & ~BIT(OPAQUE), 2);
    struct sl_buf text;
    if (value.text.len == 0 || !has_literals(value.type))
        return SL_STR("");
    sl_buf_init(&text, SL_MIB);
    sl_buf_add_str(&text, SL_STR("choose"));
    for (uint32_t arms = 1 + slt_below(making->chance, 3); arms > 0; arms--) {
        struct sl_str when = condition(making, 1);
        struct sl_str then = slt_random_literal(making, value.type);
        if (when.len == 0)
            when = SL_STR("id >= 0");
        if (slt_percent(making->chance, 20))
            then = SL_STR("missing");
        sl_buf_printf(&text, " when %.*s then %.*s", SL_FMT(when), SL_FMT(then));
    }
    sl_buf_printf(&text, " otherwise %.*s", SL_FMT(value.text));
    struct sl_str whole = sl_arena_copy(making->arena, (struct sl_str) { text.bytes, text.len });
    sl_buf_done(&text);
    return whole;
}

struct sl_str
slt_random_field(struct slt_making *making)
{
    return slt_below(making->chance, 3) == 0 ? choice(making) : condition(making, 2);
}

struct sl_str
slt_random_field_of(struct slt_making *making, const struct slc_function *function)
{
    struct slt_expr value = slt_random_call(making, function, 1);
    if (value.text.len > 0 && value.nullable && has_literals(value.type) &&
        slt_percent(making->chance, 25))
        value = with_default(making, value);
    return value.text;
}
