/* buf.h - bytes that grow up to a maximum.
 *
 * A buffer is made with its maximum (common/maxima.h). The first append that fails (maximum
 * reached, memory short) is remembered: later appends do nothing and sl_buf_failed() says so, so
 * that a writer checks once at its end. */
#ifndef SL_BUF_H
#define SL_BUF_H

#include "attributes.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sl_buf {
    char *bytes;
    size_t len, capacity, max_bytes;
    bool failed;
};

/* Allocates nothing yet. */
void sl_buf_init(struct sl_buf *buf, size_t max_bytes);

/* Wipes and frees; the buffer may be initialised again. */
void sl_buf_done(struct sl_buf *buf);

/* Empty again, failure forgotten, memory kept. Does not wipe. */
void sl_buf_clear(struct sl_buf *buf);

/* Empty again and wiped: for buffers that held row values. */
void sl_buf_wipe(struct sl_buf *buf);

void sl_buf_add(struct sl_buf *buf, const void *bytes, size_t len);
void sl_buf_add_str(struct sl_buf *buf, struct sl_str text);
void sl_buf_add_byte(struct sl_buf *buf, char byte);
void sl_buf_printf(struct sl_buf *buf, const char *format, ...) SL_PRINTF(2, 3);

/* Room for `len` more bytes, to be filled in place and then claimed by sl_buf_claim(); NULL on
 * failure. The pointer lives until the next call on the buffer. */
static inline char *sl_buf_reserve(struct sl_buf *buf, size_t len);
static inline void sl_buf_claim(struct sl_buf *buf, size_t len);

/* What sl_buf_reserve() does when the room is not there yet. */
char *sl_buf_reserve_more(struct sl_buf *buf, size_t len);

/* Drops the first `len` bytes, moving the rest to the front. */
void sl_buf_drop(struct sl_buf *buf, size_t len);

static inline char *
sl_buf_reserve(struct sl_buf *buf, size_t len)
{
    if (!buf->failed && len < buf->capacity - buf->len)
        return buf->bytes + buf->len;
    return sl_buf_reserve_more(buf, len);
}

static inline void
sl_buf_claim(struct sl_buf *buf, size_t len)
{
    buf->len += len;
}

static inline bool
sl_buf_failed(const struct sl_buf *buf)
{
    return buf->failed;
}

/* What was written; lives until the next call on the buffer. */
static inline struct sl_str
sl_buf_str(const struct sl_buf *buf)
{
    return (struct sl_str) { .ptr = buf->bytes, .len = buf->len };
}

/* The same as a C string: a NUL stands behind it that does not count. NULL when the buffer
 * failed. */
const char *sl_buf_cstr(struct sl_buf *buf);

#endif
