/* eval_lines.h - rows as JSON lines in, records as they would leave out: `sluice eval`. */
#ifndef SLC_EVAL_LINES_H
#define SLC_EVAL_LINES_H

#include "eval/eval.h"

#include <stdio.h>

struct slc_line_files {
    FILE *in, *out, *errors;
};

/* Every line of `in` is an object: column -> value. Null is missing, {"unchanged": true} an
 * unchanged value; the time of the change is a timestamp under the name that slc_commit_time_name()
 * gives, needed where the release reads it. Numbers keep the digits with which they are written.
 * A row that the filter rejects gives nothing. What is wrong with a line is told on `errors` by
 * line and column name, never with its value, and the other lines go on.
 * Returns the number of lines at fault, or -1 and *reterr when reading or writing failed. */
SL_MUST_USE int slc_eval_lines(const struct slc_ir_release *release,
                               const struct slc_key_bytes *keys, const struct slc_line_files *files,
                               struct sl_err *reterr);

/* The keys of a release: from DIR/NAME each (at least 32 bytes), or the tests' where DIR is NULL. */
SL_MUST_USE int slc_eval_keys(struct sl_arena *arena, const struct slc_ir_release *release,
                              const char *directory, struct slc_key_bytes **ret_keys,
                              struct sl_err *reterr);

#endif
