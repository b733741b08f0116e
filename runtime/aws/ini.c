#include "aws/ini.h"

#include <strings.h>

struct entry {
    struct sl_str section, group, key, value; /* key "": the section itself */
    struct entry *before;
};

struct slp_ini {
    struct entry *last;
    struct sl_arena *arena;
};

/* Where the parser is: entries that follow belong here. */
struct place {
    struct sl_str section, group;
    bool in_section;
};

static bool
is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct sl_str
trim(struct sl_str text)
{
    /* A length above 0 has a pointer; the analyzer cannot know.
     * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    while (text.len > 0 && is_blank(text.ptr[text.len - 1]))
        text.len--;
    size_t blanks = 0;
    while (blanks < text.len && is_blank(text.ptr[blanks]))
        blanks++;
    return sl_str_from(text, blanks);
}

/* Without a comment, which begins the text or follows white space. */
static struct sl_str
without_comment(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if ((text.ptr[at] == '#' || text.ptr[at] == ';') && (at == 0 || is_blank(text.ptr[at - 1])))
            text.len = at;
    return trim(text);
}

static bool
equal_keys(struct sl_str a, const char *b)
{
    return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

static int
add(struct slp_ini *ini, const struct place *place, struct sl_str key, struct sl_str value,
    struct sl_err *reterr)
{
    struct entry *entry = sl_arena_alloc(ini->arena, sizeof *entry, alignof(struct entry));
    if (entry == NULL)
        return sl_fail(reterr, SL_CONFIG, "AWS configuration files: too large");
    *entry = (struct entry) { place->section, place->group, key, value, ini->last };
    ini->last = entry;
    return 0;
}

/* "[profile  NAME]": white space within is as one space, quotes around the name are not part of
 * it. */
static struct sl_str
section_name(struct sl_str text, struct sl_arena *arena)
{
    char *name = sl_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    if (name == NULL)
        return SL_STR("");
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at] == '\t' ? ' ' : text.ptr[at];
        if (byte != '"' && (byte != ' ' || (len > 0 && name[len - 1] != ' ')))
            name[len++] = byte;
    }
    return trim((struct sl_str) { .ptr = name, .len = len });
}

/* 0, or -1 when it is no line of such a file. */
static int
take_line(struct slp_ini *ini, struct place *place, struct sl_str line, struct sl_err *reterr)
{
    bool indented = line.len > 0 && is_blank(line.ptr[0]);
    struct sl_str text = without_comment(line);
    if (text.len == 0)
        return 0;
    if (text.ptr[0] == '[' && !indented) {
        if (text.ptr[text.len - 1] != ']')
            return sl_fail(reterr, SL_CONFIG, "a section's name has no end");
        text = sl_str_from(text, 1);
        text.len--;
        *place =
            (struct place) { .section = section_name(trim(text), ini->arena), .in_section = true };
        return add(ini, place, SL_STR(""), SL_STR(""), reterr);
    }
    const char *equals = memchr(text.ptr, '=', text.len);
    if (!place->in_section || equals == NULL)
        return sl_fail(reterr, SL_CONFIG, "neither a section nor a key with its value");
    size_t key_len = (size_t)(equals - text.ptr);
    struct sl_str key = trim((struct sl_str) { .ptr = text.ptr, .len = key_len });
    struct sl_str value = trim(sl_str_from(text, key_len + 1));
    if (!indented)
        place->group = SL_STR("");
    if (add(ini, place, key, value, reterr) != 0)
        return -1;
    if (!indented && value.len == 0)
        place->group = key;
    return 0;
}

struct slp_ini *
slp_ini_parse(struct sl_str text, const char *name, struct sl_arena *arena, struct sl_err *reterr)
{
    struct place place = { .in_section = false };
    struct slp_ini *ini = sl_arena_alloc(arena, sizeof *ini, alignof(struct slp_ini));
    if (ini == NULL) {
        (void)sl_fail(reterr, SL_CONFIG, "AWS configuration files: too large");
        return NULL;
    }
    *ini = (struct slp_ini) { .arena = arena };
    for (unsigned number = 1; text.len > 0; number++) {
        struct sl_err why;
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
        if (take_line(ini, &place, (struct sl_str) { text.ptr, len }, &why) != 0) {
            (void)sl_fail(reterr, SL_CONFIG, "%s:%u: %s", name, number, why.text);
            return NULL;
        }
        text = sl_str_from(text, end != NULL ? len + 1 : len);
    }
    return ini;
}

struct sl_str
slp_ini_get(const struct slp_ini *ini, struct sl_str section, const char *group, const char *key)
{
    for (const struct entry *entry = ini->last; entry != NULL; entry = entry->before)
        if (equal_keys(entry->key, key) && equal_keys(entry->group, group) &&
            sl_str_equal(entry->section, section))
            return entry->value;
    return SL_STR("");
}

bool
slp_ini_has(const struct slp_ini *ini, struct sl_str section)
{
    for (const struct entry *entry = ini->last; entry != NULL; entry = entry->before)
        if (sl_str_equal(entry->section, section))
            return true;
    return false;
}
