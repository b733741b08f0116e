#include "text/width.h"

size_t
slc_text_width(struct sl_str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++)
        width += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return width;
}

size_t
slc_line_width(const struct sl_buf *out)
{
    struct sl_str text = sl_buf_str(out);
    const char *newline = text.len > 0 ? memrchr(text.ptr, '\n', text.len) : NULL;
    if (newline != NULL) {
        text.len -= (size_t)(newline + 1 - text.ptr);
        text.ptr = newline + 1;
    }
    return slc_text_width(text);
}
