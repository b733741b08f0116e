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
 * and the names of PATTERNS. Expressions bring each value into a subquery of its own once, since an
 * argument that stood in several places would grow with every call around it. */
#include "emit_text.h"
#include "sql_private.h"

#include <assert.h>

/* One pair of braces: up to three words. */
struct slot {
    struct sl_str words[3];
};

struct filling {
    const struct slc_sql *sql;
    const struct slc_ir_expr *call;
};

/* ---- arguments ----------------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum slc_sql_form form;
} forms[] = {
    { "", SLC_SQL_PLAIN },
    { "text", SLC_SQL_PLAIN },
    { "trimmed", SLC_SQL_TRIMMED },
    { "numeric", SLC_SQL_NUMERIC },
    { "double", SLC_SQL_DOUBLE },
    { "number", SLC_SQL_NUMBER },
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

static bool
is_number(struct sl_str word)
{
    return word.len == 1 && word.ptr[0] >= '1' && word.ptr[0] <= '9';
}

static const struct slc_ir_arg *
arg_of(const struct filling *filling, struct sl_str word)
{
    uint32_t at = (uint32_t)(word.ptr[0] - '1');
    assert(at < filling->call->nargs && "a template of functions.def counts too far");
    return &filling->call->args[at];
}

static void
add_words(const struct filling *filling, const struct slc_ir_arg *arg)
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
add_arg(const struct filling *filling, const struct slot *slot)
{
    const struct slc_ir_arg *arg = arg_of(filling, slot->words[0]);
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
add_values(const struct filling *filling, const struct slot *slot)
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

/* ---- bands and cases ----------------------------------------------------------------------- */

/* '0..250': the band above so many edges. */
static void
add_band_name(struct sl_buf *out, const struct slc_ir_arg *edges, uint32_t above)
{
    const struct slc_ir_literal *literals = edges->literals;
    if (above == 0)
        sl_buf_printf(out, "'<%.*s'", SL_FMT(literals[0].text));
    else if (above == edges->nliterals)
        sl_buf_printf(out, "'%.*s..'", SL_FMT(literals[above - 1].text));
    else
        sl_buf_printf(out, "'%.*s..%.*s'", SL_FMT(literals[above - 1].text),
                      SL_FMT(literals[above].text));
}

static void
add_bands(const struct filling *filling, const struct slot *slot)
{
    const struct slc_ir_arg *edges = arg_of(filling, slot->words[1]);
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("CASE"));
    for (uint32_t at = 0; at < edges->nliterals; at++) {
        sl_buf_add_str(out, SL_STR(" WHEN v < "));
        slc_add_sql_literal(filling->sql, &edges->literals[at]);
        sl_buf_add_str(out, SL_STR(" THEN "));
        add_band_name(out, edges, at);
    }
    sl_buf_add_str(out, SL_STR(" WHEN v IS NOT NULL THEN "));
    add_band_name(out, edges, edges->nliterals);
    sl_buf_add_str(out, SL_STR(" END"));
}

/* 100 p / q, without a division: by the size of q; a hundredth of a hundredth of a … of both sides, so
 * that no product is too long for PostgreSQL. */
static void
add_shares(const struct filling *filling, const struct slot *slot)
{
    const struct slc_ir_arg *edges = arg_of(filling, slot->words[1]);
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("CASE"));
    for (uint32_t at = 0; at < edges->nliterals; at++) {
        sl_buf_add_str(out, SL_STR(" WHEN sign(q) * p * 1e-20 < "));
        slc_add_sql_literal(filling->sql, &edges->literals[at]);
        sl_buf_add_str(out, SL_STR(" * 1e-22 * abs(q) THEN "));
        add_band_name(out, edges, at);
    }
    sl_buf_add_str(out, SL_STR(" ELSE "));
    add_band_name(out, edges, edges->nliterals);
    sl_buf_add_str(out, SL_STR(" END"));
}

/* CASE v WHEN the first list's literal THEN the second's; of one_of there is one list. */
static void
add_cases(const struct filling *filling, const struct slot *slot)
{
    (void)slot;
    const struct slc_ir_arg *from = &filling->call->args[1];
    const struct slc_ir_arg *to = &filling->call->args[filling->call->nargs - 1];
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("(CASE "));
    slc_add_sql(filling->sql, filling->call->args[0].expr);
    for (uint32_t at = 0; at < from->nliterals; at++) {
        sl_buf_add_str(out, SL_STR(" WHEN "));
        slc_add_sql_literal(filling->sql, &from->literals[at]);
        sl_buf_add_str(out, SL_STR(" THEN "));
        slc_add_sql_literal(filling->sql, &to->literals[at]);
    }
    sl_buf_add_str(out, SL_STR(" END)"));
}

/* ---- dates --------------------------------------------------------------------------------- */

static void
add_months(const struct filling *filling, const struct slot *slot)
{
    static const char form[] = "((extract(year FROM %.*s) - extract(year FROM %.*s)) * 12"
                               " + extract(month FROM %.*s) - extract(month FROM %.*s)"
                               " - (extract(day FROM %.*s) < extract(day FROM %.*s))::integer"
                               ")::integer";
    struct sl_str from = slot->words[1], to = slot->words[2];
    sl_buf_printf(filling->sql->out, form, SL_FMT(to), SL_FMT(from), SL_FMT(to), SL_FMT(from),
                  SL_FMT(to), SL_FMT(from));
}

static enum slc_unit
unit_of(const struct filling *filling, struct sl_str word)
{
    return is_number(word) ? arg_of(filling, word)->unit : slc_unit_named(word);
}

static void
add_months_of(const struct filling *filling, const char *from, const char *to)
{
    add_months(filling, &(struct slot) { { { NULL, 0 }, sl_str_of(from), sl_str_of(to) } });
}

/* Integer division cuts toward zero, as trunc() does. */
static void
add_between(const struct filling *filling, const struct slot *slot)
{
    enum slc_unit unit = unit_of(filling, slot->words[1]);
    struct sl_buf *out = filling->sql->out;
    long long minutes = slc_units[unit].minutes, months = slc_units[unit].months;
    const char *type = unit == SLC_UNIT_minutes ? "bigint" : "integer";
    if (months > 0) {
        sl_buf_add_str(out, SL_STR("(CASE WHEN a::date <= b::date THEN "));
        add_months_of(filling, "a", "b");
        sl_buf_add_str(out, SL_STR(" ELSE -"));
        add_months_of(filling, "b", "a");
        sl_buf_printf(out, " END / %lld)", months);
    } else if (minutes >= slc_units[SLC_UNIT_days].minutes) {
        sl_buf_printf(out, "((b::date - a::date) / %lld)",
                      minutes / slc_units[SLC_UNIT_days].minutes);
    } else {
        sl_buf_printf(out, "trunc(extract(epoch FROM b - a) / %lld)::%s", minutes * 60, type);
    }
}

/* ---- keys ---------------------------------------------------------------------------------- */

static const struct slc_ir_key *
key_of(const struct filling *filling)
{
    uint32_t at = 0;
    while (filling->call->args[at].kind != SLC_PARAMETER_KEY)
        at++;
    return filling->sql->release->keys[filling->call->args[at].key];
}

static void
add_prefix(const struct filling *filling, const struct slot *slot)
{
    struct sl_str tag = slot->words[1];
    if (is_number(tag))
        tag = sl_str_of(slc_type_info(arg_of(filling, tag)->expr->type.id)->pseudonym_tag);
    sl_buf_printf(filling->sql->out, "'sluice/1\\000%.*s\\000%.*s\\000%.*s\\000'::bytea",
                  SL_FMT(key_of(filling)->name), SL_FMT(filling->sql->release->destination_name),
                  SL_FMT(tag));
}

static void
add_key(const struct filling *filling, const struct slot *slot)
{
    (void)slot;
    sl_buf_printf(filling->sql->out, "decode(current_setting('sluice_key.%.*s'), 'hex')",
                  SL_FMT(key_of(filling)->name));
}

/* A hash in hex as `h`: its first 8 bytes as a number. */
static const char first_bytes[] = "(('x' || substr(h, 1, 8))::bit(32)::bigint * 4294967296::numeric"
                                  " + ('x' || substr(h, 9, 8))::bit(32)::bigint)";

static void
add_number_of_hash(const struct filling *filling, const struct slot *slot)
{
    (void)slot;
    sl_buf_add_str(filling->sql->out, sl_str_of(first_bytes));
}

/* In timestamps of UTC, since the session's time zone has days of 23 hours. */
static void
add_shifted(const struct filling *filling, const struct slot *slot)
{
    const struct slc_ir_arg *args = filling->call->args;
    struct sl_buf *out = filling->sql->out;
    enum slc_type_id type = args[0].expr->type.id;
    long long within = args[3].literals[0].digits;
    sl_buf_add_str(out, SL_STR("(SELECT CASE WHEN s >= '0001-01-01' AND s < '10000-01-01' THEN s"));
    sl_buf_printf(out,
                  "%s END FROM (SELECT t + (mod(%s, %lld) - %lld)::integer * interval '1 day' "
                  "AS s FROM (SELECT ",
                  type == SLC_TYPE_DATE          ? "::date"
                  : type == SLC_TYPE_TIMESTAMPTZ ? " AT TIME ZONE 'UTC'"
                                                 : "",
                  first_bytes, 2 * within + 1, within);
    slc_add_sql_form(filling->sql, args[0].expr, SLC_SQL_STAMP);
    sl_buf_add_str(out, SL_STR(" AS t, encode(hmac("));
    add_prefix(filling, &(struct slot) { { slot->words[0], SL_STR("shift") } });
    sl_buf_add_str(out, SL_STR(" || convert_to("));
    slc_add_sql_form(filling->sql, args[2].expr, SLC_SQL_KEYED);
    sl_buf_add_str(out, SL_STR(", 'UTF8'), "));
    add_key(filling, slot);
    sl_buf_add_str(out, SL_STR(", 'sha256'), 'hex') AS h) _) _)"));
}

/* ---- places -------------------------------------------------------------------------------- */

/* Degrees to a thousandth, as runtime/functions/grid.c has them: `low` and `t` are the cell's southern
 * edge and width, d the whole degrees of latitude by which the width goes. */
static void
add_grid(const struct filling *filling, const struct slot *slot)
{
    static const uint16_t widths[] = {
#include "functions/grid_width.def"
    };
    const struct slc_ir_arg *args = filling->call->args;
    struct sl_buf *out = filling->sql->out;
    long long high = 9 * args[2].literals[0].digits;
    (void)slot;
    sl_buf_add_str(
        out, SL_STR("(SELECT low || ',' || CASE WHEN d >= 89 THEN '-180.000' ELSE round(lon - "
                    "mod(lon, t) - CASE WHEN mod(lon, t) < 0 THEN t ELSE 0 END, 3)::text END "
                    "FROM (SELECT low, lon, d, ceil((ARRAY["));
    for (size_t at = 0; at < sizeof widths / sizeof *widths; at++)
        sl_buf_printf(out, "%s%u", at > 0 ? "," : "", widths[at]);
    sl_buf_printf(
        out,
        "])[d + 1] * %lld / 1000.0) * 0.001 AS t FROM (SELECT low, lon, "
        "floor(greatest(abs(low), abs(low + %lld * 0.001)))::integer AS d FROM (SELECT lon, "
        "round(lat - r - CASE WHEN r < 0 THEN %lld * 0.001 ELSE 0 END, 3) AS low "
        "FROM (SELECT lat, lon, mod(lat, %lld * 0.001) AS r FROM (SELECT ",
        high, high, high, high);
    slc_add_sql_form(filling->sql, args[0].expr, SLC_SQL_NUMERIC);
    sl_buf_add_str(out, SL_STR(" AS lat, "));
    slc_add_sql_form(filling->sql, args[1].expr, SLC_SQL_NUMERIC);
    sl_buf_add_str(out, SL_STR(" AS lon) _ WHERE lat BETWEEN -90 AND 90 AND "
                               "lon BETWEEN -180 AND 180) _) _) _) _)"));
}

/* ---- patterns ------------------------------------------------------------------------------ */

/* Regular expressions of PostgreSQL, as their parts in docs/functions.md say. */
#define LABEL "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#define LAST_LABEL "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"

#define BYTE "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define GROUPS "[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*"

static const struct {
    const char *name, *sql;
} patterns[] = {
    { "space", SLC_SQL_SPACE },
    { "spaces", SLC_SQL_SPACE_CLASS },
    { "ipv4", "'^(?:" BYTE "\\.){3}" BYTE "$'" },
    { "ipv4_end", "'(:)(?:" BYTE "\\.){3}" BYTE "$'" },
    { "ipv6", "'^(?:" GROUPS ")?(?:::(?:" GROUPS ")?)?$'" },
    { "email", "'^([^\\u0001-\\u0020\\u007f@]+)@((?:" LABEL "\\.)+" LAST_LABEL ")$'" },
};

/* The areas of one letter or of two, as alternatives. */
static void
add_areas(struct sl_buf *out, size_t letters)
{
    static const char areas[] =
#define SL_AREAS(letter, of_one_letter) of_one_letter " "
#include "functions/postcode_areas.def"
#undef SL_AREAS
        ;
    const char *bar = "";
    for (const char *at = areas; *at != '\0'; at = strchr(at, ' ') + 1) {
        if ((size_t)(strchr(at, ' ') - at) != letters)
            continue;
        sl_buf_printf(out, "%s%.*s", bar, (int)letters, at);
        bar = "|";
    }
}

/* 1 or 3: the area; 2 or 4: the district; 5: the inward part. 6 and 7: GIR 0AA. */
static void
add_postcode(const struct filling *filling, const struct slot *slot)
{
    (void)slot;
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("'^(?:("));
    add_areas(out, 1);
    sl_buf_add_str(out, SL_STR(")([0-9]|[1-9][0-9]|[0-9][A-HJKPSTUW])|("));
    add_areas(out, 2);
    sl_buf_add_str(out,
                   SL_STR(")([0-9]|[1-9][0-9]|[0-9][ABEHMNPRVWXY]))" SLC_SQL_SPACE_CLASS
                          "*([0-9][ABD-HJLNP-UW-Z]{2})$|^(GIR)" SLC_SQL_SPACE_CLASS "*(0AA)$'"));
}

/* A telephone number with a plus and its country code in front, without what parts its digits. */
static void
add_phone(const struct filling *filling, const struct slot *slot)
{
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("regexp_replace(regexp_replace(translate(regexp_replace("));
    slc_add_sql_form(filling->sql, arg_of(filling, slot->words[1])->expr, SLC_SQL_TRIMMED);
    sl_buf_add_str(out, SL_STR(", '^(\\+44|0044) *\\(0\\)', '\\1'), ' -./()', ''), '^00', '+'), "
                               "'^0(?=[1-9])', '+44')"));
}

/* 1: the country code; 2: the rest. */
static void
add_phone_form(const struct filling *filling, const struct slot *slot)
{
    static const char codes[] =
#define SL_CODES(digit, of_its_zone) of_its_zone " "
#include "functions/country_codes.def"
#undef SL_CODES
        ;
    struct sl_buf *out = filling->sql->out;
    (void)slot;
    sl_buf_add_str(out,
                   SL_STR("'^\\+(?=[0-9]{7,15}$)(?!44(?!(?:[1235789][0-9]{9}|[158][0-9]{8})$))("));
    for (const char *at = codes; *at != '\0'; at++)
        sl_buf_add_byte(out, *at != ' ' ? *at : '|');
    out->len--;
    sl_buf_add_str(out, SL_STR(")([0-9]*)$'"));
}

static void
add_personal_domains(const struct filling *filling, const struct slot *slot)
{
    static const char *const domains[] = {
#define SL_DOMAIN(name) name,
#include "functions/personal_domains.def"
#undef SL_DOMAIN
    };
    (void)slot;
    sl_buf_add_str(filling->sql->out, SL_STR("ARRAY["));
    for (size_t at = 0; at < sizeof domains / sizeof *domains; at++)
        sl_buf_printf(filling->sql->out, "%s'%s'", at > 0 ? ", " : "", domains[at]);
    sl_buf_add_byte(filling->sql->out, ']');
}

/* A member of a member: `->` with text takes none of an array, other than `#>`. */
static void
add_leaf(const struct filling *filling, const struct slot *slot)
{
    struct sl_buf *out = filling->sql->out;
    struct sl_str path = arg_of(filling, slot->words[2])->literals[0].text;
    sl_buf_add_byte(out, '(');
    if (is_number(slot->words[1]))
        slc_add_sql(filling->sql, arg_of(filling, slot->words[1])->expr);
    else
        sl_buf_add_str(out, slot->words[1]);
    while (path.len > 0) {
        const char *stop = memchr(path.ptr, '.', path.len);
        struct sl_str name = { path.ptr, stop != NULL ? (size_t)(stop - path.ptr) : path.len };
        sl_buf_add_str(out, SL_STR(" -> "));
        slc_add_sql_string(out, name);
        size_t taken = name.len + (stop != NULL);
        path = (struct sl_str) { path.ptr + taken, path.len - taken };
    }
    sl_buf_add_byte(out, ')');
}

/* ---- templates ----------------------------------------------------------------------------- */

typedef void fill(const struct filling *filling, const struct slot *slot);

static const struct {
    const char *name;
    fill *fill;
} fills[] = {
    { "values", add_values },
    { "bands", add_bands },
    { "shares", add_shares },
    { "cases", add_cases },
    { "months", add_months },
    { "prefix", add_prefix },
    { "key", add_key },
    { "postcode", add_postcode },
    { "between", add_between },
    { "shifted", add_shifted },
    { "number_of_hash", add_number_of_hash },
    { "grid", add_grid },
    { "phone", add_phone },
    { "phone_form", add_phone_form },
    { "personal_domains", add_personal_domains },
    { "leaf", add_leaf },
};

static void
fill_slot(const struct filling *filling, const struct slot *slot)
{
    if (is_number(slot->words[0])) {
        add_arg(filling, slot);
        return;
    }
    for (size_t at = 0; at < sizeof fills / sizeof *fills; at++)
        if (sl_str_is(slot->words[0], fills[at].name)) {
            fills[at].fill(filling, slot);
            return;
        }
    size_t at = 0;
    while (at < sizeof patterns / sizeof *patterns && !sl_str_is(slot->words[0], patterns[at].name))
        at++;
    assert(at < sizeof patterns / sizeof *patterns && "functions.def: no such word in braces");
    sl_buf_add_str(filling->sql->out, sl_str_of(patterns[at].sql));
}

/* What stands between a brace and its end. */
static struct slot
slot_of(const char *begin, const char *end)
{
    struct slot slot = { .words = { { NULL, 0 } } };
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
    const struct filling filling = { sql, call };
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
        struct slot slot = slot_of(at + 1, end);
        fill_slot(&filling, &slot);
        at = end + 1;
    }
}
