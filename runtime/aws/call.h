/* call.h - inside of a client and its calls, shared by client.c, call.c and call_send.c alone. */
#ifndef SLP_AWS_CALL_H
#define SLP_AWS_CALL_H

#include "aws/client.h"
#include "aws/error.h"
#include "aws/keeper.h"
#include "aws/sigv4.h"
#include "http/http.h"

#include "arena.h"

enum slp_aws_call_state {
    SLP_CALL_IDLE,
    SLP_CALL_WAITING, /* for a region, or credentials */
    SLP_CALL_SENT,
    SLP_CALL_DONE,
};

struct slp_aws_call {
    struct slp_aws_client *client;
    struct slp_aws_call *next; /* of the client's */
    struct slp_http_call *http;
    enum slp_aws_call_state state;
    struct slp_aws_request request;
    struct slp_aws_result result;
    bool renewed, reclocked;  /* repeated for that reason already */
    uint64_t generation;      /* of the credentials it was signed with */
    uint64_t failures_before; /* of the keeper's, when it began to wait */
    int64_t time_s;           /* it was signed for, by the service's clock as far as we knew */
    struct sl_buf path, url, headers, authorization, code;
};

struct slp_aws_client {
    struct sl_arena *arena; /* options, profiles, chain: secrets are in it */
    struct slp_aws_place_request place_request;
    const char *ca_bundle;
    bool is_s3;
    struct slp_aws_context context;
    char region[SLP_AWS_REGION_BYTES];
    struct slp_aws_place place; /* once the region is known */
    struct slp_http *http;
    struct slp_aws_source region_source;    /* where the region comes from when nobody said it */
    struct slp_aws_inquiry *region_inquiry; /* NULL once it is known */
    uint64_t region_failures;
    int64_t region_again_ms;
    struct sl_err region_why;
    struct slp_aws_chain chain;
    struct slp_aws_keeper *keeper;
    struct slp_sigv4 *signer;
    struct slp_aws_call *calls;
};

/* Writes and signs the request as of now, and lets it go. -1 when it cannot be written. */
SL_MUST_USE int slp_aws_call_send(struct slp_aws_call *call,
                                  const struct slp_aws_credentials *credentials);

/* Signs as of now a request that somebody else makes. -1 when it cannot be written. */
SL_MUST_USE int slp_aws_call_presign(struct slp_aws_call *call,
                                     const struct slp_aws_credentials *credentials);

/* Moves one call on as far as it goes. */
void slp_aws_call_poll(struct slp_aws_call *call, int64_t now_ms);

#endif
