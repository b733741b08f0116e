#include "ir/ir_canonical.h"
#include "lower/lower_declarations.h"
#include "lower/lower_release.h"
#include "lower/lower_risk.h"
#include "lower/lower_table.h"
#include "stages.h"

#include <stdlib.h>

/* ---- releases and files -------------------------------------------------------------------- */

static int
compare_releases(const void *a, const void *b)
{
    const struct slc_ir_release *left = a, *right = b;
    return sl_str_compare(left->name, right->name);
}

static void
lower_releases(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_release *r = to->program->releases; r != NULL; r = r->next)
        count++;
    struct slc_ir_release *releases = SL_NEW_ARRAY(to->arena, struct slc_ir_release, count + 1);
    for (const struct slc_release *r = to->program->releases; r != NULL; r = r->next)
        slc_lower_release(to, r, &releases[to->ir->nreleases++]);
    qsort(releases, to->ir->nreleases, sizeof(*releases), compare_releases);
    for (uint32_t i = 0; i < to->ir->nreleases; i++) {
        const struct slc_ir_date *expiry = &releases[i].earliest_expiry;
        if (expiry->text.len == 0 ||
            (to->ir->earliest_expiry.text.len > 0 && expiry->days >= to->ir->earliest_expiry.days))
            continue;
        to->ir->earliest_expiry = *expiry;
        to->ir->earliest_release = releases[i].name;
    }
    to->ir->releases = releases;
    slc_ir_canonical(to->ir, releases);
}

static int
compare_inputs(const void *a, const void *b)
{
    const struct slc_ir_input *left = a, *right = b;
    return sl_str_compare(left->name, right->name);
}

static void
lower_inputs(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_file *file = to->program->files; file != NULL; file = file->next)
        count++;
    struct slc_ir_input *inputs = SL_NEW_ARRAY(to->arena, struct slc_ir_input, count + 1);
    for (const struct slc_file *file = to->program->files; file != NULL; file = file->next) {
        struct slc_ir_input *input = &inputs[to->ir->ninputs++];
        input->name = file->source->name;
        input->standard = file->source->standard;
        sl_sha256_hex(file->source->text, input->sha256);
    }
    qsort(inputs, to->ir->ninputs, sizeof(*inputs), compare_inputs);
    to->ir->inputs = inputs;
}

struct slc_ir *
slc_lower(const struct slc_program *program)
{
    struct slc_ir *ir = SL_NEW(program->arena, struct slc_ir);
    struct slc_to_ir to = { .arena = program->arena, .program = program, .ir = ir };
    ir->arena = program->arena;
    slc_lower_declarations(&to);
    slc_lower_tables(&to);
    lower_releases(&to);
    slc_lower_risks(&to);
    lower_inputs(&to);
    return ir;
}
