#include "diff/diff_refused.h"

#include "diff/found_line.h"
#include "findings/finding.h"

static uint32_t
line_of(struct slc_span at)
{
    return slc_source_place(at.source, at.begin).line;
}

bool
slc_finding_is_at(const struct slc_finding *finding, const struct slc_ir_place *place)
{
    if (finding->at.source == NULL || !sl_str_equal(finding->at.source->name, place->file))
        return false;
    uint32_t line = line_of(finding->at), last = place->line;
    for (size_t i = 0; i < place->text.len; i++)
        last += place->text.ptr[i] == '\n';
    return line >= place->line && line <= last;
}

static bool
is_said_already(const struct slc_diff *diff, struct slc_span at)
{
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next)
        if (change->privacy == SLC_WIDENED && !change->recorded &&
            change->now.line == line_of(at) && sl_str_equal(change->now.file, at.source->name))
            return true;
    return false;
}

void
slc_diff_refused(struct slc_diff *diff)
{
    const struct slc_program *program = diff->sides[SLC_HEAD].program;
    for (const struct slc_finding *finding = program->findings->first; finding != NULL;
         finding = finding->next) {
        if (slc_code_severity(finding->code) != SLC_ERROR || finding->at.source == NULL)
            continue;
        const struct slc_found_line line = slc_found_line(program, finding->at);
        const struct slc_span at = line.line != NULL ? line.line->at : finding->at;
        *diff->end = NULL;
        if (is_said_already(diff, at))
            continue;
        struct slc_change *change = slc_change_add(
            diff, SLC_WIDENED, "refused",
            line.line != NULL ? slc_found_name(diff, &line) : slc_span_text(at), finding->message);
        slc_change_at_span(diff, change, NULL, &at);
        change->approval = sl_arena_format(diff->arena, "'sluice check' refuses this line (%s)",
                                           slc_code_name(finding->code));
    }
}
