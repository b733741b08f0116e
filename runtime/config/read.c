#include "config/read.h"

#include "buf.h"
#include "config/kms.h"
#include "config/secret.h"
#include "edit_distance.h"
#include "maxima.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

static const char *
join(const struct slp_config_reader *reader, struct slp_path path)
{
    struct sl_str joined = SL_STR("");
    for (unsigned at = 0; at < path.count; at++)
        joined = sl_arena_format(reader->arena, "%.*s%s%s", SL_FMT(joined), at > 0 ? "." : "",
                                 path.keys[at]);
    return joined.ptr;
}

void
slp_config_add(struct slp_config_reader *reader, bool warning, struct slp_path path,
               const char *remedy, const char *format, ...)
{
    struct slp_config_findings *findings = reader->findings;
    struct slp_config_finding *finding = SL_NEW(reader->arena, struct slp_config_finding);
    va_list args;
    va_start(args, format);
    finding->text = sl_arena_vformat(reader->arena, format, args).ptr;
    va_end(args);
    finding->warning = warning;
    finding->line = slp_path_line(path, reader->text);
    finding->path = join(reader, path);
    finding->remedy = sl_arena_copy(reader->arena, sl_str_of(remedy)).ptr;
    *(findings->first == NULL ? &findings->first : &findings->last->next) = finding;
    findings->last = finding;
    *(warning ? &findings->warnings : &findings->errors) += 1;
}

void
slp_nearest_init(struct slp_nearest *nearest, const char *wanted)
{
    struct sl_str text = sl_str_of(wanted);
    *nearest = (struct slp_nearest) { .wanted = text,
                                      .distance = text.len < 3 ? 2 : (unsigned)text.len / 3 + 1 };
}

void
slp_nearest_offer(struct slp_nearest *nearest, const char *name)
{
    if (nearest->distance == 0)
        return;
    unsigned distance = sl_edit_distance(nearest->wanted, sl_str_of(name), nearest->distance - 1);
    if (distance >= nearest->distance)
        return;
    nearest->distance = distance;
    nearest->best = name;
}

const char *
slp_nearest_remedy(const struct slp_nearest *nearest, struct sl_arena *arena)
{
    if (nearest->best == NULL)
        return "";
    return sl_arena_format(arena, "did you mean '%s'?", nearest->best).ptr;
}

/* {"kms": …} */
struct wrapped {
    const char *file, *key_id, *region;
};

static const char *
absolute(const struct slp_config_reader *reader, const char *path)
{
    if (path[0] == '/' || path[0] == '\0')
        return sl_arena_copy(reader->arena, sl_str_of(path)).ptr;
    return sl_arena_format(reader->arena, "%s/%s", reader->folder, path).ptr;
}

/* The one member of the object that says where the secret is; NULL when it is not of that form. */
static const char *
reference(json_t *value, const char *key)
{
    const char *text = json_string_value(json_object_get(value, key));
    return json_object_size(value) == 1 && text != NULL && text[0] != '\0' ? text : NULL;
}

/* A JSON object of texts, as text; "{}" when there is none. NULL after a finding. */
static const char *
encryption_context(struct slp_config_reader *reader, struct slp_path path, json_t *object)
{
    const char *name;
    json_t *value;
    if (object == NULL)
        return "{}";
    json_object_foreach(object, name, value)
    {
        if (json_is_string(value))
            continue;
        slp_config_add(reader, false, slp_path_child(path, name), "", "this must be a text");
        return NULL;
    }
    char *text = json_is_object(object) ? json_dumps(object, JSON_COMPACT) : NULL;
    if (text == NULL) {
        slp_config_add(reader, false, path, "", "this must be an object: { … }");
        return NULL;
    }
    const char *copy = sl_arena_copy(reader->arena, sl_str_of(text)).ptr;
    free(text);
    return copy;
}

/* {"file": PATH, "key_id": …, "context": {…}, "region": …} */
static bool
read_wrapped(struct slp_config_reader *reader, struct slp_path path, json_t *value,
             struct sl_key *ret)
{
    static const struct slp_option options[] = {
        { "file",
          SLP_OPTION_PATH,
          NULL,
          { 0 },
          "The wrapped secret: KMS's CiphertextBlob.",
          offsetof(struct wrapped, file) },
        { "key_id",
          SLP_OPTION_STRING,
          NULL,
          { 0 },
          "ARN of the KMS key that wrapped it.",
          offsetof(struct wrapped, key_id) },
        { "region",
          SLP_OPTION_STRING,
          "",
          { 0 },
          "Region of the KMS key.",
          offsetof(struct wrapped, region) },
    };
    static const struct slp_option_group group = { options, sizeof options / sizeof options[0],
                                                   "A secret that AWS KMS has wrapped." };
    static const char *const others[] = { "context", NULL };
    struct wrapped wrapped = { .file = "" };
    struct sl_err err = { .class = SL_OK };
    struct sl_key blob;
    unsigned before = reader->findings->errors;
    if (!json_is_object(value)) {
        slp_config_add(reader, false, path, "write {\"kms\": {\"file\": …, \"key_id\": …}}",
                       "this must be an object: { … }");
        return false;
    }
    slp_config_read_group(reader, &group, path, value, others, &wrapped);
    const char *context = encryption_context(reader, slp_path_child(path, "context"),
                                             json_object_get(value, "context"));
    if (reader->findings->errors > before || context == NULL)
        return false;
    int result = slp_secret_read_file(wrapped.file, reader->vault, &blob, &err);
    const struct slp_kms_request request = {
        .wrapped = { (const char *)blob.bytes, result == 0 ? blob.len : 0 },
        .key_id = wrapped.key_id,
        .context = context,
        .region = wrapped.region,
    };
    if (result == 0)
        result = slp_kms_decrypt(&request, reader->vault, ret, &err);
    if (result != 0)
        slp_config_add(reader, false, path, err.remedy, "%s", err.text);
    return result == 0;
}

bool
slp_config_read_secret(struct slp_config_reader *reader, struct slp_path path, json_t *value,
                       struct sl_key *ret)
{
    static const char form[] =
        "write {\"file\": \"path\"}, {\"env\": \"NAME\"} or {\"credential\": \"NAME\"}";
    const char *file = reference(value, "file"), *env = reference(value, "env");
    const char *credential = reference(value, "credential");
    struct sl_err err = { .class = SL_OK };
    if (json_is_string(value)) {
        slp_config_add(reader, false, path, form,
                       "a secret stands in the configuration itself: count it as known to others");
        return false;
    }
    if (json_object_get(value, "kms") != NULL)
        return read_wrapped(reader, slp_path_child(path, "kms"), json_object_get(value, "kms"),
                            ret);
    if (file == NULL && env == NULL && credential == NULL) {
        slp_config_add(reader, false, path, form, "this is no reference to a secret");
        return false;
    }
    int result = file != NULL
                     ? slp_secret_read_file(absolute(reader, file), reader->vault, ret, &err)
                 : env != NULL ? slp_secret_read_env(env, reader->vault, ret, &err)
                               : slp_secret_read_credential(credential, reader->vault, ret, &err);
    if (result != 0)
        slp_config_add(reader, false, path, err.remedy, "%s", err.text);
    return result == 0;
}

static bool
read_number(struct slp_config_reader *reader, const struct slp_option *option, struct slp_path path,
            json_t *value, uint64_t *ret)
{
    json_int_t number = json_integer_value(value);
    uint64_t least = option->limits.least, most = option->limits.most;
    if (!json_is_integer(value) || number < 0 || (uint64_t)number < least ||
        (uint64_t)number > most) {
        slp_config_add(reader, false, path, "",
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
        slp_nearest_offer(&nearest, sl_arena_copy(reader->arena, word).ptr);
    slp_config_add(reader, false, path, slp_nearest_remedy(&nearest, reader->arena),
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
        if (slp_config_read_secret(reader, path, value, member))
            slp_secret_trim(member);
        return;
    }
    if (text == NULL || strlen(text) != json_string_length(value)) {
        slp_config_add(reader, false, path, "", "this must be a text");
        return;
    }
    if (option->initial == NULL && text[0] == '\0')
        slp_config_add(reader, false, path, option->help, "this must not be empty");
    else if (option->type == SLP_OPTION_WORD)
        (void)read_word(reader, option, path, text, member);
    else if (option->type == SLP_OPTION_PATH)
        *(const char **)member = absolute(reader, text);
    else
        *(const char **)member = sl_arena_copy(reader->arena, sl_str_of(text)).ptr;
}

/* What holds when the file does not say. */
static void
set_initial(const struct slp_config_reader *reader, const struct slp_option *option, void *member)
{
    const char *initial = option->initial != NULL ? option->initial : "";
    switch (option->type) {
    case SLP_OPTION_STRING: *(const char **)member = initial; break;
    case SLP_OPTION_PATH: *(const char **)member = absolute(reader, initial); break;
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
is_option(const struct slp_option_part *parts, uint32_t count, const char *name)
{
    for (uint32_t at = 0; at < count; at++)
        if (slp_option_find(parts[at].group, sl_str_of(name)) != NULL)
            return true;
    return false;
}

static void
report_unknown(struct slp_config_reader *reader, const struct slp_option_part *parts,
               uint32_t count, struct slp_path path, json_t *object, const char *const *others)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (is_option(parts, count, name) || is_among(name, others))
            continue;
        struct slp_nearest nearest;
        slp_nearest_init(&nearest, name);
        for (uint32_t part = 0; part < count; part++)
            for (uint32_t at = 0; at < parts[part].group->count; at++)
                slp_nearest_offer(&nearest, parts[part].group->options[at].name);
        for (const char *const *other = others; other != NULL && *other != NULL; other++)
            slp_nearest_offer(&nearest, *other);
        slp_config_add(reader, false, slp_path_child(path, name),
                       slp_nearest_remedy(&nearest, reader->arena), "there is no such option");
    }
}

static void
read_options(struct slp_config_reader *reader, const struct slp_option_group *group,
             struct slp_path path, json_t *object, void *ret)
{
    for (uint32_t at = 0; at < group->count; at++) {
        const struct slp_option *option = &group->options[at];
        void *member = (char *)ret + option->offset;
        json_t *value = json_object_get(object, option->name);
        set_initial(reader, option, member);
        if (value != NULL)
            read_option(reader, option, slp_path_child(path, option->name), value, member);
        else if (option->initial == NULL)
            slp_config_add(reader, false, path, option->help, "'%s' is missing", option->name);
    }
}

void
slp_config_read_parts(struct slp_config_reader *reader, const struct slp_option_part *parts,
                      uint32_t count, struct slp_path path, json_t *object,
                      const char *const *others, void *ret)
{
    for (uint32_t at = 0; at < count; at++)
        read_options(reader, parts[at].group, path, object, (char *)ret + parts[at].offset);
    report_unknown(reader, parts, count, path, object, others);
}

void
slp_config_read_group(struct slp_config_reader *reader, const struct slp_option_group *group,
                      struct slp_path path, json_t *object, const char *const *others, void *ret)
{
    struct slp_option_part part = { .group = group, .offset = 0 };
    slp_config_read_parts(reader, &part, 1, path, object, others, ret);
}
