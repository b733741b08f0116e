#include "database/found_text.h"

#include "names/names.h"
#include "syntax/keyword.h"
#include "text/characters.h"

bool
slc_name_can_be_written(struct sl_str name)
{
    return name.len > 0 && memchr(name.ptr, '`', name.len) == NULL &&
           memchr(name.ptr, '\n', name.len) == NULL && !slc_characters_refused(name);
}

static bool
is_plain(struct sl_str name)
{
    for (size_t at = 0; at < name.len; at++) {
        char c = name.ptr[at];
        bool letter = (c >= 'a' && c <= 'z') || c == '_';
        if (!letter && (at == 0 || c < '0' || c > '9'))
            return false;
    }
    return slc_keyword(name) == 0;
}

void
slc_add_name(struct sl_buf *out, struct sl_str name)
{
    const char *quote = is_plain(name) ? "" : "`";
    sl_buf_printf(out, "%s%.*s%s", quote, SL_FMT(name), quote);
}

void
slc_add_table_name(struct sl_buf *out, const struct slc_found_table *table)
{
    slc_add_name(out, table->schema);
    sl_buf_add_byte(out, '.');
    slc_add_name(out, table->name);
}

static void
add_character(struct sl_buf *out, struct sl_str character)
{
    unsigned char first = (unsigned char)character.ptr[0];
    if (first <= ' ') {
        sl_buf_add_byte(out, ' ');
        return;
    }
    if (slc_characters_refused(character))
        return;
    if (first == '"' || first == '\\')
        sl_buf_add_byte(out, '\\');
    sl_buf_add_str(out, character);
}

void
slc_add_string(struct sl_buf *out, struct sl_str text)
{
    size_t before = out->len;
    sl_buf_add_byte(out, '"');
    for (size_t at = 0, len; at < text.len; at += len) {
        (void)slc_character_at(text, at, &len);
        add_character(out, (struct sl_str) { text.ptr + at, len });
    }
    if (out->len == before + 1)
        out->len = before;
    else
        sl_buf_add_byte(out, '"');
}

bool
slc_type_can_be_written(const struct slc_type *type)
{
    if (type->id != SLC_TYPE_ENUM)
        return true;
    for (const struct slc_enum_label *label = type->labels; label != NULL; label = label->next)
        if (memchr(label->text.ptr, '\n', label->text.len) != NULL ||
            slc_characters_refused(label->text))
            return false;
    return type->labels != NULL;
}

void
slc_add_type(struct sl_buf *out, struct sl_arena *arena, const struct slc_type *type)
{
    if (!slc_type_can_be_written(type)) {
        sl_buf_add_str(out, SL_STR("opaque"));
    } else if (type->id == SLC_TYPE_ENUM) {
        sl_buf_add_str(out, SL_STR("enum"));
        for (const struct slc_enum_label *label = type->labels; label != NULL;
             label = label->next) {
            sl_buf_add_str(out, label == type->labels ? SL_STR("(") : SL_STR(", "));
            if (label->text.len > 0)
                slc_add_string(out, label->text);
            else
                sl_buf_add_str(out, SL_STR("\"\""));
        }
        sl_buf_add_byte(out, ')');
    } else {
        sl_buf_add_str(out, slc_type_spelling(arena, type));
    }
    if (type->nullable)
        sl_buf_add_byte(out, '?');
}

/* A replica identity index may leave the primary key out, and may carry what filters read. */
static bool
identity_has_primary_key(const struct slc_found_table *table)
{
    for (uint32_t at = 0; at < table->ncolumns; at++)
        if (table->columns[at].in_primary_key && !table->columns[at].in_identity)
            return false;
    return table->has_primary_key;
}

bool
slc_is_key_column(const struct slc_found_table *table, const struct slc_found_column *column)
{
    return identity_has_primary_key(table) ? column->in_primary_key : column->in_identity;
}

void
slc_add_found_column(struct sl_buf *out, struct sl_arena *arena,
                     const struct slc_found_table *table, const struct slc_found_column *column)
{
    sl_buf_add_str(out, SL_STR("column "));
    slc_add_name(out, column->name);
    sl_buf_add_byte(out, ' ');
    slc_add_type(out, arena, &column->type);
    sl_buf_add_str(out, SL_STR(" " SLC_UNLABELLED));
    if (slc_is_key_column(table, column))
        sl_buf_add_str(out, SL_STR(" key"));
    else if (column->unique)
        sl_buf_add_str(out, SL_STR(" unique"));
    if (column->generated)
        sl_buf_add_str(out, SL_STR(" generated"));
    if (column->kind.len > 0)
        sl_buf_printf(out, " identifies %.*s", SL_FMT(column->kind));
    if (column->comment.len > 0) {
        sl_buf_add_byte(out, ' ');
        slc_add_string(out, column->comment);
    }
}
