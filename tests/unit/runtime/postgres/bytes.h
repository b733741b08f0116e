/* bytes.h - messages for tests, and what came of their cells. */
#ifndef BYTES_H
#define BYTES_H

#include "postgres/pgoutput.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A message in an allocation of its own length, so that a sanitizer sees a read behind its end. */
struct bytes {
    char *at;
    size_t len;
};

static inline struct bytes
copy_of(const char *bytes, size_t len)
{
    struct bytes copy = { .at = malloc(len == 0 ? 1 : len), .len = len };
    assert_non_null(copy.at);
    if (len > 0)
        memcpy(copy.at, bytes, len);
    return copy;
}

#define BYTES(literal) (literal), sizeof(literal) - 1

static inline void
assert_cell(const struct slp_cell *cell, enum slp_cell_kind kind, const char *text)
{
    assert_int_equal(cell->kind, kind);
    assert_int_equal(cell->len, strlen(text));
    assert_memory_equal(cell->text != NULL ? cell->text : "", text, strlen(text));
}

#endif
