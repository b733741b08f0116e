#include "diff/diff_release.h"

#include "diff/approval.h"
#include "diff/diff_decision.h"
#include "diff/diff_events.h"
#include "diff/diff_field.h"
#include "diff/diff_filter.h"

/* ---- what a release says of itself ----------------------------------------------------------- */

static void
diff_version(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    int order = slc_version_order(releases);
    if (order == 0)
        return;
    struct slc_change *change =
        slc_change_add(diff, SLC_SAME, "version", head->name,
                       sl_arena_format(diff->arena, "version %.*s, was %.*s", SL_FMT(head->version),
                                       SL_FMT(base->version)));
    slc_change_at(diff, change, &base->place, &head->place);
    change->breaking = order < 0;
}

static struct sl_str
role_name(const struct slc_ir_role *role)
{
    return role != NULL ? role->name : (struct sl_str) { NULL, 0 };
}

static void
diff_header(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    const struct {
        const char *says;
        struct sl_str before, now;
    } lines[] = {
        { "another owner", role_name(base->owner), role_name(head->owner) },
        { "another purpose", base->purpose, head->purpose },
        { "another lawful basis", base->lawful_basis, head->lawful_basis },
        { "another day of review", base->review_by.text, head->review_by.text },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!sl_str_equal(lines[i].before, lines[i].now))
            (void)slc_change_release(diff, releases, SLC_SAME, "header", lines[i].says);
}

/* ---- releases in both versions, or in one ---------------------------------------------------- */

/* Its rows and fields. */
static void
diff_contents(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *head = releases.head;
    struct slc_pair *pair =
        slc_pair_new(diff->arena, diff->sides[SLC_BASE].ir, diff->sides[SLC_HEAD].ir, head->table,
                     head->destination_name);
    if (releases.base != NULL)
        slc_diff_filter(diff, pair, releases);
    slc_diff_fields(diff, pair, releases);
    slc_pair_done(pair);
}

static bool
same_table(const struct slc_ir_release *base, const struct slc_ir_release *head)
{
    return sl_str_equal(base->table->schema, head->table->schema) &&
           sl_str_equal(base->table->name, head->table->name);
}

static void
diff_decisions(struct slc_diff *diff, const struct slc_ir_release *base,
               const struct slc_ir_release *head)
{
    const struct {
        struct slc_decided_line was, now;
    } lines[] = {
        { { base->rows_decision, &base->rows_place }, { head->rows_decision, &head->rows_place } },
        { { base->filter_decision, &base->filter_place },
          { head->filter_decision, &head->filter_place } },
        { { base->updates_decision, &base->updates_place },
          { head->updates_decision, &head->updates_place } },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        slc_diff_decision(diff, head->name, &lines[i].was, &lines[i].now);
}

/* The same parts in another order, or of another kind: records of one row have another key than those sent
 * before. A part that is new, gone or says something else is told as that. */
static void
diff_row_key(struct slc_diff *diff, struct slc_release_pair releases,
             const struct slc_change *since)
{
    bool told = false;
    for (const struct slc_change *change = since; change != NULL; change = change->next)
        told = told || change->breaking;
    if (told || strcmp(releases.base->row_key_sha256, releases.head->row_key_sha256) == 0)
        return;
    struct slc_change *change = slc_change_release(
        diff, releases, SLC_SAME, "row_key", "the row key is made otherwise, of the same parts");
    slc_change_breaks(change, releases);
}

static void
diff_release(struct slc_diff *diff, struct slc_release_pair releases)
{
    diff_version(diff, releases);
    if (same_table(releases.base, releases.head)) {
        struct slc_change **last = diff->end;
        diff_contents(diff, releases);
        *diff->end = NULL;
        diff_row_key(diff, releases, *last);
    } else {
        struct slc_change *change = slc_change_release(diff, releases, SLC_INCOMPARABLE, "release",
                                                       "rows of another table");
        change->proved = false;
        slc_change_breaks(change, releases);
    }
    slc_diff_events(diff, releases);
    diff_decisions(diff, releases.base, releases.head);
    diff_header(diff, releases);
}

/* The decision under which the base tells the same destination of the table's rows, in a release of another
 * name: this one's takes its place. */
static const struct slc_ir_decision *
decided_before(const struct slc_diff *diff, const struct slc_ir_release *head)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir;
    for (uint32_t i = 0; i < base->nreleases; i++)
        if (same_table(&base->releases[i], head) && base->releases[i].rows_decision != NULL &&
            sl_str_equal(base->releases[i].destination_name, head->destination_name))
            return base->releases[i].rows_decision;
    return NULL;
}

/* A decision as it was lets through in a release of another name what it did. */
static struct slc_decision_pair
decisions_about_rows(const struct slc_diff *diff, const struct slc_ir_release *head)
{
    const struct slc_ir_decision *before =
        head->rows_decision != NULL ? decided_before(diff, head) : NULL;
    bool same = before != NULL && slc_same_decision(before, head->rows_decision);
    return (struct slc_decision_pair) { same ? NULL : before, head->rows_decision };
}

/* A new release is as recorded as its fields are, which follow it. */
static void
diff_new_release(struct slc_diff *diff, const struct slc_ir_release *head)
{
    const struct slc_release_pair releases = { NULL, head };
    struct slc_change *change =
        slc_change_release(diff, releases, SLC_WIDENED, "release", "release is new");
    slc_approval_of_rows(diff, change, head, decisions_about_rows(diff, head));
    diff_contents(diff, releases);
}

static void
diff_gone_release(struct slc_diff *diff, const struct slc_ir_release *base)
{
    const struct slc_release_pair releases = { base, NULL };
    struct slc_change *change = slc_change_release(diff, releases, SLC_NARROWED, "release",
                                                   "release is gone, with all its fields");
    slc_change_breaks(change, releases);
}

void
slc_diff_releases(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nreleases; i++) {
        const struct slc_ir_release *before = slc_ir_release_named(base, head->releases[i].name);
        if (before != NULL)
            diff_release(diff, (struct slc_release_pair) { before, &head->releases[i] });
        else
            diff_new_release(diff, &head->releases[i]);
    }
    for (uint32_t i = 0; i < base->nreleases; i++)
        if (slc_ir_release_named(head, base->releases[i].name) == NULL)
            diff_gone_release(diff, &base->releases[i]);
}
