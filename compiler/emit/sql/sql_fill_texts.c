/* Places, postcodes, telephone numbers and documents in SQL. */
#include "emit/sql/sql_fill.h"
#include "text/escape.h"

/* ---- places -------------------------------------------------------------------------------- */

/* Degrees to a thousandth, as runtime/functions/grid.c has them: `low` and `t` are the cell's southern
 * edge and width, d the whole degrees of latitude by which the width goes. */
void
slc_fill_grid(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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

const char *
slc_sql_pattern(struct sl_str name)
{
    size_t at = 0;
    while (at < sizeof patterns / sizeof *patterns && !sl_str_is(name, patterns[at].name))
        at++;
    assert(at < sizeof patterns / sizeof *patterns && "functions.def: no such word in braces");
    return patterns[at].sql;
}

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
void
slc_fill_postcode(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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
void
slc_fill_phone(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    struct sl_buf *out = filling->sql->out;
    sl_buf_add_str(out, SL_STR("regexp_replace(regexp_replace(translate(regexp_replace("));
    slc_add_sql_form(filling->sql, slc_sql_arg_of(filling, slot->words[1])->expr, SLC_SQL_TRIMMED);
    sl_buf_add_str(out, SL_STR(", '^(\\+44|0044) *\\(0\\)', '\\1'), ' -./()', ''), '^00', '+'), "
                               "'^0(?=[1-9])', '+44')"));
}

/* 1: the country code; 2: the rest. */
void
slc_fill_phone_form(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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

void
slc_fill_personal_domains(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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
void
slc_fill_leaf(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    struct sl_buf *out = filling->sql->out;
    struct sl_str path = slc_sql_arg_of(filling, slot->words[2])->literals[0].text;
    sl_buf_add_byte(out, '(');
    if (slc_sql_is_number(slot->words[1]))
        slc_add_sql(filling->sql, slc_sql_arg_of(filling, slot->words[1])->expr);
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
