/* eval_line.h - one row as a JSON line: read, and its record written. Between the files of `sluice eval`. */
#ifndef SLC_EVAL_LINE_H
#define SLC_EVAL_LINE_H

#include "eval/eval.h"

#include <stdio.h>

/* A line at fault writes no record; each fault is told on `errors`. */
struct slc_row_line {
    struct sl_arena *arena;
    const struct slc_ir_release *release;
    const struct slc_key_bytes *keys;
    struct sl_str commit_time; /* what the time of the change is called: slc_commit_time_name() */
    FILE *out, *errors;
    unsigned long number;
    bool at_fault;
};

/* How the time of the change is given beside the table's columns: `commit_time`; where the table has a
 * column of that name, with as many underscores in front as set it apart. */
struct sl_str slc_commit_time_name(struct sl_arena *arena, const struct slc_ir_table *table);

void slc_eval_line(struct slc_row_line *line, struct sl_str text);

#endif
