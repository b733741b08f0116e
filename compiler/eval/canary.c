#include "eval/canary.h"

#include "calendar.h"

bool
slc_canary_fits(const struct slc_ir_type *type)
{
    return type->id != SLC_TYPE_BOOLEAN && type->id != SLC_TYPE_ENUM;
}

static void
digest_of(const struct slc_ir_column *column, struct sl_arena *arena, unsigned salt,
          uint8_t ret_digest[SL_SHA256_BYTES])
{
    sl_sha256(sl_arena_format(arena, "canary %u %.*s", salt, SL_FMT(column->name)), ret_digest);
}

/* Capital letters and digits that words, hex and ISO dates do not have side by side. */
static struct sl_str
letters(struct sl_arena *arena, const uint8_t *digest, size_t len)
{
    static const char alphabet[] = "GHJKMNPQRSVWXYZ9";
    char *text = sl_arena_must(arena, len + 1, 1);
    for (size_t at = 0; at < len; at++)
        text[at] = alphabet[digest[at % SL_SHA256_BYTES] & 15];
    return (struct sl_str) { text, len };
}

static int64_t
number_below(const uint8_t *digest, int64_t below)
{
    uint64_t number = 0;
    for (int at = 0; at < 8; at++)
        number = number << 8 | digest[at];
    return (int64_t)(number % (uint64_t)below);
}

static struct sl_value
integer_canary(enum slc_type_id type, const uint8_t *digest)
{
    struct sl_value value = { .state = SL_VALUE, .kind = SL_INTEGER };
    if (type == SLC_TYPE_SMALLINT)
        value.integer = 10000 + number_below(digest, 20000);
    else if (type == SLC_TYPE_INTEGER)
        value.integer = 1000000000 + number_below(digest, 1000000000);
    else
        value.integer = INT64_C(1000000000000000) + number_below(digest, INT64_C(8000000000000000));
    return value;
}

/* As many digits as the type has room for, fifteen where it does not say. */
static struct sl_str
numeric_text(struct sl_arena *arena, const struct slc_ir_type *type, const uint8_t *digest)
{
    uint32_t precision = type->precision > 0 ? type->precision : 15;
    uint32_t scale = type->precision > 0 ? type->scale : 2, whole = precision - scale;
    struct sl_buf text;
    sl_buf_init(&text, 2000);
    for (uint32_t at = 0; at < whole; at++)
        sl_buf_add_byte(&text, (char)('1' + digest[at % SL_SHA256_BYTES] % 9));
    if (whole == 0)
        sl_buf_add_byte(&text, '0');
    if (scale > 0)
        sl_buf_add_byte(&text, '.');
    for (uint32_t at = 0; at < scale; at++)
        sl_buf_add_byte(&text, (char)('1' + digest[(whole + at) % SL_SHA256_BYTES] % 9));
    struct sl_str copy = sl_arena_copy(arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return copy;
}

/* A day of the eighteenth century: no living person's. */
static int64_t
day_canary(const uint8_t *digest)
{
    return sl_days_of_civil((struct sl_civil) { 1703, 1, 1 }) + number_below(digest, 30000);
}

static struct sl_str
text_canary(struct sl_arena *arena, const struct slc_ir_type *type, const uint8_t *digest)
{
    size_t len = type->precision > 0 && type->precision < 16 ? type->precision : 16;
    if (type->id != SLC_TYPE_ENUM)
        return letters(arena, digest, len);
    return type->labels[digest[0] & 1 ? type->nlabels - 1 : 0];
}

static struct sl_str
written_canary(struct sl_arena *arena, const struct slc_ir_type *type, enum sl_kind kind,
               const uint8_t *digest)
{
    char hex[SL_SHA256_HEX_CHARS + 1];
    sl_hex(digest, SL_SHA256_BYTES, hex);
    if (kind == SL_UUID)
        return sl_arena_format(arena, "%.8s-%.4s-4%.3s-8%.3s-%.12s", hex, hex + 8, hex + 12,
                               hex + 15, hex + 18);
    if (kind == SL_JSON)
        return sl_arena_format(arena, "{\"canary\": \"%.*s\"}", SL_FMT(letters(arena, digest, 16)));
    if (kind == SL_NUMERIC)
        return numeric_text(arena, type, digest);
    return letters(arena, digest, 15); /* bytes, and what is opaque */
}

struct sl_value
slc_canary(struct sl_arena *arena, const struct slc_ir_column *column, unsigned salt)
{
    const struct slc_ir_type *type = &column->type;
    struct sl_value value = { .state = SL_VALUE, .kind = slc_type_info(type->id)->kind };
    uint8_t digest[SL_SHA256_BYTES];
    digest_of(column, arena, salt, digest);
    digest[0] = (uint8_t)((digest[0] & ~1U) | (salt & 1U));
    switch (value.kind) {
    case SL_BOOLEAN: value.boolean = (salt & 1U) != 0; break;
    case SL_INTEGER: return integer_canary(type->id, digest);
    case SL_FLOAT:
        value.number = (double)(1000 + number_below(digest, 9000)) + 0.5;
        value.text = sl_arena_format(arena, "%.1f", value.number);
        break;
    case SL_DATE: value.integer = day_canary(digest); break;
    case SL_TIME: value.integer = number_below(digest, INT64_C(86400000000)); break;
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
        value.integer = day_canary(digest) * INT64_C(86400000000) +
                        number_below(digest + 8, INT64_C(86400000000));
        break;
    case SL_TEXT: value.text = text_canary(arena, type, digest); break;
    case SL_NUMERIC:
    case SL_UUID:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: value.text = written_canary(arena, type, value.kind, digest); break;
    }
    return value;
}

struct sl_str
slc_canary_text(struct sl_arena *arena, struct sl_value canary)
{
    struct sl_buf json;
    struct sl_str text;
    if (canary.kind == SL_TEXT || canary.kind == SL_OPAQUE)
        return canary.text;
    if (canary.kind == SL_JSON) /* between the quotes of {"canary": "…"} */
        return (struct sl_str) { canary.text.ptr + 12, canary.text.len - 14 };
    sl_buf_init(&json, 2000);
    slc_eval_json(&json, canary);
    text = sl_arena_copy(arena, sl_buf_str(&json));
    sl_buf_done(&json);
    if (text.len >= 2 && text.ptr[0] == '"')
        text = (struct sl_str) { text.ptr + 1, text.len - 2 };
    return text;
}

static bool
holds(struct sl_str output, struct sl_str text)
{
    return text.len > 0 && output.len >= text.len &&
           memmem(output.ptr, output.len, text.ptr, text.len) != NULL;
}

bool
slc_canary_shows(struct sl_str output, struct sl_str canary, bool pieces)
{
    if (!pieces || canary.len <= SLC_CANARY_PIECE_CHARS)
        return holds(output, canary);
    for (size_t at = 0; at + SLC_CANARY_PIECE_CHARS <= canary.len; at++)
        if (holds(output, (struct sl_str) { canary.ptr + at, SLC_CANARY_PIECE_CHARS }))
            return true;
    return false;
}
