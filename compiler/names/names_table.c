/* Names in a table block. */
#include "names/names.h"

static void
bind_encryption(const struct slc_names *names, const struct slc_column *column)
{
    const struct slc_key *key =
        slc_symbol_object(slc_names_find(names, SLC_NAME_KEY, &column->encryption_key));
    if (key == NULL || key->for_decryption)
        return;
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0107, column->encryption_key.at,
                 "'%.*s' is a key for pseudonyms, not one for decryption", SL_FMT(key->name.text));
    slc_cause(findings, finding, key->name.at, "declared here");
    slc_help(findings, finding, "declare another: key … for decryption purpose \"…\" end");
}

static void
bind_column(const struct slc_names *names, struct slc_table *table, struct slc_column *column)
{
    column->number = table->ncolumns++;
    column->table = table;
    if (slc_is_unlabelled(column))
        column->label.label.level = -1;
    else
        slc_names_bind_label(names, &column->label);
    column->presence_rank = slc_names_bind_level(names, &column->presence);
    (void)slc_names_check_form(names, &column->kind, "kind", NULL);
    if (column->encrypted) {
        bind_encryption(names, column);
        slc_names_check_encryption(names, column);
    }
}

static void
bind_withheld(const struct slc_names *names, const struct slc_table *table)
{
    struct sl_str owner = slc_qname_text(names, &table->name);
    for (struct slc_withheld *withheld = table->withheld; withheld != NULL;
         withheld = withheld->next) {
        for (const struct slc_name *name = withheld->names; name != NULL; name = name->next) {
            struct slc_column *column = slc_symbol_object(
                slc_names_find_in(names, SLC_NAME_COLUMN, table->columns_by_name, name, owner));
            if (column != NULL && column->withheld == NULL)
                column->withheld = withheld;
        }
    }
}

void
slc_names_bind_table(const struct slc_names *names, struct slc_table *table)
{
    struct sl_arena *arena = names->program->arena;
    struct slc_symbols *columns = SL_NEW(arena, struct slc_symbols);
    struct slc_symbols skeletons;
    slc_symbols_init(columns, arena);
    slc_symbols_init(&skeletons, arena);
    if (table->has_presence)
        slc_names_bind_label(names, &table->presence);
    for (struct slc_column *column = table->columns; column != NULL; column = column->next) {
        bind_column(names, table, column);
        const struct slc_symbol *earlier =
            slc_symbols_add(columns, column->name.text, column->name.at, column);
        if (earlier != NULL)
            slc_names_report_twice(names, &column->name, "column", earlier->at);
        struct slc_alike one = { column->name.text, column->name.text, column->name.at, "columns",
                                 " in the database" };
        slc_names_check_alike(names, &skeletons, &one);
    }
    table->columns_by_name = columns;
    bind_withheld(names, table);
    slc_names_bind_leaves(names, table);
}
