/* iam.h - passwords of the database that are tokens of RDS: {"rds_iam": {"region": …, "profile": …, "host": …,
 * "port": …}}. A token is made for the host, the port and the user that are connected to, hence once the whole of
 * "source" is read; and anew whenever the secrets are read again, since it ends after 15 minutes. */
#ifndef SLP_IAM_H
#define SLP_IAM_H

#include "config/finding.h"

/* What of "source" a token is for. */
struct slp_iam_login {
    const char *conninfo;
    const char *user; /* "": conninfo's */
};

/* Makes the token that the option at `path` asks for; findings for all that is wrong. Does nothing where the value
 * is another reference. */
void slp_config_read_token(struct slp_config_reader *reader, struct slp_path path, json_t *value,
                           const struct slp_iam_login *login, struct sl_key *ret);

/* Whether the value is one. */
bool slp_config_is_token(const json_t *value);

#endif
