/* told.h - what each destination was ever told of each column: the lines of all versions of the policies,
 * as policies write them.
 *
 * A lake keeps what an earlier version sent. So a field that is withdrawn hides nothing: what it told
 * counts together with what comes after it. `sluice generate` adds the lines of today to TOLD.json and takes
 * none away; `sluice diff` judges the new version together with them. */
#ifndef SLC_TOLD_H
#define SLC_TOLD_H

#include "buf.h"
#include "err.h"
#include "syntax/ast.h"

/* One line that read a column. Names are written as in policies, with backquotes where they need them. */
struct slc_told_entry {
    struct sl_str destination, table, column;
    struct sl_str line; /* the field's or filter's expression, in one line without comments */
    bool decided;       /* it stood under a decision, and no owner's rule */
};

/* Entries in a fixed order, each once. */
struct slc_told {
    struct sl_arena *arena;
    struct slc_told_entry *entries;
    uint32_t count, room;
};

void slc_told_init(struct slc_told *told, struct sl_arena *arena);
void slc_told_add(struct slc_told *told, const struct slc_told_entry *entry);
bool slc_told_has(const struct slc_told *told, const struct slc_told_entry *entry);
void slc_told_add_all(struct slc_told *told, const struct slc_told *more);

/* ---- told_collect.c -------------------------------------------------------------------------- */

/* A line as it is kept: without comments, and white space in a row as one space. */
struct sl_str slc_told_line(struct sl_arena *arena, const struct slc_expr *line);

/* Adds what a checked program tells. */
void slc_told_collect(struct slc_told *told, const struct slc_program *program);

/* ---- told_file.c ------------------------------------------------------------------------------ */

#define SLC_TOLD_FILE "TOLD.json"

/* One entry on each line, in order, so that versions merge line by line: the union of two files is a
 * file. */
void slc_told_write(const struct slc_told *told, struct sl_buf *out);

/* Adds the entries of a file's text, in any order. -1 and *reterr (class CONFIG) naming `path` when it is
 * none. */
SL_MUST_USE int slc_told_read(struct slc_told *told, struct sl_str text, const char *path,
                              struct sl_err *reterr);

/* The same of a file on disk; one that is not there adds nothing, and *ret_found says so. */
SL_MUST_USE int slc_told_read_file(struct slc_told *told, const char *path, bool *ret_found,
                                   struct sl_err *reterr);

/* ---- told_source.c ---------------------------------------------------------------------------- */

/* A file of the program with releases behind its text that tell what was told: to each destination and of
 * each table that the program has. NULL when there is nothing to add. */
struct slc_source *slc_told_source(const struct slc_told *told, const struct slc_program *program);

/* ---- told_mark.c ------------------------------------------------------------------------------ */

/* Of a program that was read with such a file, and is not checked yet: marks the releases that stand behind
 * the file's own text, `before`, as told. */
void slc_told_mark(const struct slc_program *program, const struct slc_source *before);

/* Takes all other releases out of it, with the tests and risk checks that need them. */
void slc_told_alone(const struct slc_program *program);

#endif
