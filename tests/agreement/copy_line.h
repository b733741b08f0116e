/* copy_line.h - a line of COPY's text format, and \U for a value that is unchanged -> cells. */
#ifndef SLT_COPY_LINE_H
#define SLT_COPY_LINE_H

#include "abi/value.h"

enum { SLT_MOST_CELLS = 64 };

struct slt_cell {
    enum sl_state state;
    char *text; /* NUL behind it */
    size_t len;
};

/* Splits and unescapes in place. Returns how many cells there are; 0 when there are too many. */
size_t slt_split(char *line, size_t len, struct slt_cell *cells);

#endif
