#include "config/keys.h"

#include "config/decryption.h"
#include "config/nearest.h"
#include "config/read.h"
#include "config/reference.h"
#include "plural.h"

enum { KEY_MIN_BYTES = 32 };

static bool
policy_has_key(const struct sl_policy *policy, const char *name)
{
    for (uint32_t at = 0; at < policy->nprojections; at++)
        for (uint32_t slot = 0; slot < policy->projections[at]->nkeys; slot++)
            if (strcmp(policy->projections[at]->keys[slot].name, name) == 0)
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
        slp_config_error(reader, path, "make one with: openssl rand -out FILE 32",
                         "the key has %zu byte%s; a key has at least %d", ret->key.len,
                         sl_plural(ret->key.len), KEY_MIN_BYTES);
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
            const char *name = projection->keys[slot].name;
            if (find_key(config, name) != NULL)
                continue;
            slp_config_error(reader, slp_path_of("keys"), "", "key '%s' is missing: %s.%s uses it",
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
            slp_config_error(reader, slp_path_of("keys"), "",
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

/* A key that no column and no release uses. */
static void
report_unused(struct slp_config_reader *reader, struct slp_path path, const char *name,
              const struct sl_policy *policy)
{
    struct slp_nearest nearest;
    slp_nearest_init(&nearest, name);
    for (uint32_t at = 0; at < policy->nprojections; at++)
        for (uint32_t slot = 0; slot < policy->projections[at]->nkeys; slot++)
            slp_nearest_offer(&nearest, policy->projections[at]->keys[slot].name);
    for (uint32_t t = 0; t < policy->ntables; t++)
        for (uint32_t at = 0; at < policy->tables[t]->nencrypted; at++)
            slp_nearest_offer(&nearest, policy->tables[t]->encrypted[at].key);
    slp_config_warning(reader, path, slp_nearest_remedy(&nearest, reader->arena),
                       "no release uses this key: it is not read");
}

void
slp_config_read_keys(struct slp_config_reader *reader, json_t *top, const struct sl_policy *policy,
                     struct slp_config *ret)
{
    json_t *object = slp_config_section(reader, top, "keys", false), *value;
    const char *name;
    uint32_t room = (uint32_t)json_object_size(object) + count_key_slots(policy);
    ret->keys = SL_NEW_ARRAY(reader->arena, struct slp_key_config, room + 1);
    json_object_foreach(object, name, value)
    {
        struct slp_path path = slp_path_child(slp_path_of("keys"), name);
        if (!policy_has_key(policy, name)) {
            report_unused(reader, path, name, policy);
            continue;
        }
        struct slp_key_config *key = &ret->keys[ret->nkeys++];
        key->name = sl_arena_cstr(reader->arena, sl_str_of(name));
        if (slp_decrypts_with(policy, name))
            slp_config_read_decryption(reader, path, value, policy, key);
        else
            read_key(reader, path, value, key);
    }
    require_decryption(reader, policy, ret, room);
    require_keys(reader, policy, ret, room);
}
