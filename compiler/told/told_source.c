#include "maxima.h"
#include "text/keep_text.h"
#include "told/told.h"

/* The program's table of the name; NULL: it has none any more. */
static const struct slc_table *
table_named(const struct slc_program *program, struct sl_str name)
{
    const struct slc_table *table = program->tables;
    while (table != NULL && !sl_str_equal(slc_span_text(table->name.at), name))
        table = table->next;
    return table;
}

static bool
has_destination(const struct slc_program *program, struct sl_str name)
{
    const struct slc_destination *destination = program->destinations;
    while (destination != NULL && !sl_str_equal(destination->name.text, name))
        destination = destination->next;
    return destination != NULL;
}

static bool
has_column(const struct slc_table *table, struct sl_str name)
{
    const struct slc_column *column = table->columns;
    while (column != NULL && !sl_str_equal(slc_span_text(column->name.at), name))
        column = column->next;
    return column != NULL;
}

/* Whether the entries tell of one release: they do where only the column or the line differs. */
static bool
goes_on(const struct slc_told_entry *one, const struct slc_told_entry *next)
{
    return sl_str_equal(one->destination, next->destination) &&
           sl_str_equal(one->table, next->table);
}

/* A field of its own for each: what was decided is free, and what rested on owners' rows counts against
 * them. */
static void
add_field(struct sl_buf *out, const struct slc_program *program, const struct slc_told_entry *entry,
          uint32_t number)
{
    struct sl_str level = program->levels->name.text, role = program->roles->name.text;
    if (entry->decided)
        sl_buf_printf(
            out,
            "    disclose told_%u = %.*s from %.*s as %.*s because \"told\" approved by %.*s "
            "until 9999-12-31\n",
            number, SL_FMT(entry->line), SL_FMT(level), SL_FMT(level), SL_FMT(role));
    else
        sl_buf_printf(out, "    derive told_%u = %.*s\n", number, SL_FMT(entry->line));
}

/* ---- keys that are gone ---------------------------------------------------------------------- */

/* The key that a line names; len 0: none. Lines are in canonical layout, and a text in quotes that looks like
 * one makes a key that nothing uses. */
static struct sl_str
key_of(struct sl_str line)
{
    static const char label[] = "using:";
    const char *found = memmem(line.ptr, line.len, label, sizeof label - 1);
    if (found == NULL)
        return (struct sl_str) { NULL, 0 };
    struct sl_str rest = sl_str_from(line, (size_t)(found - line.ptr) + sizeof label - 1);
    while (rest.len > 0 && rest.ptr[0] == ' ')
        rest = sl_str_from(rest, 1);
    size_t len = 0;
    while (len < rest.len && memchr(" ,)\"", rest.ptr[len], 4) == NULL)
        len++;
    return (struct sl_str) { rest.ptr, len };
}

static bool
has_key(const struct slc_program *program, struct sl_str name)
{
    const struct slc_key *key = program->keys;
    while (key != NULL && !sl_str_equal(slc_span_text(key->name.at), name))
        key = key->next;
    return key != NULL;
}

/* Whether an entry before this one names the same key. */
static bool
is_named_before(const struct slc_told *told, uint32_t number, struct sl_str name)
{
    for (uint32_t i = 0; i < number; i++)
        if (sl_str_equal(key_of(told->entries[i].line), name))
            return true;
    return false;
}

/* Codes of a key that the policies have no more are with the receiver all the same. */
static void
add_keys(struct sl_buf *out, const struct slc_told *told, const struct slc_program *program)
{
    for (uint32_t i = 0; i < told->count; i++) {
        struct sl_str name = key_of(told->entries[i].line);
        if (name.len > 0 && !has_key(program, name) && !is_named_before(told, i, name))
            sl_buf_printf(
                out, "key %.*s for pseudonyms links sluice_told_0 purpose \"told before\" end\n",
                SL_FMT(name));
    }
}

/* ---- releases -------------------------------------------------------------------------------- */

static void
end_release(struct sl_buf *out)
{
    sl_buf_add_str(out, SL_STR("    deleted rows send key\n    updates send changes\nend\n"));
}

static void
add_release(struct sl_buf *out, const struct slc_program *program,
            const struct slc_told_entry *first, uint32_t number)
{
    sl_buf_printf(out,
                  "release %.*s to %.*s.sluice_told_%u version 1\n"
                  "    owner %.*s\n    purpose \"What was told before\"\n",
                  SL_FMT(first->table), SL_FMT(first->destination), number,
                  SL_FMT(program->roles->name.text));
}

struct slc_source *
slc_told_source(const struct slc_told *told, const struct slc_program *program)
{
    const struct slc_source *source =
        program->releases != NULL ? program->releases->at.source : NULL;
    const struct slc_told_entry *begun = NULL;
    struct sl_buf out;
    if (source == NULL || program->roles == NULL || program->levels == NULL)
        return NULL;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    sl_buf_printf(&out, "%.*s\n", SL_FMT(source->text));
    add_keys(&out, told, program);
    for (uint32_t i = 0; i < told->count; i++) {
        const struct slc_told_entry *entry = &told->entries[i];
        const struct slc_table *table = table_named(program, entry->table);
        if (table == NULL || !has_column(table, entry->column) ||
            !has_destination(program, entry->destination))
            continue;
        if (begun == NULL || !goes_on(begun, entry)) {
            if (begun != NULL)
                end_release(&out);
            add_release(&out, program, entry, i);
        }
        add_field(&out, program, entry, i);
        begun = entry;
    }
    if (begun == NULL) {
        sl_buf_done(&out);
        return NULL;
    }
    end_release(&out);
    struct slc_source *changed =
        slc_source_of(program->arena, source->name, slc_take_text(program->arena, &out));
    changed->path = source->path;
    return changed;
}
