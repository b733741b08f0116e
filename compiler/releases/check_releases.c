/* The stage: what a release must say, and what tests and risk checks ask of one. */
#include "releases/keyed.h"
#include "releases/releases.h"
#include "stages.h"

static void
check_release(struct slc_releasing *releasing, const struct slc_release *release)
{
    if (release->told) { /* no record is made of it: only what its codes join counts */
        slc_check_pseudonyms(releasing, release);
        return;
    }
    slc_check_lines(releasing, release);
    if (release->table == NULL)
        return;
    slc_check_columns(releasing, release);
    slc_check_reads(releasing, release);
    slc_check_row_key(releasing, release);
    slc_check_filter(releasing, release);
    slc_check_new_columns_untold(releasing, release);
    slc_check_pseudonyms(releasing, release);
}

void
slc_check_releases(struct slc_program *program)
{
    struct slc_releasing releasing = { .program = program };
    slc_symbols_init(&releasing.linked, program->arena);
    slc_symbols_init(&releasing.coded, program->arena);
    slc_symbols_init(&releasing.ending, program->arena);
    slc_collect_links(&releasing);
    slc_collect_coded(program);
    slc_check_kinds(program);
    slc_check_replacements(program);
    slc_collect_few(program);
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        slc_check_table_withheld(&releasing, table);
        slc_check_table_key(&releasing, table);
        slc_check_table_publishing(&releasing, table);
        slc_check_table_leaves(&releasing, table);
    }
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        check_release(&releasing, release);
    for (const struct slc_risk *risk = program->risks; risk != NULL; risk = risk->next)
        slc_check_risk(&releasing, risk);
    for (const struct slc_test *test = program->tests; test != NULL; test = test->next)
        slc_check_test(&releasing, test);
}
