/* sample.h - values to try for a column: those at which policies change what they tell, their neighbours, what
 * functions look for, and others by chance. */
#ifndef SLC_SAMPLE_H
#define SLC_SAMPLE_H

#include "attack/chance.h"
#include "attack/promise.h"
#include "eval/eval.h"

/* Values that have an order stand on a line, in millionths: of a number's unit, of a second for times, dates too.
 * Texts stand where their length or number of words puts them, if some line tells of that. */
enum slc_sample_axis {
    SLC_SAMPLE_AXIS_NONE,
    SLC_SAMPLE_AXIS_VALUE,
    SLC_SAMPLE_AXIS_LENGTH,
    SLC_SAMPLE_AXIS_WORDS
};
enum { SLC_MILLION = 1000000 };
#define SLC_DAY_MICROS (INT64_C(86400) * SLC_MILLION)

struct slc_sample {
    struct sl_value value; /* SL_MISSING: none */
    int64_t position;
    bool partial; /* a document without a place that is read */
};

struct slc_samples {
    struct sl_arena *arena;
    struct slc_sample *each; /* by position; a missing one first */
    uint32_t count, room;
    enum slc_sample_axis axis;
    bool finite;   /* the type has no other values */
    bool left_out; /* there were too many cuts */
    bool complete; /* no other value would be told apart from all of these */
};

/* What samples are made for. */
struct slc_sampling {
    struct sl_arena *arena;
    const struct slc_promise *promise;
    const struct sl_value *row; /* of the other columns: spans and shares are cut by them */
    int64_t commit_time_us;
    struct slc_chance *chance;
};

struct slc_samples slc_samples_for(const struct slc_sampling *sampling);

/* Where one of the values stands that policies name; false: they name none. */
bool slc_sample_named(const struct slc_sampling *sampling, int64_t *ret_position);

/* A few values of a type, of which some are in the literals that the table's releases name. */
struct sl_value slc_sample_any(const struct slc_sampling *sampling,
                               const struct slc_ir_column *column);

/* Where a value stands; false: it does not (a text, NaN). */
bool slc_position_of(struct sl_value value, int64_t *ret_position);
/* The value of the type there, if there is one. */
bool slc_value_at(struct sl_arena *arena, const struct slc_ir_type *type, int64_t position,
                  struct sl_value *ret_value);
/* Whether it has days. */
bool slc_is_calendar(const struct slc_ir_type *type);

/* The smallest distance between two values of the type. */
int64_t slc_step_of(const struct slc_ir_type *type);

void slc_samples_add(struct slc_samples *samples, struct sl_value value, int64_t position);

/* sample_ordered.c, sample_document.c, sample_text.c: for one kind of type. */
void slc_sample_ordered(const struct slc_sampling *sampling, struct slc_samples *samples);
void slc_sample_document(const struct slc_sampling *sampling, struct slc_samples *samples);
void slc_sample_text(const struct slc_sampling *sampling, struct slc_samples *samples);

#endif
