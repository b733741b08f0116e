/* eval.h - the reference: what a release does to a row, worked out over the IR.
 *
 * Written for clarity, not speed, and from LANGUAGE's text: it shares no code with the runtime's
 * functions, so that evaluator, compiled C and PostgreSQL can be compared. `sluice eval` and
 * `sluice test` run on it. */
#ifndef SLC_EVAL_H
#define SLC_EVAL_H

#include "abi/value.h"
#include "buf.h"
#include "err.h"
#include "ir/ir.h"

/* A row of the table. Values in the form of value.h; texts live as long as the caller's arena. */
struct slc_row {
    const struct sl_value *columns; /* by the table's column number */
    int64_t commit_time_us;         /* since 1970-01-01 UTC; whole seconds */
};

/* Key material by key slot of the release: at least 32 bytes each. */
struct slc_key_bytes {
    struct sl_str bytes;
};

struct slc_evaluation {
    struct sl_arena *arena; /* results live here */
    const struct slc_ir_release *release;
    const struct slc_key_bytes *keys;
    const struct slc_row *row;
};

/* The value of one expression: total, never fails. */
struct sl_value slc_eval(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr);

/* Whether the filter lets the row through: SL_VALUE with .boolean, or SL_UNCHANGED. */
struct sl_value slc_eval_filter(const struct slc_evaluation *evaluation);

/* Writes the record's row key and fields as they leave: `"a":1,"b":null[,"_unchanged":["c"]]`,
 * without braces and envelope. `key_only` as in a delete. */
void slc_eval_record(const struct slc_evaluation *evaluation, bool key_only, struct sl_buf *out);

/* Writes one value as released JSON. */
void slc_eval_json(struct sl_buf *out, struct sl_value value);

/* The key that tests use for `name`: SHA-256 of "sluice test key NAME". */
struct slc_key_bytes slc_test_key(struct sl_arena *arena, struct sl_str name);

/* Those of all of the release's slots. */
struct slc_key_bytes *slc_test_keys(struct sl_arena *arena, const struct slc_ir_release *release);

/* ---- eval_read.c: written values -> values ------------------------------------------------- */

/* Text as policies, tests and `sluice eval` write it (ISO dates and times, digits, hex or plain
 * text) -> a value of the type. False when it is not one. */
SL_MUST_USE bool slc_eval_read(struct sl_arena *arena, const struct slc_ir_type *type,
                               struct sl_str text, struct sl_value *ret_value);

#endif
