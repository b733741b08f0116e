#include "aws/rds_token.h"

#include "aws/client.h"
#include "aws/place.h"

#include <stdio.h>

static int
sign(struct slp_aws_client *client, const struct slp_rds_token_request *request, struct sl_buf *ret,
     struct sl_err *reterr)
{
    char host[SLP_AWS_HOST_BYTES];
    const struct slp_aws_pair query[] = { { SL_STR("Action"), SL_STR("connect") },
                                          { SL_STR("DBUser"), sl_str_of(request->user) } };
    const struct slp_aws_request connect = { .query = query,
                                             .nquery = sizeof query / sizeof query[0],
                                             .action = "rds-db:connect",
                                             .presigned = ret,
                                             .presigned_host = host };
    const int len = snprintf(host, sizeof host, "%s:%u", request->host, request->port);
    if (len < 0 || (size_t)len >= sizeof host)
        return sl_fail(reterr, SL_CONFIG, "the database's host has too long a name");
    struct slp_aws_call *call = slp_aws_call_new(client);
    if (call == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory");
    slp_aws_call_start(call, &connect);
    const struct slp_aws_result *result = slp_aws_call_wait(call);
    const bool failed = result->outcome != SLP_AWS_OK;
    if (failed)
        *reterr = result->err;
    slp_aws_call_free(call);
    return failed ? -1 : 0;
}

int
slp_rds_token(const struct slp_rds_token_request *request, struct sl_buf *ret,
              struct sl_err *reterr)
{
    const struct slp_aws_options options = { .service = "rds-db",
                                             .region = request->region,
                                             .profile = request->profile };
    struct slp_aws_client *client;
    if (slp_aws_client_new(&options, &client, reterr) != 0)
        return -1;
    int failed = sign(client, request, ret, reterr);
    slp_aws_client_free(client);
    return failed;
}
