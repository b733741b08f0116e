#include "diff/diff_events.h"

#include "diff/approval.h"

static void
diff_deletes(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    if (base->deletes_stay == head->deletes_stay)
        return;
    struct slc_change *change = slc_change_release(
        diff, releases, SLC_INCOMPARABLE, "deletes",
        head->deletes_stay ? "deletions are told no more, and whoever is erased stays in the lake"
                           : "deletions are told, and whoever is erased leaves the lake");
    slc_change_at(diff, change, &base->deletes_place, &head->deletes_place);
    if (head->deletes_stay)
        slc_change_breaks(change, releases);
}

static void
diff_updates(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    if (base->updates_changes == head->updates_changes)
        return;
    struct slc_change *change =
        head->updates_changes
            ? slc_change_release(diff, releases, SLC_NARROWED, "updates",
                                 "updates leave only where released fields change")
            : slc_change_release(diff, releases, SLC_WIDENED, "updates",
                                 "every update leaves, and tells that a withheld column changed");
    slc_change_at(diff, change, &base->updates_place, &head->updates_place);
    if (!head->updates_changes)
        slc_approval_of_rows(
            diff, change, head,
            (struct slc_decision_pair) { base->updates_decision, head->updates_decision });
}

static void
diff_rejected(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    if (base->rejected_send_key == head->rejected_send_key)
        return;
    struct slc_change *change =
        head->rejected_send_key
            ? slc_change_release(diff, releases, SLC_WIDENED, "rejected",
                                 "rows that the filter rejects are announced by their key")
            : slc_change_release(diff, releases, SLC_NARROWED, "rejected",
                                 "rows that the filter rejects are announced no more");
    slc_change_at(diff, change, &base->rejected_place, &head->rejected_place);
    if (head->rejected_send_key)
        slc_approval_of_rows(diff, change, head, (struct slc_decision_pair) { NULL, NULL });
}

static void
diff_commit_time(struct slc_diff *diff, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    if (base->commit_time == head->commit_time)
        return;
    struct slc_change *change =
        head->commit_time ? slc_change_release(diff, releases, SLC_WIDENED, "metadata",
                                               "records tell when the row changed")
                          : slc_change_release(diff, releases, SLC_NARROWED, "metadata",
                                               "records tell no more when the row changed");
    slc_change_at(diff, change, &base->metadata_place, &head->metadata_place);
    if (head->commit_time)
        slc_approval_of_rows(diff, change, head, (struct slc_decision_pair) { NULL, NULL });
    else
        slc_change_breaks(change, releases);
}

void
slc_diff_events(struct slc_diff *diff, struct slc_release_pair releases)
{
    diff_deletes(diff, releases);
    diff_updates(diff, releases);
    diff_rejected(diff, releases);
    diff_commit_time(diff, releases);
}
