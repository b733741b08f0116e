#include "sink/aws_identity.h"

#include "aws/xml.h"

enum { IDENTITY_WITHIN_MS = 5000 };

/* "arn:aws:sts::111122223333:assumed-role/pusher/host, account 111122223333" */
static bool
read_identity(struct sl_str body, struct sl_buf *facts)
{
    struct sl_str arn, account;
    if (!slp_xml_find(body, "Arn", &arn) || !slp_xml_find(body, "Account", &account))
        return false;
    sl_buf_printf(facts, "identity %.*s, account %.*s", SL_FMT(arn), SL_FMT(account));
    return true;
}

static void
ask(struct slp_aws_client *sts, struct sl_buf *facts)
{
    struct slp_aws_call *call = slp_aws_call_new(sts);
    if (call == NULL)
        return;
    const struct slp_aws_pair form[] = {
        { SL_STR("content-type"), SL_STR("application/x-www-form-urlencoded; charset=utf-8") },
    };
    const struct slp_aws_request request = { .method = "POST",
                                             .path = SL_STR("/"),
                                             .headers = form,
                                             .nheaders = 1,
                                             .body = SL_STR(
                                                 "Action=GetCallerIdentity&Version=2011-06-15"),
                                             .action = "sts:GetCallerIdentity",
                                             .quotable = true,
                                             .timeout_ms = IDENTITY_WITHIN_MS };
    slp_aws_call_start(call, &request);
    const struct slp_aws_result *response = slp_aws_call_wait(call);
    if (response->outcome != SLP_AWS_OK)
        sl_buf_printf(facts, "identity not known: %s", response->err.text);
    else if (!read_identity(response->body, facts))
        sl_buf_printf(facts, "identity not known: the answer of STS has none");
    slp_aws_call_free(call);
}

void
slp_aws_identity_describe(const struct slp_aws_options *options, struct sl_buf *facts)
{
    struct slp_aws_options sts = *options;
    struct slp_aws_client *client = NULL;
    struct sl_err err;
    sts.service = "sts";
    sts.endpoint = NULL; /* the destination's own is the sink's service */
    sts.bucket = NULL;
    if (slp_aws_client_new(&sts, &client, &err) != 0)
        return; /* the sink's own client says why */
    ask(client, facts);
    sl_buf_printf(facts, "; credentials from %s\n", slp_aws_client_source(client));
    slp_aws_client_free(client);
}

void
slp_aws_identity_describe_endpoint(const struct slp_aws_client *client, struct sl_buf *facts)
{
    if (slp_aws_endpoint(client)[0] != '\0')
        sl_buf_printf(facts, "calls go to %s, region %s\n", slp_aws_endpoint(client),
                      slp_aws_region(client));
}
