#include "diff/diff_told.h"

#include "findings/finding.h"
#include "plural.h"
#include "syntax/walk.h"

/* What a finding of the labels is about: the field or filter at whose line it stands. */
struct found {
    const struct slc_release *release;
    const struct slc_statement *line;
};

static bool
holds(struct slc_span outer, struct slc_span inner)
{
    return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

static struct found
line_of(const struct slc_program *program, struct slc_span at)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *line = release->statements; line != NULL;
             line = line->next)
            if (holds(line->at, at))
                return (struct found) { release, line };
    return (struct found) { NULL, NULL };
}

/* Whether `sluice check` says the same of the head alone. */
static bool
is_of_head_alone(const struct slc_diff *diff, const struct slc_finding *finding)
{
    const struct slc_finding *other = diff->sides[SLC_HEAD].program->findings->first;
    while (other != NULL && (other->code != finding->code || other->at.begin != finding->at.begin ||
                             !sl_str_equal(other->at.source->path, finding->at.source->path)))
        other = other->next;
    return other != NULL;
}

/* A line that told no more than the owners allow, until what was told before came to it. */
static bool
is_sharpened(const struct slc_diff_told *told, const struct slc_finding *finding)
{
    bool of_labels =
        finding->code == SLC_E0301 || finding->code == SLC_E0309 || finding->code == SLC_E0323;
    bool behind = finding->at.begin >= told->instead->text.len &&
                  sl_str_equal(finding->at.source->path, told->instead->path);
    return of_labels && !behind;
}

/* The reason why an owner's row does not apply, which names the values that are told apart. */
static struct sl_str
reason_of(const struct slc_finding *finding)
{
    for (const struct slc_remark *remark = finding->remarks; remark != NULL; remark = remark->next)
        if (!remark->help && sl_str_starts_with(remark->text, "the rule"))
            return remark->text;
    return finding->message;
}

static void
add_sharpened(struct slc_diff *diff, const struct slc_diff_told *told,
              const struct slc_finding *finding)
{
    const struct found found = line_of(told->with_told, finding->at);
    if (found.line == NULL)
        return;
    struct sl_str what =
        slc_dotted(diff, found.release->stream.first.text, found.release->stream.second.text);
    if (slc_makes_a_field(found.line))
        what = slc_dotted(diff, what, found.line->field.text);
    struct slc_change *change = slc_change_add(
        diff, SLC_WIDENED, "told", what,
        sl_arena_format(diff->arena, "tells more together with what was told before: %.*s",
                        SL_FMT(reason_of(finding))));
    slc_change_at_span(diff, change, NULL, &found.line->at);
    change->approval =
        sl_arena_format(diff->arena, "the receiver keeps %.*s, and no owner allows both together",
                        SL_FMT(told->by));
}

static void
add_lacking(struct slc_diff *diff, const struct slc_diff_told *told)
{
    struct slc_change *change = slc_change_add(
        diff, SLC_WIDENED, "told", SL_STR("TOLD.json"),
        sl_arena_format(diff->arena, "%u line%s of what was told %s taken away: %.*s%s",
                        told->nlacking, sl_plural(told->nlacking),
                        told->nlacking == 1 ? "is" : "are", SL_FMT(told->lacking),
                        told->nlacking > 1 ? ", …" : ""));
    change->approval = SL_STR("what a receiver was told stays told; generate with the base's file "
                              "in its place");
}

void
slc_diff_told(struct slc_diff *diff, const struct slc_diff_told *told)
{
    if (told->nlacking > 0)
        add_lacking(diff, told);
    if (told->with_told == NULL)
        return;
    for (const struct slc_finding *finding = told->with_told->findings->first; finding != NULL;
         finding = finding->next)
        if (is_sharpened(told, finding) && !is_of_head_alone(diff, finding))
            add_sharpened(diff, told, finding);
}
