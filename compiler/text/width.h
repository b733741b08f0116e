/* width.h - how many columns of a screen a text takes: one for each code point. */
#ifndef SLC_WIDTH_H
#define SLC_WIDTH_H

#include "buf.h"

size_t slc_text_width(struct sl_str text);

/* The width of what was written since the last line break. */
size_t slc_line_width(const struct sl_buf *out);

#endif
