/* sql_call.c - calls by their functions' templates (functions.def). What stands in braces:
 *
 *   {1}            the first argument: a value as it is, a number, a text
 *   {1:FORM}       a value in one of the forms below
 *   {1:scale}      how many digits behind the point a number is written with
 *   {1:words}      a list's texts with A to Z as a to z, as an array
 *   {values:FORM}  the values of a repeating parameter, by commas
 *   {bands:2}      the text of the band in which `v` lies, by the edges of the second argument
 *   {shares:3}     the same of `p` as a percentage of `q`
 *   {cases}        what one_of or group gives
 *   {months:a:b}   whole months from the date a to the date b, which is not before it
 *   {between:4}    whole units from the timestamp a to the timestamp b, by that argument; or of a unit
 *   {shifted}, {grid}  what shift_days and grid give
 *   {prefix:1}     what a keyed code of the first argument begins with; {prefix:match} of a tag
 *   {number_of_hash} the first 8 bytes of a hash that is there in hex as `h`
 *   {key}          the bytes of the key
 *   {space}        ASCII white space as a string; {spaces} in brackets of a regular expression
 *   {phone:1}      a telephone number as digits behind a plus; {phone_form} what it must match
 *   {leaf:1:2}     what a document holds at the path that is the second argument
 *   {{             a brace
 * and the names of patterns (sql_fill_texts.c). Expressions bring each value into a subquery of its
 * own once, since an argument that stood in several places would grow with every call around it. */
#include "emit/sql/sql_fill.h"
#include "text/escape.h"

/* ---- arguments ----------------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum slc_sql_form form;
} forms[] = {
    { "", SLC_SQL_PLAIN },
    { "text", SLC_SQL_PLAIN },
    { "trimmed", SLC_SQL_TRIMMED },
    { "numeric", SLC_SQL_NUMERIC },
    { "day", SLC_SQL_DAY },
    { "moment", SLC_SQL_MOMENT },
    { "stamp", SLC_SQL_STAMP },
    { "matched", SLC_SQL_MATCHED },
    { "comparable", SLC_SQL_COMPARABLE },
    { "present", SLC_SQL_PRESENT },
    { "keyed", SLC_SQL_KEYED },
};

static enum slc_sql_form
form_named(struct sl_str name)
{
    size_t at = 0;
    while (at < sizeof forms / sizeof *forms && !sl_str_is(name, forms[at].name))
        at++;
    assert(at < sizeof forms / sizeof *forms && "a template of functions.def names no such form");
    return forms[at].form;
}

static void
add_words(const struct slc_sql_filling *filling, const struct slc_ir_arg *arg)
{
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("ARRAY["));
    for (uint32_t at = 0; at < arg->nliterals; at++) {
        sl_buf_add_str(out, at > 0 ? SL_STR(", lower(") : SL_STR("lower("));
        slc_add_sql_string(out, arg->literals[at].text);
        sl_buf_add_str(out, SL_STR(" COLLATE \"C\")"));
    }
    sl_buf_add_byte(out, ']');
}

static void
add_arg(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    const struct slc_ir_arg *arg = slc_sql_arg_of(filling, slot->words[0]);
    struct sl_buf *out = filling->sql->out;
    if (arg->expr != NULL)
        slc_add_sql_form(filling->sql, arg->expr, form_named(slot->words[1]));
    else if (arg->kind == SLC_PARAMETER_UNIT)
        sl_buf_printf(out, "'%s'", slc_units[arg->unit].name);
    else if (sl_str_is(slot->words[1], "scale"))
        sl_buf_printf(out, "%u", arg->literals[0].scale);
    else if (sl_str_is(slot->words[1], "words"))
        add_words(filling, arg);
    else
        slc_add_sql_literal(filling->sql, &arg->literals[0]);
}

static void
add_values(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    const char *comma = "";
    for (uint32_t at = 0; at < filling->call->nargs; at++) {
        const struct slc_ir_arg *arg = &filling->call->args[at];
        if (arg->kind != SLC_PARAMETER_VALUE)
            continue;
        sl_buf_add_str(filling->sql->out, sl_str_of(comma));
        slc_add_sql_form(filling->sql, arg->expr, form_named(slot->words[1]));
        comma = ", ";
    }
}

/* ---- templates ----------------------------------------------------------------------------- */

static const struct {
    const char *name;
    slc_sql_fill *fill;
} fills[] = {
    { "values", add_values },
    { "bands", slc_fill_bands },
    { "shares", slc_fill_shares },
    { "cases", slc_fill_cases },
    { "months", slc_fill_months },
    { "prefix", slc_fill_prefix },
    { "key", slc_fill_key },
    { "postcode", slc_fill_postcode },
    { "between", slc_fill_between },
    { "shifted", slc_fill_shifted },
    { "number_of_hash", slc_fill_number_of_hash },
    { "grid", slc_fill_grid },
    { "phone", slc_fill_phone },
    { "phone_form", slc_fill_phone_form },
    { "personal_domains", slc_fill_personal_domains },
    { "leaf", slc_fill_leaf },
};

static void
fill_slot(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    if (slc_sql_is_number(slot->words[0])) {
        add_arg(filling, slot);
        return;
    }
    for (size_t at = 0; at < sizeof fills / sizeof *fills; at++)
        if (sl_str_is(slot->words[0], fills[at].name)) {
            fills[at].fill(filling, slot);
            return;
        }
    sl_buf_add_str(filling->sql->out, sl_str_of(slc_sql_pattern(slot->words[0])));
}

/* What stands between a brace and its end. */
static struct slc_sql_slot
slot_of(const char *begin, const char *end)
{
    struct slc_sql_slot slot = { .words = { { NULL, 0 } } };
    size_t word = 0;
    slot.words[0] = (struct sl_str) { begin, 0 };
    for (const char *at = begin; at < end; at++) {
        if (*at == ':')
            slot.words[++word] = (struct sl_str) { at + 1, 0 };
        else
            slot.words[word].len++;
    }
    return slot;
}

void
slc_add_sql_call(const struct slc_sql *sql, const struct slc_ir_expr *call)
{
    const struct slc_sql_filling filling = { sql, call };
    const char *at = call->function->sql;
    for (;;) {
        size_t plain = strcspn(at, "{");
        sl_buf_add_str(sql->out, (struct sl_str) { at, plain });
        at += plain;
        if (*at == '\0')
            return;
        if (at[1] == '{') {
            sl_buf_add_byte(sql->out, '{');
            at += 2;
            continue;
        }
        const char *end = strchr(at, '}');
        assert(end != NULL && "a template of functions.def lacks the end of a brace");
        struct slc_sql_slot slot = slot_of(at + 1, end);
        fill_slot(&filling, &slot);
        at = end + 1;
    }
}
