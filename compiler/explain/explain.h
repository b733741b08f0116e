/* explain.h - the reviewer's questions: what is this field, where does this column go, what does this
 * destination learn, and why would this line be refused.
 *
 * What a line says and how its label came about is read from the checked tree, which keeps the steps;
 * what is made of it from the IR. Needs a program without errors. */
#ifndef SLC_EXPLAIN_H
#define SLC_EXPLAIN_H

#include "explain/explained.h"
#include "explain/page.h"
#include "explain/subject.h"

/* The page for any subject. */
struct slc_page *slc_explain(const struct slc_explained *explained,
                             const struct slc_named_subject *subject);

/* Why a line would be refused that is not there: `line` as it would stand in the release. */
struct slc_why_not {
    struct slc_program *program; /* with the line; its findings are what stands against it */
    struct slc_page *page; /* the line, its steps, what it would replace, and findings for JSON */
};

/* The text of the release's file with the line in it, before the release's `end`. */
struct slc_source *slc_why_not_source(struct sl_arena *arena, const struct slc_release *release,
                                      struct sl_str line);

/* Into the page, once the program with that source was checked. What follows from the line's column
 * being withheld today is no finding: that line would go, and the page says so. `with_findings`: the
 * page lists them, too. */
void slc_explain_why_not(struct slc_why_not *why_not, const struct slc_release *release,
                         struct sl_str line, bool with_findings);

#endif
