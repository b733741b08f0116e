/* finding_excerpt.h - inside the printing of findings: a line of a source with what is underlined in
 * it, and text that cannot steer a terminal. */
#ifndef SLC_FINDING_EXCERPT_H
#define SLC_FINDING_EXCERPT_H

#include "source/source.h"

#include <stdio.h>

/* Terminal sequences; all empty where there are no colours. */
struct slc_palette {
    const char *error, *warning, *cause, *frame, *strong, *plain;
};

struct slc_printer {
    FILE *to;
    const struct slc_palette *palette;
    int gutter; /* columns of the line numbers */
};

/* A place on one line, with its underlining. */
struct slc_mark {
    size_t begin, end; /* bytes of the line */
    char sign;         /* '^' the fault, '-' its cause */
    struct sl_str label;
    const char *colour;
};

/* The part of a line that is shown. */
struct slc_excerpt {
    uint32_t number; /* of the line */
    struct sl_str line;
    size_t from, to; /* bytes of the line */
};

/* Prints a text with U+FFFD in place of what a terminal could take as more than a character. */
void slc_print_text(FILE *to, struct sl_str text);

/* The column of line numbers and its border; `number` may be empty. */
void slc_print_frame(const struct slc_printer *printer, const char *number);

/* The mark of a span's first line. */
struct slc_mark slc_mark_of(struct slc_span span, char sign, struct sl_str label,
                            const char *colour);

/* The line on which the span begins, cut around [first, last) where it is long. */
struct slc_excerpt slc_excerpt_of(struct slc_span span, size_t first, size_t last);

/* Prints the excerpt, and one or two marks below it that do not overlap; `right` may be NULL. */
void slc_print_excerpt(const struct slc_printer *printer, struct slc_excerpt excerpt,
                       struct slc_mark left, const struct slc_mark *right);

#endif
