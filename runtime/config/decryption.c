#include "config/decryption.h"

#include "config/nearest.h"
#include "config/options.h"
#include "config/reference.h"
#include "config/secret.h"
#include "crypto/format.h"
#include "json_out.h"

enum kind { SECRETS, WORD };

static const struct option {
    const char *format, *name;
    enum kind kind;
    const char *limits, *help;
} options[] = {
#define SL_FORMAT_OPTION(format, name, kind, limits, help) { #format, #name, kind, limits, help },
#include "formats.def"
};

enum { NOPTIONS = sizeof options / sizeof options[0], MOST_PARTS = 64 };

/* What is gathered of one format's options. */
struct gathered {
    struct slp_config_reader *reader;
    const char *format;
    struct sl_key_part parts[MOST_PARTS];
    uint32_t nparts;
    bool faulty;
};

bool
slp_decrypts_with(const struct sl_policy *policy, const char *key)
{
    for (uint32_t t = 0; t < policy->ntables; t++)
        for (uint32_t at = 0; at < policy->tables[t]->nencrypted; at++)
            if (strcmp(policy->tables[t]->encrypted[at].key, key) == 0)
                return true;
    return false;
}

static void
add_part(struct gathered *gathered, const char *option, struct sl_str bytes, struct slp_path path)
{
    if (gathered->nparts < MOST_PARTS)
        gathered->parts[gathered->nparts++] = (struct sl_key_part) { option, bytes };
    else
        slp_config_error(gathered->reader, path, "", "too many keys");
}

/* Text ends before a final line break; raw bytes of a key may be one. */
static bool
is_text(const struct gathered *gathered)
{
    const struct sl_key_material material = { gathered->format, gathered->parts, gathered->nparts };
    return strcmp(gathered->format, "aes_gcm") != 0 ||
           (sl_key_part(&material, "encoding", 0) != NULL &&
            !sl_key_word_is(&material, "encoding", "raw"));
}

static void
read_secret(struct gathered *gathered, const struct option *option, struct slp_path path,
            json_t *value)
{
    struct sl_key secret = { 0 };
    if (!slp_config_read_secret(gathered->reader, path, value, &secret)) {
        gathered->faulty = true;
        return;
    }
    if (is_text(gathered))
        slp_secret_trim(&secret);
    add_part(gathered, option->name, (struct sl_str) { (const char *)secret.bytes, secret.len },
             path);
}

static void
read_secrets(struct gathered *gathered, const struct option *option, struct slp_path path,
             json_t *value)
{
    size_t at;
    json_t *item;
    if (!json_is_array(value)) {
        read_secret(gathered, option, path, value);
        return;
    }
    json_array_foreach(value, at, item)
    {
        read_secret(gathered, option, path, item);
    }
}

static void
read_word(struct gathered *gathered, const struct option *option, struct slp_path path,
          json_t *value)
{
    const struct slp_option words = { .name = option->name, .limits = { .words = option->limits } };
    const char *text = json_string_value(value);
    if (text != NULL && slp_option_word(&words, sl_str_of(text)) >= 0) {
        add_part(gathered, option->name, sl_arena_copy(gathered->reader->arena, sl_str_of(text)),
                 path);
        return;
    }
    gathered->faulty = true;
    slp_config_error(gathered->reader, path, "", "this must be one of %s", option->limits);
}

static void
report_unknown(const struct gathered *gathered, struct slp_path path, json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        struct slp_nearest nearest;
        bool known = false;
        slp_nearest_init(&nearest, name);
        for (size_t at = 0; at < NOPTIONS; at++) {
            if (strcmp(options[at].format, gathered->format) != 0)
                continue;
            known = known || strcmp(options[at].name, name) == 0;
            slp_nearest_offer(&nearest, options[at].name);
        }
        if (!known)
            slp_config_error(gathered->reader, slp_path_child(path, name),
                             slp_nearest_remedy(&nearest, gathered->reader->arena),
                             "there is no such option");
    }
}

/* Words first: they decide how secrets are read. */
static void
gather(struct gathered *gathered, struct slp_path path, json_t *object)
{
    static const enum kind order[] = { WORD, SECRETS };
    for (size_t turn = 0; turn < 2 * (size_t)NOPTIONS; turn++) {
        const struct option *option = &options[turn % NOPTIONS];
        json_t *value = json_object_get(object, option->name);
        struct slp_path child = slp_path_child(path, option->name);
        if (option->kind != order[turn / NOPTIONS] || strcmp(option->format, gathered->format) != 0)
            continue;
        if (value != NULL && option->kind == WORD)
            read_word(gathered, option, child, value);
        else if (value != NULL)
            read_secrets(gathered, option, child, value);
        else if (strcmp(option->limits, "required") == 0) {
            gathered->faulty = true;
            slp_config_error(gathered->reader, path, option->help, "'%s' is missing", option->name);
        }
    }
    report_unknown(gathered, path, object);
}

static void
derive_ring(struct gathered *gathered, struct slp_path path, struct slp_ring_config *ret)
{
    const struct sl_key_material material = { gathered->format, gathered->parts, gathered->nparts };
    struct sl_err err = { .class = SL_OK };
    struct sl_ring *ring = slp_vault_alloc(gathered->reader->vault, sizeof *ring);
    if (ring == NULL) {
        slp_config_error(gathered->reader, path, "", "too many secrets");
        return;
    }
    *ring = (struct sl_ring) { .nkeys = 0 };
    if (sl_format_named(gathered->format)->derive(&material, ring, &err) != 0)
        slp_config_error(gathered->reader, path,
                         sl_arena_cstr(gathered->reader->arena, sl_str_of(err.remedy)), "%s",
                         err.text);
    ret->ring = ring;
}

static void
read_format(struct slp_config_reader *reader, struct slp_path path, json_t *value,
            struct slp_ring_config *ret)
{
    struct gathered gathered = { .reader = reader, .format = ret->format };
    if (!json_is_object(value)) {
        slp_config_error(reader, path, "", "this must be an object: { … }");
        return;
    }
    gather(&gathered, path, value);
    if (!gathered.faulty)
        derive_ring(&gathered, path, ret);
}

static bool
has_ring(const struct slp_key_config *key, const char *format)
{
    for (uint32_t at = 0; at < key->nrings; at++)
        if (strcmp(key->rings[at].format, format) == 0)
            return true;
    return false;
}

static void
report_unused(struct slp_config_reader *reader, struct slp_path path, json_t *value,
              const struct slp_key_config *key)
{
    const char *name;
    json_t *member;
    json_object_foreach(value, name, member)
    {
        struct slp_nearest nearest;
        if (has_ring(key, name))
            continue;
        slp_nearest_init(&nearest, name);
        for (uint32_t at = 0; at < key->nrings; at++)
            slp_nearest_offer(&nearest, key->rings[at].format);
        slp_config_warning(reader, slp_path_child(path, name),
                           slp_nearest_remedy(&nearest, reader->arena),
                           "no column is decrypted with this key in this format: it is not read");
    }
}

void
slp_config_read_decryption(struct slp_config_reader *reader, struct slp_path path, json_t *value,
                           const struct sl_policy *policy, struct slp_key_config *ret)
{
    uint32_t room = 0;
    for (uint32_t t = 0; t < policy->ntables; t++)
        room += policy->tables[t]->nencrypted;
    ret->rings = SL_NEW_ARRAY(reader->arena, struct slp_ring_config, (size_t)room + 1);
    if (!json_is_object(value)) {
        slp_config_error(reader, path, "for example {\"rails\": {\"primary_key\": …}}",
                         "a key for decryption is an object: {format: {option: …}}");
        return;
    }
    for (uint32_t t = 0; t < policy->ntables; t++)
        for (uint32_t at = 0; at < policy->tables[t]->nencrypted; at++) {
            const struct sl_encryption *encryption = &policy->tables[t]->encrypted[at];
            if (strcmp(encryption->key, ret->name) != 0 || has_ring(ret, encryption->format))
                continue;
            struct slp_ring_config *ring = &ret->rings[ret->nrings++];
            json_t *member = json_object_get(value, encryption->format);
            ring->format = encryption->format;
            if (member != NULL)
                read_format(reader, slp_path_child(path, ring->format), member, ring);
            else
                slp_config_error(reader, path, "", "'%s' is missing: %s.%s.%s uses it",
                                 ring->format, policy->tables[t]->schema, policy->tables[t]->name,
                                 policy->tables[t]->columns[encryption->column].name);
        }
    report_unused(reader, path, value, ret);
}

/* ---- the schema ----------------------------------------------------------------------------- */

static void
add_option(struct sl_buf *out, const struct option *option)
{
    sl_buf_printf(out, "\"%s\": {", option->name);
    if (option->kind == SECRETS) {
        sl_buf_add_str(out, SL_STR("\"$ref\": \"#/$defs/secrets\""));
    } else {
        struct sl_str words = sl_str_of(option->limits), word;
        const char *between = "";
        sl_buf_add_str(out, SL_STR("\"enum\": ["));
        while (slp_option_next_word(&words, &word)) {
            sl_buf_printf(out, "%s\"%.*s\"", between, SL_FMT(word));
            between = ", ";
        }
        sl_buf_add_byte(out, ']');
    }
    sl_buf_add_str(out, SL_STR(", \"description\": "));
    sl_json_string(out, sl_str_of(option->help));
    sl_buf_add_byte(out, '}');
}

static void
add_format(struct sl_buf *out, const char *format, const char *help, const char *indent)
{
    const char *between = "";
    sl_buf_printf(out, "\"%s\": {\n%s  \"description\": ", format, indent);
    sl_json_string(out, sl_str_of(help));
    sl_buf_printf(out,
                  ",\n%s  \"type\": \"object\", \"additionalProperties\": false,\n"
                  "%s  \"properties\": {",
                  indent, indent);
    for (size_t at = 0; at < NOPTIONS; at++) {
        if (strcmp(options[at].format, format) != 0)
            continue;
        sl_buf_printf(out, "%s\n%s    ", between, indent);
        add_option(out, &options[at]);
        between = ",";
    }
    sl_buf_add_str(out, SL_STR("}}"));
}

void
slp_decryption_schema(struct sl_buf *out, const char *indent)
{
    static const struct {
        const char *name, *help;
    } formats[] = {
#define SL_FORMAT(name, help) { #name, help },
#include "formats.def"
    };
    for (size_t at = 0; at < sizeof formats / sizeof formats[0]; at++) {
        sl_buf_printf(out, "%s\n%s", at > 0 ? "," : "", indent);
        add_format(out, formats[at].name, formats[at].help, indent);
    }
}
