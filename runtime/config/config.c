#include "config/config.h"

#include "buf.h"
#include "config/decryption.h"
#include "config/read.h"
#include "config/secret.h"
#include "maxima.h"
#include "sink/sinks.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <unistd.h>

enum { KEY_MIN_BYTES = 32 };

static const char *const top_others[] = { "source", "keys", "destinations", NULL };
static const char *const sink_others[] = { "sink", NULL };

static struct slp_path
path_of(const char *key)
{
    return slp_path_child((struct slp_path) { 0 }, key);
}

/* The object under `key`, NULL after a finding. */
static json_t *
section(struct slp_config_reader *reader, json_t *top, const char *key, bool required)
{
    json_t *value = json_object_get(top, key);
    if (value == NULL && required)
        slp_config_add(reader, false, (struct slp_path) { 0 }, "", "\"%s\" is missing", key);
    else if (value != NULL && !json_is_object(value))
        slp_config_add(reader, false, path_of(key), "", "this must be an object: { … }");
    return json_is_object(value) ? value : NULL;
}

/* ---- source -------------------------------------------------------------------------------- */

static void
read_source(struct slp_config_reader *reader, json_t *top, struct slp_source_config *ret)
{
    json_t *object = section(reader, top, "source", true);
    struct slp_path path = path_of("source");
    if (object == NULL)
        return;
    slp_config_read_group(reader, &slp_source_options, path, object, NULL, ret);
    /* libpq's two notations: password=…, postgresql://user:password@host. */
    const char *user = strstr(ret->conninfo, "://");
    const char *at = user != NULL ? strchr(user + 3, '@') : NULL;
    const char *colon = at != NULL ? memchr(user + 3, ':', (size_t)(at - user - 3)) : NULL;
    if (strstr(ret->conninfo, "password") != NULL || colon != NULL)
        slp_config_add(
            reader, false, slp_path_child(path, "conninfo"),
            "use 'replication_password' and 'reader_password', which take a reference",
            "a password stands in the configuration itself: count it as known to others");
}

/* ---- keys ---------------------------------------------------------------------------------- */

static bool
policy_has_key(const struct sl_policy *policy, const char *name)
{
    for (uint32_t at = 0; at < policy->nprojections; at++)
        for (uint32_t slot = 0; slot < policy->projections[at]->nkeys; slot++)
            if (strcmp(policy->projections[at]->keys[slot], name) == 0)
                return true;
    return slp_decrypts_with(policy, name);
}

static void
read_key(struct slp_config_reader *reader, struct slp_path path, json_t *value,
         struct slp_key_config *ret)
{
    if (!slp_config_read_secret(reader, path, value, &ret->key))
        return;
    if (ret->key.len < KEY_MIN_BYTES)
        slp_config_add(reader, false, path, "make one with: openssl rand -out FILE 32",
                       "the key has %zu bytes; a key has at least %d", ret->key.len, KEY_MIN_BYTES);
}

static const struct slp_key_config *
find_key(const struct slp_config *config, const char *name)
{
    for (uint32_t at = 0; at < config->nkeys; at++)
        if (strcmp(config->keys[at].name, name) == 0)
            return &config->keys[at];
    return NULL;
}

/* Reports each key that the policy names and the file does not, once. */
static void
require_keys(struct slp_config_reader *reader, const struct sl_policy *policy,
             struct slp_config *config, uint32_t room)
{
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        const struct sl_projection *projection = policy->projections[at];
        for (uint32_t slot = 0; slot < projection->nkeys; slot++) {
            const char *name = projection->keys[slot];
            if (find_key(config, name) != NULL)
                continue;
            slp_config_add(reader, false, path_of("keys"), "", "key '%s' is missing: %s.%s uses it",
                           name, projection->destination, projection->stream);
            if (config->nkeys < room)
                config->keys[config->nkeys++] = (struct slp_key_config) { .name = name };
        }
    }
}

static void
require_decryption(struct slp_config_reader *reader, const struct sl_policy *policy,
                   struct slp_config *config, uint32_t room)
{
    for (uint32_t t = 0; t < policy->ntables; t++) {
        const struct sl_table *table = policy->tables[t];
        for (uint32_t at = 0; at < table->nencrypted; at++) {
            const char *name = table->encrypted[at].key;
            if (find_key(config, name) != NULL)
                continue;
            slp_config_add(reader, false, path_of("keys"), "",
                           "key '%s' is missing: %s.%s.%s is decrypted with it", name,
                           table->schema, table->name,
                           table->columns[table->encrypted[at].column].name);
            if (config->nkeys < room)
                config->keys[config->nkeys++] = (struct slp_key_config) { .name = name };
        }
    }
}

static uint32_t
count_key_slots(const struct sl_policy *policy)
{
    uint32_t count = 0;
    for (uint32_t t = 0; t < policy->ntables; t++)
        count += policy->tables[t]->nencrypted;
    for (uint32_t at = 0; at < policy->nprojections; at++)
        count += policy->projections[at]->nkeys;
    return count;
}

static void
read_keys(struct slp_config_reader *reader, json_t *top, const struct sl_policy *policy,
          struct slp_config *ret)
{
    json_t *object = section(reader, top, "keys", false), *value;
    const char *name;
    uint32_t room = (uint32_t)json_object_size(object) + count_key_slots(policy);
    ret->keys = SL_NEW_ARRAY(reader->arena, struct slp_key_config, room + 1);
    json_object_foreach(object, name, value)
    {
        struct slp_path path = slp_path_child(path_of("keys"), name);
        if (!policy_has_key(policy, name)) {
            struct slp_nearest nearest;
            slp_nearest_init(&nearest, name);
            for (uint32_t at = 0; at < policy->nprojections; at++)
                for (uint32_t slot = 0; slot < policy->projections[at]->nkeys; slot++)
                    slp_nearest_offer(&nearest, policy->projections[at]->keys[slot]);
            for (uint32_t t = 0; t < policy->ntables; t++)
                for (uint32_t at = 0; at < policy->tables[t]->nencrypted; at++)
                    slp_nearest_offer(&nearest, policy->tables[t]->encrypted[at].key);
            slp_config_add(reader, true, path, slp_nearest_remedy(&nearest, reader->arena),
                           "no release uses this key: it is not read");
            continue;
        }
        struct slp_key_config *key = &ret->keys[ret->nkeys++];
        key->name = sl_arena_copy(reader->arena, sl_str_of(name)).ptr;
        if (slp_decrypts_with(policy, name))
            slp_config_read_decryption(reader, path, value, policy, key);
        else
            read_key(reader, path, value, key);
    }
    require_decryption(reader, policy, ret, room);
    require_keys(reader, policy, ret, room);
}

/* ---- destinations -------------------------------------------------------------------------- */

static void
read_destination(struct slp_config_reader *reader, struct slp_path path, json_t *object,
                 struct slp_destination_config *ret)
{
    const char *sink = json_string_value(json_object_get(object, "sink"));
    const struct slp_sink_type *type = sink != NULL ? slp_sink_find(sl_str_of(sink)) : NULL;
    if (!json_is_object(object) || sink == NULL) {
        slp_config_add(reader, false, path, "for example {\"sink\": \"file\", \"directory\": …}",
                       "'sink' is missing");
        return;
    }
    if (type == NULL) {
        struct slp_nearest nearest;
        slp_nearest_init(&nearest, sink);
        for (const struct slp_sink_type *const *known = slp_sinks; *known != NULL; known++)
            slp_nearest_offer(&nearest, (*known)->name);
        slp_config_add(reader, false, slp_path_child(path, "sink"),
                       slp_nearest_remedy(&nearest, reader->arena), "there is no such sink");
        return;
    }
    ret->sink = type->name;
    const struct slp_sink_options *options = slp_options_of_sink(sl_str_of(type->name));
    slp_config_read_parts(reader, options->parts, options->count, path, object, sink_others, ret);
}

/* Two destinations in one directory would mix what each of them may have. */
static void
report_shared_directories(struct slp_config_reader *reader, const struct slp_config *config)
{
    for (uint32_t at = 1; at < config->ndestinations; at++) {
        const struct slp_destination_config *one = &config->destinations[at];
        for (uint32_t before = 0; before < at; before++) {
            const struct slp_destination_config *other = &config->destinations[before];
            const char *directory = one->file.directory, *taken = other->file.directory;
            if (directory == NULL || taken == NULL || strcmp(directory, taken) != 0)
                continue;
            slp_config_add(reader, false, slp_path_child(path_of("destinations"), one->name),
                           "give each destination a directory of its own",
                           "'%s' writes to the same directory", other->name);
        }
    }
}

static void
report_unknown_destinations(struct slp_config_reader *reader, json_t *object,
                            const struct sl_policy *policy)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        struct slp_nearest nearest;
        slp_nearest_init(&nearest, name);
        for (uint32_t at = 0; at < policy->ndestinations; at++)
            slp_nearest_offer(&nearest, policy->destinations[at].name);
        if (nearest.best != NULL && strcmp(nearest.best, name) == 0)
            continue;
        slp_config_add(reader, true, slp_path_child(path_of("destinations"), name),
                       slp_nearest_remedy(&nearest, reader->arena),
                       "the policy has no such destination: nothing will go there");
    }
}

static void
read_destinations(struct slp_config_reader *reader, json_t *top, const struct sl_policy *policy,
                  struct slp_config *ret)
{
    json_t *object = section(reader, top, "destinations", true);
    ret->ndestinations = policy->ndestinations;
    ret->destinations =
        SL_NEW_ARRAY(reader->arena, struct slp_destination_config, policy->ndestinations + 1);
    for (uint32_t at = 0; object != NULL && at < policy->ndestinations; at++) {
        const char *name = policy->destinations[at].name;
        struct slp_path path = slp_path_child(path_of("destinations"), name);
        json_t *value = json_object_get(object, name);
        ret->destinations[at].name = name;
        if (value == NULL)
            slp_config_add(reader, false, path_of("destinations"), "",
                           "'%s' is missing: the policy releases to it", name);
        else
            read_destination(reader, path, value, &ret->destinations[at]);
    }
    report_shared_directories(reader, ret);
    report_unknown_destinations(reader, object, policy);
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Where the text stops being JSON: jansson's line, and its words, which may quote what stands
 * there: a configuration has no rows, but it may have a secret where none belongs. */
static void
report_syntax(struct slp_config_reader *reader, const json_error_t *error)
{
    bool twice = json_error_code(error) == json_error_duplicate_key;
    slp_config_add(reader, false, (struct slp_path) { 0 }, "",
                   twice ? "a member stands here twice" : "this is not JSON (column %d)",
                   error->column);
    reader->findings->last->line = error->line > 0 ? (unsigned)error->line : 1;
}

int
slp_config_parse(struct sl_str text, const char *folder, const struct sl_policy *policy,
                 struct sl_arena *arena, struct slp_vault *vault, struct slp_config *ret,
                 struct slp_config_findings *ret_findings)
{
    struct slp_config_reader reader = {
        .arena = arena, .vault = vault, .text = text, .folder = folder, .findings = ret_findings
    };
    json_error_t error;
    *ret = (struct slp_config) { 0 };
    *ret_findings = (struct slp_config_findings) { 0 };
    json_t *top =
        json_loadb(text.len > 0 ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &error);
    if (top == NULL) {
        report_syntax(&reader, &error);
        return 1;
    }
    if (json_is_object(top)) {
        slp_config_read_group(&reader, &slp_general_options, (struct slp_path) { 0 }, top,
                              top_others, &ret->general);
        read_source(&reader, top, &ret->source);
        read_keys(&reader, top, policy, ret);
        read_destinations(&reader, top, policy, ret);
    } else {
        slp_config_add(&reader, false, (struct slp_path) { 0 }, "",
                       "this must be an object: { … }");
    }
    json_decref(top);
    return ret_findings->errors > 0 ? 1 : 0;
}

static int
read_file(const char *path, struct sl_buf *out, struct sl_err *reterr)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : 0;
    char *room = NULL;
    while (fd >= 0 && (room = sl_buf_reserve(out, 4 * SL_KIB)) != NULL) {
        got = read(fd, room, 4 * SL_KIB);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        sl_buf_claim(out, (size_t)got);
    }
    int result = 0;
    if (got < 0)
        result = sl_fail(reterr, SL_CONFIG, "the configuration '%s' cannot be read: %s", path,
                         strerror(errno));
    else if (room == NULL)
        result = sl_fail(reterr, SL_CONFIG, "the configuration '%s' is larger than %zu bytes", path,
                         SLP_MAX_CONFIG_BYTES);
    if (fd >= 0)
        (void)close(fd);
    return result;
}

/* The file's own folder, without links, so that paths stay true when it is opened by another way. */
static const char *
folder_of(const char *path, struct sl_arena *arena)
{
    char *real = realpath(path, NULL);
    const char *folder = sl_arena_copy(arena, sl_str_of(real != NULL ? dirname(real) : ".")).ptr;
    free(real);
    return folder;
}

int
slp_config_load(const char *path, const struct sl_policy *policy, struct sl_arena *arena,
                struct slp_vault *vault, struct slp_config *ret,
                struct slp_config_findings *ret_findings, struct sl_err *reterr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_MAX_CONFIG_BYTES);
    int result = read_file(path, &text, reterr);
    if (result == 0)
        result = slp_config_parse(sl_buf_str(&text), folder_of(path, arena), policy, arena, vault,
                                  ret, ret_findings);
    sl_buf_done(&text);
    return result;
}
