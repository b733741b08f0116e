#include "emit/c/emit_c_names.h"

/* What a parameter made from a column must not be called: C17's keywords, the macros of the headers
 * that generated code includes, and the names that every generated file has of its own. */
static const char *const reserved[] = {
    "auto",    "break",  "case",       "char",      "const",    "continue",    "default",
    "do",      "double", "else",       "enum",      "extern",   "float",       "for",
    "goto",    "if",     "inline",     "int",       "long",     "register",    "restrict",
    "return",  "short",  "signed",     "sizeof",    "static",   "struct",      "switch",
    "typedef", "union",  "unsigned",   "void",      "volatile", "while",       "bool",
    "true",    "false",  "asm",        "typeof",    "linux",    "unix",        "offsetof",
    "columns", "keys",   "row_key",    "row",       "out",      "commit_time", "upsert",
    "erase",   "filter", "row_passes", "decrypted",
};

static bool
is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_plain(struct sl_str name)
{
    if (name.ptr[0] < 'a') /* a capital, a digit, an underscore; the rest is looked at below */
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!is_letter(name.ptr[i]) && name.ptr[i] != '_' &&
            !(name.ptr[i] >= '0' && name.ptr[i] <= '9'))
            return false;
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
        if (sl_str_is(name, reserved[i]))
            return false;
    return !sl_str_starts_with(name, "sl_") && !sl_str_starts_with(name, "sluice_") &&
           !sl_str_starts_with(name, "cell_") && !sl_str_starts_with(name, "stored_");
}

void
slc_add_c_cell(struct slc_c_file *file, uint32_t cell)
{
    struct sl_str name = slc_ir_cell_column(file->release, cell)->name;
    if (is_plain(name))
        sl_buf_add_str(file->out, name);
    else
        sl_buf_printf(file->out, "cell_%u", cell);
}

/* Kinds that policies name are made of a to z, 0 to 9 and _; all others have a point. */
void
slc_add_c_key(struct slc_c_file *file, uint32_t slot)
{
    const struct slc_ir_key_use *use = &file->release->keys[slot];
    sl_buf_printf(file->out, "KEY_%.*s_", SL_FMT(use->key->name));
    if (memchr(use->kind.ptr, '.', use->kind.len) == NULL &&
        memchr(use->kind.ptr, '\x1f', use->kind.len) == NULL)
        sl_buf_printf(file->out, "OF_%.*s", SL_FMT(use->kind));
    else
        sl_buf_printf(file->out, "%u", slot);
}

/* Letters, digits, and single underscores between them. */
static bool
is_part(struct sl_str name)
{
    if (name.ptr[0] == '_' || name.ptr[name.len - 1] == '_')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        bool digit = name.ptr[i] >= '0' && name.ptr[i] <= '9';
        bool single = name.ptr[i] == '_' && name.ptr[i - 1] != '_';
        if (!is_letter(name.ptr[i]) && !digit && !single)
            return false;
    }
    return true;
}

/* Two parts give one name with one double underscore; anything else gives its number. */
void
slc_add_c_symbol(struct sl_buf *out, const char *prefix, struct sl_str first, struct sl_str second,
                 uint32_t number)
{
    if (is_part(first) && is_part(second))
        sl_buf_printf(out, "%s%.*s__%.*s", prefix, SL_FMT(first), SL_FMT(second));
    else
        sl_buf_printf(out, "%s_%u", prefix, number);
}

void
slc_add_c_upper(struct sl_buf *out, const char *name)
{
    for (const char *c = name; *c != '\0'; c++)
        sl_buf_add_byte(out, (char)(*c - 'a' + 'A'));
}
