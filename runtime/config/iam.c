#include "config/iam.h"

#include "aws/rds_token.h"
#include "config/apart.h"
#include "config/conninfo.h"
#include "config/read.h"

#include <stdlib.h>
#include <string.h>

enum { DEFAULT_PORT = 5432 };

struct iam {
    const char *region, *profile, *host;
    uint64_t port;
};

bool
slp_config_is_token(const json_t *value)
{
    return json_object_get(value, "rds_iam") != NULL;
}

static bool
read_options(struct slp_config_reader *reader, struct slp_path path, json_t *members,
             struct iam *ret)
{
    static const struct slp_option options[] = {
        { "region",
          SLP_OPTION_STRING,
          "",
          { 0 },
          "Region of the database.",
          offsetof(struct iam, region) },
        { "profile",
          SLP_OPTION_STRING,
          "",
          { 0 },
          "Profile in the AWS configuration files.",
          offsetof(struct iam, profile) },
        { "host",
          SLP_OPTION_STRING,
          "",
          { 0 },
          "The endpoint's name, where conninfo has another.",
          offsetof(struct iam, host) },
        { "port",
          SLP_OPTION_NUMBER,
          "0",
          { .least = 0, .most = 65535 },
          "The endpoint's port, where conninfo has another.",
          offsetof(struct iam, port) },
    };
    static const struct slp_option_group group = { options, sizeof options / sizeof options[0],
                                                   "A token of RDS." };
    const unsigned before = reader->findings->errors;
    if (!json_is_object(members)) {
        slp_config_error(reader, path, "write {\"rds_iam\": {}}", "this must be an object: { … }");
        return false;
    }
    const struct slp_config_object object = { .path = path, .members = members };
    slp_config_read_group(reader, &group, &object, ret);
    return reader->findings->errors == before;
}

/* What conninfo says, where the options do not. A token sent to anybody else is a password given away. */
static bool
complete(struct slp_config_reader *reader, struct slp_path path, const PQconninfoOption *conninfo,
         struct iam *iam, const char **user)
{
    if (strcmp(slp_conninfo_value(conninfo, "sslmode"), "verify-full") != 0) {
        slp_config_error(reader, path,
                         "write sslmode=verify-full in source.conninfo, and sslrootcert= with the "
                         "authorities of RDS",
                         "a token goes only to a server whose certificate is verified");
        return false;
    }
    if (iam->host[0] == '\0')
        iam->host = slp_conninfo_value(conninfo, "host");
    if (iam->port == 0)
        iam->port = strtoul(slp_conninfo_value(conninfo, "port"), NULL, 10);
    if (iam->port == 0)
        iam->port = DEFAULT_PORT;
    if ((*user)[0] == '\0')
        *user = slp_conninfo_value(conninfo, "user");
    const bool one_host = iam->host[0] != '\0' && strpbrk(iam->host, "/,@") == NULL;
    if (!one_host || iam->port > 65535 || (*user)[0] == '\0')
        slp_config_error(reader, path, "name one host and the user in 'source'",
                         "a token is made for one host, one port and one user");
    return one_host && iam->port <= 65535 && (*user)[0] != '\0';
}

/* slp_apart_fn: the context is the request. */
static int
sign(const void *context, struct sl_buf *ret_secret, struct sl_err *reterr)
{
    return slp_rds_token(context, ret_secret, reterr);
}

static void
make(struct slp_config_reader *reader, struct slp_path path, const struct iam *iam,
     const char *user, struct sl_key *ret)
{
    const struct slp_rds_token_request request = { .host = iam->host,
                                                   .port = (unsigned)iam->port,
                                                   .user = user,
                                                   .region = iam->region,
                                                   .profile = iam->profile };
    const struct slp_apart apart = { .get = sign, .context = &request, .action = "rds-db:connect" };
    struct sl_err err;
    if (slp_secret_from_apart(&apart, reader->vault, ret, &err) != 0)
        slp_config_error(reader, path, err.remedy, "%s", err.text);
}

void
slp_config_read_token(struct slp_config_reader *reader, struct slp_path path, json_t *value,
                      const struct slp_iam_login *login, struct sl_key *ret)
{
    struct iam iam = { .host = "" };
    const char *user = login->user;
    struct sl_err ignored; /* what is wrong with conninfo was found by then */
    path = slp_path_child(path, "rds_iam");
    if (!slp_config_is_token(value) ||
        !read_options(reader, path, json_object_get(value, "rds_iam"), &iam))
        return;
    PQconninfoOption *conninfo = slp_conninfo_parse(login->conninfo, &ignored);
    if (conninfo != NULL && complete(reader, path, conninfo, &iam, &user))
        make(reader, path, &iam, user, ret);
    PQconninfoFree(conninfo);
}
