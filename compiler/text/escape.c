#include "text/escape.h"

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
