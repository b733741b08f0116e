#include "diff/diff_refused.h"

#include "findings/finding.h"
#include "syntax/walk.h"

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

/* What a finding is about: a line of a release, or what it points at itself. */
struct refused {
    struct slc_span at;
    struct sl_str name; /* "board.members.size"; of a filter the stream */
};

static struct sl_str
name_of(struct slc_diff *diff, const struct slc_release *release, const struct slc_statement *line)
{
    struct sl_str name = slc_dotted(diff, release->stream.first.text, release->stream.second.text);
    return slc_makes_a_field(line) ? slc_dotted(diff, name, line->field.text) : name;
}

static struct refused
refused_by(struct slc_diff *diff, const struct slc_finding *finding)
{
    const struct slc_release *release = diff->sides[SLC_HEAD].program->releases;
    for (; release != NULL; release = release->next)
        for (const struct slc_statement *line = release->statements; line != NULL;
             line = line->next)
            if (line->at.source == finding->at.source && line->at.begin <= finding->at.begin &&
                finding->at.end <= line->at.end)
                return (struct refused) { line->at, name_of(diff, release, line) };
    return (struct refused) { finding->at, slc_span_text(finding->at) };
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
        const struct refused refused = refused_by(diff, finding);
        *diff->end = NULL;
        if (is_said_already(diff, refused.at))
            continue;
        struct slc_change *change =
            slc_change_add(diff, SLC_WIDENED, "refused", refused.name, finding->message);
        slc_change_at_span(diff, change, NULL, &refused.at);
        change->approval = sl_arena_format(diff->arena, "'sluice check' refuses this line (%s)",
                                           slc_code_name(finding->code));
    }
}
