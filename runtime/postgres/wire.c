/* wire.c - bounded big-endian reading. */
#include "postgres/wire.h"

bool
slp_wire_u16(struct slp_wire *wire, uint16_t *ret_value)
{
    char *bytes;
    if (!slp_wire_bytes(wire, sizeof(*ret_value), &bytes))
        return false;
    memcpy(ret_value, bytes, sizeof(*ret_value));
    *ret_value = be16toh(*ret_value);
    return true;
}

bool
slp_wire_u64(struct slp_wire *wire, uint64_t *ret_value)
{
    char *bytes;
    if (!slp_wire_bytes(wire, sizeof(*ret_value), &bytes))
        return false;
    memcpy(ret_value, bytes, sizeof(*ret_value));
    *ret_value = be64toh(*ret_value);
    return true;
}

bool
slp_wire_i32(struct slp_wire *wire, int32_t *ret_value)
{
    uint32_t bits;
    if (!slp_wire_u32(wire, &bits))
        return false;
    memcpy(ret_value, &bits, sizeof(bits));
    return true;
}

bool
slp_wire_i64(struct slp_wire *wire, int64_t *ret_value)
{
    uint64_t bits;
    if (!slp_wire_u64(wire, &bits))
        return false;
    memcpy(ret_value, &bits, sizeof(bits));
    return true;
}

bool
slp_wire_string(struct slp_wire *wire, struct sl_str *ret_text)
{
    size_t left = slp_wire_left(wire);
    const char *nul = left == 0 ? NULL : memchr(wire->next, '\0', left);
    if (nul == NULL)
        return false;
    *ret_text = (struct sl_str) { .ptr = wire->next, .len = (size_t)(nul - wire->next) };
    wire->next += ret_text->len + 1;
    return true;
}

void
slp_wire_put_u64(char *bytes, uint64_t value)
{
    uint64_t big = htobe64(value);
    memcpy(bytes, &big, sizeof(big));
}
