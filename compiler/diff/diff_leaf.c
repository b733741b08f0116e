#include "diff/diff_leaf.h"

#include "diff/approval.h"
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

static struct slc_change *
change_leaf(struct slc_diff *diff, const struct leaf_pair *leaf, enum slc_privacy privacy,
            struct sl_str says)
{
    const struct slc_ir_leaf *base = leaf->base, *head = leaf->head;
    const struct slc_ir_table *table = head != NULL ? leaf->head_table : leaf->base_table;
    struct slc_change *change =
        slc_change_add(diff, privacy, "leaf",
                       slc_dotted(diff, slc_dotted(diff, table->schema, table->name),
                                  head != NULL ? head->name : base->name),
                       says);
    slc_change_at(diff, change, base != NULL ? &base->place : NULL,
                  head != NULL ? &head->place : NULL);
    return change;
}

/* By the decision at its declaration, where it was taken for this. */
static void
approve_leaf(struct slc_diff *diff, const struct leaf_pair *leaf, struct slc_change *change,
             struct sl_str otherwise)
{
    if (change->privacy == SLC_WIDENED && leaf->head != NULL && leaf->head->decision != NULL)
        slc_approve_by_decision(
            diff, change,
            (struct slc_decision_pair) { leaf->base != NULL ? leaf->base->decision : NULL,
                                         leaf->head->decision });
    else if (change->privacy == SLC_WIDENED || change->privacy == SLC_INCOMPARABLE)
        change->approval = otherwise;
}

static void
diff_leaf_label(struct slc_diff *diff, const struct leaf_pair *leaf, struct slc_ir_label before,
                struct slc_ir_label now)
{
    enum slc_privacy privacy = slc_label_change(diff, before, now);
    if (privacy == SLC_SAME && (leaf->base == NULL) == (leaf->head == NULL))
        return;
    struct slc_change *change =
        change_leaf(diff, leaf, privacy,
                    privacy != SLC_SAME  ? slc_label_says(diff, "its label", before, now)
                    : leaf->head != NULL ? SL_STR("now declared as a leaf, with rules of its own")
                                         : SL_STR("no longer declared as a leaf"));
    approve_leaf(diff, leaf, change,
                 SL_STR("a lower label lets more lines pass, and nobody signs it in the policies"));
}

/* As text a leaf is whatever the document holds there; as a number or a day, missing where it is none. */
static void
diff_leaf_type(struct slc_diff *diff, const struct leaf_pair *leaf)
{
    const struct slc_ir_type *was = &leaf->base->type, *is = &leaf->head->type;
    if (sl_str_equal(was->spelling, is->spelling))
        return;
    struct slc_change *change =
        change_leaf(diff, leaf,
                    is->id == SLC_TYPE_TEXT    ? SLC_WIDENED
                    : was->id == SLC_TYPE_TEXT ? SLC_NARROWED
                                               : SLC_INCOMPARABLE,
                    sl_arena_format(diff->arena, "it is read as %.*s, was %.*s",
                                    SL_FMT(is->spelling), SL_FMT(was->spelling)));
    approve_leaf(diff, leaf, change,
                 SL_STR("what a leaf is read as is nobody's decision in the policies"));
}

static void
diff_leaf(struct slc_diff *diff, const struct leaf_pair *leaf)
{
    const struct slc_ir_leaf *base = leaf->base, *head = leaf->head;
    const struct slc_ir_table *declaring = head != NULL ? leaf->head_table : leaf->base_table;
    struct sl_str document = declaring->columns[(head != NULL ? head : base)->document].name;
    struct slc_ir_label before, now;
    if (base != NULL)
        before = slc_ir_leaf_label(base);
    else if (!label_of_document(leaf->base_table, document, &before))
        return; /* the document is new: what leaves of it, its releases tell */
    if (head != NULL)
        now = slc_ir_leaf_label(head);
    else if (!label_of_document(leaf->head_table, document, &now))
        return;
    diff_leaf_label(diff, leaf, before, now);
    if (base == NULL || head == NULL)
        return;
    diff_leaf_type(diff, leaf);
    slc_diff_decision(
        diff, slc_dotted(diff, slc_dotted(diff, declaring->schema, declaring->name), head->name),
        &(struct slc_decided_line) { base->decision, &base->place },
        &(struct slc_decided_line) { head->decision, &head->place });
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
