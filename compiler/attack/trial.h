/* trial.h - rows that differ in the secret alone, and what the destination receives of each. */
#ifndef SLC_TRIAL_H
#define SLC_TRIAL_H

#include "attack/promise.h"
#include "attack/sample.h"

/* The row that is tried: one value after the other stands in the secret's place. */
struct slc_trial_row {
    struct sl_arena *arena; /* of one round */
    const struct slc_promise *promise;
    const struct slc_ir_release *masked; /* masked.h; by the secret's releases */
    struct slc_key_bytes **keys;         /* likewise */
    struct sl_value *columns;
    struct slc_document_places *places; /* of the secret's document; NULL: it is a column */
    int64_t commit_time_us;
    struct slc_chance chance;
};

/* What is told of one value: numbers that are equal where the texts are. */
struct slc_told_of {
    uint64_t whole; /* all records */
    uint64_t rows;  /* which releases let the row through */
    uint64_t masked;
    uint64_t *tellers; /* each by itself */
};

struct slc_trials {
    struct slc_samples samples;
    struct slc_told_of *each; /* by sample */
};

void slc_trial_begin(struct slc_trial_row *row, const struct slc_promise *promise);
struct slc_trials slc_trials_of(struct slc_trial_row *row);

/* What is told of one more value. */
struct slc_told_of slc_trial(struct slc_trial_row *row, struct sl_value value);

/* What an expression of a release gives for one more value. */
struct sl_value slc_trial_value(struct slc_trial_row *row, struct sl_value value,
                                const struct slc_ir_release *release,
                                const struct slc_ir_expr *expr);

/* A literal, and what an expression gives for one more value, as texts that are equal where the values are: a text
 * without its quotes, a number without zeros that say nothing. */
struct sl_str slc_literal_text(struct sl_arena *arena, const struct slc_ir_literal *literal);
struct sl_str slc_trial_text(struct slc_trial_row *row, struct sl_value value,
                             const struct slc_ir_release *release, const struct slc_ir_expr *expr);

/* Puts the value into the row: into the column, or into its place in the document. */
void slc_trial_put(struct slc_trial_row *row, struct sl_value value);

/* The records of all releases for the row as it is, each on a line of its own; nothing of one whose filter rejects
 * it. */
void slc_trial_write(const struct slc_trial_row *row, bool masked, struct sl_buf *out);

/* Whether some release reads the column. */
bool slc_trial_reads(const struct slc_secret *secret, uint32_t column);

/* A value as released JSON. */
struct sl_str slc_value_text(struct sl_arena *arena, struct sl_value value);

/* A row as `sluice eval` reads it. */
struct slc_row_shown {
    const struct slc_ir_table *table;
    const struct sl_value *columns;
    const bool *shows; /* by column */
    bool shows_time;
    int64_t commit_time_us;
};

struct sl_str slc_row_text(struct sl_arena *arena, const struct slc_row_shown *shown);

/* Whether one of the releases reads when the row was changed. */
bool slc_reads_time(const struct slc_ir_release *const *releases, uint32_t count);

/* A part's row with this value as `sluice eval` reads it, and the records that the destination receives of all parts,
 * a line for each release. */
struct sl_str slc_trial_row_text(struct slc_trial_row *row, const struct slc_secret_part *part,
                                 struct sl_value value);
struct sl_str slc_trial_records(struct slc_trial_row *row, struct sl_value value);

#endif
