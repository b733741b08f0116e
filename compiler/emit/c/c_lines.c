#include "emit/c/c_lines.h"

#include "text/escape.h"
#include "text/width.h"

#include <stdio.h>

/* ---- lines ----------------------------------------------------------------------------------- */

static void
add_spaces(struct sl_buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sl_buf_add_byte(out, ' ');
}

void
slc_add_c_break(struct sl_buf *out, size_t more, size_t indent)
{
    if (slc_line_width(out) + 1 + more <= SLC_C_WIDTH) {
        sl_buf_add_byte(out, ' ');
        return;
    }
    sl_buf_add_byte(out, '\n');
    add_spaces(out, indent);
}

/* ---- comments -------------------------------------------------------------------------------- */

/* The margin flush right behind a line that is `used` columns long, on a line of its own where it
 * does not fit; then the comment's end. */
static void
add_margin(struct sl_buf *out, size_t used, struct sl_str margin)
{
    size_t width = slc_text_width(margin);
    size_t end = 3; /* a space and the comment's end */
    if (used + 2 + width + end > SLC_C_WIDTH) {
        sl_buf_add_str(out, SL_STR("\n * "));
        used = 3;
    }
    for (; used + width + end < SLC_C_WIDTH; used++)
        sl_buf_add_byte(out, ' ');
    slc_add_c_comment(out, margin);
    sl_buf_add_str(out, SL_STR(" */\n"));
}

/* Without the indentation that the policy's block has. */
static struct sl_str
without_indent(struct sl_str line, size_t indent)
{
    while (indent > 0 && line.len > 0 && line.ptr[0] == ' ') {
        line.ptr++;
        line.len--;
        indent--;
    }
    while (line.len > 0 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    return line;
}

/* Statements of a block stand four spaces in; continuation lines keep what they have beyond. A
 * statement's first line begins with its first word. */
enum { BLOCK_INDENT = 4 };

void
slc_add_c_quote(struct slc_c_file *file, const struct slc_ir_place *place, struct sl_str margin)
{
    struct sl_str rest = place->text;
    bool elsewhere = !sl_str_equal(place->file, file->release->place.file);
    struct sl_str where =
        sl_arena_format(file->ir->arena, "%.*s:%u  ", elsewhere ? (int)place->file.len : 0,
                        place->file.ptr, place->line);
    size_t used = 3 + slc_text_width(where);
    sl_buf_add_str(file->out, SL_STR("/* "));
    slc_add_c_comment(file->out, where);
    for (;;) {
        const char *newline = memchr(rest.ptr, '\n', rest.len);
        struct sl_str line = rest;
        if (newline != NULL)
            line.len = (size_t)(newline - rest.ptr);
        struct sl_str shown = without_indent(line, BLOCK_INDENT);
        slc_add_c_comment(file->out, shown);
        used += slc_text_width(shown);
        if (newline == NULL)
            break;
        rest.ptr += line.len + 1;
        rest.len -= line.len + 1;
        sl_buf_add_str(file->out, SL_STR("\n * "));
        add_spaces(file->out, slc_text_width(where));
        used = 3 + slc_text_width(where);
    }
    add_margin(file->out, used, margin);
}

void
slc_add_c_rule(struct sl_buf *out, struct sl_str title, const struct slc_ir_place *place)
{
    char line[16];
    size_t end =
        slc_text_width(place->file) + 5 + (size_t)snprintf(line, sizeof(line), ":%u", place->line);
    sl_buf_add_str(out, SL_STR("/* ---- "));
    slc_add_c_comment(out, title);
    sl_buf_add_byte(out, ' ');
    for (size_t used = slc_line_width(out); used + end < SLC_C_WIDTH; used++)
        sl_buf_add_byte(out, '-');
    sl_buf_add_byte(out, ' ');
    slc_add_c_comment(out, place->file);
    sl_buf_printf(out, "%s */\n", line);
}
