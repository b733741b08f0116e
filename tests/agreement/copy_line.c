#include "copy_line.h"

/* What stands behind a backslash (PostgreSQL, COPY, "Text Format"). */
static char
unescaped(char letter)
{
    switch (letter) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return letter;
    }
}

/* One cell between tabs. */
static struct slt_cell
cell_of(char *text, size_t len)
{
    if (len == 2 && text[0] == '\\' && (text[1] == 'N' || text[1] == 'U'))
        return (struct slt_cell) { text[1] == 'N' ? SL_MISSING : SL_UNCHANGED, text, 0 };
    size_t to = 0;
    for (size_t at = 0; at < len; at++) {
        bool escaped = text[at] == '\\' && at + 1 < len;
        text[to++] = escaped ? unescaped(text[++at]) : text[at];
    }
    text[to] = '\0';
    return (struct slt_cell) { SL_VALUE, text, to };
}

size_t
slt_split(char *line, size_t len, struct slt_cell *cells)
{
    size_t count = 0, begin = 0;
    for (size_t at = 0; at <= len; at++) {
        if (at < len && line[at] != '\t')
            continue;
        if (count == SLT_MOST_CELLS)
            return 0;
        cells[count++] = cell_of(line + begin, at - begin);
        begin = at + 1;
    }
    return count;
}
