/* stages.h - the compiler's way from policies to generated files: its folders, in their order.
 *
 * A folder may use the folders that stand above it here, and never one that stands below.
 *
 *   source     the text of a file, and where an offset is in it; folders, revisions, standards
 *   text       which characters may stand in a policy, and in what is written from one
 *   findings   what is wrong in policies, and how people and programs are told
 *   language   the types, functions, units and formats that the language has
 *   syntax     files -> the tree as written (ast.h)
 *   names      every name of the tree means something
 *   types      every expression has a type; missing values are never guessed at
 *   releases   every release says what it must say
 *   measure    what a receiver can tell apart of a column
 *   labels     nothing leaves with a label that its destination may not hold
 *   ir         what policies mean: flat and resolved; its canonical text and its hash
 *   lower      the checked tree -> the IR
 *   emit       the IR -> C, SQL, schemas, reports
 *   eval       the IR and a row -> a record: the reference, for tests in policies
 *
 * Beside the way stand: format (tokens -> the one layout of a policy), explain (the tree and the IR
 * -> answers for reviewers), told (what each destination was ever told), diff (two IRs -> what a
 * change tells more), attack (the tree as it is written, the IR and eval -> rows that tell more than
 * owners let), database (a live PostgreSQL, for `import`, `check --against-db` and `risk`) and cli
 * (the commands, which call all of them).
 *
 * Every stage records findings and goes on with what is sound. A later stage never reports what
 * follows from a fault that an earlier one reported. */
#ifndef SLC_STAGES_H
#define SLC_STAGES_H

#include "attributes.h"

struct sl_arena;
struct sl_err;
struct slc_file;
struct slc_findings;
struct slc_ir;
struct slc_program;
struct slc_source;

/* syntax/program.c: reads every PATH (a file, or a folder's *.policy files sorted by name), parses,
 * and follows `use` (relative, no "..", no cycles) and `use standard`. -1 and *reterr when a path
 * cannot be read or no policy file was found: "could not run", exit code 2. */
SL_MUST_USE int slc_program_read(struct slc_program *program, int npaths, const char *const *paths,
                                 struct sl_err *reterr);

/* syntax/syntax.c: one source -> one file's tree. Findings E00xx. Never NULL: after a fault the
 * parser goes on at the next statement, and the tree holds what was sound. */
struct slc_file *slc_parse(struct sl_arena *arena, struct slc_findings *findings,
                           struct slc_source *source);

/* names/check_names.c: fills the program's lists; every name bound or reported. Findings E01xx. */
void slc_check_names(struct slc_program *program);

/* types/check_types.c: every expression typed or reported. Findings E02xx. */
void slc_check_types(struct slc_program *program);

/* releases/check_releases.c: columns accounted for, row key, filters, required lines, what tests
 * give and expect. Findings E04xx and E05xx. */
void slc_check_releases(struct slc_program *program);

/* labels/check_labels.c: nothing leaves with a label its destination may not hold. Findings
 * E03xx. */
void slc_check_labels(struct slc_program *program);

/* lower/lower.c: a program without errors -> its semantics (ir.h). */
struct slc_ir *slc_lower(const struct slc_program *program);

#endif
