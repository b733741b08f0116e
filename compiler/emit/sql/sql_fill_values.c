/* Bands, cases, dates and keys in SQL. */
#include "emit/sql/sql_fill.h"

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

void
slc_fill_bands(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    const struct slc_ir_arg *edges = slc_sql_arg_of(filling, slot->words[1]);
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
void
slc_fill_shares(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    const struct slc_ir_arg *edges = slc_sql_arg_of(filling, slot->words[1]);
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
void
slc_fill_cases(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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

void
slc_fill_months(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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
unit_of(const struct slc_sql_filling *filling, struct sl_str word)
{
    return slc_sql_is_number(word) ? slc_sql_arg_of(filling, word)->unit : slc_unit_named(word);
}

static void
add_months_of(const struct slc_sql_filling *filling, const char *from, const char *to)
{
    slc_fill_months(filling,
                    &(struct slc_sql_slot) { { { NULL, 0 }, sl_str_of(from), sl_str_of(to) } });
}

/* Integer division cuts toward zero, as trunc() does. */
void
slc_fill_between(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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

static const struct slc_ir_key_use *
use_of(const struct slc_sql_filling *filling)
{
    uint32_t at = 0;
    while (filling->call->args[at].kind != SLC_PARAMETER_KEY)
        at++;
    return &filling->sql->release->keys[filling->call->args[at].key];
}

/* Bytes of a bytea literal, and the 0 behind them: as they are where that is plain, else as octal digits. */
static void
add_part(struct sl_buf *out, struct sl_str part)
{
    for (size_t at = 0; at < part.len; at++) {
        unsigned char byte = (unsigned char)part.ptr[at];
        if (byte < 0x20 || byte > 0x7e || byte == '\'' || byte == '\\')
            sl_buf_printf(out, "\\%03o", byte);
        else
            sl_buf_add_byte(out, (char)byte);
    }
    sl_buf_add_str(out, SL_STR("\\000"));
}

void
slc_fill_prefix(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    struct sl_buf *out = filling->sql->out;
    struct sl_str tag = slot->words[1];
    if (slc_sql_is_number(tag))
        tag = sl_str_of(slc_type_info(slc_sql_arg_of(filling, tag)->expr->type.id)->pseudonym_tag);
    sl_buf_add_byte(out, '\'');
    add_part(out, SL_STR("sluice/2"));
    add_part(out, use_of(filling)->key->name);
    add_part(out, filling->sql->release->destination_name);
    add_part(out, use_of(filling)->kind);
    add_part(out, tag);
    sl_buf_add_str(out, SL_STR("'::bytea"));
}

void
slc_fill_key(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    (void)slot;
    sl_buf_printf(filling->sql->out, "decode(current_setting('sluice_key.%.*s'), 'hex')",
                  SL_FMT(use_of(filling)->key->name));
}

/* A hash in hex as `h`: its first 8 bytes as a number. */
static const char first_bytes[] = "(('x' || substr(h, 1, 8))::bit(32)::bigint * 4294967296::numeric"
                                  " + ('x' || substr(h, 9, 8))::bit(32)::bigint)";

void
slc_fill_number_of_hash(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
{
    (void)slot;
    sl_buf_add_str(filling->sql->out, sl_str_of(first_bytes));
}

/* In timestamps of UTC, since the session's time zone has days of 23 hours. */
void
slc_fill_shifted(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot)
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
    slc_fill_prefix(filling, &(struct slc_sql_slot) { { slot->words[0], SL_STR("shift") } });
    sl_buf_add_str(out, SL_STR(" || convert_to("));
    slc_add_sql_form(filling->sql, args[2].expr, SLC_SQL_KEYED);
    sl_buf_add_str(out, SL_STR(", 'UTF8'), "));
    slc_fill_key(filling, slot);
    sl_buf_add_str(out, SL_STR(", 'sha256'), 'hex') AS h) _) _)"));
}
