/* agreement.h - one group of random policies on the way through evaluator, generated C and
 * PostgreSQL: what the files of the program `agreement` share. */
#ifndef SLT_AGREEMENT_H
#define SLT_AGREEMENT_H

#include "ir/ir.h"
#include "random_policy.h"

#include <stdio.h>

/* 2026-01-15 10:16:00 UTC, for all rows */
#define SLT_COMMIT_TIME_US INT64_C(1768472160000000)
#define SLT_COMMIT_TIME "2026-01-15 10:16:00+00"

struct slt_run {
    struct sl_arena *arena;
    uint64_t seed;
    const struct slt_group *group;
    const struct slc_ir *ir;
    const char *folder; /* generated/ with C and header files; the program `projector`; rows */
};

/* The table of a release. */
const struct slt_table *slt_table_of(const struct slt_run *run,
                                     const struct slc_ir_release *release);

/* ---- agreement_rows.c ------------------------------------------------------------------------ */

/* Writes `rows` rows of random values to `to`, each a line of COPY's text format whose values are
 * fit for PostgreSQL's input functions; the key counts from 1. */
void slt_write_rows(const struct slt_table *table, uint32_t rows, FILE *to);

/* A value between the separators of COPY's text format. */
void slt_write_escaped(struct sl_str text, FILE *to);

/* A line with some of its cells made \U. */
void slt_forget_cells(struct slt_chance *chance, const char *line, FILE *to);

/* ---- agreement_ways.c ------------------------------------------------------------------------ */

/* What the evaluator makes of a line (see projector.c for what comes out). The line is changed. */
struct sl_str slt_evaluate(struct sl_arena *arena, const struct slc_ir_release *release, char *line,
                           size_t len);

/* Reads one cell as both the evaluator and generated C take it; its text is changed. */
struct sl_value slt_read_cell(struct sl_arena *arena, const struct slc_ir_column *column,
                              char *text, size_t len, enum sl_state state);

/* Runs the projector on the file `rows` of the folder, into the file `projected`. False, and said on
 * standard error, when it does not end well. */
bool slt_run_projector(const struct slt_run *run);

/* ---- agreement_pairs.c ------------------------------------------------------------------------ */

/* Rows that differ only in what their release does not tell apart, `pairs` of them over all releases
 * of the group, through generated C: 0 when the two records of each are the same bytes, else 1. */
int slt_pairs(const struct slt_run *run, uint64_t pairs);

#endif
