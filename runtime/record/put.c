/* put.c - one field of a record: a value's JSON form (docs/functions.md, "What a field holds"). */
#include "record/record_private.h"

#include "json_out.h"
#include "maxima.h"
#include "record/moment.h"
#include "record/print.h"

#include <math.h>

/* A string's two quotes, the longest fixed form being a timestamp. */
enum { FIXED_VALUE_BYTES = SL_TIMESTAMP_CHARS + 2 };

/* Whether JSON can hold the value: RFC 8259 knows no NaN and no infinity, ISO 8601 no year of five
 * digits. */
static bool
is_writable(const struct sl_value *value)
{
    int64_t day;
    switch (value->kind) {
    case SL_FLOAT: return isfinite(value->number);
    case SL_NUMERIC: {
        /* NaN, Infinity, -Infinity: all others end in a digit. */
        char last = value->text.len > 0 ? value->text.ptr[value->text.len - 1] : 'N';
        return last >= '0' && last <= '9';
    }
    case SL_DATE:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: return sl_calendar_day(value, &day);
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_TEXT:
    case SL_UUID:
    case SL_TIME:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: break;
    }
    return true;
}

/* Of a kind whose text has at most FIXED_VALUE_BYTES. */
static char *
print_fixed(char *to, const struct sl_value *value)
{
    char *open = to++; /* the first quote, where the kind has any */
    switch (value->kind) {
    case SL_BOOLEAN:
        return value->boolean ? sl_print_bytes(open, "true", 4) : sl_print_bytes(open, "false", 5);
    case SL_INTEGER: return sl_print_i64(open, value->integer);
    case SL_DATE: to = sl_print_date(to, value->integer); break;
    case SL_TIME: to = sl_print_time(to, value->integer); break;
    case SL_TIMESTAMP: to = sl_print_timestamp(to, value->integer, false); break;
    case SL_TIMESTAMPTZ: to = sl_print_timestamp(to, value->integer, true); break;
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_TEXT:
    case SL_UUID:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return open;
    }
    *open = '"';
    *to++ = '"';
    return to;
}

/* RFC 4648 §4, padded. */
static void
put_base64(struct sl_buf *out, struct sl_str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *from = (const unsigned char *)bytes.ptr;
    size_t groups = bytes.len / 3, rest = bytes.len % 3;
    size_t len = 4 * (groups + (rest > 0)) + 2;
    char *to = sl_buf_reserve(out, len);
    if (to == NULL)
        return;
    *to++ = '"';
    for (; groups > 0; groups--, from += 3) {
        *to++ = digits[from[0] >> 2];
        *to++ = digits[(from[0] & 3) << 4 | from[1] >> 4];
        *to++ = digits[(from[1] & 15) << 2 | from[2] >> 6];
        *to++ = digits[from[2] & 63];
    }
    if (rest > 0) {
        unsigned char second = rest == 2 ? from[1] : 0;
        *to++ = digits[from[0] >> 2];
        *to++ = digits[(from[0] & 3) << 4 | second >> 4];
        *to++ = rest == 2 ? digits[(second & 15) << 2] : '=';
        *to++ = '=';
    }
    *to = '"';
    sl_buf_claim(out, len);
}

/* The comma, the name, and a value of fixed length behind them, in one go. */
static void
put_named(struct sl_record *record, struct sl_str name, const struct sl_value *value)
{
    struct sl_buf *out = &record->json;
    char *start = sl_buf_reserve(out, name.len + 4 + FIXED_VALUE_BYTES);
    if (start == NULL)
        return;
    char *to = sl_print_bytes(start, ",\"", 2);
    to = sl_print_str(to, name);
    to = sl_print_bytes(to, "\":", 2);
    to = value == NULL ? sl_print_bytes(to, "null", 4) : print_fixed(to, value);
    sl_buf_claim(out, (size_t)(to - start));
}

static void
put_value(struct sl_record *record, struct sl_str name, const struct sl_value *value)
{
    put_named(record, name, value);
    switch (value->kind) {
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_JSON: sl_buf_add_str(&record->json, value->text); break;
    case SL_TEXT:
    case SL_UUID: sl_json_string(&record->json, value->text); break;
    case SL_BYTES: put_base64(&record->json, value->text); break;
    case SL_OPAQUE: sl_record_fail(record, SL_RECORD_NOT_RELEASABLE, name); break;
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_DATE:
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: break; /* put_named() wrote it */
    }
}

static void
put_unchanged(struct sl_record *record, struct sl_str name)
{
    sl_buf_add_str(&record->unchanged, SL_STR(",\""));
    sl_buf_add_str(&record->unchanged, name);
    sl_buf_add_byte(&record->unchanged, '"');
}

/* The row key comes first, in its order, and alone in a delete: the reader takes the record's
 * identity from where its fields stand. */
static bool
is_in_place(const struct sl_record *record, struct sl_str field)
{
    const struct sl_projection *projection = record->projection;
    if (record->fields < projection->nrow_key)
        return sl_op_has_key(record->op) && sl_str_is(field, projection->row_key[record->fields]);
    return sl_op_has_key(record->op) && record->op != SL_OP_DELETE && record->op != SL_OP_TOO_LARGE;
}

/* Whether nothing failed but that a field of the row key has no value, and the next is one of them. */
static bool
lacks_key_alone(const struct sl_record *record)
{
    return record->failure == SL_RECORD_KEY_MISSING &&
           record->fields < record->projection->nrow_key;
}

void
sl_put_field(struct sl_record *out, struct sl_str field, const struct sl_open *open)
{
    const struct sl_value *value = &open->value;
    /* Where a field of the row key has no value, the others are what tells the row. */
    if (out->failure != SL_RECORD_SOUND && !lacks_key_alone(out))
        return;
    if (!is_in_place(out, field)) {
        sl_record_fail(out, SL_RECORD_KEY_ORDER, field);
        return;
    }
    bool is_key = out->fields < out->projection->nrow_key;
    bool held = value->state == SL_VALUE;
    bool writable = held && is_writable(value);
    if (is_key && !writable)
        sl_record_fail(out, SL_RECORD_KEY_MISSING, field);
    else if (writable)
        put_value(out, field, value);
    else if (value->state == SL_UNCHANGED)
        put_unchanged(out, field);
    else
        put_named(out, field, NULL);
    out->nulled += held && !writable;
    out->fields++;
    if (is_key)
        out->key_end = out->json.len;
}
