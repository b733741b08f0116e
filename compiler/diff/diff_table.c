/* Tables and columns: what a label lets through changes without any line of a release. */
#include "diff/diff_internal.h"

#include "buf.h"
#include "ir/ir_text.h"
#include "maxima.h"
#include "text/keep_text.h"

static const struct slc_ir_column *
column_named(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++)
        if (sl_str_equal(table->columns[i].name, name))
            return &table->columns[i];
    return NULL;
}

static struct sl_str
label_text(struct slc_diff *diff, enum slc_side side, struct slc_ir_label label)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    slc_add_label(&out, diff->sides[side].ir, label);
    return slc_take_text(diff->arena, &out);
}

static struct slc_change *
change_column(struct slc_diff *diff, enum slc_privacy privacy, const struct slc_ir_table *table,
              const struct slc_ir_column *base, const struct slc_ir_column *head,
              struct sl_str says)
{
    const struct slc_ir_column *column = head != NULL ? head : base;
    struct slc_change *change = slc_change_add(
        diff, privacy, "column", slc_fresh_column(diff, table, column), "%.*s", SL_FMT(says));
    if (base != NULL)
        slc_change_at(diff, change, SLC_BASE, base->place);
    if (head != NULL)
        slc_change_at(diff, change, SLC_HEAD, head->place);
    return change;
}

/* A label that changes, of a column's value or presence, or of a table's rows. */
static struct sl_str
label_says(struct slc_diff *diff, const char *of, struct slc_ir_label base,
           struct slc_ir_label head)
{
    return sl_arena_format(diff->arena, "%s is %.*s, was %.*s", of,
                           SL_FMT(label_text(diff, SLC_HEAD, head)),
                           SL_FMT(label_text(diff, SLC_BASE, base)));
}

static void
ground_label(struct slc_diff *diff, struct slc_change *change, struct sl_str column)
{
    if (change->privacy != SLC_WIDENED && change->privacy != SLC_INCOMPARABLE)
        return;
    slc_fresh_add(diff, SLC_FRESH_COLUMN, column,
                  sl_arena_format(diff->arena,
                                  "it leans on the label of %.*s, which this change lowers",
                                  SL_FMT(column)));
    change->grounds =
        SL_STR("a lower label lets more lines pass, and nobody signs it in the policies");
}

static void
diff_labels(struct slc_diff *diff, const struct slc_ir_table *table,
            const struct slc_ir_column *base, const struct slc_ir_column *head)
{
    enum slc_privacy privacy = slc_label_change(diff, base->label, head->label);
    if (privacy != SLC_SAME) {
        struct slc_change *change =
            change_column(diff, privacy, table, base, head,
                          label_says(diff, "its label", base->label, head->label));
        ground_label(diff, change, change->what);
        return;
    }
    privacy = slc_label_change(diff, slc_ir_column_label(base), slc_ir_column_label(head));
    if (privacy != SLC_SAME) {
        struct slc_change *change =
            change_column(diff, privacy, table, base, head,
                          label_says(diff, "whether it holds a value", slc_ir_column_label(base),
                                     slc_ir_column_label(head)));
        ground_label(diff, change, change->what);
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

static void
diff_column(struct slc_diff *diff, const struct slc_ir_table *table,
            const struct slc_ir_column *base, const struct slc_ir_column *head)
{
    diff_labels(diff, table, base, head);
    if (!same_type(&base->type, &head->type))
        (void)change_column(diff, SLC_SAME, table, base, head, type_says(diff, base, head));
    if (!same_encryption(base->encryption, head->encryption))
        (void)change_column(diff, SLC_SAME, table, base, head,
                            SL_STR("encrypted otherwise in the database"));
    if (base->withheld != head->withheld)
        (void)change_column(diff, head->withheld ? SLC_NARROWED : SLC_SAME, table, base, head,
                            head->withheld ? SL_STR("withheld from every release of the table")
                                           : SL_STR("its table withholds it no more"));
}

static void
diff_new_column(struct slc_diff *diff, const struct slc_ir_table *table,
                const struct slc_ir_column *column)
{
    struct sl_str name = slc_fresh_column(diff, table, column);
    (void)change_column(diff, SLC_SAME, table, NULL, column,
                        column->read ? SL_STR("column is new, and released below")
                                     : SL_STR("column is new, and withheld"));
    slc_fresh_add(diff, SLC_FRESH_COLUMN, name,
                  sl_arena_format(diff->arena,
                                  "it leans on the label of %.*s, which is new in this change",
                                  SL_FMT(name)));
}

static void
diff_columns(struct slc_diff *diff, const struct slc_ir_table *base,
             const struct slc_ir_table *head)
{
    for (uint32_t i = 0; i < head->ncolumns; i++) {
        const struct slc_ir_column *before = column_named(base, head->columns[i].name);
        if (before != NULL)
            diff_column(diff, head, before, &head->columns[i]);
        else
            diff_new_column(diff, head, &head->columns[i]);
    }
    for (uint32_t i = 0; i < base->ncolumns; i++)
        if (column_named(head, base->columns[i].name) == NULL)
            (void)change_column(diff, SLC_SAME, base, &base->columns[i], NULL,
                                SL_STR("column is gone"));
}

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
        struct slc_change *change =
            slc_change_add(diff, privacy, "table", name, "%.*s",
                           SL_FMT(label_says(diff, "that a row exists", before, now)));
        slc_change_at(diff, change, SLC_BASE, base->place);
        slc_change_at(diff, change, SLC_HEAD, head->place);
        if (privacy != SLC_NARROWED)
            change->grounds =
                SL_STR("a lower label lets more rows pass, and nobody signs it in the policies");
    }
    if (base->identity != head->identity ||
        !sl_str_equal(base->identity_index, head->identity_index))
        (void)slc_change_add(diff, SLC_SAME, "table", name,
                             "another replica identity: run the new setup.sql");
    diff_columns(diff, base, head);
}

/* What leaves of it, its releases tell. */
static void
diff_new_table(struct slc_diff *diff, const struct slc_ir_table *head)
{
    struct sl_str name = slc_dotted(diff, head->schema, head->name);
    slc_fresh_add(diff, SLC_FRESH_TABLE, name,
                  sl_arena_format(diff->arena,
                                  "it leans on the labels of %.*s, which are new in this change",
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
