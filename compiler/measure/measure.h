/* measure.h - what a receiver can tell apart: the one measure behind check, explain and diff.
 *
 * For a destination and a column, all lines of all releases to that destination that read the column
 * divide its values into cells: two values lie in one cell when no line tells them apart. A line needs
 * rows of owners (`may become … by`) when its column may not be there as it is; it then rests on them.
 * Others, and those under a decision, are free.
 *
 *   at least N   a cell that is narrower than N is given by lines that may be so narrow: free ones, and
 *                those whose rows ask for no more than its width
 *   at most K    lines of one unit (thresholds, listed values, characters, prefix bits, buckets) are
 *                counted together, against each row of that unit that one of them rests on
 *   group        every class holds two values (or the row's `at least`), but for those that other lines
 *                show alone
 *
 * Order of calls: slc_measures_collect() once for a program whose expressions are typed and whose codes
 * are collected (releases/keyed.h, codes.h, rows.h); then questions in any order. All memory is the program's arena's. */
#ifndef SLC_MEASURE_H
#define SLC_MEASURE_H

#include "language/function.h"
#include "syntax/ast.h"

struct slc_measures;
struct slc_code_set;
struct slc_code_use;

/* Walks every expression of every release. Lines of earlier versions (release->told) count like the others;
 * one that no owner's row allows any more was told all the same, and is free. */
struct slc_measures *slc_measures_collect(struct slc_program *program);

/* Whether a row of an owner may lower a line: a call, comparison, `is` or `is in`. */
struct slc_measure_verdict {
    bool met;
    struct sl_str reason;      /* what is told apart, without the bound itself; len 0 where met */
    struct sl_str help;        /* what would fit; len 0: nothing to say */
    struct slc_span elsewhere; /* another line that takes part; source NULL: none */
};

struct slc_measure_verdict slc_measure_meets(const struct slc_measures *measures,
                                             const struct slc_expr *expr,
                                             const struct slc_downgrade *row);

/* Whether the line needs an owner's row or a decision although its label fits, being one on an encrypted
 * column, and has none that applies. */
bool slc_measure_is_unruled(const struct slc_measures *measures, const struct slc_expr *line);

/* What owners' rows name a line by: its function (NULL: none) or operator. A group that maps a value to
 * itself counts as one_of, and `same` with a literal as membership. */
bool slc_row_is_for(const struct slc_downgrade *row, const struct slc_function *function,
                    enum slc_operator operator_class);
const struct slc_function *slc_ruled_function(const struct slc_expr *line);
enum slc_operator slc_ruled_operator(const struct slc_expr *line);

/* A line of a column whose values leave as codes beside it, for the same rows, which other columns have,
 * too: what it tells of a value, it tells of theirs. Such a line needs rows of the owners of those that may
 * not be read at the destination. */
struct slc_beside {
    const struct slc_code_set *set;
    const struct slc_code_use *code,
        *other;                       /* a call beside the line, and one whose codes are the same */
    struct slc_column *read, *hidden; /* the line's column, and one of those: the first */
    struct slc_label label;           /* of all of those */
    struct slc_beside *next;          /* of the same line */
};

/* NULL: the line tells nothing of others so. */
const struct slc_beside *slc_measure_beside(const struct slc_expr *line);

/* Whether the line tells a column's value as it is. */
bool slc_measure_tells_whole(const struct slc_expr *line);

/* How many columns all tables have; they are numbered from 0 (slc_table.first_column). */
int slc_measures_column_count(const struct slc_measures *measures);

/* Under `positions apart`: whether an undecided field places a time within less than a day, which joins
 * what the positions keep apart. The verdict's `met` is false then. */
struct slc_measure_verdict slc_measure_time(const struct slc_measures *measures,
                                            const struct slc_release *release,
                                            const struct slc_statement *statement);

/* ---- lines, for explain, diff and what was told ---------------------------------------------- */

/* Calls back for every line of the program's releases: where it goes, the column it tells of (for a leaf
 * its document), the expression, and whether it was decided. A line is an expression of the language, so
 * that what was told can be written as it stands and read again as a release that was told. */
typedef void slc_line_visit(void *context, const struct slc_destination *destination,
                            const struct slc_column *column, const struct slc_expr *line,
                            bool decided);
void slc_measure_lines(const struct slc_measures *measures, slc_line_visit *visit, void *context);

#endif
