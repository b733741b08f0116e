#include "diff/diff_leaf.h"

#include "diff/diff_decision.h"
#include "diff/label_order.h"

static const struct slc_ir_leaf *
leaf_named(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->nleaves; i++)
        if (sl_str_equal(table->leaves[i].name, name))
            return &table->leaves[i];
    return NULL;
}

/* What a leaf that a version does not declare carries: its document's label, as the other version names
 * the document. False: there is no such column. */
static bool
label_of_document(const struct slc_ir_table *table, struct sl_str document,
                  struct slc_ir_label *ret_label)
{
    for (uint32_t i = 0; i < table->ncolumns; i++)
        if (sl_str_equal(table->columns[i].name, document)) {
            *ret_label = slc_ir_column_label(&table->columns[i]);
            return true;
        }
    return false;
}

/* A leaf in the version that declares it, or in both. */
struct leaf_pair {
    const struct slc_ir_table *base_table, *head_table;
    const struct slc_ir_leaf *base, *head; /* NULL: not declared there */
};

static void
diff_leaf(struct slc_diff *diff, const struct leaf_pair *leaf)
{
    const struct slc_ir_leaf *base = leaf->base, *head = leaf->head;
    const struct slc_ir_table *declaring = head != NULL ? leaf->head_table : leaf->base_table;
    const struct slc_ir_leaf *declared = head != NULL ? head : base;
    struct sl_str document = declaring->columns[declared->document].name;
    struct slc_ir_label before, now;
    if (base != NULL)
        before = slc_ir_leaf_label(base);
    else if (!label_of_document(leaf->base_table, document, &before))
        return; /* the document is new: what leaves of it, its releases tell */
    if (head != NULL)
        now = slc_ir_leaf_label(head);
    else if (!label_of_document(leaf->head_table, document, &now))
        return;
    struct sl_str what =
        slc_dotted(diff, slc_dotted(diff, declaring->schema, declaring->name), declared->name);
    enum slc_privacy privacy = slc_label_change(diff, before, now);
    if (privacy != SLC_SAME || (base == NULL) != (head == NULL)) {
        struct sl_str says = privacy != SLC_SAME ? slc_label_says(diff, "its label", before, now)
                             : head != NULL
                                 ? SL_STR("now declared as a leaf, with rules of its own")
                                 : SL_STR("no longer declared as a leaf");
        struct slc_change *change = slc_change_add(diff, privacy, "leaf", what, says);
        slc_change_at(diff, change, base != NULL ? &base->place : NULL,
                      head != NULL ? &head->place : NULL);
        change->recorded = privacy == SLC_WIDENED && head != NULL && head->decision != NULL;
        if (privacy == SLC_WIDENED || privacy == SLC_INCOMPARABLE)
            change->approval = change->recorded ? SL_STR("by the decision at its declaration")
                                                : SL_STR("a lower label lets more lines pass, and "
                                                         "nobody signs it in the policies");
    }
    const struct slc_decided_line was = { base != NULL ? base->decision : NULL,
                                          base != NULL ? &base->place : NULL };
    const struct slc_decided_line is = { head != NULL ? head->decision : NULL,
                                         head != NULL ? &head->place : NULL };
    if (base != NULL && head != NULL)
        slc_diff_decision(diff, what, &was, &is);
}

void
slc_diff_leaves(struct slc_diff *diff, const struct slc_ir_table *base,
                const struct slc_ir_table *head)
{
    for (uint32_t i = 0; i < head->nleaves; i++) {
        const struct slc_ir_leaf *leaf = &head->leaves[i];
        diff_leaf(diff, &(struct leaf_pair) { base, head, leaf_named(base, leaf->name), leaf });
    }
    for (uint32_t i = 0; i < base->nleaves; i++) {
        const struct slc_ir_leaf *leaf = &base->leaves[i];
        if (leaf_named(head, leaf->name) == NULL)
            diff_leaf(diff, &(struct leaf_pair) { base, head, leaf, NULL });
    }
}
