/* found_line.h - the line of a release that a finding is about. */
#ifndef SLC_FOUND_LINE_H
#define SLC_FOUND_LINE_H

#include "diff/change.h"

/* A field or a filter; NULL: the finding is about none. */
struct slc_found_line {
    const struct slc_release *release;
    const struct slc_statement *line;
};

struct slc_found_line slc_found_line(const struct slc_program *program, struct slc_span at);

/* "board.members.size"; of a filter the stream. */
struct sl_str slc_found_name(struct slc_diff *diff, const struct slc_found_line *line);

#endif
