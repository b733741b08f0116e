#include "diff/diff_column.h"

#include "diff/approval.h"
#include "diff/label_order.h"

static const struct slc_ir_column *
column_named(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++)
        if (sl_str_equal(table->columns[i].name, name))
            return &table->columns[i];
    return NULL;
}

/* A column in both versions, or in one, and its table. */
struct column_pair {
    const struct slc_ir_table *table;
    const struct slc_ir_column *base, *head;
};

static struct slc_change *
change_column(struct slc_diff *diff, enum slc_privacy privacy, const struct column_pair *columns,
              struct sl_str says)
{
    const struct slc_ir_column *base = columns->base, *head = columns->head;
    struct sl_str what = slc_column_name(diff, columns->table, head != NULL ? head : base);
    struct slc_change *change = slc_change_add(diff, privacy, "column", what, says);
    slc_change_at(diff, change, base != NULL ? &base->place : NULL,
                  head != NULL ? &head->place : NULL);
    return change;
}

/* No line of the base could have been about it, whatever stands at one of the head. */
static void
note_withheld(struct slc_diff *diff, const struct column_pair *columns, struct sl_str column)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    if (slc_only_withheld(base, slc_ir_column_label(columns->base).level) &&
        !slc_only_withheld(head, slc_ir_column_label(columns->head).level))
        slc_approval_note_grant(
            diff, SLC_GRANT_FROM_WITHHELD, column,
            sl_arena_format(diff->arena,
                            "%.*s was of the highest level, which no rule and no decision lowers",
                            SL_FMT(column)));
}

static void
approve_label(struct slc_diff *diff, struct slc_change *change, const struct column_pair *columns)
{
    struct sl_str column = change->what;
    if (change->privacy != SLC_WIDENED && change->privacy != SLC_INCOMPARABLE)
        return;
    note_withheld(diff, columns, column);
    slc_approval_note_grant(
        diff, SLC_GRANT_COLUMN, column,
        sl_arena_format(diff->arena, "it leans on the label of %.*s, which this change lowers",
                        SL_FMT(column)));
    change->approval =
        SL_STR("a lower label lets more lines pass, and nobody signs it in the policies");
}

static void
diff_labels(struct slc_diff *diff, const struct column_pair *columns)
{
    const struct slc_ir_column *base = columns->base, *head = columns->head;
    enum slc_privacy privacy = slc_label_change(diff, base->label, head->label);
    if (privacy != SLC_SAME) {
        struct slc_change *change = change_column(
            diff, privacy, columns, slc_label_says(diff, "its label", base->label, head->label));
        approve_label(diff, change, columns);
        return;
    }
    privacy = slc_label_change(diff, slc_ir_column_label(base), slc_ir_column_label(head));
    if (privacy != SLC_SAME) {
        struct slc_change *change =
            change_column(diff, privacy, columns,
                          slc_label_says(diff, "whether it holds a value",
                                         slc_ir_column_label(base), slc_ir_column_label(head)));
        approve_label(diff, change, columns);
    }
}

static bool
same_type(const struct slc_ir_type *a, const struct slc_ir_type *b)
{
    if (!sl_str_equal(a->spelling, b->spelling) || a->nullable != b->nullable ||
        a->nlabels != b->nlabels)
        return false;
    for (uint32_t i = 0; i < a->nlabels; i++)
        if (!sl_str_equal(a->labels[i], b->labels[i]))
            return false;
    return true;
}

static struct sl_str
type_says(struct slc_diff *diff, const struct slc_ir_column *base, const struct slc_ir_column *head)
{
    if (sl_str_equal(base->type.spelling, head->type.spelling) &&
        base->type.nullable == head->type.nullable)
        return SL_STR("its enum has other labels");
    return sl_arena_format(diff->arena, "its type is %.*s%s, was %.*s%s",
                           SL_FMT(head->type.spelling), head->type.nullable ? "?" : "",
                           SL_FMT(base->type.spelling), base->type.nullable ? "?" : "");
}

static bool
same_encryption(const struct slc_ir_encryption *a, const struct slc_ir_encryption *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return sl_str_equal(a->key, b->key) && sl_str_equal(a->format, b->format) &&
           a->plaintext_allowed == b->plaintext_allowed;
}

/* An encrypted column is read by few functions and never kept: in clear it is open to all that its label
 * lets through. */
static void
diff_encryption(struct slc_diff *diff, const struct column_pair *columns)
{
    const struct slc_ir_column *base = columns->base, *head = columns->head;
    if (same_encryption(base->encryption, head->encryption))
        return;
    if (base->encryption != NULL && head->encryption != NULL) {
        (void)change_column(diff, SLC_SAME, columns, SL_STR("encrypted otherwise in the database"));
        return;
    }
    if (head->encryption != NULL) {
        (void)change_column(diff, SLC_NARROWED, columns,
                            SL_STR("encrypted in the database: few functions may read it"));
        return;
    }
    struct slc_change *change = change_column(
        diff, SLC_WIDENED, columns,
        SL_STR("no more encrypted in the database: what only few functions might read "
               "is open to every line that its label allows"));
    slc_approval_note_grant(diff, SLC_GRANT_COLUMN, change->what,
                            sl_arena_format(diff->arena,
                                            "it leans on %.*s, whose encryption this change drops",
                                            SL_FMT(change->what)));
    change->approval = SL_STR("that a column is in clear is nobody's decision in the policies");
}

/* Its table was imported before, and nobody had said what it holds. */
static void
note_new_label(struct slc_diff *diff, struct sl_str column)
{
    slc_approval_note_grant(
        diff, SLC_GRANT_COLUMN, column,
        sl_arena_format(diff->arena, "it leans on the label of %.*s, which is new in this change",
                        SL_FMT(column)));
}

/* The table's line says that no release has it, whatever its label allows. */
static void
diff_withheld(struct slc_diff *diff, const struct column_pair *columns)
{
    if (columns->head->withheld) {
        (void)change_column(diff, SLC_NARROWED, columns,
                            SL_STR("withheld from every release of the table"));
        return;
    }
    struct slc_change *change = change_column(
        diff, SLC_WIDENED, columns, SL_STR("its table withholds it no more: releases may read it"));
    slc_approval_note_grant(
        diff, SLC_GRANT_COLUMN, change->what,
        sl_arena_format(diff->arena,
                        "it leans on %.*s, which its table withholds only until this change",
                        SL_FMT(change->what)));
    change->approval = SL_STR("that a table withholds a column no more is nobody's decision in "
                              "the policies");
}

/* What it means for codes stands with the fields that have them. */
static struct sl_str
kind_says(struct slc_diff *diff, const struct slc_ir_column *base, const struct slc_ir_column *head)
{
    struct sl_str itself = SL_STR("nothing but itself");
    struct sl_str now = head->kind.len > 0 ? head->kind : itself;
    struct sl_str was = base->kind.len > 0 ? base->kind : itself;
    return sl_arena_format(diff->arena, "it identifies %.*s, was %.*s", SL_FMT(now), SL_FMT(was));
}

static void
diff_column(struct slc_diff *diff, const struct column_pair *columns)
{
    const struct slc_ir_column *base = columns->base, *head = columns->head;
    if (base->unlabelled)
        note_new_label(diff, slc_column_name(diff, columns->table, head));
    else if (!head->unlabelled)
        diff_labels(diff, columns);
    if (!same_type(&base->type, &head->type))
        (void)change_column(diff, SLC_SAME, columns, type_says(diff, base, head));
    diff_encryption(diff, columns);
    if (!sl_str_equal(base->kind, head->kind))
        (void)change_column(diff, SLC_SAME, columns, kind_says(diff, base, head));
    if (base->withheld != head->withheld)
        diff_withheld(diff, columns);
}

static void
diff_new_column(struct slc_diff *diff, const struct slc_ir_table *table,
                const struct slc_ir_column *column)
{
    struct sl_str name = slc_column_name(diff, table, column);
    (void)change_column(diff, SLC_SAME, &(struct column_pair) { table, NULL, column },
                        column->read ? SL_STR("column is new, and released below")
                                     : SL_STR("column is new, and withheld"));
    note_new_label(diff, name);
}

void
slc_diff_columns(struct slc_diff *diff, const struct slc_ir_table *base,
                 const struct slc_ir_table *head)
{
    for (uint32_t i = 0; i < head->ncolumns; i++) {
        const struct slc_ir_column *before = column_named(base, head->columns[i].name);
        if (before != NULL)
            diff_column(diff, &(struct column_pair) { head, before, &head->columns[i] });
        else
            diff_new_column(diff, head, &head->columns[i]);
    }
    for (uint32_t i = 0; i < base->ncolumns; i++)
        if (column_named(head, base->columns[i].name) == NULL)
            (void)change_column(diff, SLC_SAME,
                                &(struct column_pair) { base, &base->columns[i], NULL },
                                SL_STR("column is gone"));
}
