/* wire.h - reading PostgreSQL's wire format from bytes already received, never past their end.
 *
 * Integers are big-endian (PostgreSQL 55.1). Every reader returns whether the value was there; on
 * false neither the cursor nor the output has changed, so that a caller may say what was missing.
 * Views point into the bytes read and live as long as those. */
#ifndef SLP_WIRE_H
#define SLP_WIRE_H

#include "attributes.h"
#include "str.h"

#include <endian.h>
#include <stdint.h>

/* A cursor; the bytes are the caller's. Not const: a cell's text may be decoded in place. */
struct slp_wire {
    char *next;
    char *end;
};

static inline void
slp_wire_init(struct slp_wire *wire, char *bytes, size_t len)
{
    *wire = (struct slp_wire) { .next = bytes, .end = bytes + len };
}

static inline size_t
slp_wire_left(const struct slp_wire *wire)
{
    return (size_t)(wire->end - wire->next);
}

/* The readers of a row's columns stand here to be inlined: several of them for each column. */

/* `len` bytes. */
SL_MUST_USE static inline bool
slp_wire_bytes(struct slp_wire *wire, size_t len, char **ret_bytes)
{
    if (slp_wire_left(wire) < len)
        return false;
    *ret_bytes = wire->next;
    wire->next += len;
    return true;
}

SL_MUST_USE static inline bool
slp_wire_u8(struct slp_wire *wire, uint8_t *ret_value)
{
    char *bytes;
    if (!slp_wire_bytes(wire, sizeof(*ret_value), &bytes))
        return false;
    *ret_value = (uint8_t)bytes[0];
    return true;
}

SL_MUST_USE static inline bool
slp_wire_u32(struct slp_wire *wire, uint32_t *ret_value)
{
    char *bytes;
    if (!slp_wire_bytes(wire, sizeof(*ret_value), &bytes))
        return false;
    memcpy(ret_value, bytes, sizeof(*ret_value));
    *ret_value = be32toh(*ret_value);
    return true;
}

SL_MUST_USE bool slp_wire_u16(struct slp_wire *wire, uint16_t *ret_value);
SL_MUST_USE bool slp_wire_u64(struct slp_wire *wire, uint64_t *ret_value);

/* Signed integers travel in two's complement. */
SL_MUST_USE bool slp_wire_i32(struct slp_wire *wire, int32_t *ret_value);
SL_MUST_USE bool slp_wire_i64(struct slp_wire *wire, int64_t *ret_value);

/* A string that ends in a NUL: the view leaves the NUL out, the cursor passes it. */
SL_MUST_USE bool slp_wire_string(struct slp_wire *wire, struct sl_str *ret_text);

/* For status messages: `bytes` has room. */
void slp_wire_put_u64(char *bytes, uint64_t value);

#endif
