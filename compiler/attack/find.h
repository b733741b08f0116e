/* find.h - the searches: each holds what is told of the values of one row against the owners' rows, in its own way,
 * and records a find with the rows that show it. */
#ifndef SLC_FIND_H
#define SLC_FIND_H

#include "attack/flow.h"
#include "attack/trial.h"
#include "buf.h"
#include "findings/finding.h"

/* One secret with one row. */
struct slc_attempt {
    struct slc_findings *findings;
    struct slc_trial_row *row;
    struct slc_trials trials;
    const struct slc_flows *flows; /* of all destinations */
};

typedef bool slc_search(struct slc_attempt *attempt);

slc_search slc_find_distance, slc_find_listed, slc_find_thresholds, slc_find_characters,
    slc_find_bits, slc_find_buckets, slc_find_class, slc_find_shift, slc_find_unruled,
    slc_find_time, slc_find_rows, slc_find_changed, slc_find_dictionary;

/* Whether lines that are let tell the two samples apart; `open`: other than under another name, which tells in any case
 * whether there is a value. */
bool slc_told_apart_by_leave(const struct slc_attempt *attempt, uint32_t a, uint32_t b, bool open);

/* Whether something tells them apart that is not let. */
bool slc_is_unruled(const struct slc_attempt *attempt, uint32_t a, uint32_t b);

/* ---- find_report.c --------------------------------------------------------------------------- */

/* What shows a find: values in the secret's place, the first of which is the one that is told. */
struct slc_find_shown {
    enum slc_code code;
    struct slc_span at; /* the owner's row that promises otherwise, or the column */
    struct sl_value values[3];
    uint32_t count;
};

void slc_report_find(struct slc_attempt *attempt, const struct slc_find_shown *shown,
                     const char *format, ...) SL_PRINTF(3, 4);

/* Adds a text as one word of a shell, with a space before it. */
void slc_quote_word(struct sl_buf *out, struct sl_str text);

/* "restricted.amount" */
struct sl_str slc_secret_name(const struct slc_secret *secret);

#endif
