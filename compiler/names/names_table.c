/* Names in a table block. */
#include "buf.h"
#include "maxima.h"
#include "names/confusable.h"
#include "names/names.h"
#include "plural.h"

/* Two columns that a reviewer cannot tell apart let a line read as if it named the other. */
static void
check_confusable(const struct slc_names *names, struct slc_symbols *skeletons,
                 const struct slc_column *column)
{
    struct slc_findings *findings = names->program->findings;
    struct sl_str skeleton = slc_skeleton(names->program->arena, column->name.text);
    const struct slc_symbol *earlier =
        slc_symbols_add(skeletons, skeleton, column->name.at, (void *)(uintptr_t)column);
    if (earlier == NULL)
        return;
    const struct slc_column *other = earlier->object;
    if (sl_str_equal(other->name.text, column->name.text))
        return; /* declared twice: reported as that */
    struct slc_finding *finding =
        slc_find(findings, SLC_E0105, column->name.at,
                 "the columns '%.*s' and '%.*s' cannot be told apart by eye",
                 SL_FMT(other->name.text), SL_FMT(column->name.text));
    slc_cause(findings, finding, earlier->at, "the other one");
    slc_help(findings, finding, "rename one of them in the database: %.*s_2",
             SL_FMT(slc_plain_name(names->program->arena, other->name.text)));
}

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

/* What `sluice import` writes where a level belongs: nobody has looked at the column yet. */
static bool
is_unlabelled(const struct slc_column *column)
{
    return sl_str_is(column->label.level.text, SLC_UNLABELLED);
}

/* "email, postcode, …": of all columns that wait for a label. */
static void
note_unlabelled(const struct slc_names *names, struct slc_finding *finding,
                const struct slc_column *first)
{
    enum { LISTED = 12 };
    struct sl_buf list;
    int listed = 0;
    sl_buf_init(&list, SL_MIB);
    for (const struct slc_column *column = first; column != NULL; column = column->next) {
        if (!is_unlabelled(column) || listed > LISTED)
            continue;
        if (listed++ == LISTED)
            sl_buf_add_str(&list, SL_STR(", …"));
        else
            sl_buf_printf(&list, "%s%.*s", list.len > 0 ? ", " : "", SL_FMT(column->name.text));
    }
    slc_note(names->program->findings, finding, "these wait for a label: %.*s",
             SL_FMT(sl_buf_str(&list)));
    sl_buf_done(&list);
}

/* One finding for a table: after an import every column of it has this fault. */
static void
check_unlabelled(const struct slc_names *names, const struct slc_table *table)
{
    struct slc_findings *findings = names->program->findings;
    const struct slc_column *first = NULL;
    int count = 0;
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next) {
        if (!is_unlabelled(column))
            continue;
        first = first == NULL ? column : first;
        count++;
    }
    if (first == NULL)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0108, first->label.level.at,
                 "%d column%s of %.*s ha%s no label yet", count, sl_plural((uint64_t)count),
                 SL_FMT(slc_qname_text(names, &table->name)), count == 1 ? "s" : "ve");
    note_unlabelled(names, finding, first);
    slc_note(findings, finding,
             "'" SLC_UNLABELLED "' is no level: no destination takes it, and no line can lower it");
    slc_help(findings, finding,
             "write what the column holds, a level and its categories:   personal contact");
}

static void
bind_column(const struct slc_names *names, struct slc_table *table, struct slc_column *column)
{
    column->number = table->ncolumns++;
    column->table = table;
    if (is_unlabelled(column))
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
        check_confusable(names, &skeletons, column);
    }
    check_unlabelled(names, table);
    table->columns_by_name = columns;
    bind_withheld(names, table);
}
