#include "crypto/inflate.h"

#include "wipe.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum { FIRST_ROOM_BYTES = 1024 };

/* zlib's state holds plaintext: it is wiped when it goes back, hence its size before it. */
static void *
allocate(void *context, unsigned items, unsigned size)
{
    (void)context;
    size_t bytes;
    if (__builtin_mul_overflow((size_t)items, (size_t)size, &bytes))
        return NULL;
    max_align_t *block = calloc(1, sizeof *block + bytes);
    if (block == NULL)
        return NULL;
    memcpy(block, &bytes, sizeof bytes);
    return block + 1;
}

static void
release(void *context, void *memory)
{
    (void)context;
    max_align_t *block = (max_align_t *)memory - 1;
    size_t bytes;
    memcpy(&bytes, block, sizeof bytes);
    sl_wipe(memory, bytes);
    free(block);
}

/* Into more and more room, until the stream ends or the room does. */
static enum sl_inflated
run(z_stream *zlib, struct sl_buf *out)
{
    size_t room = FIRST_ROOM_BYTES;
    for (;;) {
        if (room > out->max_bytes - out->len)
            room = out->max_bytes - out->len;
        char *to = room > 0 ? sl_buf_reserve(out, room) : NULL;
        if (to == NULL)
            return SL_INFLATE_TOO_LARGE;
        zlib->next_out = (unsigned char *)to;
        zlib->avail_out = (unsigned)room;
        int result = inflate(zlib, Z_NO_FLUSH);
        sl_buf_claim(out, room - zlib->avail_out);
        if (result == Z_STREAM_END)
            return zlib->avail_in == 0 ? SL_INFLATED : SL_INFLATE_BROKEN;
        if (result != Z_OK || zlib->avail_out > 0)
            return SL_INFLATE_BROKEN;
        room *= 2;
    }
}

enum sl_inflated
sl_inflate(struct sl_str stream, struct sl_buf *out)
{
    size_t before = out->len;
    z_stream zlib = { .zalloc = allocate, .zfree = release };
    if (stream.len == 0 || stream.len > UINT_MAX || inflateInit(&zlib) != Z_OK)
        return SL_INFLATE_BROKEN;
    zlib.next_in = (unsigned char *)(uintptr_t)stream.ptr;
    zlib.avail_in = (unsigned)stream.len;
    enum sl_inflated result = run(&zlib, out);
    (void)inflateEnd(&zlib);
    if (result == SL_INFLATED)
        return SL_INFLATED;
    if (out->len > before)
        sl_wipe(out->bytes + before, out->len - before);
    out->len = before;
    out->failed = false;
    return result;
}
