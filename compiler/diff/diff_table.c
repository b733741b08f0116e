#include "diff/diff_table.h"

#include "diff/approval.h"
#include "diff/diff_column.h"
#include "diff/label_order.h"

/* No presence is the lowest label: that a row exists tells nothing. */
static void
diff_table(struct slc_diff *diff, const struct slc_ir_table *base, const struct slc_ir_table *head)
{
    struct sl_str name = slc_dotted(diff, head->schema, head->name);
    const struct slc_ir_label none = { 0, 0 };
    struct slc_ir_label before = base->has_presence ? base->presence : none;
    struct slc_ir_label now = head->has_presence ? head->presence : none;
    enum slc_privacy privacy = slc_label_change(diff, before, now);
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
    slc_diff_columns(diff, base, head);
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

static const struct slc_ir_table *
table_named(const struct slc_ir *ir, const struct slc_ir_table *table)
{
    for (uint32_t i = 0; i < ir->ntables; i++)
        if (sl_str_equal(ir->tables[i].schema, table->schema) &&
            sl_str_equal(ir->tables[i].name, table->name))
            return &ir->tables[i];
    return NULL;
}

void
slc_diff_tables(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->ntables; i++) {
        const struct slc_ir_table *before = table_named(base, &head->tables[i]);
        if (before != NULL)
            diff_table(diff, before, &head->tables[i]);
        else
            diff_new_table(diff, &head->tables[i]);
    }
}
