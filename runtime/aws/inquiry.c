#include "aws/inquiry.h"

#include "maxima.h"

#include <stdlib.h>

struct slp_aws_inquiry {
    struct slp_aws_source *sources;
    unsigned count, at; /* the source that is asked now */
    enum { IDLE, STEPPING, ASKED, WAITING } state;
    struct slp_aws_attempt attempt;
    struct slp_aws_credentials base, made; /* of the source before, and of this one */
};

struct slp_aws_inquiry *
slp_aws_inquiry_new(struct slp_http *http, const struct slp_aws_context *context,
                    struct slp_aws_source *sources, unsigned count)
{
    struct slp_aws_inquiry *inquiry = calloc(1, sizeof *inquiry);
    if (inquiry == NULL)
        return NULL;
    inquiry->sources = sources;
    inquiry->count = count;
    inquiry->attempt.context = context;
    slp_aws_credentials_init(&inquiry->base);
    slp_aws_credentials_init(&inquiry->made);
    sl_buf_init(&inquiry->attempt.scratch, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&inquiry->attempt.text, SLP_AWS_MAX_CREDENTIALS_BYTES);
    if (slp_fetch_init(&inquiry->attempt.fetch, http, SLP_AWS_MAX_CREDENTIALS_BYTES) == 0)
        return inquiry;
    slp_aws_inquiry_free(inquiry);
    return NULL;
}

void
slp_aws_inquiry_free(struct slp_aws_inquiry *inquiry)
{
    if (inquiry == NULL)
        return;
    slp_fetch_done(&inquiry->attempt.fetch);
    slp_aws_credentials_done(&inquiry->base);
    slp_aws_credentials_done(&inquiry->made);
    sl_buf_done(&inquiry->attempt.scratch);
    sl_buf_done(&inquiry->attempt.text);
    free(inquiry);
}

static void
begin_source(struct slp_aws_inquiry *inquiry)
{
    inquiry->attempt.number = 0;
    inquiry->attempt.response = NULL;
    inquiry->attempt.base = inquiry->at > 0 ? &inquiry->base : NULL;
    inquiry->attempt.credentials = &inquiry->made;
    inquiry->attempt.start_again = false;
    inquiry->state = STEPPING;
}

void
slp_aws_inquiry_start(struct slp_aws_inquiry *inquiry)
{
    slp_fetch_cancel(&inquiry->attempt.fetch);
    inquiry->at = 0;
    begin_source(inquiry);
}

bool
slp_aws_inquiry_under_way(const struct slp_aws_inquiry *inquiry)
{
    return inquiry->state != IDLE;
}

static int
make_request(struct slp_aws_inquiry *inquiry, struct sl_err *reterr)
{
    struct slp_aws_attempt *attempt = &inquiry->attempt;
    if (sl_buf_failed(&attempt->scratch) || sl_buf_failed(&attempt->text) ||
        slp_fetch_send(&attempt->fetch) != 0)
        return sl_fail(reterr, SL_RETRY, "no memory to ask for credentials");
    inquiry->state = ASKED;
    return 0;
}

/* One step of the source that is asked now, and what follows from it: as poll. */
static int
step(struct slp_aws_inquiry *inquiry, struct sl_err *reterr)
{
    struct slp_aws_source *source = &inquiry->sources[inquiry->at];
    enum slp_aws_step outcome = source->type->step(source, &inquiry->attempt);
    inquiry->attempt.number++;
    switch (outcome) {
    case SLP_STEP_ASK: return make_request(inquiry, reterr);
    case SLP_STEP_WAIT: inquiry->state = WAITING; return 0;
    case SLP_STEP_FAILED: *reterr = inquiry->attempt.err; return -1;
    case SLP_STEP_DONE: break;
    }
    if (++inquiry->at == inquiry->count) {
        inquiry->state = IDLE;
        return 1;
    }
    struct slp_aws_credentials made = inquiry->made;
    inquiry->made = inquiry->base;
    inquiry->base = made;
    begin_source(inquiry);
    return 0;
}

int
slp_aws_inquiry_poll(struct slp_aws_inquiry *inquiry, struct sl_err *reterr)
{
    int result = 0;
    while (result == 0 && inquiry->state != IDLE) {
        if (inquiry->state == ASKED) {
            inquiry->attempt.response = slp_fetch_response(&inquiry->attempt.fetch);
            if (inquiry->attempt.response == NULL)
                return 0;
        }
        result = step(inquiry, reterr);
        if (result == 0 && inquiry->state == WAITING)
            return 0; /* until the runner has something more */
    }
    if (result < 0)
        inquiry->state = IDLE;
    return result;
}

int
slp_aws_inquiry_fd(const struct slp_aws_inquiry *inquiry)
{
    return inquiry->state == WAITING ? slp_aws_runner_fd(inquiry->sources[inquiry->at].runner) : -1;
}

struct slp_aws_credentials *
slp_aws_inquiry_credentials(struct slp_aws_inquiry *inquiry)
{
    return &inquiry->made;
}

const char *
slp_aws_inquiry_region(const struct slp_aws_inquiry *inquiry)
{
    return inquiry->attempt.region;
}

bool
slp_aws_inquiry_start_again(const struct slp_aws_inquiry *inquiry)
{
    return inquiry->attempt.start_again;
}
