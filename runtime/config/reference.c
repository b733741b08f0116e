#include "config/reference.h"

#include "config/iam.h"
#include "config/kms.h"
#include "config/read.h"
#include "config/secret.h"

#include <stdlib.h>

/* {"kms": …} */
struct wrapped {
    const char *file, *key_id, *region;
};

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
        slp_config_error(reader, slp_path_child(path, name), "", "this must be a text");
        return NULL;
    }
    char *text = json_is_object(object) ? json_dumps(object, JSON_COMPACT) : NULL;
    if (text == NULL) {
        slp_config_error(reader, path, "", "this must be an object: { … }");
        return NULL;
    }
    const char *copy = sl_arena_cstr(reader->arena, sl_str_of(text));
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
        slp_config_error(reader, path, "write {\"kms\": {\"file\": …, \"key_id\": …}}",
                         "this must be an object: { … }");
        return false;
    }
    const struct slp_config_object object = { .path = path, .members = value, .others = others };
    slp_config_read_group(reader, &group, &object, &wrapped);
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
        slp_config_error(reader, path, err.remedy, "%s", err.text);
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
        slp_config_error(
            reader, path, form,
            "a secret stands in the configuration itself: count it as known to others");
        return false;
    }
    if (slp_config_is_token(value) && json_object_size(value) == 1) {
        if (!reader->takes_tokens)
            slp_config_error(reader, path, form, "only a password of the database can be a token");
        *ret = (struct sl_key) { .len = 0 };
        return reader->takes_tokens;
    }
    if (json_object_get(value, "kms") != NULL)
        return read_wrapped(reader, slp_path_child(path, "kms"), json_object_get(value, "kms"),
                            ret);
    if (file == NULL && env == NULL && credential == NULL) {
        slp_config_error(reader, path, form, "this is no reference to a secret");
        return false;
    }
    int result = file != NULL
                     ? slp_secret_read_file(slp_config_path(reader, file), reader->vault, ret, &err)
                 : env != NULL ? slp_secret_read_env(env, reader->vault, ret, &err)
                               : slp_secret_read_credential(credential, reader->vault, ret, &err);
    if (result != 0)
        slp_config_error(reader, path, err.remedy, "%s", err.text);
    return result == 0;
}
