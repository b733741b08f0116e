/* choose.h - inside the measure: which rows of owners lines rest on.
 *
 * Where several rows of one category would do for a function, all its lines on a column rest on the same
 * one: the first combination is taken in which every line keeps to its rows, else the one in which most do. */
#ifndef SLC_CHOOSE_H
#define SLC_CHOOSE_H

#include "measure/line.h"

/* The rows of one category for one function or operator, and the one taken. */
struct slc_chooser {
    const struct slc_category *category;
    const struct slc_function *function;
    enum slc_operator operator_class;
    const struct slc_downgrade **rows; /* the furthest first */
    size_t nrows, taken;
    struct slc_chooser *next;
};

/* Judges the scope's lines, if that was not done: verdicts, and which rows they rest on. */
void slc_judge_scope(const struct slc_measures *measures, struct slc_scope *scope);

/* Judges with the rows that are taken. */
void slc_judge_combination(const struct slc_measures *measures, struct slc_scope *scope);

struct slc_chooser *slc_chooser_of(const struct slc_measured *line,
                                   const struct slc_category *category);
bool slc_line_has_category(const struct slc_measured *line, const struct slc_category *category);

/* The row that a line rests on for a category; NULL: none. */
const struct slc_downgrade *slc_row_taken(const struct slc_measured *line,
                                          const struct slc_category *category);

/* Takes each row that a line rests on: calls back until it says false; whether it never did. */
typedef bool slc_row_test(const void *context, const struct slc_downgrade *row);
bool slc_every_row(const struct slc_measures *measures, const struct slc_measured *line,
                   slc_row_test *test, const void *context);

/* Notes the first thing that stands in a line's way. */
void slc_refuse(struct slc_measured *line, struct sl_str reason, struct sl_str help,
                const struct slc_measured *other);

/* The parts of a judgement, one a file: each refuses lines that rest on rows. */
void slc_judge_distances(const struct slc_measures *measures, struct slc_subject *subject);
void slc_judge_anchors(const struct slc_measures *measures, struct slc_subject *subject);
void slc_judge_anchored_lists(const struct slc_measures *measures, struct slc_subject *subject);
void slc_judge_counts(const struct slc_measures *measures, struct slc_scope *scope);
void slc_judge_classes(const struct slc_measures *measures, struct slc_subject *subject);
void slc_judge_shifts(const struct slc_measures *measures, struct slc_subject *subject);

/* ---- what several of them ask ---------------------------------------------------------------- */

/* Whether the receiver knows where the line is counted from, as finely as `bounded` asks or finer. */
bool slc_point_is_known(const struct slc_measures *measures, const struct slc_measured *line,
                        const struct slc_measured *bounded);

/* The greatest distance that rows of the line ask for, in minutes; 0: none, or one without a unit of time. */
int64_t slc_minutes_wanted(const struct slc_measures *measures, const struct slc_measured *line);

/* A row's `at least`, or `at most`; NULL: none. */
const struct slc_bound *slc_bound_of(const struct slc_downgrade *row, bool at_least);

/* Whether the line rests on a row with a distance. */
bool slc_has_distance(const struct slc_measures *measures, const struct slc_measured *line);

/* A line that tells the value itself; NULL: none. */
const struct slc_measured *slc_free_whole_line(const struct slc_subject *subject);

/* Whether the cuts of two lines are counted in one scale from one point: lengths after the same tidying,
 * shares of the same side. */
bool slc_counts_alike(const struct slc_measured *a, const struct slc_measured *b);

/* "dues >= 900", as the policy writes it. */
struct sl_str slc_line_text(const struct slc_measured *line);

#endif
