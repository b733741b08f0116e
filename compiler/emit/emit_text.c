#include "emit/emit_text.h"

struct sl_str
slc_keep_text(struct sl_arena *arena, const struct sl_buf *text)
{
    if (sl_buf_failed(text)) /* no room: the arena says so and ends the program */
        (void)sl_arena_must(arena, SIZE_MAX / 2, 1);
    return sl_arena_copy(arena, sl_buf_str(text));
}

/* ---- C ------------------------------------------------------------------------------------- */

void
slc_add_c_string(struct sl_buf *out, struct sl_str text)
{
    sl_buf_add_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        bool trigraph = byte == '?' && i > 0 && text.ptr[i - 1] == '?';
        if (byte == '"' || byte == '\\' || trigraph)
            sl_buf_add_byte(out, '\\');
        if (byte < 0x20 || byte == 0x7f)
            sl_buf_printf(out, "\\%03o", byte);
        else
            sl_buf_add_byte(out, (char)byte);
    }
    sl_buf_add_byte(out, '"');
}

void
slc_add_c_comment(struct sl_buf *out, struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        char before = i > 0 ? text.ptr[i - 1] : ' ';
        /* a space between the characters of a comment's end or begin, and of a trigraph */
        if ((before == '*' && byte == '/') || (before == '/' && byte == '*') ||
            (before == '?' && byte == '?'))
            sl_buf_add_byte(out, ' ');
        bool control = (unsigned char)byte < 0x20 || byte == 0x7f;
        sl_buf_add_byte(out, control ? ' ' : byte);
    }
    /* nor may the last one join what the emitter writes behind it */
    if (text.len > 0 && strchr("*/\\?", text.ptr[text.len - 1]) != NULL)
        sl_buf_add_byte(out, ' ');
}

/* ---- SQL ----------------------------------------------------------------------------------- */

static void
add_doubled(struct sl_buf *out, struct sl_str text, char quote)
{
    sl_buf_add_byte(out, quote);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == quote)
            sl_buf_add_byte(out, quote);
        sl_buf_add_byte(out, text.ptr[i]);
    }
    sl_buf_add_byte(out, quote);
}

void
slc_add_sql_name(struct sl_buf *out, struct sl_str name)
{
    add_doubled(out, name, '"');
}

void
slc_add_sql_string(struct sl_buf *out, struct sl_str text)
{
    add_doubled(out, text, '\'');
}

/* ---- Spark ---------------------------------------------------------------------------------- */

void
slc_add_spark_name(struct sl_buf *out, struct sl_str name)
{
    add_doubled(out, name, '`');
}

void
slc_add_spark_string(struct sl_buf *out, struct sl_str text)
{
    sl_buf_add_byte(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        bool variable = byte == '$' && i + 1 < text.len && text.ptr[i + 1] == '{';
        if (variable || (unsigned char)byte < 0x20)
            sl_buf_printf(out, "\\u%04x", (unsigned)byte);
        else if (byte == '\'' || byte == '\\')
            sl_buf_printf(out, "\\%c", byte);
        else
            sl_buf_add_byte(out, byte);
    }
    sl_buf_add_byte(out, '\'');
}

/* ---- Markdown ------------------------------------------------------------------------------ */

void
slc_add_markdown(struct sl_buf *out, struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte != '\0' && strchr("\\`*_[]<>|#", byte) != NULL)
            sl_buf_add_byte(out, '\\');
        sl_buf_add_byte(out, (unsigned char)byte < 0x20 ? ' ' : byte);
    }
}

void
slc_add_markdown_code(struct sl_buf *out, struct sl_str text)
{
    bool backquote = memchr(text.ptr, '`', text.len) != NULL;
    sl_buf_add_str(out, backquote ? SL_STR("`` ") : SL_STR("`"));
    sl_buf_add_str(out, text);
    sl_buf_add_str(out, backquote ? SL_STR(" ``") : SL_STR("`"));
}

/* ---- words --------------------------------------------------------------------------------- */

void
slc_add_label(struct sl_buf *out, const struct slc_ir *ir, struct slc_ir_label label)
{
    sl_buf_add_str(out, ir->levels[label.level].name);
    for (uint32_t i = 0; i < ir->ncategories; i++)
        if ((label.categories >> i & 1) != 0)
            sl_buf_printf(out, " %.*s", SL_FMT(ir->categories[i].name));
}

void
slc_add_place(struct sl_buf *out, const struct slc_ir_place *place)
{
    sl_buf_printf(out, "%.*s:%u", SL_FMT(place->file), place->line);
}

void
slc_add_label_change(struct sl_buf *out, const struct slc_ir *ir, const struct slc_ir_field *field)
{
    slc_add_label(out, ir, field->before);
    if (field->before.level == field->after.level) /* categories stay */
        return;
    sl_buf_add_str(out, SL_STR(" -> "));
    slc_add_label(out, ir, field->after);
    for (uint32_t i = 0; i < field->nrules; i++) {
        sl_buf_add_str(out, i == 0 ? SL_STR(", by ") : SL_STR(" and "));
        slc_add_place(out, &field->rules[i]->place);
    }
    if (field->decision != NULL)
        sl_buf_printf(out, "%s this decision until %.*s", field->nrules > 0 ? " and" : ", by",
                      SL_FMT(field->decision->until.text));
}

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
