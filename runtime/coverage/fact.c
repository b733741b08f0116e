#include "coverage/fact.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- writing -------------------------------------------------------------------------------- */

void
slp_fact_begin(struct sl_buf *out, const char *word)
{
    sl_buf_add_str(out, sl_str_of(word));
}

void
slp_fact_text(struct sl_buf *out, struct sl_str text)
{
    sl_buf_add_byte(out, '\t');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte < ' ' || byte == '\\' || byte == 0x7f)
            sl_buf_printf(out, "\\x%02x", byte);
        else
            sl_buf_add_byte(out, text.ptr[i]);
    }
}

void
slp_fact_number(struct sl_buf *out, int64_t number)
{
    sl_buf_printf(out, "\t%" PRId64, number);
}

void
slp_fact_copy(struct sl_buf *out, struct sl_str field)
{
    sl_buf_add_byte(out, '\t');
    sl_buf_add_str(out, field);
}

void
slp_fact_end(struct sl_buf *out)
{
    sl_buf_add_byte(out, '\n');
}

/* ---- reading -------------------------------------------------------------------------------- */

/* What stands before the byte, or all; it is taken off the text. */
static struct sl_str
take_until(struct sl_str *text, char byte)
{
    const char *end = text->len > 0 ? memchr(text->ptr, byte, text->len) : NULL;
    struct sl_str taken = { text->ptr, end != NULL ? (size_t)(end - text->ptr) : text->len };
    *text = sl_str_from(*text, end != NULL ? taken.len + 1 : taken.len);
    return taken;
}

bool
slp_fact_next(struct sl_str *note, struct slp_fact *ret)
{
    if (note->len == 0)
        return false;
    struct sl_str line = take_until(note, '\n');
    *ret = (struct slp_fact) { .word = take_until(&line, '\t') };
    for (uint32_t i = 0; i < SLP_FACT_FIELDS; i++)
        ret->fields[i] = take_until(&line, '\t');
    return true;
}

/* ---- order ---------------------------------------------------------------------------------- */

static int
compare_lines(const void *a, const void *b)
{
    const struct sl_str *left = a, *right = b;
    return sl_str_compare(*left, *right);
}

static size_t
count_lines(struct sl_str text)
{
    size_t count = 0;
    for (; text.len > 0; count++)
        (void)take_until(&text, '\n');
    return count;
}

bool
slp_facts_sort(struct sl_str lines, struct sl_buf *out)
{
    size_t count = count_lines(lines);
    struct sl_str *items = calloc(count + 1, sizeof *items);
    if (items == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        items[i] = take_until(&lines, '\n');
    qsort(items, count, sizeof *items, compare_lines);
    for (size_t i = 0; i < count; i++) {
        sl_buf_add_str(out, items[i]);
        slp_fact_end(out);
    }
    free(items);
    return !sl_buf_failed(out);
}
