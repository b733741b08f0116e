/* client.h - signed calls of one AWS service: for sinks, beside the sender's loop.
 *
 * A client belongs to one sink. Nothing in it waits: the sender polls its descriptors, calls
 * slp_aws_poll(), and then the sink looks at its calls. One client has several calls under way at
 * a time; a call object is made once and used again and again, and keeps its memory and its
 * connection.
 *
 *   client_new ─▶ call_new … ─▶ ( start ─▶ poll … until done ─▶ result )…
 *                                  └────────── cancel ─────────┘
 *              ─▶ call_free … ─▶ client_free
 *
 * Who does what:
 *  - The client finds region, endpoint and credentials (docs/aws.md), signs at the moment of
 *    sending, keeps connections open, verifies TLS, and refreshes credentials ahead of their end.
 *    A call that is started while there are none waits for them.
 *  - The client repeats a call by itself only when the repetition differs from the first: once with
 *    new credentials after a code that says the old ones have expired, once with the clock set by
 *    the response's Date after a code that says it is wrong.
 *  - Everything else is answered once. What may heal has class RETRY and the shortest pause,
 *    `pause_ms`, before the same work should be tried again. The client never sleeps on it: the
 *    sink either gives the records the delivery result AGAIN (then the sender pauses) or holds back
 *    one shard or object until then and goes on with the others.
 *    START_AGAIN alone is for poll to return at once (-1, class RETRY): the supervisor then starts
 *    both processes again, and the slot gives again what was on its way.
 *  - Any other class will not heal by itself: the text names the call and the code, the remedy what
 *    an operator changes. The sink passes it on as it is.
 *
 * Errors never contain bodies. A service's own message is quoted only where the request says that
 * it carries nothing out of a record (`quotable`): such messages repeat arguments, and arguments
 * are keys and records elsewhere. */
#ifndef SLP_AWS_CLIENT_H
#define SLP_AWS_CLIENT_H

#include "aws/pair.h"
#include "buf.h"
#include "err.h"
#include "sandbox/needs.h"
#include "str.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_aws_client;
struct slp_aws_call;

/* ---- a client ------------------------------------------------------------------------------ */

struct slp_aws_options {
    const char
        *service; /* "kinesis", "firehose", "s3", "sts": as signed and as in AWS_ENDPOINT_URL_… */
    const char *region;    /* NULL or "": environment, profile, then the machine itself says */
    const char *endpoint;  /* URL; NULL or "": environment, profile, then by region */
    const char *profile;   /* NULL or "": AWS_PROFILE, then "default"; a profile named here comes
                              before keys in the environment */
    const char *ca_bundle; /* PEM file; NULL or "": AWS_CA_BUNDLE, profile, then the system's */
    const char
        *bucket; /* S3: paths of calls are within it, as host name or path as fits; else NULL */
};

/* Reads environment and configuration files, and no more: makes no connection. CONFIG and *reterr
 * when these make no sense, or when no source of credentials is configured. `options` and its
 * texts are copied. A credential_process gets its runner (runner.h) here: make clients before the
 * process is sandboxed. */
SL_MUST_USE int slp_aws_client_new(const struct slp_aws_options *options,
                                   struct slp_aws_client **ret, struct sl_err *reterr);

/* Every call must have been freed. NULL is allowed. */
void slp_aws_client_free(struct slp_aws_client *client);

/* Adds what the process must still be able to do once it is sandboxed: the network, and the files
 * that name resolution, TLS and the sources of credentials read again and again. */
void slp_aws_client_needs(const struct slp_aws_client *client, struct slp_needs *needs);

/* Makes progress with everything under way. `now_ms`: monotonic clock. Failures are results. */
void slp_aws_poll(struct slp_aws_client *client, int64_t now_ms);

/* What to wait for, as a sink's `waits`: at most `max` descriptors, and when to poll at the latest
 * (INT64_MAX: never). */
size_t slp_aws_waits(const struct slp_aws_client *client, struct pollfd *ret_fds, size_t max,
                     int64_t *ret_wake_ms);

/* Where calls go: "https://kinesis.eu-west-1.amazonaws.com", "" while the region is not known yet.
 * For messages; lives with the client. */
const char *slp_aws_endpoint(const struct slp_aws_client *client);
const char *slp_aws_region(const struct slp_aws_client *client);

/* Which source the credentials come from: "environment", "profile NAME", "web identity",
 * "container", "instance". For messages; lives with the client. */
const char *slp_aws_client_source(const struct slp_aws_client *client);

/* ---- a call -------------------------------------------------------------------------------- */

/* All views, also the arrays, are the caller's and stay as they are until the call is done. */
struct slp_aws_request {
    const char *method;               /* "GET", "HEAD", "PUT", "POST", "DELETE" */
    struct sl_str path;               /* as it is meant, not encoded; begins with "/" */
    const struct slp_aws_pair *query; /* not encoded, in any order; an empty value: "?uploads" */
    size_t nquery;
    /* Lower-case names; all are signed. Host, x-amz-date, the token, x-amz-content-sha256 and
     * Content-Length are added here, and are not the caller's to give. */
    const struct slp_aws_pair *headers;
    size_t nheaders;
    struct sl_str body;
    const uint8_t *body_sha256; /* 32 bytes, when the caller has hashed the body; NULL: done here */
    const char
        *action;       /* the IAM action, "kinesis:PutRecords": names the call in errors and logs */
    bool quotable;     /* carries nothing out of a record: the service's message may be quoted */
    unsigned failures; /* of this work in a row so far: makes pause_ms grow */
    uint32_t timeout_ms; /* from the first byte sent to the last one received; 0: a minute */
    /* Not NULL: the request is signed and not made. What somebody else makes is appended here, as
     * slp_sigv4_presign() does; all of the above but query and action counts for nothing. */
    struct sl_buf *presigned;
    const char *presigned_host; /* with its port */
};

/* What became of it. Everything lives until the call is started again, cancelled or freed. */
enum slp_aws_outcome {
#define SLP_AWS_OUTCOME(id, class, meaning) SLP_AWS_##id,
#include "aws/outcomes.def"
#undef SLP_AWS_OUTCOME
};

struct slp_aws_result {
    enum slp_aws_outcome outcome;
    struct sl_err err;  /* class OK with outcome OK, and only then */
    long status;        /* of HTTP; 0: no response came */
    struct sl_str body; /* of the response, also of an error's; never to be quoted */
    struct sl_str code; /* the service's error code, "ProvisionedThroughputExceededException"; "" */
    int64_t pause_ms;   /* class RETRY: at least so long before another try; else 0 */
    bool maybe_done;    /* the service may have acted though it did not say so: the whole request
                             was sent, or may have been, and no response came */
};

/* NULL when memory is short. */
struct slp_aws_call *slp_aws_call_new(struct slp_aws_client *client);
void slp_aws_call_free(struct slp_aws_call *call); /* NULL is allowed; cancels */

/* Starts it; the call is idle or done. What goes wrong is in the result, at the next poll at the
 * earliest. */
void slp_aws_call_start(struct slp_aws_call *call, const struct slp_aws_request *request);

/* NULL while it is under way, or was never started. */
const struct slp_aws_result *slp_aws_call_result(const struct slp_aws_call *call);

/* Forgets it: idle again, the views free. The service may have acted, or may still. */
void slp_aws_call_cancel(struct slp_aws_call *call);

/* A header of the response, "" when there is none; `name` in any case. Lives as the result does. */
const char *slp_aws_call_header(const struct slp_aws_call *call, const char *name);

/* Polls until the call is done: for `check`, which has nothing else to do. */
const struct slp_aws_result *slp_aws_call_wait(struct slp_aws_call *call);

/* ---- errors inside a good response ----------------------------------------------------------- */

/* What a code means that stands in the body of a 200, for one record of many: outcome, class, text
 * and remedy as for a call. `action` as in a request. */
enum slp_aws_outcome slp_aws_code_outcome(struct sl_str code, const char *action,
                                          struct sl_err *reterr);

/* The pause before try number `failures` + 1, with chance in it: 50 ms doubled each time, 1 s after
 * a throttle, at most 20 s. */
int64_t slp_aws_pause_ms(enum slp_aws_outcome outcome, unsigned failures);

#endif
