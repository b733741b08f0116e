#include "diff/diff_table.h"

#include "diff/approval.h"
#include "diff/diff_column.h"
#include "diff/diff_leaf.h"
#include "diff/label_order.h"

/* Nothing of such a column is told. But without the line a new column waits for a reviewer. */
static void
diff_new_columns(struct slc_diff *diff, const struct slc_ir_table *base,
                 const struct slc_ir_table *head, struct sl_str name)
{
    if (base->withholds_new == head->withholds_new)
        return;
    struct slc_change *change =
        head->withholds_new
            ? slc_change_add(diff, SLC_WIDENED, "table", name,
                             SL_STR("columns that the database adds are withheld, and no more wait "
                                    "for a review"))
            : slc_change_add(diff, SLC_NARROWED, "table", name,
                             SL_STR("a column that the database adds waits for a review"));
    slc_change_at(diff, change, base->withholds_new ? &base->new_place : NULL,
                  head->withholds_new ? &head->new_place : NULL);
    if (head->withholds_new)
        change->approval = SL_STR("the line says why; nobody signs it in the policies");
}

/* What the reader gets. A receiver gets what the releases say, either way. */
static void
diff_published(struct slc_diff *diff, const struct slc_ir_table *base,
               const struct slc_ir_table *head, struct sl_str name)
{
    if (base->publishes_whole_rows == head->publishes_whole_rows)
        return;
    struct slc_change *change = slc_change_add(
        diff, SLC_SAME, "table", name,
        head->publishes_whole_rows
            ? SL_STR("whole rows cross the wire to the reader, withheld columns with them; no "
                     "receiver is told more. Run the new setup.sql")
            : SL_STR("only the columns that releases read, and the key, cross the wire to the "
                     "reader. Run the new setup.sql"));
    slc_change_at(diff, change, base->publish_place.line > 0 ? &base->publish_place : &base->place,
                  head->publish_place.line > 0 ? &head->publish_place : &head->place);
}

/* No presence is the lowest label: that a row exists tells nothing. */
static void
diff_table(struct slc_diff *diff, const struct slc_ir_table *base, const struct slc_ir_table *head)
{
    struct sl_str name = slc_dotted(diff, head->schema, head->name);
    const struct slc_ir_label none = { 0 };
    struct slc_ir_label before = base->has_presence ? base->presence : none;
    struct slc_ir_label now = head->has_presence ? head->presence : none;
    enum slc_privacy privacy =
        base->has_presence || head->has_presence ? slc_label_change(diff, before, now) : SLC_SAME;
    if (privacy != SLC_SAME) {
        struct slc_change *change = slc_change_add(
            diff, privacy, "table", name, slc_label_says(diff, "that a row exists", before, now));
        slc_change_at(diff, change, &base->place, &head->place);
        if (privacy != SLC_NARROWED)
            change->approval =
                SL_STR("a lower label lets more rows pass, and nobody signs it in the policies");
    }
    if (base->identity != head->identity ||
        !sl_str_equal(base->identity_index, head->identity_index))
        (void)slc_change_add(diff, SLC_SAME, "table", name,
                             SL_STR("another replica identity: run the new setup.sql"));
    diff_published(diff, base, head, name);
    diff_new_columns(diff, base, head, name);
    slc_diff_columns(diff, base, head);
    slc_diff_leaves(diff, base, head);
}

/* What leaves of it, its releases tell. */
static void
diff_new_table(struct slc_diff *diff, const struct slc_ir_table *head)
{
    struct sl_str name = slc_dotted(diff, head->schema, head->name);
    slc_approval_note_grant(
        diff, SLC_GRANT_TABLE, name,
        sl_arena_format(diff->arena, "it leans on the labels of %.*s, which are new in this change",
                        SL_FMT(name)));
}

/* Also one that nothing is released of: its labels stand there all the same, for whoever releases it. */
static const struct slc_ir_table *
nth_table(const struct slc_ir *ir, uint32_t number)
{
    return number < ir->ntables ? &ir->tables[number] : &ir->idle_tables[number - ir->ntables];
}

void
slc_diff_tables(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->ntables + head->nidle_tables; i++) {
        const struct slc_ir_table *table = nth_table(head, i);
        const struct slc_ir_table *before = slc_ir_table_like(base, table);
        if (before != NULL)
            diff_table(diff, before, table);
        else
            diff_new_table(diff, table);
    }
}
