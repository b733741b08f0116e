#include "config/config.h"

#include "buf.h"
#include "config/conninfo.h"
#include "config/destinations.h"
#include "config/iam.h"
#include "config/keys.h"
#include "config/read.h"
#include "config/reference.h"
#include "maxima.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const top_others[] = { "source", "keys", "destinations", NULL };

static void
check_conninfo(struct slp_config_reader *reader, struct slp_path path, const char *conninfo)
{
    struct sl_err err;
    PQconninfoOption *options = slp_conninfo_parse(conninfo, &err);
    if (options == NULL)
        slp_config_error(reader, path, err.remedy, "%s", err.text);
    else if (slp_conninfo_secret(options) != NULL)
        slp_config_error(
            reader, path,
            "use 'replication_password' and 'reader_password', which take a reference",
            "a password stands in the configuration itself (%s): count it as known to others",
            slp_conninfo_secret(options));
    PQconninfoFree(options);
}

static void
read_tokens(struct slp_config_reader *reader, struct slp_path path, json_t *source,
            struct slp_source_config *ret)
{
    const struct {
        const char *name, *user;
        struct sl_key *password;
    } logins[] = {
        { "replication_password", ret->replication_user, &ret->replication_password },
        { "reader_password", ret->reader_user, &ret->reader_password },
    };
    for (size_t at = 0; at < sizeof logins / sizeof *logins; at++) {
        const struct slp_iam_login login = { ret->conninfo, logins[at].user };
        slp_config_read_token(reader, slp_path_child(path, logins[at].name),
                              json_object_get(source, logins[at].name), &login,
                              logins[at].password);
    }
}

static void
read_source(struct slp_config_reader *reader, json_t *top, struct slp_source_config *ret)
{
    json_t *object = slp_config_section(reader, top, "source", true);
    struct slp_path path = slp_path_of("source");
    if (object == NULL)
        return;
    const struct slp_config_object members = { path, object, NULL };
    reader->takes_tokens = true;
    slp_config_read_group(reader, &slp_source_options, &members, ret);
    reader->takes_tokens = false;
    check_conninfo(reader, slp_path_child(path, "conninfo"), ret->conninfo);
    read_tokens(reader, path, object, ret);
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Where the text stops being JSON: jansson's line, and its words, which may quote what stands
 * there: a configuration has no rows, but it may have a secret where none belongs. */
static void
report_syntax(struct slp_config_reader *reader, const json_error_t *error)
{
    bool twice = json_error_code(error) == json_error_duplicate_key;
    slp_config_error(reader, (struct slp_path) { 0 }, "",
                     twice ? "a member stands here twice" : "this is not JSON (column %d)",
                     error->column);
    reader->findings->last->line = error->line > 0 ? (unsigned)error->line : 1;
}

typedef void read_top_fn(struct slp_config_reader *reader, json_t *top,
                         const struct sl_policy *policy, struct slp_config *ret);

static void
read_general(struct slp_config_reader *reader, json_t *top, const struct sl_policy *policy,
             struct slp_config *ret)
{
    const struct slp_config_object members = { .members = top, .others = top_others };
    (void)policy;
    slp_config_read_group(reader, &slp_general_options, &members, &ret->general);
}

static void
read_whole(struct slp_config_reader *reader, json_t *top, const struct sl_policy *policy,
           struct slp_config *ret)
{
    read_general(reader, top, policy, ret);
    read_source(reader, top, &ret->source);
    slp_config_read_keys(reader, top, policy, ret);
    slp_config_read_destinations(reader, top, policy, ret);
}

/* A text, what relative paths in it count from, and what of it is read. */
struct source_text {
    struct sl_str text;
    const char *folder;
    const struct sl_policy *policy;
    read_top_fn *read;
};

static int
parse(const struct source_text *source, struct slp_loaded_config *loaded)
{
    struct slp_config_reader reader = { .arena = loaded->arena,
                                        .vault = loaded->vault,
                                        .text = source->text,
                                        .folder = source->folder,
                                        .findings = &loaded->findings,
                                        .read_secret = slp_config_read_secret };
    json_error_t error;
    loaded->config = (struct slp_config) { 0 };
    loaded->text = (struct sl_str) { .ptr = sl_arena_cstr(loaded->arena, source->text),
                                     .len = source->text.len };
    loaded->folder = source->folder;
    loaded->findings = (struct slp_config_findings) { 0 };
    json_t *top = json_loadb(source->text.len > 0 ? source->text.ptr : "", source->text.len,
                             JSON_REJECT_DUPLICATES, &error);
    if (top == NULL)
        report_syntax(&reader, &error);
    else if (!json_is_object(top))
        slp_config_error(&reader, (struct slp_path) { 0 }, "", "this must be an object: { … }");
    else
        source->read(&reader, top, source->policy, &loaded->config);
    json_decref(top);
    return loaded->findings.errors > 0 ? 1 : 0;
}

int
slp_config_parse(struct sl_str text, const char *folder, const struct sl_policy *policy,
                 struct slp_loaded_config *loaded)
{
    const struct source_text source = { text, folder, policy, read_whole };
    return parse(&source, loaded);
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

/* The file's own folder, without links, so that paths stay true when it is opened by another
 * way. */
static const char *
folder_of(const char *path, struct sl_arena *arena)
{
    char *real = realpath(path, NULL);
    const char *folder = sl_arena_cstr(arena, sl_str_of(real != NULL ? dirname(real) : "."));
    free(real);
    return folder;
}

static int
load(const char *path, const struct sl_policy *policy, read_top_fn *read,
     struct slp_loaded_config *loaded, struct sl_err *reterr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_MAX_CONFIG_BYTES);
    int result = read_file(path, &text, reterr);
    if (result == 0) {
        const struct source_text source = { sl_buf_str(&text), folder_of(path, loaded->arena),
                                            policy, read };
        result = parse(&source, loaded);
    }
    sl_buf_done(&text);
    return result;
}

int
slp_config_read_again(const struct slp_loaded_config *loaded, const struct sl_policy *policy,
                      struct slp_loaded_config *ret)
{
    const struct source_text source = { loaded->text, loaded->folder, policy, read_whole };
    return parse(&source, ret);
}

int
slp_config_load(const char *path, const struct sl_policy *policy, struct slp_loaded_config *loaded,
                struct sl_err *reterr)
{
    return load(path, policy, read_whole, loaded, reterr);
}

int
slp_config_load_general(const char *path, struct slp_loaded_config *loaded, struct sl_err *reterr)
{
    return load(path, NULL, read_general, loaded, reterr);
}
