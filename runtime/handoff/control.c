#include "handoff/control.h"

#include "handoff/bytes.h"

#include <stdio.h>

/* Bytes of a number, and of a response before its text. */
enum { NUMBER_BYTES = 4, RESPONSE_BYTES = 2 * NUMBER_BYTES };

/* ---- requests ------------------------------------------------------------------------------ */

void
slp_request_write(struct sl_buf *out, const struct slp_request *request)
{
    size_t length = NUMBER_BYTES * (1 + (size_t)request->count);
    char *at = sl_buf_reserve(out, SLP_LENGTH_BYTES + length);
    if (at == NULL)
        return;
    at = slp_put(at, length, SLP_LENGTH_BYTES);
    at = slp_put(at, request->kind, NUMBER_BYTES);
    for (uint32_t i = 0; i < request->count; i++)
        at = slp_put(at, request->projections[i], NUMBER_BYTES);
    sl_buf_claim(out, SLP_LENGTH_BYTES + length);
}

ptrdiff_t
slp_request_read(struct sl_str bytes, const struct slp_request_room *room, struct slp_request *ret,
                 struct sl_err *reterr)
{
    const size_t least = 2 * (size_t)NUMBER_BYTES;
    const size_t most = NUMBER_BYTES * (1 + (size_t)room->count);
    size_t length;
    int whole = slp_take_length(bytes, least, most, &length);
    if (whole < 0 || length % NUMBER_BYTES != 0)
        return sl_fail(reterr, SL_BUG, "a request from the supervisor has length %zu", length);
    if (whole == 0)
        return 0;
    const char *at = bytes.ptr + SLP_LENGTH_BYTES;
    uint64_t kind = slp_take(&at, NUMBER_BYTES);
    if (kind >= SLP_REQUEST_KINDS)
        return sl_fail(reterr, SL_BUG, "a request from the supervisor is of kind %u",
                       (unsigned)kind);
    *ret = (struct slp_request) { .kind = (enum slp_request_kind)kind,
                                  .projections = room->projections,
                                  .count = (uint32_t)(length / NUMBER_BYTES - 1) };
    for (uint32_t i = 0; i < ret->count; i++) {
        room->projections[i] = (uint32_t)slp_take(&at, NUMBER_BYTES);
        if (room->projections[i] >= room->count)
            return sl_fail(reterr, SL_BUG, "a request from the supervisor is for projection %u",
                           room->projections[i]);
    }
    return (ptrdiff_t)(SLP_LENGTH_BYTES + length);
}

/* ---- responses ----------------------------------------------------------------------------- */

void
slp_response_write(struct sl_buf *out, const struct sl_err *response)
{
    bool refused = response->class != SL_OK;
    struct sl_str text = sl_str_of(refused ? response->text : "");
    struct sl_str remedy = sl_str_of(refused ? response->remedy : "");
    char head[SLP_LENGTH_BYTES + RESPONSE_BYTES], *at = head;
    at = slp_put(at, RESPONSE_BYTES + text.len + remedy.len, SLP_LENGTH_BYTES);
    at = slp_put(at, response->class, NUMBER_BYTES);
    (void)slp_put(at, text.len, NUMBER_BYTES);
    sl_buf_add(out, head, sizeof head);
    sl_buf_add_str(out, text);
    sl_buf_add_str(out, remedy);
}

ptrdiff_t
slp_response_read(struct sl_str bytes, struct sl_err *ret, struct sl_err *reterr)
{
    const size_t most = RESPONSE_BYTES + sizeof ret->text - 1 + sizeof ret->remedy - 1;
    size_t length;
    int whole = slp_take_length(bytes, RESPONSE_BYTES, most, &length);
    if (whole < 0)
        return sl_fail(reterr, SL_BUG, "a response from the reader has length %zu", length);
    if (whole == 0)
        return 0;
    const char *at = bytes.ptr + SLP_LENGTH_BYTES;
    uint64_t class = slp_take(&at, NUMBER_BYTES);
    size_t text_len = slp_take(&at, NUMBER_BYTES), rest = length - RESPONSE_BYTES;
    if (class > SL_BUG || text_len > rest || text_len >= sizeof ret->text ||
        rest - text_len >= sizeof ret->remedy)
        return sl_fail(reterr, SL_BUG,
                       "a response from the reader is of class %u, with a text of "
                       "%zu bytes",
                       (unsigned)class, text_len);
    *ret = (struct sl_err) { .class = (enum sl_class) class };
    (void)snprintf(ret->text, sizeof ret->text, "%.*s", (int)text_len, at);
    (void)snprintf(ret->remedy, sizeof ret->remedy, "%.*s", (int)(rest - text_len), at + text_len);
    return (ptrdiff_t)(SLP_LENGTH_BYTES + length);
}
