/* bytes.h - numbers as little-endian bytes, and the length that begins every message of a pipe. */
#ifndef SLP_BYTES_H
#define SLP_BYTES_H

#include "attributes.h"
#include "str.h"

#include <endian.h>
#include <stdint.h>

enum { SLP_LENGTH_BYTES = 4 };

/* Writes the number's lowest `bytes` bytes; where the next one goes. */
static inline char *
slp_put(char *at, uint64_t number, size_t bytes)
{
    uint64_t little = htole64(number);
    memcpy(at, &little, bytes);
    return at + bytes;
}

/* Reads such a number, and moves *at behind it. */
static inline uint64_t
slp_take(const char **at, size_t bytes)
{
    uint64_t little = 0;
    memcpy(&little, *at, bytes);
    *at += bytes;
    return le64toh(little);
}

/* The length at the start of `bytes`: 1 when the whole message is there, 0 when not yet, -1 when no
 * message has that length. */
SL_MUST_USE static inline int
slp_take_length(struct sl_str bytes, size_t least, size_t most, size_t *ret_length)
{
    *ret_length = 0;
    if (bytes.len < SLP_LENGTH_BYTES)
        return 0;
    const char *at = bytes.ptr;
    *ret_length = slp_take(&at, SLP_LENGTH_BYTES);
    if (*ret_length < least || *ret_length > most)
        return -1;
    return bytes.len - SLP_LENGTH_BYTES >= *ret_length ? 1 : 0;
}

#endif
