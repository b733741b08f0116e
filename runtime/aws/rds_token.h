/* rds_token.h - a password of RDS and Aurora: a request to connect that is signed with the cloud's credentials, and
 * that the server makes ("IAM database authentication"). It serves for logins of the next 15 minutes; connections
 * that stand go on. */
#ifndef SLP_RDS_TOKEN_H
#define SLP_RDS_TOKEN_H

#include "attributes.h"
#include "buf.h"
#include "err.h"

struct slp_rds_token_request {
    const char *host; /* the endpoint's name, as AWS gave it */
    unsigned port;
    const char *user;             /* of the database */
    const char *region, *profile; /* "": as the SDKs find one */
};

/* Appends the token. Waits for credentials. -1 and *reterr: RETRY for what may heal, CONFIG for what an operator must
 * change. */
SL_MUST_USE int slp_rds_token(const struct slp_rds_token_request *request, struct sl_buf *ret,
                              struct sl_err *reterr);

#endif
