/* Releases: which there are, which rows and events they send, and their decisions. */
#include "diff/diff_internal.h"

#include "diff/filter_implies.h"
#include "diff/prove.h"
#include "ir/ir_canonical.h"
#include "language/decimal.h"

/* ---- versions ------------------------------------------------------------------------------- */

int
slc_version_order(const struct slc_ir_release *base, const struct slc_ir_release *head)
{
    struct slc_decimal before, now;
    if (slc_decimal_read(base->version, &before) && slc_decimal_read(head->version, &now))
        return slc_decimal_compare(now, before);
    return sl_str_compare(head->version, base->version);
}

void
slc_change_breaks(struct slc_change *change, const struct slc_ir_release *base,
                  const struct slc_ir_release *head)
{
    change->breaking = true;
    change->bumped = head != NULL && slc_version_order(base, head) > 0;
}

static struct slc_change *
change_release(struct slc_diff *diff, enum slc_privacy privacy, const char *kind,
               const struct slc_ir_release *base, const struct slc_ir_release *head,
               const char *says)
{
    const struct slc_ir_release *release = head != NULL ? head : base;
    struct slc_change *change = slc_change_add(diff, privacy, kind, release->name, "%s", says);
    if (base != NULL)
        slc_change_at(diff, change, SLC_BASE, base->place);
    if (head != NULL)
        slc_change_at(diff, change, SLC_HEAD, head->place);
    return change;
}

static void
diff_version(struct slc_diff *diff, const struct slc_ir_release *base,
             const struct slc_ir_release *head)
{
    int order = slc_version_order(base, head);
    if (order == 0)
        return;
    struct slc_change *change =
        slc_change_add(diff, SLC_SAME, "version", head->name, "version %.*s, was %.*s",
                       SL_FMT(head->version), SL_FMT(base->version));
    slc_change_at(diff, change, SLC_BASE, base->place);
    slc_change_at(diff, change, SLC_HEAD, head->place);
    change->breaking = order < 0;
}

/* A line of the release instead of its head; a version without the line has no place. */
static void
change_line(struct slc_diff *diff, struct slc_change *change, struct slc_ir_place base,
            struct slc_ir_place head)
{
    change->was = change->now = (struct slc_change_side) { .line = 0 };
    slc_change_at(diff, change, SLC_BASE, base);
    slc_change_at(diff, change, SLC_HEAD, head);
}

/* ---- decisions ------------------------------------------------------------------------------ */

static bool
same_approvers(const struct slc_ir_decision *base, const struct slc_ir_decision *head)
{
    if (base->napproved_by != head->napproved_by)
        return false;
    for (uint32_t i = 0; i < base->napproved_by; i++)
        if (!sl_str_equal(base->approved_by[i]->name, head->approved_by[i]->name))
            return false;
    return true;
}

static enum slc_privacy
decision_change(const struct slc_diff *diff, const struct slc_ir_decision *base,
                const struct slc_ir_decision *head)
{
    enum slc_order level = slc_level_order(diff, diff->sides[SLC_BASE].ir->levels[base->to].name,
                                           diff->sides[SLC_HEAD].ir->levels[head->to].name);
    enum slc_privacy privacy = level == SLC_LOWER     ? SLC_WIDENED
                               : level == SLC_HIGHER  ? SLC_NARROWED
                               : level == SLC_UNKNOWN ? SLC_INCOMPARABLE
                                                      : SLC_SAME;
    if (head->until.days != base->until.days)
        privacy = slc_privacy_join(privacy, head->until.days > base->until.days ? SLC_WIDENED
                                                                                : SLC_NARROWED);
    return privacy;
}

static struct sl_str
decision_says(struct slc_diff *diff, const struct slc_ir_decision *base,
              const struct slc_ir_decision *head)
{
    if (base == NULL)
        return sl_arena_format(diff->arena, "now by a decision, until %.*s",
                               SL_FMT(head->until.text));
    if (head == NULL)
        return SL_STR("no decision any more: none is needed");
    if (head->until.days != base->until.days)
        return sl_arena_format(diff->arena, "decided until %.*s, was %.*s",
                               SL_FMT(head->until.text), SL_FMT(base->until.text));
    if (head->to != base->to)
        return SL_STR("decided to another level");
    return same_approvers(base, head) ? SL_STR("decided for another reason")
                                      : SL_STR("approved by others");
}

void
slc_diff_decision(struct slc_diff *diff, struct sl_str what, const struct slc_ir_decision *base,
                  const struct slc_ir_decision *head, struct slc_ir_place base_place,
                  struct slc_ir_place head_place)
{
    if (base == NULL && head == NULL)
        return;
    enum slc_privacy privacy =
        base != NULL && head != NULL ? decision_change(diff, base, head) : SLC_SAME;
    if (base != NULL && head != NULL && privacy == SLC_SAME && same_approvers(base, head) &&
        sl_str_equal(base->because, head->because))
        return;
    struct slc_change *change = slc_change_add(diff, privacy, "decision", what, "%.*s",
                                               SL_FMT(decision_says(diff, base, head)));
    slc_change_at(diff, change, SLC_BASE, base_place);
    slc_change_at(diff, change, SLC_HEAD, head_place);
    if (privacy == SLC_WIDENED) {
        change->recorded = true;
        change->grounds = SL_STR("by the decision itself, which names who approved it");
    }
}

/* ---- rows ----------------------------------------------------------------------------------- */

static const struct slc_ir_expr *
filter_or_all(const struct slc_ir_release *release)
{
    static const struct slc_ir_literal yes = { .kind = SLC_IR_BOOLEAN, .boolean = true };
    static const struct slc_ir_expr all = {
        .op = SLC_IR_LITERAL, .type = { .id = SLC_TYPE_BOOLEAN }, .literals = &yes, .nliterals = 1
    };
    return release->filter != NULL ? release->filter : &all;
}

static bool
same_rows(struct slc_diff *diff, const struct slc_ir_release *base,
          const struct slc_ir_release *head)
{
    if (base->filter == NULL || head->filter == NULL)
        return base->filter == head->filter;
    return sl_str_equal(slc_canonical_text(diff->arena, base, base->filter),
                        slc_canonical_text(diff->arena, head, head->filter));
}

static void
add_row(struct slc_diff *diff, struct slc_change *change, enum slc_example_kind kind,
        const struct slc_witness *row)
{
    if (row != NULL)
        change->examples[change->nexamples++] =
            (struct slc_diff_example) { .kind = kind,
                                        .witness = slc_witness_copy(diff->arena, row) };
}

/* More rows leave, or fewer. Fewer tell less only when the receiver could have picked them out
 * before: otherwise a row that is there now tells what decides. */
static void
diff_filter(struct slc_diff *diff, struct slc_pair *pair, const struct slc_ir_release *base,
            const struct slc_ir_release *head)
{
    const struct slc_witness *enters, *leaves;
    if (same_rows(diff, base, head))
        return;
    enum slc_implied fewer = slc_filter_implies(pair, SLC_HEAD, head, base, &enters);
    enum slc_implied more = slc_filter_implies(pair, SLC_BASE, base, head, &leaves);
    const struct slc_target filter = { SLC_HEAD, head, base, filter_or_all(head) };
    const bool known = slc_follows(pair, filter);
    struct slc_change *change;
    if (fewer == SLC_IMPLIED && more == SLC_IMPLIED)
        change =
            change_release(diff, SLC_SAME, "filter", base, head, "the same rows in other words");
    else if (fewer == SLC_IMPLIED && known)
        change = change_release(diff, SLC_NARROWED, "filter", base, head, "fewer rows leave");
    else if (fewer == SLC_IMPLIED)
        change =
            change_release(diff, SLC_INCOMPARABLE, "filter", base, head,
                           "fewer rows leave, and those that do tell what the filter looks at");
    else if (more == SLC_IMPLIED)
        change = change_release(diff, SLC_WIDENED, "filter", base, head, "more rows leave");
    else
        change = change_release(diff, SLC_INCOMPARABLE, "filter", base, head, "other rows leave");
    change->proved =
        change->privacy != SLC_INCOMPARABLE || (fewer != SLC_NOT_KNOWN && more != SLC_NOT_KNOWN);
    change_line(diff, change, base->filter_place, head->filter_place);
    add_row(diff, change, SLC_EXAMPLE_ENTERS, enters);
    add_row(diff, change, SLC_EXAMPLE_LEAVES, leaves);
    if (change->privacy == SLC_WIDENED)
        slc_ground_rows(diff, change, head, head->filter_decision);
    if (more != SLC_IMPLIED)
        slc_change_breaks(change, base, head);
}

/* ---- events --------------------------------------------------------------------------------- */

static void
diff_deletes(struct slc_diff *diff, const struct slc_ir_release *base,
             const struct slc_ir_release *head)
{
    if (base->deletes_stay == head->deletes_stay)
        return;
    struct slc_change *change = change_release(
        diff, SLC_INCOMPARABLE, "deletes", base, head,
        head->deletes_stay ? "deletions are told no more, and whoever is erased stays in the lake"
                           : "deletions are told, and whoever is erased leaves the lake");
    change_line(diff, change, base->deletes_place, head->deletes_place);
    if (head->deletes_stay)
        slc_change_breaks(change, base, head);
}

static void
diff_updates(struct slc_diff *diff, const struct slc_ir_release *base,
             const struct slc_ir_release *head)
{
    if (base->updates_changes == head->updates_changes)
        return;
    struct slc_change *change =
        head->updates_changes
            ? change_release(diff, SLC_NARROWED, "updates", base, head,
                             "updates leave only where released fields change")
            : change_release(diff, SLC_WIDENED, "updates", base, head,
                             "every update leaves, and tells that a withheld column changed");
    change_line(diff, change, base->updates_place, head->updates_place);
    if (!head->updates_changes)
        slc_ground_rows(diff, change, head, head->updates_decision);
}

static void
diff_rejected(struct slc_diff *diff, const struct slc_ir_release *base,
              const struct slc_ir_release *head)
{
    if (base->rejected_send_key == head->rejected_send_key)
        return;
    struct slc_change *change =
        head->rejected_send_key
            ? change_release(diff, SLC_WIDENED, "rejected", base, head,
                             "rows that the filter rejects are announced by their key")
            : change_release(diff, SLC_NARROWED, "rejected", base, head,
                             "rows that the filter rejects are announced no more");
    change_line(diff, change, base->rejected_place, head->rejected_place);
    if (head->rejected_send_key)
        slc_ground_rows(diff, change, head, NULL);
}

static void
diff_commit_time(struct slc_diff *diff, const struct slc_ir_release *base,
                 const struct slc_ir_release *head)
{
    if (base->commit_time == head->commit_time)
        return;
    struct slc_change *change = head->commit_time
                                    ? change_release(diff, SLC_WIDENED, "metadata", base, head,
                                                     "records tell when the row changed")
                                    : change_release(diff, SLC_NARROWED, "metadata", base, head,
                                                     "records tell no more when the row changed");
    change_line(diff, change, base->metadata_place, head->metadata_place);
    if (head->commit_time)
        slc_ground_rows(diff, change, head, NULL);
    else
        slc_change_breaks(change, base, head);
}

/* ---- what a release says of itself ---------------------------------------------------------- */

static struct sl_str
role_name(const struct slc_ir_role *role)
{
    return role != NULL ? role->name : (struct sl_str) { NULL, 0 };
}

static void
diff_header(struct slc_diff *diff, const struct slc_ir_release *base,
            const struct slc_ir_release *head)
{
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
            (void)change_release(diff, SLC_SAME, "header", base, head, lines[i].says);
}

/* ---- releases in both versions, or one ------------------------------------------------------ */

/* The fields of a release of which the other version has none (then `base` or `head` is NULL). */
static void
diff_fields(struct slc_diff *diff, const struct slc_ir_release *base,
            const struct slc_ir_release *head)
{
    const struct slc_ir_release *release = head != NULL ? head : base;
    struct slc_pair *pair =
        slc_pair_new(diff->arena, diff->sides[SLC_BASE].ir, diff->sides[SLC_HEAD].ir,
                     release->table, release->destination_name);
    if (base != NULL)
        diff_filter(diff, pair, base, head);
    slc_diff_fields(diff, pair, base, head);
    slc_pair_done(pair);
}

static bool
same_table(const struct slc_ir_release *base, const struct slc_ir_release *head)
{
    return sl_str_equal(base->table->schema, head->table->schema) &&
           sl_str_equal(base->table->name, head->table->name);
}

static void
diff_release(struct slc_diff *diff, const struct slc_ir_release *base,
             const struct slc_ir_release *head)
{
    diff_version(diff, base, head);
    if (same_table(base, head)) {
        diff_fields(diff, base, head);
    } else {
        struct slc_change *change =
            change_release(diff, SLC_INCOMPARABLE, "release", base, head, "rows of another table");
        change->proved = false;
        slc_change_breaks(change, base, head);
    }
    diff_deletes(diff, base, head);
    diff_updates(diff, base, head);
    diff_rejected(diff, base, head);
    diff_commit_time(diff, base, head);
    slc_diff_decision(diff, head->name, base->rows_decision, head->rows_decision, base->rows_place,
                      head->rows_place);
    slc_diff_decision(diff, head->name, base->filter_decision, head->filter_decision,
                      base->filter_place, head->filter_place);
    slc_diff_decision(diff, head->name, base->updates_decision, head->updates_decision,
                      base->updates_place, head->updates_place);
    diff_header(diff, base, head);
}

/* A new release is as recorded as its fields are, which follow it. */
static void
diff_new_release(struct slc_diff *diff, const struct slc_ir_release *head)
{
    struct slc_change *change =
        change_release(diff, SLC_WIDENED, "release", NULL, head, "release is new");
    slc_ground_rows(diff, change, head, head->rows_decision);
    diff_fields(diff, NULL, head);
}

static void
diff_gone_release(struct slc_diff *diff, const struct slc_ir_release *base)
{
    struct slc_change *change = change_release(diff, SLC_NARROWED, "release", base, NULL,
                                               "release is gone, with all its fields");
    slc_change_breaks(change, base, NULL);
}

void
slc_diff_releases(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nreleases; i++) {
        const struct slc_ir_release *before = slc_ir_release_named(base, head->releases[i].name);
        if (before != NULL)
            diff_release(diff, before, &head->releases[i]);
        else
            diff_new_release(diff, &head->releases[i]);
    }
    for (uint32_t i = 0; i < base->nreleases; i++)
        if (slc_ir_release_named(head, base->releases[i].name) == NULL)
            diff_gone_release(diff, &base->releases[i]);
}
