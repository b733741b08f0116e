#include "buf.h"

#include "wipe.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_CAPACITY_BYTES = 256 };

void
sl_buf_init(struct sl_buf *buf, size_t max_bytes)
{
    *buf = (struct sl_buf) { .max_bytes = max_bytes };
}

void
sl_buf_done(struct sl_buf *buf)
{
    sl_wipe(buf->bytes, buf->len);
    free(buf->bytes);
    sl_buf_init(buf, buf->max_bytes);
}

void
sl_buf_clear(struct sl_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

void
sl_buf_wipe(struct sl_buf *buf)
{
    sl_wipe(buf->bytes, buf->capacity);
    sl_buf_clear(buf);
}

/* The old block is wiped before it goes back: it may hold row values. */
static bool
grow(struct sl_buf *buf, size_t needed)
{
    size_t capacity = buf->capacity != 0 ? buf->capacity : FIRST_CAPACITY_BYTES;
    while (capacity < needed)
        capacity *= 2;
    if (capacity > buf->max_bytes)
        capacity = buf->max_bytes;
    char *bytes = malloc(capacity);
    if (bytes == NULL)
        return false;
    if (buf->len > 0)
        memcpy(bytes, buf->bytes, buf->len);
    sl_wipe(buf->bytes, buf->capacity);
    free(buf->bytes);
    buf->bytes = bytes;
    buf->capacity = capacity;
    return true;
}

char *
sl_buf_reserve_more(struct sl_buf *buf, size_t len)
{
    if (buf->failed)
        return NULL;
    if (len > buf->max_bytes - buf->len) {
        buf->failed = true;
        return NULL;
    }
    if (len > buf->capacity - buf->len && !grow(buf, buf->len + len)) {
        buf->failed = true;
        return NULL;
    }
    return buf->bytes + buf->len;
}

void
sl_buf_add(struct sl_buf *buf, const void *bytes, size_t len)
{
    char *room = len == 0 ? NULL : sl_buf_reserve(buf, len);
    if (room == NULL)
        return;
    memcpy(room, bytes, len);
    buf->len += len;
}

void
sl_buf_add_str(struct sl_buf *buf, struct sl_str text)
{
    sl_buf_add(buf, text.ptr, text.len);
}

void
sl_buf_add_byte(struct sl_buf *buf, char byte)
{
    sl_buf_add(buf, &byte, 1);
}

void
sl_buf_printf(struct sl_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    /* One byte more for the NUL that vsnprintf insists on; it is not claimed. */
    char *room = length < 0 ? NULL : sl_buf_reserve(buf, (size_t)length + 1);
    if (room != NULL) {
        (void)vsnprintf(room, (size_t)length + 1, format, again);
        buf->len += (size_t)length;
    }
    va_end(again);
}

void
sl_buf_drop(struct sl_buf *buf, size_t len)
{
    if (len < buf->len)
        memmove(buf->bytes, buf->bytes + len, buf->len - len);
    buf->len = len < buf->len ? buf->len - len : 0;
}

const char *
sl_buf_cstr(struct sl_buf *buf)
{
    char *end = sl_buf_reserve(buf, 1);
    if (end == NULL)
        return NULL;
    *end = '\0';
    return buf->bytes;
}
