#include "diff/diff_told.h"

#include "findings/finding.h"
#include "plural.h"
#include "releases/keyed.h"
#include "syntax/walk.h"
#include "told/told.h"

/* ---- where a finding stands ------------------------------------------------------------------ */

/* A line of a release: a field or a filter. */
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

/* Whether the program has the same finding at the same place. */
static bool
has_finding(const struct slc_program *program, const struct slc_finding *finding)
{
    const struct slc_finding *other = program->findings->first;
    while (other != NULL && (other->code != finding->code || other->at.begin != finding->at.begin ||
                             !sl_str_equal(other->at.source->path, finding->at.source->path)))
        other = other->next;
    return other != NULL;
}

/* Whether the two say the same of one table to one destination. */
static bool
tells_the_same(struct sl_arena *arena, const struct found *one, const struct found *two)
{
    const struct slc_release *a = one->release, *b = two->release;
    return sl_str_equal(a->stream.first.text, b->stream.first.text) &&
           sl_str_equal(a->table_name.first.text, b->table_name.first.text) &&
           sl_str_equal(a->table_name.second.text, b->table_name.second.text) &&
           sl_str_equal(slc_told_line(arena, one->line->expr),
                        slc_told_line(arena, two->line->expr));
}

/* Whether what was told has a line that says the same, and is refused by itself: then the line of the head is
 * not what makes it more. */
static bool
was_refused_before(const struct slc_diff_told *told, const struct found *line)
{
    for (const struct slc_finding *finding = told->alone->findings->first; finding != NULL;
         finding = finding->next) {
        const struct found other = line_of(told->alone, finding->at);
        if (slc_code_severity(finding->code) == SLC_ERROR && other.line != NULL &&
            tells_the_same(told->alone->arena, line, &other))
            return true;
    }
    return false;
}

/* An error that neither the head nor what was told before has by itself. */
static bool
is_of_both_together(const struct slc_diff *diff, const struct slc_diff_told *told,
                    const struct slc_finding *finding, const struct found *line)
{
    if (slc_code_severity(finding->code) != SLC_ERROR || line->line == NULL)
        return false;
    return line->release->told ? !has_finding(told->alone, finding)
                               : !has_finding(diff->sides[SLC_HEAD].program, finding) &&
                                     !was_refused_before(told, line);
}

/* ---- the head's line ------------------------------------------------------------------------- */

/* What is looked for in a line: whether it reads a column that counts, at the destination, as one that the
 * other line reads. */
struct sought {
    const struct slc_destination *destination;
    struct slc_expr *other;
    const struct slc_column *column; /* of the line */
    bool met;
};

static void
meet_column(void *context, struct slc_expr *expr)
{
    struct sought *sought = context;
    if (expr->column != NULL && sought->column != NULL)
        sought->met = sought->met || slc_column_counted_as(sought->destination, expr->column) ==
                                         slc_column_counted_as(sought->destination, sought->column);
}

static void
meet_line(void *context, struct slc_expr *expr)
{
    struct sought *sought = context;
    sought->column = expr->column;
    slc_walk(sought->other, meet_column, sought);
}

/* Whether the lines that were told have this one. */
static bool
was_told(const struct slc_diff_told *told, const struct found *line)
{
    for (const struct slc_release *release = told->alone->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *other = release->statements; other != NULL;
             other = other->next)
            if (other->expr != NULL &&
                tells_the_same(told->alone->arena, line, &(struct found) { release, other }))
                return true;
    return false;
}

/* The head's line that a line which was told counts together with: one of the same columns, and not told
 * before. */
static struct found
counterpart(const struct slc_diff_told *told, const struct found *line)
{
    for (const struct slc_release *release = told->with_told->releases; release != NULL;
         release = release->next) {
        if (release->told || release->destination != line->release->destination)
            continue;
        for (const struct slc_statement *one = release->statements; one != NULL; one = one->next) {
            const struct found found = { release, one };
            struct sought sought = { release->destination, line->line->expr, NULL, false };
            slc_walk(one->expr, meet_line, &sought);
            if (sought.met && !was_told(told, &found))
                return found;
        }
    }
    return (struct found) { NULL, NULL };
}

/* ---- what is said of it ---------------------------------------------------------------------- */

/* The reason why an owner's row does not apply, which names the values that are told apart. */
static struct sl_str
reason_of(const struct slc_finding *finding)
{
    for (const struct slc_remark *remark = finding->remarks; remark != NULL; remark = remark->next)
        if (!remark->help && sl_str_starts_with(remark->text, "the rule"))
            return remark->text;
    return finding->message;
}

/* "board.members.size" of a field, the stream of a filter, and of a line that stands in no release of the
 * head the table. */
static struct sl_str
name_of(struct slc_diff *diff, const struct found *line)
{
    const struct slc_release *release = line->release;
    if (release->told)
        return slc_dotted(diff, release->table_name.first.text, release->table_name.second.text);
    struct sl_str name = slc_dotted(diff, release->stream.first.text, release->stream.second.text);
    return slc_makes_a_field(line->line) ? slc_dotted(diff, name, line->line->field.text) : name;
}

static void
add_change(struct slc_diff *diff, const struct slc_diff_told *told,
           const struct slc_finding *finding, const struct found *line)
{
    struct sl_str says =
        line->release->told
            ? sl_arena_format(diff->arena, "makes '%.*s' tell more, which was told before: %.*s",
                              SL_FMT(slc_told_line(diff->arena, line->line->expr)),
                              SL_FMT(reason_of(finding)))
            : sl_arena_format(diff->arena, "tells more together with what was told before: %.*s",
                              SL_FMT(reason_of(finding)));
    struct found at = line->release->told ? counterpart(told, line) : *line;
    struct slc_change *change = slc_change_add(diff, SLC_WIDENED, "told",
                                               name_of(diff, at.line != NULL ? &at : line), says);
    if (at.line != NULL)
        slc_change_at_span(diff, change, NULL, &at.line->at);
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

/* Of a line of the head and one that was told before, both of which are refused, the head's is enough. */
static bool
is_told_of_head(const struct slc_diff *diff, const struct slc_diff_told *told,
                const struct found *line)
{
    const struct found at = counterpart(told, line);
    for (const struct slc_finding *finding = told->with_told->findings->first;
         at.line != NULL && finding != NULL; finding = finding->next) {
        const struct found other = line_of(told->with_told, finding->at);
        if (other.line == at.line && is_of_both_together(diff, told, finding, &other))
            return true;
    }
    return false;
}

void
slc_diff_told(struct slc_diff *diff, const struct slc_diff_told *told)
{
    if (told->nlacking > 0)
        add_lacking(diff, told);
    if (told->with_told == NULL)
        return;
    for (const struct slc_finding *finding = told->with_told->findings->first; finding != NULL;
         finding = finding->next) {
        const struct found line = line_of(told->with_told, finding->at);
        if (is_of_both_together(diff, told, finding, &line) &&
            !(line.release->told && is_told_of_head(diff, told, &line)))
            add_change(diff, told, finding, &line);
    }
}
