/* stages.h - the compiler's way, in order; each stage in the file of its name.
 *
 * Every stage records findings and goes on with what is sound. A later stage never reports what
 * follows from a fault that an earlier one reported. */
#ifndef SLC_STAGES_H
#define SLC_STAGES_H

#include "syntax/ast.h"

struct slc_ir;

/* parser.y, lexer.l: one source -> one file's tree. Findings E00xx. Never NULL: after a fault the
 * parser goes on at the next statement, and the tree holds what was sound. */
struct slc_file *slc_parse(struct sl_arena *arena, struct slc_findings *findings,
                           struct slc_source *source);

/* program.c: reads every PATH (a file, or a folder's *.policy files sorted by name), parses, and
 * follows `use` (relative, no "..", no cycles) and `use standard`. -1 and *reterr when a path
 * cannot be read or no policy file was found: "could not run", exit code 2. */
SL_MUST_USE int slc_program_read(struct slc_program *program, int npaths, const char *const *paths,
                                 struct sl_err *reterr);

/* names.c: fills the program's lists; every name bound or reported. Findings E01xx. */
void slc_check_names(struct slc_program *program);

/* types.c: every expression typed or reported. Findings E02xx. */
void slc_check_types(struct slc_program *program);

/* release.c: what a release must say: columns accounted for, row key, filters, required lines,
 * tests' fields. Findings E04xx and E05xx. */
void slc_check_releases(struct slc_program *program);

/* labels.c: nothing leaves with a label its destination may not hold. Findings E03xx. */
void slc_check_labels(struct slc_program *program);

/* lower.c: a program without errors -> its meaning (ir.h). */
struct slc_ir *slc_lower(const struct slc_program *program);

#endif
