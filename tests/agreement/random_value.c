#include "random_value.h"

#include "stages.h"
#include "syntax/ast.h"

#include <inttypes.h>
#include <math.h>

static const struct sl_str pool[] = {
#define SLT_TEXT(text) { text, sizeof(text) - 1 },
#include "pool.def"
};

struct sl_str
slt_random_text(struct slt_chance *chance)
{
    return SLT_ANY(chance, pool);
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* The longest beginning of whole characters that has at most `chars` of them. */
static struct sl_str
first_chars(struct sl_str text, size_t chars)
{
    size_t at = 0;
    for (size_t seen = 0; at < text.len; at++)
        if (((unsigned char)text.ptr[at] & 0xc0) != 0x80 && seen++ == chars)
            break;
    return (struct sl_str) { text.ptr, at };
}

/* One of the pool, two in one, digits, or letters of several scripts. */
static void
add_text(struct sl_buf *out, struct slt_chance *chance, size_t most_chars)
{
    static const char *const letters[] = {
        "a", "Z", "0", " ", "\xc3\xbf", "\xd0\xaf", "\xe2\x82\xac", "\xf0\x90\x8d\x88"
    };
    char text[256];
    size_t len = 0;
    uint32_t kind = slt_below(chance, 10);
    if (kind < 7) {
        struct sl_str one = slt_random_text(chance);
        sl_buf_add_str(out, first_chars(one, most_chars));
        return;
    }
    for (uint32_t count = slt_below(chance, 12); count > 0; count--) {
        const char *next = kind == 7 ? letters[2] : SLT_ANY(chance, letters);
        memcpy(text + len, next, strlen(next));
        len += strlen(next);
        if (kind == 7)
            text[len - 1] = (char)('0' + slt_below(chance, 10));
    }
    sl_buf_add_str(out, first_chars((struct sl_str) { text, len }, most_chars));
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void
add_whole(struct sl_buf *out, struct slt_chance *chance, int64_t least, int64_t most)
{
    int64_t small = slt_between(chance, -12, 12) * 50;
    switch (slt_below(chance, 8)) {
    case 0: sl_buf_printf(out, "%" PRId64, least); break;
    case 1: sl_buf_printf(out, "%" PRId64, most); break;
    case 2: sl_buf_printf(out, "%" PRId64, slt_between(chance, least / 2, most / 2)); break;
    case 3: sl_buf_printf(out, "%d", (int)slt_between(chance, -1, 1)); break;
    case 4: sl_buf_printf(out, "%" PRId64, small); break;
    default: sl_buf_printf(out, "%d", (int)slt_between(chance, -1200, 12000)); break;
    }
}

static void
add_float(struct sl_buf *out, struct slt_chance *chance, bool real)
{
    static const char *const edges[] = {
        "0",         "-0",    "NaN",  "Infinity", "-Infinity",           "250",
        "249.99",    "1e-20", "-0.1", "1e+20",    "0.30000000000000004", "1e+15",
        "123456789", "5e-37"
    };
    /* Policies name these too, or their neighbours (random_expr.c). */
    static const char *const named[] = { "0.9", "0.1", "-0.1", "249.99", "1000000.01", "9e+17" };
    uint32_t kind = slt_below(chance, 5);
    if (kind == 4)
        sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, named)));
    else if (kind == 0)
        sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, edges)));
    else if (kind == 1 && !real)
        sl_buf_printf(
            out, "%.17g",
            ldexp((double)slt_between(chance, -99999, 99999), (int)slt_between(chance, -900, 900)));
    else
        sl_buf_printf(out, "%.*g", real ? 6 : 15,
                      (double)slt_between(chance, -2000000, 2000000) / 100);
}

static void
add_numeric(struct sl_buf *out, struct slt_chance *chance, bool money)
{
    static const char *const edges[] = { "NaN", "Infinity", "-Infinity", "0.000", "-0.5" };
    static const char *const money_edges[] = { "NaN", "0.00", "9999999999.99", "-9999999999.99" };
    uint32_t kind = slt_below(chance, 8);
    if (kind == 0) {
        sl_buf_add_str(out,
                       sl_str_of(money ? SLT_ANY(chance, money_edges) : SLT_ANY(chance, edges)));
        return;
    }
    if (kind == 1 && !money) {
        if (slt_percent(chance, 50))
            sl_buf_add_byte(out, '-');
        sl_buf_add_byte(out, (char)('1' + slt_below(chance, 9)));
        for (uint32_t digits = slt_below(chance, 60); digits > 0; digits--)
            sl_buf_add_byte(out, (char)('0' + slt_below(chance, 10)));
        sl_buf_add_byte(out, '.');
        for (uint32_t digits = 1 + slt_below(chance, 40); digits > 0; digits--)
            sl_buf_add_byte(out, (char)('0' + slt_below(chance, 10)));
        return;
    }
    int64_t hundredths = slt_between(chance, -120000, 1200000);
    if (kind < 4)
        hundredths = slt_between(chance, -12, 40) * 25000 + slt_between(chance, -1, 1);
    sl_buf_printf(out, "%s%" PRId64 ".%02d", hundredths < 0 ? "-" : "",
                  (hundredths < 0 ? -hundredths : hundredths) / 100,
                  (int)((hundredths < 0 ? -hundredths : hundredths) % 100));
}

/* ---- dates and times ------------------------------------------------------------------------- */

static void
add_date(struct sl_buf *out, struct slt_chance *chance)
{
    static const char *const edges[] = {
        "infinity",   "-infinity",  "0001-01-01", "9999-12-31", "10000-01-01", "0001-12-31 BC",
        "2024-02-29", "1900-02-28", "2000-02-29", "2025-12-31", "2026-01-01",  "1970-01-01"
    };
    if (slt_percent(chance, 20))
        sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, edges)));
    else
        sl_buf_printf(out, "%04d-%02d-%02d", (int)slt_between(chance, 1890, 2031),
                      (int)slt_between(chance, 1, 12), (int)slt_between(chance, 1, 28));
}

static void
add_clock(struct sl_buf *out, struct slt_chance *chance)
{
    static const char *const edges[] = { "00:00:00", "23:59:59.999999", "06:00:00",
                                         "12:00:00", "11:59:59.999999", "18:00:00.000001" };
    if (slt_percent(chance, 25))
        sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, edges)));
    else
        sl_buf_printf(out, "%02d:%02d:%02d.%06d", (int)slt_below(chance, 24),
                      (int)slt_below(chance, 60), (int)slt_below(chance, 60),
                      (int)slt_below(chance, 1000000));
}

static void
add_moment(struct sl_buf *out, struct slt_chance *chance, bool zone)
{
    static const struct {
        const char *moment, *era;
    } edges[] = { { "0001-12-31 23:59:59", " BC" },
                  { "10000-01-01 00:00:00", "" },
                  { "1969-12-31 23:59:59.999999", "" } };
    uint32_t edge = slt_below(chance, 30);
    if (edge > 27) {
        sl_buf_add_str(out, edge == 28 ? SL_STR("infinity") : SL_STR("-infinity"));
        return;
    }
    if (edge < 3) {
        sl_buf_add_str(out, sl_str_of(edges[edge].moment));
    } else {
        sl_buf_printf(out, "%04d-%02d-%02d ", (int)slt_between(chance, 1970, 2031),
                      (int)slt_between(chance, 1, 12), (int)slt_between(chance, 1, 28));
        add_clock(out, chance);
    }
    sl_buf_add_str(out, zone ? SL_STR("+00") : SL_STR(""));
    sl_buf_add_str(out, edge < 3 ? sl_str_of(edges[edge].era) : SL_STR(""));
}

/* ---- the others ------------------------------------------------------------------------------ */

static void
add_json(struct sl_buf *out, struct slt_chance *chance)
{
    static const char *const documents[] = {
        "{}",
        "null",
        "[]",
        "\"text\"",
        "12.50",
        "true",
        "{\"a\": {\"b\": \"SW1A 1AA\"}}",
        "{\"a\": {\"b\": null}}",
        "{\"a\": {\"b\": 12.50, \"c\": true}}",
        "{\"a\": {\"b\": -0.0}, \"n\": 12345678901234567890123456789.5}",
        "{\"a\": [1, 2], \"b\": \"\\u0001 \\\"x\\\" \\\\ \xc3\xa9\"}",
        "{\"a\": {\"b\": {\"c\": \"deep\"}}, \"t\": false, \"n\": 1e3}",
        "{\"a\": {\"b\": \"tab\\tline\\n\"}, \"n\": 0, \"t\": true}",
        "{\"b\": \"plan\", \"n\": -7, \"t\": null, \"\": 1}",
    };
    sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, documents)));
}

static void
add_hex(struct sl_buf *out, struct slt_chance *chance, uint32_t digits)
{
    while (digits-- > 0)
        sl_buf_printf(out, "%x", (unsigned)slt_below(chance, 16));
}

static void
add_uuid(struct sl_buf *out, struct slt_chance *chance)
{
    static const uint32_t parts[] = { 8, 4, 4, 4, 12 };
    for (size_t at = 0; at < 5; at++) {
        if (at > 0)
            sl_buf_add_byte(out, '-');
        add_hex(out, chance, parts[at]);
    }
}

static void
add_bytes(struct sl_buf *out, struct slt_chance *chance)
{
    sl_buf_add_str(out, SL_STR("\\x"));
    add_hex(out, chance, 2 * slt_below(chance, 90));
}

static void
add_array(struct sl_buf *out, struct slt_chance *chance)
{
    static const char *const arrays[] = { "{}", "{1}", "{1,NULL,3}", "{{1,2},{3,4}}",
                                          "[0:2]={7,8,9}" };
    sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, arrays)));
}

void
slt_random_value(struct sl_buf *out, struct slt_chance *chance, const struct slt_column *column)
{
    static const char *const stages[] = { SLT_STAGE_1, SLT_STAGE_2, SLT_STAGE_3, SLT_STAGE_4 };
    switch (column->type) {
    case SLC_TYPE_BOOLEAN: sl_buf_add_byte(out, slt_percent(chance, 50) ? 't' : 'f'); break;
    case SLC_TYPE_SMALLINT: add_whole(out, chance, INT16_MIN, INT16_MAX); break;
    case SLC_TYPE_INTEGER: add_whole(out, chance, INT32_MIN, INT32_MAX); break;
    case SLC_TYPE_BIGINT: add_whole(out, chance, INT64_MIN, INT64_MAX); break;
    case SLC_TYPE_REAL: add_float(out, chance, true); break;
    case SLC_TYPE_DOUBLE: add_float(out, chance, false); break;
    case SLC_TYPE_NUMERIC: add_numeric(out, chance, strchr(column->spelling, '(') != NULL); break;
    case SLC_TYPE_TEXT:
    case SLC_TYPE_CITEXT: add_text(out, chance, SIZE_MAX); break;
    case SLC_TYPE_VARCHAR: add_text(out, chance, 24); break;
    case SLC_TYPE_CHAR: add_text(out, chance, 8); break;
    case SLC_TYPE_NAME: add_text(out, chance, 15); break;
    case SLC_TYPE_ENUM: sl_buf_add_str(out, sl_str_of(SLT_ANY(chance, stages))); break;
    case SLC_TYPE_UUID: add_uuid(out, chance); break;
    case SLC_TYPE_DATE: add_date(out, chance); break;
    case SLC_TYPE_TIME: add_clock(out, chance); break;
    case SLC_TYPE_TIMESTAMP: add_moment(out, chance, false); break;
    case SLC_TYPE_TIMESTAMPTZ: add_moment(out, chance, true); break;
    case SLC_TYPE_JSONB: add_json(out, chance); break;
    case SLC_TYPE_BYTEA: add_bytes(out, chance); break;
    case SLC_TYPE_OPAQUE: add_array(out, chance); break;
    case SLC_TYPE_NONE:
    case SLC_NTYPES: break;
    }
}
