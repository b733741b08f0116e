#include "sink/gzip.h"

enum {
    WINDOW = 15 + 16, /* zlib: the largest window, gzip's header and trailer */
    MEMORY = 8,
    ROOM_BYTES = 4 * 1024, /* given to zlib at a time */
};

/* What zlib keeps of one file: 2^(15+2) + 2^(8+9) bytes, and a little (zconf.h). */
#define STATE_BYTES (270 * SL_KIB)

void
slp_gzip_init(struct slp_gzip *gzip)
{
    *gzip = (struct slp_gzip) { .open = false };
    sl_buf_init(&gzip->waiting, SLP_GZIP_FIRST_BYTES);
}

void
slp_gzip_done(struct slp_gzip *gzip)
{
    if (gzip->open)
        (void)deflateEnd(&gzip->zip);
    gzip->open = false;
    sl_buf_done(&gzip->waiting);
}

size_t
slp_gzip_memory(const struct slp_gzip *gzip)
{
    return gzip->waiting.capacity + (gzip->open ? STATE_BYTES : 0);
}

static bool
compress_lines(struct slp_gzip *gzip, struct sl_str lines, int flush, struct sl_buf *out)
{
    z_stream *zip = &gzip->zip;
    zip->next_in = (Bytef *)(uintptr_t)lines.ptr;
    zip->avail_in = (uInt)lines.len;
    for (;;) {
        char *room = sl_buf_reserve(out, ROOM_BYTES);
        if (room == NULL)
            return false;
        zip->next_out = (Bytef *)room;
        zip->avail_out = ROOM_BYTES;
        int result = deflate(zip, flush);
        sl_buf_claim(out, ROOM_BYTES - zip->avail_out);
        if (result == Z_STREAM_END || (flush == Z_NO_FLUSH && zip->avail_out > 0))
            return zip->avail_in == 0;
        if (result != Z_OK)
            return false;
    }
}

/* Begins a member with what waits. */
static bool
begin(struct slp_gzip *gzip, struct sl_buf *out)
{
    gzip->zip = (z_stream) { .zalloc = Z_NULL };
    if (deflateInit2(&gzip->zip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW, MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    gzip->open = true;
    bool compressed = compress_lines(gzip, sl_buf_str(&gzip->waiting), Z_NO_FLUSH, out);
    sl_buf_done(&gzip->waiting);
    return compressed;
}

bool
slp_gzip_add(struct slp_gzip *gzip, struct sl_str line, struct sl_buf *out)
{
    if (!gzip->open && line.len <= SLP_GZIP_FIRST_BYTES - gzip->waiting.len) {
        sl_buf_add_str(&gzip->waiting, line);
        return !sl_buf_failed(&gzip->waiting);
    }
    return (gzip->open || begin(gzip, out)) && compress_lines(gzip, line, Z_NO_FLUSH, out);
}

bool
slp_gzip_end(struct slp_gzip *gzip, struct sl_buf *out)
{
    if (!gzip->open && gzip->waiting.len == 0)
        return true;
    if ((!gzip->open && !begin(gzip, out)) || !compress_lines(gzip, SL_STR(""), Z_FINISH, out))
        return false;
    (void)deflateEnd(&gzip->zip);
    gzip->open = false;
    return true;
}
