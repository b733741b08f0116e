/* The stage: first what each destination receives over all releases, then each release. */
#include "labels/labels.h"
#include "releases/codes.h"
#include "releases/rows.h"
#include "stages.h"

void
slc_check_labels(struct slc_program *program)
{
    struct slc_labels labels = { .program = program };
    slc_collect_codes(program);
    slc_collect_rows(program);
    program->measures = labels.measures = slc_measures_collect(program);
    slc_check_declared_labels(&labels);
    for (struct slc_release *release = program->releases; release != NULL; release = release->next)
        slc_check_release_labels(&labels, release);
    slc_check_positions(&labels);
    slc_check_dictionaries(&labels);
    slc_check_shared(&labels);
}
