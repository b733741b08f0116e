#include "config/read.h"

#include "config/nearest.h"
#include "config/secret.h"

#include <inttypes.h>
#include <stdlib.h>

const char *
slp_config_path(const struct slp_config_reader *reader, const char *path)
{
    if (path[0] == '/' || path[0] == '\0')
        return sl_arena_cstr(reader->arena, sl_str_of(path));
    return sl_arena_format(reader->arena, "%s/%s", reader->folder, path).ptr;
}

json_t *
slp_config_section(struct slp_config_reader *reader, json_t *top, const char *key, bool required)
{
    json_t *value = json_object_get(top, key);
    if (value == NULL && required)
        slp_config_error(reader, (struct slp_path) { 0 }, "", "\"%s\" is missing", key);
    else if (value != NULL && !json_is_object(value))
        slp_config_error(reader, slp_path_of(key), "", "this must be an object: { … }");
    return json_is_object(value) ? value : NULL;
}

static bool
read_number(struct slp_config_reader *reader, const struct slp_option *option, struct slp_path path,
            json_t *value, uint64_t *ret)
{
    json_int_t number = json_integer_value(value);
    uint64_t least = option->limits.least, most = option->limits.most;
    if (!json_is_integer(value) || number < 0 || (uint64_t)number < least ||
        (uint64_t)number > most) {
        slp_config_error(reader, path, "",
                         "this must be a whole number from %" PRIu64 " to %" PRIu64, least, most);
        return false;
    }
    *ret = (uint64_t)number;
    return true;
}

static bool
read_word(struct slp_config_reader *reader, const struct slp_option *option, struct slp_path path,
          const char *text, uint32_t *ret)
{
    int index = slp_option_word(option, sl_str_of(text));
    if (index >= 0) {
        *ret = (uint32_t)index;
        return true;
    }
    struct slp_nearest nearest;
    struct sl_str words = sl_str_of(option->limits.words), word;
    slp_nearest_init(&nearest, text);
    while (slp_option_next_word(&words, &word))
        slp_nearest_offer(&nearest, sl_arena_cstr(reader->arena, word));
    slp_config_error(reader, path, slp_nearest_remedy(&nearest, reader->arena),
                     "this must be one of %s", option->limits.words);
    return false;
}

/* One value that the file gives. */
static void
read_option(struct slp_config_reader *reader, const struct slp_option *option, struct slp_path path,
            json_t *value, void *member)
{
    const char *text = json_string_value(value);
    if (option->type == SLP_OPTION_NUMBER) {
        (void)read_number(reader, option, path, value, member);
        return;
    }
    if (option->type == SLP_OPTION_SECRET) {
        if (reader->read_secret(reader, path, value, member))
            slp_secret_trim(member);
        return;
    }
    if (text == NULL || strlen(text) != json_string_length(value)) {
        slp_config_error(reader, path, "", "this must be a text");
        return;
    }
    if (option->initial == NULL && text[0] == '\0')
        slp_config_error(reader, path, option->help, "this must not be empty");
    else if (option->type == SLP_OPTION_WORD)
        (void)read_word(reader, option, path, text, member);
    else if (option->type == SLP_OPTION_PATH)
        *(const char **)member = slp_config_path(reader, text);
    else
        *(const char **)member = sl_arena_cstr(reader->arena, sl_str_of(text));
}

/* What holds when the file does not say. */
static void
set_initial(const struct slp_config_reader *reader, const struct slp_option *option, void *member)
{
    const char *initial = option->initial != NULL ? option->initial : "";
    switch (option->type) {
    case SLP_OPTION_STRING: *(const char **)member = initial; break;
    case SLP_OPTION_PATH: *(const char **)member = slp_config_path(reader, initial); break;
    case SLP_OPTION_SECRET: *(struct sl_key *)member = (struct sl_key) { 0 }; break;
    case SLP_OPTION_NUMBER: *(uint64_t *)member = strtoull(initial, NULL, 10); break;
    case SLP_OPTION_WORD:
        *(uint32_t *)member = (uint32_t)slp_option_word(option, sl_str_of(initial));
        break;
    }
}

static bool
is_among(const char *name, const char *const *names)
{
    for (; names != NULL && *names != NULL; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool
is_option(const struct slp_option_part *parts, const char *name)
{
    for (const struct slp_option_part *part = parts; part->group != NULL; part++)
        if (slp_option_find(part->group, sl_str_of(name)) != NULL)
            return true;
    return false;
}

static void
report_unknown(struct slp_config_reader *reader, const struct slp_option_part *parts,
               const struct slp_config_object *object)
{
    const char *name;
    json_t *value;
    json_object_foreach(object->members, name, value)
    {
        if (is_option(parts, name) || is_among(name, object->others))
            continue;
        struct slp_nearest nearest;
        slp_nearest_init(&nearest, name);
        for (const struct slp_option_part *part = parts; part->group != NULL; part++)
            for (uint32_t at = 0; at < part->group->count; at++)
                slp_nearest_offer(&nearest, part->group->options[at].name);
        for (const char *const *other = object->others; other != NULL && *other != NULL; other++)
            slp_nearest_offer(&nearest, *other);
        slp_config_error(reader, slp_path_child(object->path, name),
                         slp_nearest_remedy(&nearest, reader->arena), "there is no such option");
    }
}

static void
read_options(struct slp_config_reader *reader, const struct slp_option_group *group,
             const struct slp_config_object *object, void *ret)
{
    for (uint32_t at = 0; at < group->count; at++) {
        const struct slp_option *option = &group->options[at];
        void *member = (char *)ret + option->offset;
        json_t *value = json_object_get(object->members, option->name);
        set_initial(reader, option, member);
        if (value != NULL)
            read_option(reader, option, slp_path_child(object->path, option->name), value, member);
        else if (option->initial == NULL)
            slp_config_error(reader, object->path, option->help, "'%s' is missing", option->name);
    }
}

void
slp_config_read_parts(struct slp_config_reader *reader, const struct slp_option_part *parts,
                      const struct slp_config_object *object, void *ret)
{
    for (const struct slp_option_part *part = parts; part->group != NULL; part++)
        read_options(reader, part->group, object, (char *)ret + part->offset);
    report_unknown(reader, parts, object);
}

void
slp_config_read_group(struct slp_config_reader *reader, const struct slp_option_group *group,
                      const struct slp_config_object *object, void *ret)
{
    const struct slp_option_part parts[] = { { group, 0 }, { NULL, 0 } };
    slp_config_read_parts(reader, parts, object, ret);
}
