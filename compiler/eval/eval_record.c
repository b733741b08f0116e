/* eval_record.c - values as they leave: JSON by LANGUAGE's "In released JSON". */
#include "eval/eval.h"

#include "calendar.h"
#include "eval/eval_functions.h"
#include "json_out.h"

#include <openssl/evp.h>

static void
write_clock(struct sl_buf *out, int64_t microseconds)
{
    int64_t seconds = microseconds / 1000000;
    sl_buf_printf(out, "%02d:%02d:%02d.%06d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                  (int)(seconds % 60), (int)(microseconds % 1000000));
}

/* A date or timestamp; false, and nothing written, outside the years 0001-9999. */
static bool
write_time(struct sl_buf *out, struct sl_value value)
{
    int64_t day;
    if (!slc_day_of(value, &day))
        return false;
    struct sl_civil date = sl_civil_of_days(day);
    sl_buf_printf(out, "\"%04d-%02d-%02d", (int)date.year, date.month, date.day);
    if (value.kind != SL_DATE) {
        sl_buf_add_byte(out, 'T');
        write_clock(out, value.integer - day * INT64_C(86400000000));
    }
    sl_buf_add_str(out, value.kind == SL_TIMESTAMPTZ ? SL_STR("Z\"") : SL_STR("\""));
    return true;
}

static void
write_base64(struct sl_buf *out, struct sl_str bytes)
{
    char *room = sl_buf_reserve(out, bytes.len * 4 / 3 + 8);
    if (room == NULL)
        return;
    int length =
        EVP_EncodeBlock((unsigned char *)room, (const unsigned char *)bytes.ptr, (int)bytes.len);
    sl_buf_claim(out, (size_t)length);
}

/* False, and nothing written, for what JSON cannot hold. */
static bool
write_value(struct sl_buf *out, struct sl_value value)
{
    switch (value.kind) {
    case SL_BOOLEAN:
        sl_buf_add_str(out, value.boolean ? SL_STR("true") : SL_STR("false"));
        return true;
    case SL_INTEGER: sl_buf_printf(out, "%lld", (long long)value.integer); return true;
    case SL_FLOAT:
    case SL_NUMERIC:
        if (!slc_is_finite(value.text))
            return false;
        sl_buf_add_str(out, value.text);
        return true;
    case SL_JSON: sl_buf_add_str(out, value.text); return true;
    case SL_TEXT:
    case SL_UUID: sl_json_string(out, value.text); return true;
    case SL_DATE:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: return write_time(out, value);
    case SL_TIME:
        sl_buf_add_byte(out, '"');
        write_clock(out, value.integer);
        sl_buf_add_byte(out, '"');
        return true;
    case SL_BYTES:
        sl_buf_add_byte(out, '"');
        write_base64(out, value.text);
        sl_buf_add_byte(out, '"');
        return true;
    case SL_OPAQUE: break;
    }
    return false;
}

void
slc_eval_json(struct sl_buf *out, struct sl_value value)
{
    if (value.state != SL_VALUE || !write_value(out, value))
        sl_buf_add_str(out, SL_STR("null"));
}

static void
write_unchanged(struct sl_buf *out, const struct slc_ir_release *release, const bool *unchanged)
{
    bool first = true;
    for (uint32_t at = 0; at < release->nfields; at++) {
        if (!unchanged[at])
            continue;
        sl_buf_add_str(out, first ? SL_STR("\"_unchanged\":[") : SL_STR(","));
        sl_json_string(out, release->record[at]->name);
        first = false;
    }
    if (!first)
        sl_buf_add_byte(out, ']');
}

void
slc_eval_record(const struct slc_evaluation *evaluation, bool key_only, struct sl_buf *out)
{
    const struct slc_ir_release *release = evaluation->release;
    uint32_t nfields = key_only ? release->nrow_key : release->nfields;
    bool *unchanged = SL_NEW_ARRAY(evaluation->arena, bool, release->nfields + 1), any = false;
    size_t start = out->len;
    for (uint32_t at = 0; at < nfields; at++) {
        const struct slc_ir_field *field = release->record[at];
        struct sl_value value = slc_eval(evaluation, field->expr);
        unchanged[at] = value.state == SL_UNCHANGED;
        any = any || unchanged[at];
        if (unchanged[at])
            continue;
        if (out->len > start)
            sl_buf_add_byte(out, ',');
        sl_json_string(out, field->name);
        sl_buf_add_byte(out, ':');
        slc_eval_json(out, value);
    }
    if (any && out->len > start)
        sl_buf_add_byte(out, ',');
    write_unchanged(out, release, unchanged);
}
