/* copy_text.c - splitting and unescaping in place. */
#include "copy_text.h"

#include <string.h>

static int
bad(struct sl_err *reterr, const char *what)
{
    return sl_fail(reterr, SL_BUG, "COPY made a row with %s", what);
}

/* What the character behind a backslash stands for; 0 when it is not an escape. */
static char
unescape_char(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\': return '\\';
    default: return '\0';
    }
}

/* From the first backslash on: reads ahead of what it writes. */
static bool
unescape(char *text, size_t len, size_t *ret_len)
{
    char *from = memchr(text, '\\', len);
    char *const end = text + len;
    char *to = from;
    while (from != NULL && from < end) {
        if (*from != '\\') {
            *to++ = *from++;
            continue;
        }
        char c = from + 1 < end ? unescape_char(from[1]) : '\0';
        if (c == '\0')
            return false;
        *to++ = c;
        from += 2;
    }
    *ret_len = from == NULL ? len : (size_t)(to - text);
    return true;
}

static bool
decode_cell(char *text, size_t len, struct slp_cell *ret_cell)
{
    size_t unescaped_len;
    *ret_cell = (struct slp_cell) { .kind = SLP_CELL_NULL };
    if (len == 2 && text[0] == '\\' && text[1] == 'N')
        return true;
    if (len > UINT32_MAX || !unescape(text, len, &unescaped_len))
        return false;
    *ret_cell = (struct slp_cell) {
        .kind = SLP_CELL_TEXT,
        .len = (uint32_t)unescaped_len,
        .text = text,
    };
    return true;
}

int
slp_copy_text_decode(char *bytes, size_t len, struct slp_cell *cells, uint32_t ncells,
                     struct sl_err *reterr)
{
    if (len == 0 || bytes[len - 1] != '\n')
        return bad(reterr, "no end");
    char *next = bytes;
    char *const end = bytes + len - 1;
    for (uint32_t i = 0; i < ncells; i++) {
        char *tab = memchr(next, '\t', (size_t)(end - next));
        if ((tab == NULL) != (i + 1 == ncells))
            return bad(reterr, "another number of columns");
        char *behind = tab != NULL ? tab : end;
        if (!decode_cell(next, (size_t)(behind - next), &cells[i]))
            return bad(reterr, "a broken column");
        next = behind + 1;
    }
    return 0;
}
