#include "database/import.h"

#include "database/found_text.h"
#include "database/personal.h"
#include "format/fmt.h"
#include "key_fault.h"
#include "maxima.h"
#include "stages.h"
#include "syntax/ast.h"
#include "text/characters.h"

/* ---- what is said about a table ------------------------------------------------------------ */

/* Whether a value can be so long that PostgreSQL stores it apart: rows of more than 2 KiB are cut down
 * to that (73.2), and a character has at most four bytes. */
static bool
is_large(const struct slc_found_table *table, const struct slc_found_column *column)
{
    enum { SHORT_CHARACTERS = 500 };
    return column->large && !column->generated && !slc_is_key_column(table, column) &&
           !(column->type.has_precision && column->type.precision <= SHORT_CHARACTERS);
}

/* Their names in comments of readable width. */
static void
add_large(struct sl_buf *out, const struct slc_found_table *table)
{
    enum { WIDTH = 100 };
    const char *text = "Long values may not come with every update, and are read again then:";
    size_t line = 0;
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        const struct slc_found_column *column = &table->columns[at];
        if (!is_large(table, column))
            continue;
        if (line == 0) {
            size_t before = out->len;
            sl_buf_printf(out, "# %s ", text);
            line = out->len - before;
        } else if (line + column->name.len + 4 > WIDTH) {
            sl_buf_add_str(out, SL_STR(",\n# "));
            line = 2;
        } else {
            sl_buf_add_str(out, SL_STR(", "));
            line += 2;
        }
        size_t name = out->len;
        slc_add_name(out, column->name);
        line += out->len - name;
    }
    if (line > 0)
        sl_buf_add_byte(out, '\n');
}

static bool
has_key(const struct slc_found_table *table)
{
    for (uint32_t at = 0; at < table->ncolumns; at++)
        if (slc_is_key_column(table, &table->columns[at]))
            return true;
    return false;
}

/* Foreign keys that say nothing of what one column identifies, or of one that identifies something else by
 * another foreign key. */
static void
add_unproposed(struct sl_buf *out, const struct slc_found_reference *reference)
{
    if (reference == NULL)
        return;
    add_unproposed(out, reference->next);
    bool same = !reference->several && sl_str_equal(reference->from->kind, reference->to->kind);
    if (same || slc_characters_refused(reference->words))
        return;
    sl_buf_printf(out, "# %.*s:\n# %s.\n", SL_FMT(reference->words),
                  reference->several
                      ? "what these columns identify is not proposed"
                      : "what its column identifies is proposed from another foreign key");
}

static void
add_notes(struct sl_buf *out, const struct slc_found_table *table)
{
    if (table->kind == 'p')
        sl_buf_add_str(out, SL_STR("# Partitioned: its partitions' rows come under this name.\n"));
    if (!has_key(table))
        sl_buf_add_str(out, SL_STR("# No primary key and no replica identity index: give it one "
                                   "before it can be released.\n"));
    if (table->key_fault.letter != 0)
        sl_buf_printf(
            out,
            "# It cannot be released before its key tells its rows apart. The database has\n"
            "# %s:\n# %s.\n",
            sl_key_fault_of(table->key_fault.letter)->found,
            sl_key_fault_of(table->key_fault.letter)->cure);
    if (table->identity == 'n')
        sl_buf_add_str(out, SL_STR("# Replica identity nothing: updates and deletes could not be "
                                   "told; set another one.\n"));
    add_unproposed(out, table->unproposed);
    if (table->identity != 'f')
        add_large(out, table);
}

/* ---- blocks -------------------------------------------------------------------------------- */

/* What a person who labels would want to know, beside the column. */
static void
add_remark(struct sl_buf *out, const struct slc_found_column *column, bool suggest)
{
    const char *usually = suggest ? slc_usually_personal(column->name, column->sql) : NULL;
    bool unknown = column->type.id == SLC_TYPE_OPAQUE;
    bool unwritable = !slc_type_can_be_written(&column->type);
    const char *between = " # ";
    if ((unknown || unwritable) && !slc_characters_refused(column->sql)) {
        sl_buf_printf(out, "%s%.*s", between, SL_FMT(column->sql));
        between = "; ";
    }
    if (unwritable) {
        sl_buf_printf(out, "%san enum with a label that no policy can write", between);
        between = "; ";
    }
    if (usually != NULL)
        sl_buf_printf(out, "%susually %s", between, usually);
}

static void
add_table(struct sl_buf *out, struct sl_arena *arena, const struct slc_found_table *table,
          bool suggest)
{
    sl_buf_add_byte(out, '\n');
    add_notes(out, table);
    sl_buf_add_str(out, SL_STR("table "));
    slc_add_table_name(out, table);
    if (table->identity == 'f')
        sl_buf_add_str(out, SL_STR(" replica identity full"));
    if (table->identity == 'i') {
        sl_buf_add_str(out, SL_STR(" replica identity index "));
        slc_add_name(out, table->identity_index);
    }
    if (table->comment.len > 0) {
        sl_buf_add_byte(out, ' ');
        slc_add_string(out, table->comment);
    }
    sl_buf_add_byte(out, '\n');
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        slc_add_found_column(out, arena, table, &table->columns[at]);
        add_remark(out, &table->columns[at], suggest);
        sl_buf_add_byte(out, '\n');
    }
    sl_buf_add_str(out, SL_STR("end\n"));
}

static bool
can_be_written(const struct slc_found_table *table)
{
    bool written = slc_name_can_be_written(table->schema) && slc_name_can_be_written(table->name) &&
                   table->ncolumns > 0 &&
                   (table->identity != 'i' || slc_name_can_be_written(table->identity_index));
    for (uint32_t at = 0; at < table->ncolumns; at++)
        written = written && slc_name_can_be_written(table->columns[at].name);
    return written;
}

/* As far as it can be shown. */
static struct sl_str
shown_name(struct sl_arena *arena, const struct slc_found_table *table)
{
    struct sl_buf name;
    sl_buf_init(&name, SL_MIB);
    slc_add_string(&name, table->schema);
    sl_buf_add_byte(&name, '.');
    slc_add_string(&name, table->name);
    const struct sl_str shown = sl_arena_copy(arena, sl_buf_str(&name));
    sl_buf_done(&name);
    return shown;
}

static void
count(struct slc_left_out *left_out, struct sl_arena *arena, const struct slc_found_table *table)
{
    if (!can_be_written(table)) {
        left_out->unwritable_name = shown_name(arena, table);
        left_out->unwritable++;
    } else if (table->key_fault.letter != 0) {
        left_out->faulty_name = shown_name(arena, table);
        left_out->faulty++;
    }
}

static void
add_tables(const struct slc_catalogue *catalogue, bool suggest, struct slc_left_out *left_out,
           struct sl_buf *out)
{
    sl_buf_add_str(out, SL_STR("policy language 1\n\n"
                               "# Imported: every column is unlabelled, and nothing takes it until "
                               "somebody writes what it holds,\n"
                               "# a level and its categories, as in:   personal contact\n"
                               "# A table that no release reads may stay as it is.\n"));
    if (suggest)
        sl_buf_add_str(out, SL_STR("# What a name or type usually means stands beside a column; "
                                   "that nothing stands there means nothing.\n"));
    for (uint32_t at = 0; at < catalogue->ntables; at++) {
        const struct slc_found_table *table = &catalogue->tables[at];
        if (!table->wanted)
            continue;
        if (can_be_written(table))
            add_table(out, catalogue->arena, table, suggest);
        count(left_out, catalogue->arena, table);
    }
}

/* ---- the file ------------------------------------------------------------------------------ */

/* The text in its layout, if the compiler can read it. */
static int
lay_out(struct sl_arena *arena, struct sl_buf *text, struct sl_buf *out, struct sl_err *reterr)
{
    sl_buf_add_byte(text, '\0'); /* a source's text ends in a NUL behind its last byte */
    if (sl_buf_failed(text))
        return sl_fail(reterr, SL_CONFIG, "so many tables make a file larger than 64 MiB");
    struct sl_str view = { text->bytes, text->len - 1 };
    struct slc_source *source = slc_source_of(arena, SL_STR("import"), view);
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    (void)slc_parse(arena, &findings, source);
    if (findings.errors > 0) {
        (void)sl_fail(reterr, SL_BUG, "what was imported is not a policy: %.*s",
                      SL_FMT(findings.first->message));
        return sl_remedy(reterr,
                         "report this with the table's definition: it is a fault of import");
    }
    slc_format(arena, source, out);
    return sl_buf_failed(out) ? sl_fail(reterr, SL_CONFIG, "out of memory") : 0;
}

int
slc_import_write(struct slc_catalogue *catalogue, bool suggest, struct slc_left_out *left_out,
                 struct sl_buf *out, struct sl_err *reterr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_FILE_BYTES);
    add_tables(catalogue, suggest, left_out, &text);
    int result = lay_out(catalogue->arena, &text, out, reterr);
    sl_buf_done(&text);
    return result;
}
