/* credentials.h - one set of credentials, in memory that is wiped. */
#ifndef SLP_AWS_CREDENTIALS_H
#define SLP_AWS_CREDENTIALS_H

#include "attributes.h"
#include "buf.h"
#include "err.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

struct slp_aws_credentials {
    struct sl_buf text; /* the three, one behind the other */
    size_t id_len, secret_len, token_len;
    int64_t expires_s; /* wall clock; 0: never, or nobody said */
};

void slp_aws_credentials_init(struct slp_aws_credentials *credentials);
void slp_aws_credentials_done(struct slp_aws_credentials *credentials);

/* Views that live until the next change. All empty when there are none. */
struct sl_str slp_aws_credentials_id(const struct slp_aws_credentials *credentials);
struct sl_str slp_aws_credentials_secret(const struct slp_aws_credentials *credentials);
struct sl_str slp_aws_credentials_token(const struct slp_aws_credentials *credentials);

/* One set as its source gives it; `expires_s` as above. */
struct slp_aws_credential_texts {
    struct sl_str id, secret, token;
    int64_t expires_s;
};

/* Takes copies. CONFIG when id or secret is missing, or one of them has bytes no header can carry.
 * `from` names the source. */
SL_MUST_USE int slp_aws_credentials_set(struct slp_aws_credentials *credentials,
                                        const struct slp_aws_credential_texts *texts,
                                        const char *from, struct sl_err *reterr);

/* Out of the JSON that containers, instances and programs give: AccessKeyId, SecretAccessKey, the
 * token by the name given, Expiration. */
SL_MUST_USE int slp_aws_credentials_of_json(struct slp_aws_credentials *credentials,
                                            struct sl_str json, const char *token_name,
                                            const char *from, struct sl_err *reterr);

/* Seconds since 1970-01-01 UTC of "2026-11-23T10:16:00Z", also with a fraction or an offset; 0 for
 * "". False when it is no such time. */
SL_MUST_USE bool slp_aws_time_parse(struct sl_str text, int64_t *ret);

#endif
