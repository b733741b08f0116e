#include "handoff/frame.h"

#include "handoff/bytes.h"
#include "maxima.h"

#include <stdio.h>

/* Bytes behind the length, of a frame without a record, a record's before its key, and a delivery
 * result's. */
enum {
    BARE_BYTES = 1 + 1 + 2 + 8,
    RECORD_BYTES = BARE_BYTES + 8 + 4 + 8 + 8 + 4,
    RESULT_BYTES = 1 + 1 + 1 + 2 + 8,
};

/* Behind a result: reason, remedy and key, at most. */
#define TEXT_BYTES (sizeof(struct sl_err) + SLP_RESULT_KEY_BYTES)

/* A key is part of its record. */
#define MAX_FRAME_BYTES (RECORD_BYTES + 2 * SL_MAX_RECORD_BYTES)

void
slp_frame_write(struct sl_buf *out, const struct slp_frame *frame)
{
    bool record = frame->kind == SLP_FRAME_RECORD;
    size_t head = record ? RECORD_BYTES : BARE_BYTES;
    size_t length = record ? head + frame->key.len + frame->json.len : head;
    char *at = sl_buf_reserve(out, SLP_LENGTH_BYTES + length);
    if (at == NULL)
        return;
    at = slp_put(at, length, SLP_LENGTH_BYTES);
    at = slp_put(at, frame->kind, 1);
    at = slp_put(at, frame->destination, 1);
    at = slp_put(at, frame->projection, 2);
    at = slp_put(at, frame->number, 8);
    if (record) {
        at = slp_put(at, frame->position.gen, 8);
        at = slp_put(at, frame->position.run, 4);
        at = slp_put(at, frame->position.lsn, 8);
        at = slp_put(at, frame->position.seq, 8);
        at = slp_put(at, frame->key.len, 4);
        if (frame->key.len > 0)
            memcpy(at, frame->key.ptr, frame->key.len);
        memcpy(at + frame->key.len, frame->json.ptr, frame->json.len);
    }
    sl_buf_claim(out, SLP_LENGTH_BYTES + length);
}

/* slp_take_length(), where a length that cannot be is an error. */
static int
read_length(struct sl_str bytes, size_t least, size_t most, size_t *ret_length,
            struct sl_err *reterr)
{
    int whole = slp_take_length(bytes, least, most, ret_length);
    return whole >= 0 ? whole
                      : sl_fail(reterr, SL_BUG, "a frame between reader and sender has length %zu",
                                *ret_length);
}

/* What follows `number` in a record's frame; `rest` is what the frame has left. */
static int
read_record(const char *at, size_t rest, struct slp_frame *ret, struct sl_err *reterr)
{
    if (rest < RECORD_BYTES - BARE_BYTES)
        return sl_fail(reterr, SL_BUG, "a record's frame ends before its key");
    ret->position.gen = slp_take(&at, 8);
    ret->position.run = (uint32_t)slp_take(&at, 4);
    ret->position.lsn = slp_take(&at, 8);
    ret->position.seq = slp_take(&at, 8);
    size_t key_len = slp_take(&at, 4);
    rest -= RECORD_BYTES - BARE_BYTES;
    if (key_len > rest)
        return sl_fail(reterr, SL_BUG, "a record's frame ends within its key");
    ret->key = (struct sl_str) { .ptr = at, .len = key_len };
    ret->json = (struct sl_str) { .ptr = at + key_len, .len = rest - key_len };
    return 0;
}

ptrdiff_t
slp_frame_read(struct sl_str bytes, struct slp_frame *ret, struct sl_err *reterr)
{
    size_t length;
    int whole = read_length(bytes, BARE_BYTES, MAX_FRAME_BYTES, &length, reterr);
    if (whole <= 0)
        return whole;
    const char *at = bytes.ptr + SLP_LENGTH_BYTES;
    uint64_t kind = slp_take(&at, 1);
    *ret = (struct slp_frame) { .kind = (enum slp_frame_kind)kind };
    ret->destination = (uint32_t)slp_take(&at, 1);
    ret->projection = (uint32_t)slp_take(&at, 2);
    ret->number = slp_take(&at, 8);
    if (kind < SLP_FRAME_RECORD || kind > SLP_FRAME_MARK_AT_ONCE)
        return sl_fail(reterr, SL_BUG, "a frame between reader and sender is of kind %u",
                       (unsigned)kind);
    if (ret->kind == SLP_FRAME_RECORD && read_record(at, length - BARE_BYTES, ret, reterr) != 0)
        return -1;
    return (ptrdiff_t)(SLP_LENGTH_BYTES + length);
}

/* What follows `number`. */
static struct sl_str
text_of(const struct slp_result_message *result)
{
    switch (result->kind) {
    case SLP_RESULT_REFUSED:
    case SLP_RESULT_LEFT_OUT: return sl_str_of(result->err.text);
    case SLP_RESULT_MARKER: return sl_str_of(result->marker_id);
    case SLP_RESULT_DELIVERED:
    case SLP_RESULT_NO_MARKER: break;
    }
    return SL_STR("");
}

static bool
has_error(enum slp_result_kind kind)
{
    return kind == SLP_RESULT_REFUSED || kind == SLP_RESULT_LEFT_OUT;
}

/* Each of them behind a NUL. */
static void
add_remedy_and_key(struct sl_buf *out, const struct slp_result_message *result)
{
    const bool left_out = result->kind == SLP_RESULT_LEFT_OUT;
    if (!left_out && result->err.remedy[0] == '\0')
        return;
    sl_buf_add_byte(out, '\0');
    sl_buf_add_str(out, sl_str_of(result->err.remedy));
    if (!left_out)
        return;
    sl_buf_add_byte(out, '\0');
    sl_buf_add_str(out, sl_str_of(result->key));
}

void
slp_result_write(struct sl_buf *out, const struct slp_result_message *result)
{
    char head[SLP_LENGTH_BYTES + RESULT_BYTES], *at = head;
    struct sl_buf text;
    sl_buf_init(&text, TEXT_BYTES);
    sl_buf_add_str(&text, text_of(result));
    if (has_error(result->kind))
        add_remedy_and_key(&text, result);
    at = slp_put(at, RESULT_BYTES + text.len, SLP_LENGTH_BYTES);
    at = slp_put(at, result->kind, 1);
    at = slp_put(at, result->destination, 1);
    at = slp_put(at, has_error(result->kind) ? result->err.class : SL_OK, 1);
    at = slp_put(at, result->projection, 2);
    (void)slp_put(at, result->number, 8);
    sl_buf_add(out, head, sizeof head);
    sl_buf_add_str(out, sl_buf_str(&text));
    sl_buf_done(&text);
}

/* What stands before the next NUL, or all that is left. */
static struct sl_str
take_part(struct sl_str *rest)
{
    const char *end = rest->len > 0 ? memchr(rest->ptr, '\0', rest->len) : NULL;
    const struct sl_str part = { rest->ptr, end != NULL ? (size_t)(end - rest->ptr) : rest->len };
    *rest = sl_str_from(*rest, part.len + (end != NULL));
    return part;
}

static void
read_refusal(struct sl_str text, enum sl_class class, struct slp_result_message *ret)
{
    const struct sl_str reason = take_part(&text), remedy = take_part(&text);
    (void)sl_fail(&ret->err, class, "%.*s", SL_FMT(reason));
    (void)sl_remedy(&ret->err, "%.*s", SL_FMT(remedy));
    (void)snprintf(ret->key, sizeof ret->key, "%.*s", SL_FMT(text));
}

ptrdiff_t
slp_result_read(struct sl_str bytes, struct slp_result_message *ret, struct sl_err *reterr)
{
    size_t length;
    int whole = read_length(bytes, RESULT_BYTES, RESULT_BYTES + TEXT_BYTES, &length, reterr);
    if (whole <= 0)
        return whole;
    const char *at = bytes.ptr + SLP_LENGTH_BYTES;
    uint64_t kind = slp_take(&at, 1);
    uint32_t destination = (uint32_t)slp_take(&at, 1);
    uint64_t class = slp_take(&at, 1);
    uint32_t projection = (uint32_t)slp_take(&at, 2);
    uint64_t number = slp_take(&at, 8);
    struct sl_str text = { at, length - RESULT_BYTES };
    if (kind < SLP_RESULT_DELIVERED || kind > SLP_RESULT_NO_MARKER || class > SL_BUG ||
        (kind == SLP_RESULT_MARKER && text.len >= sizeof ret->marker_id))
        return sl_fail(reterr, SL_BUG,
                       "a delivery result between sender and reader is of kind %u, class %u",
                       (unsigned)kind, (unsigned)class);
    *ret = (struct slp_result_message) { .kind = (enum slp_result_kind)kind,
                                         .destination = destination,
                                         .projection = projection,
                                         .number = number };
    if (has_error(ret->kind))
        read_refusal(text, (enum sl_class) class, ret);
    if (ret->kind == SLP_RESULT_MARKER)
        (void)snprintf(ret->marker_id, sizeof ret->marker_id, "%.*s", SL_FMT(text));
    return (ptrdiff_t)(SLP_LENGTH_BYTES + length);
}
