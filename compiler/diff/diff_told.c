#include "diff/diff_told.h"

#include "diff/told_together.h"
#include "plural.h"
#include "releases/keyed.h"
#include "syntax/walk.h"
#include "told/told.h"

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
was_told(const struct slc_diff_told *told, const struct slc_found_line *line)
{
    for (const struct slc_release *release = told->alone->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *other = release->statements; other != NULL;
             other = other->next)
            if (other->expr != NULL &&
                slc_tells_the_same(told->alone->arena, line,
                                   &(struct slc_found_line) { release, other }))
                return true;
    return false;
}

/* The head's line that a line which was told counts together with: one of the same columns, and not told
 * before. */
static struct slc_found_line
counterpart(const struct slc_diff_told *told, const struct slc_found_line *line)
{
    for (const struct slc_release *release = told->with_told->releases; release != NULL;
         release = release->next) {
        if (release->told || release->destination != line->release->destination)
            continue;
        for (const struct slc_statement *one = release->statements; one != NULL; one = one->next) {
            const struct slc_found_line found = { release, one };
            struct sought sought = { release->destination, line->line->expr, NULL, false };
            slc_walk(one->expr, meet_line, &sought);
            if (sought.met && !was_told(told, &found))
                return found;
        }
    }
    return (struct slc_found_line) { NULL, NULL };
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

/* Of a line that stands in no release of the head the table. */
static struct sl_str
name_of(struct slc_diff *diff, const struct slc_found_line *line)
{
    const struct slc_qname *table = &line->release->table_name;
    return line->release->told ? slc_dotted(diff, table->first.text, table->second.text)
                               : slc_found_name(diff, line);
}

static void
add_change(struct slc_diff *diff, const struct slc_diff_told *told,
           const struct slc_finding *finding, const struct slc_found_line *line)
{
    struct sl_str says =
        line->release->told
            ? sl_arena_format(diff->arena, "makes '%.*s' tell more, which was told before: %.*s",
                              SL_FMT(slc_told_line(diff->arena, line->line->expr)),
                              SL_FMT(reason_of(finding)))
            : sl_arena_format(diff->arena, "tells more together with what was told before: %.*s",
                              SL_FMT(reason_of(finding)));
    struct slc_found_line at = line->release->told ? counterpart(told, line) : *line;
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
                const struct slc_found_line *line)
{
    const struct slc_found_line at = counterpart(told, line);
    for (const struct slc_finding *finding = told->with_told->findings->first;
         at.line != NULL && finding != NULL; finding = finding->next) {
        const struct slc_found_line other = slc_found_line(told->with_told, finding->at);
        if (other.line == at.line && slc_is_of_both_together(diff, told, finding, &other))
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
        const struct slc_found_line line = slc_found_line(told->with_told, finding->at);
        if (slc_is_of_both_together(diff, told, finding, &line) &&
            !(line.release->told && is_told_of_head(diff, told, &line)))
            add_change(diff, told, finding, &line);
    }
}
