#include "sink/gzip.h"

enum {
    WINDOW = 15 + 16, /* zlib: the largest window, gzip's header and trailer */
    MEMORY = 8,
    ROOM_BYTES = 16 * 1024, /* given to zlib at a time */
};

int
slp_gzip_init(struct slp_gzip *gzip)
{
    *gzip = (struct slp_gzip) { .open = false };
    if (deflateInit2(&gzip->zip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW, MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return -1;
    gzip->open = true;
    return 0;
}

void
slp_gzip_done(struct slp_gzip *gzip)
{
    if (gzip->open)
        (void)deflateEnd(&gzip->zip);
    gzip->open = false;
}

static bool
compress_line(struct slp_gzip *gzip, struct sl_str line, int flush, struct sl_buf *out)
{
    z_stream *zip = &gzip->zip;
    zip->next_in = (Bytef *)(uintptr_t)line.ptr;
    zip->avail_in = (uInt)line.len;
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

bool
slp_gzip_add(struct slp_gzip *gzip, struct sl_str line, struct sl_buf *out)
{
    return compress_line(gzip, line, Z_NO_FLUSH, out);
}

bool
slp_gzip_end(struct slp_gzip *gzip, struct sl_buf *out)
{
    return compress_line(gzip, SL_STR(""), Z_FINISH, out);
}
