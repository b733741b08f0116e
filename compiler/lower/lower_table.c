#include "lower/lower_table.h"

#include "lower/lower_parts.h"
#include "lower/lower_reads.h"
#include "syntax/carried.h"

#include <stdlib.h>

static int
compare_parameters(const void *a, const void *b)
{
    const struct slc_ir_parameter *left = a, *right = b;
    return sl_str_compare(left->name, right->name);
}

/* A parameter's value as generated code has it: "yes", "12", "base64". */
static struct sl_str
parameter_value(const struct slc_arg *parameter)
{
    if (parameter->kind == SLC_ARG_NAME)
        return parameter->name.text;
    if (parameter->kind != SLC_ARG_LITERAL)
        return SL_STR("");
    if (parameter->literals->kind == SLC_LITERAL_BOOLEAN)
        return parameter->literals->boolean ? SL_STR("yes") : SL_STR("no");
    return parameter->literals->text;
}

static const struct slc_ir_encryption *
lower_encryption(struct sl_arena *arena, const struct slc_column *column)
{
    uint32_t count = 0;
    if (!column->encrypted)
        return NULL;
    for (const struct slc_arg *arg = column->encryption_parameters; arg != NULL; arg = arg->next)
        count++;
    struct slc_ir_parameter *parameters =
        SL_NEW_ARRAY(arena, struct slc_ir_parameter, (size_t)count + 1);
    count = 0;
    for (const struct slc_arg *arg = column->encryption_parameters; arg != NULL; arg = arg->next)
        parameters[count++] = (struct slc_ir_parameter) { arg->label.text, parameter_value(arg) };
    qsort(parameters, count, sizeof(*parameters), compare_parameters);
    struct slc_ir_encryption *encryption = SL_NEW(arena, struct slc_ir_encryption);
    *encryption = (struct slc_ir_encryption) { .key = column->encryption_key.text,
                                               .format = column->encryption_format.text,
                                               .parameters = parameters,
                                               .nparameters = count,
                                               .plaintext_allowed = column->plaintext_allowed };
    return encryption;
}

static struct slc_ir_column
lower_column(struct slc_to_ir *to, const struct slc_column *column)
{
    return (struct slc_ir_column) {
        .name = column->name.text,
        .type = slc_lower_type(to->arena, &column->type),
        .label = slc_lowered_label(column->label.label),
        .carried = slc_lowered_label(slc_whole_label(to->arena, column)),
        .unlabelled = column->label.label.level < 0,
        .key = column->key,
        .identifying = column->identifying,
        .sensitive = column->sensitive,
        .unique = column->unique,
        .generated = column->generated,
        .kind = column->kind.text,
        .has_presence = column->presence_rank >= 0,
        .presence = column->presence_rank < 0 ? 0 : (uint32_t)column->presence_rank,
        .encryption = lower_encryption(to->arena, column),
        .withheld = column->withheld != NULL,
        .because =
            column->withheld != NULL ? column->withheld->because.text : (struct sl_str) { 0 },
        .doc = column->doc.text,
        .place = slc_lower_place(column->at),
    };
}

static void
lower_leaves(struct slc_to_ir *to, const struct slc_table *table, struct slc_ir_table *ret)
{
    struct slc_ir_leaf *leaves =
        SL_NEW_ARRAY(to->arena, struct slc_ir_leaf, (size_t)table->nleaves + 1);
    for (const struct slc_column *leaf = table->leaves; leaf != NULL; leaf = leaf->next)
        leaves[ret->nleaves++] = (struct slc_ir_leaf) {
            .name = leaf->name.text,
            .document = (uint32_t)leaf->leaf_of->number,
            .type = slc_lower_type(to->arena, &leaf->type),
            .label = slc_lowered_label(leaf->label.label),
            .has_presence = leaf->presence_rank >= 0,
            .presence = leaf->presence_rank < 0 ? 0 : (uint32_t)leaf->presence_rank,
            .decision = slc_lower_decision(to, &leaf->place->decision, leaf->label.label.level),
            .doc = leaf->doc.text,
            .place = slc_lower_place(leaf->at),
        };
    ret->leaves = leaves;
}

static enum slc_ir_identity
lower_identity(enum slc_identity identity)
{
    switch (identity) {
    case SLC_IDENTITY_DEFAULT: return SLC_IR_IDENTITY_DEFAULT;
    case SLC_IDENTITY_FULL: return SLC_IR_IDENTITY_FULL;
    case SLC_IDENTITY_INDEX: return SLC_IR_IDENTITY_INDEX;
    }
    return SLC_IR_IDENTITY_DEFAULT;
}

static struct slc_ir_table
lower_table(struct slc_to_ir *to, const struct slc_table *table)
{
    struct slc_ir_table ir = { .schema = table->name.first.text,
                               .name = table->name.second.text,
                               .doc = table->doc.text,
                               .identity = lower_identity(table->identity),
                               .identity_index = table->identity_index.text,
                               .publishes_whole_rows = slc_publishes_whole_rows(table),
                               .publish_place = slc_lower_place(table->publish_at),
                               .withholds_new = table->withheld_new.at.source != NULL,
                               .new_because = table->withheld_new.because.text,
                               .new_place = slc_lower_place(table->withheld_new.at),
                               .has_presence = table->has_presence,
                               .presence = slc_lowered_label(table->presence.label),
                               .place = slc_lower_place_line(table->at) };
    struct slc_ir_column *columns =
        SL_NEW_ARRAY(to->arena, struct slc_ir_column, (size_t)table->ncolumns + 1);
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        columns[ir.ncolumns++] = lower_column(to, column);
    ir.columns = columns;
    lower_leaves(to, table, &ir);
    return ir;
}

/* ---- all of them --------------------------------------------------------------------------- */

static int
compare_tables(const void *a, const void *b)
{
    const struct slc_ir_table *left = a, *right = b;
    int order = sl_str_compare(left->schema, right->schema);
    return order != 0 ? order : sl_str_compare(left->name, right->name);
}

struct slc_ir_table *
slc_lowered_table(const struct slc_to_ir *from, const struct slc_table *table)
{
    struct slc_ir_table wanted = { .schema = table->name.first.text,
                                   .name = table->name.second.text };
    return bsearch(&wanted, from->tables, from->ir->ntables, sizeof(wanted), compare_tables);
}

/* Marks the columns that some release reads; returns which tables have a release. */
static bool *
mark_read(struct slc_to_ir *to)
{
    bool *released = SL_NEW_ARRAY(to->arena, bool, (size_t)to->ir->ntables + 1);
    for (const struct slc_release *r = to->program->releases; r != NULL; r = r->next) {
        struct slc_ir_table *table = slc_lowered_table(to, r->table);
        bool *read = SL_NEW_ARRAY(to->arena, bool, (size_t)table->ncolumns + 1);
        for (const struct slc_statement *s = r->statements; s != NULL; s = s->next)
            slc_collect_reads(s->expr, read);
        /* the array was made here and is const for everybody else */
        struct slc_ir_column *columns = (struct slc_ir_column *)(uintptr_t)table->columns;
        for (uint32_t i = 0; i < table->ncolumns; i++)
            columns[i].read = columns[i].read || read[i];
        released[table - to->tables] = true;
    }
    return released;
}

void
slc_lower_tables(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_table *table = to->program->tables; table != NULL; table = table->next)
        count++;
    to->tables = SL_NEW_ARRAY(to->arena, struct slc_ir_table, (size_t)count + 1);
    for (const struct slc_table *table = to->program->tables; table != NULL; table = table->next)
        to->tables[to->ir->ntables++] = lower_table(to, table);
    qsort(to->tables, to->ir->ntables, sizeof(*to->tables), compare_tables);
    const bool *released = mark_read(to);
    struct slc_ir_table *idle = SL_NEW_ARRAY(to->arena, struct slc_ir_table, (size_t)count + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < to->ir->ntables; i++)
        if (released[i])
            to->tables[kept++] = to->tables[i];
        else
            idle[to->ir->nidle_tables++] = to->tables[i];
    to->ir->ntables = kept;
    to->ir->tables = to->tables;
    to->ir->idle_tables = idle;
}
