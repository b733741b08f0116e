#include "diff/diff_filter.h"

#include "diff/approval.h"
#include "diff/filter_implies.h"
#include "diff/prove.h"
#include "ir/ir_canonical.h"

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

void
slc_diff_filter(struct slc_diff *diff, struct slc_pair *pair, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
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
            slc_change_release(diff, releases, SLC_SAME, "filter", "the same rows in other words");
    else if (fewer == SLC_IMPLIED && known)
        change = slc_change_release(diff, releases, SLC_NARROWED, "filter", "fewer rows leave");
    else if (fewer == SLC_IMPLIED)
        change =
            slc_change_release(diff, releases, SLC_INCOMPARABLE, "filter",
                               "fewer rows leave, and those that do tell what the filter looks at");
    else if (more == SLC_IMPLIED)
        change = slc_change_release(diff, releases, SLC_WIDENED, "filter", "more rows leave");
    else
        change = slc_change_release(diff, releases, SLC_INCOMPARABLE, "filter", "other rows leave");
    change->proved =
        change->privacy != SLC_INCOMPARABLE || (fewer != SLC_NOT_KNOWN && more != SLC_NOT_KNOWN);
    slc_change_at(diff, change, &base->filter_place, &head->filter_place);
    add_row(diff, change, SLC_EXAMPLE_ENTERS, enters);
    add_row(diff, change, SLC_EXAMPLE_LEAVES, leaves);
    if (change->privacy == SLC_WIDENED)
        slc_approval_of_rows(
            diff, change, head,
            (struct slc_decision_pair) { base->filter_decision, head->filter_decision });
    if (more != SLC_IMPLIED)
        slc_change_breaks(change, releases);
}
