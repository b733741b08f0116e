#include "sink/s3_object.h"

#include "buf.h"
#include "hash.h"
#include "maxima.h"
#include "sink/gzip.h"
#include "sink/s3_request.h"
#include "sink/s3_response.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_PARTS = 10000,        /* S3 */
    GIVE_UP_MS = 2000,         /* for the call that removes an unfinished upload */
    MOST_PART_XML_BYTES = 512, /* in the completion */
};

/* A part, and the largest record behind it, compressed or not. */
#define BODY_MAX_BYTES (128 * SL_MIB)

enum doing { NOTHING, PUTTING, CREATING, SENDING_PART, COMPLETING, LOOKING };

struct slp_s3_object {
    const struct slp_s3_config *config;
    struct slp_aws_client *client;
    struct slp_aws_call *call; /* NULL until there is something to call for */
    struct slp_object_name name;
    struct slp_gzip gzip;
    struct sl_buf out;              /* grown and not sent */
    struct sl_buf part;             /* on its way, or waiting to go again */
    struct sl_buf upload_id, parts; /* of a multipart upload; the completion's list so far */
    uint64_t bytes;
    uint32_t nparts; /* that have gone up */
    bool ended;
    bool maybe_there; /* a completion may have gone through */
    bool lost;        /* the upload is gone: look whether the object is there */
    enum doing doing;
    unsigned failures;
    int64_t until_ms;
    struct slp_s3_request request;
};

/* ---- made, grown, freed -------------------------------------------------------------------- */

int
slp_s3_object_new(const struct slp_s3_start *start, struct slp_s3_object **ret,
                  struct sl_err *reterr)
{
    struct slp_s3_object *object = calloc(1, sizeof *object);
    if (object == NULL)
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for an object");
    object->config = start->config;
    sl_buf_init(&object->out, BODY_MAX_BYTES);
    sl_buf_init(&object->part, BODY_MAX_BYTES);
    sl_buf_init(&object->upload_id, 4 * SL_KIB);
    sl_buf_init(&object->parts, MOST_PARTS * MOST_PART_XML_BYTES);
    slp_object_name_of(start->stream, start->positions, &start->first, &object->name);
    slp_s3_request_init(&object->request, start->config);
    object->client = start->client;
    slp_gzip_init(&object->gzip);
    *ret = object;
    return 0;
}

static bool
is_multipart(const struct slp_s3_object *object)
{
    return object->upload_id.len > 0;
}

void
slp_s3_object_free(struct slp_s3_object *object)
{
    if (object == NULL)
        return;
    slp_aws_call_free(object->call);
    slp_gzip_done(&object->gzip);
    slp_s3_request_done(&object->request);
    sl_buf_done(&object->out);
    sl_buf_done(&object->part);
    sl_buf_done(&object->upload_id);
    sl_buf_done(&object->parts);
    free(object);
}

bool
slp_s3_object_give_up(struct slp_s3_object *object)
{
    if (!is_multipart(object))
        return true;
    slp_aws_call_cancel(object->call);
    slp_s3_request_abort(&object->request, sl_buf_str(&object->upload_id));
    object->request.request.timeout_ms = GIVE_UP_MS;
    slp_aws_call_start(object->call, &object->request.request);
    return slp_aws_call_wait(object->call)->status != 0;
}

int
slp_s3_object_append(struct slp_s3_object *object, struct sl_str line, struct sl_err *reterr)
{
    if (object->out.len >= object->config->part_bytes)
        return 0;
    bool taken = true;
    if (object->config->compress == SLP_COMPRESS_GZIP)
        taken = slp_gzip_add(&object->gzip, line, &object->out);
    else
        sl_buf_add_str(&object->out, line);
    if (!taken || sl_buf_failed(&object->out))
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for a line");
    object->bytes += line.len;
    return 1;
}

int
slp_s3_object_squeeze(struct slp_s3_object *object, struct sl_err *reterr)
{
    if (object->config->compress == SLP_COMPRESS_GZIP && !slp_gzip_end(&object->gzip, &object->out))
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for the end of an object");
    return 0;
}

int
slp_s3_object_end(struct slp_s3_object *object, struct sl_err *reterr)
{
    object->ended = true;
    return slp_s3_object_squeeze(object, reterr);
}

bool
slp_s3_object_is_ended(const struct slp_s3_object *object)
{
    return object->ended;
}

uint64_t
slp_s3_object_bytes(const struct slp_s3_object *object)
{
    return object->bytes;
}

size_t
slp_s3_object_memory(const struct slp_s3_object *object)
{
    return object->out.len + object->part.len + object->parts.len + slp_gzip_memory(&object->gzip);
}

size_t
slp_s3_object_squeezable(const struct slp_s3_object *object)
{
    return slp_gzip_memory(&object->gzip);
}

bool
slp_s3_object_is_busy(const struct slp_s3_object *object)
{
    return object->doing != NOTHING;
}

bool
slp_s3_object_is_due(const struct slp_s3_object *object)
{
    return object->ended || object->part.len > 0 ||
           (object->out.len >= object->config->part_bytes && object->nparts + 1 < MOST_PARTS);
}

int64_t
slp_s3_object_pause_ends_ms(const struct slp_s3_object *object)
{
    return object->until_ms;
}

/* ---- calls --------------------------------------------------------------------------------- */

/* What comes next, and its request. NOTHING: it has to grow, or wait for a part. */
static enum doing
prepare(struct slp_s3_object *object)
{
    struct slp_s3_request *request = &object->request;
    uint8_t digest[SL_SHA256_BYTES];
    if (object->lost) {
        slp_s3_request_head(request);
        return LOOKING;
    }
    if (!is_multipart(object) && object->ended) {
        sl_sha256(sl_buf_str(&object->out), digest);
        slp_s3_request_name(request, &object->name, digest);
        slp_s3_request_put(request, sl_buf_str(&object->out), digest);
        return PUTTING;
    }
    if (!is_multipart(object)) {
        arc4random_buf(digest, SLP_S3_MARK_BYTES);
        slp_s3_request_name(request, &object->name, digest);
        slp_s3_request_create(request);
        return CREATING;
    }
    if (object->part.len == 0 && object->out.len > 0) {
        struct sl_buf empty = object->part;
        object->part = object->out;
        object->out = empty;
    }
    if (object->part.len > 0) {
        sl_sha256(sl_buf_str(&object->part), digest);
        slp_s3_request_upload_part(request, sl_buf_str(&object->upload_id), object->nparts + 1,
                                   sl_buf_str(&object->part), digest);
        return SENDING_PART;
    }
    slp_s3_request_complete(request, sl_buf_str(&object->upload_id), sl_buf_str(&object->parts));
    return COMPLETING;
}

static int
start(struct slp_s3_object *object, struct sl_err *reterr)
{
    if (object->call == NULL)
        object->call = slp_aws_call_new(object->client);
    if (object->call == NULL)
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for a call");
    object->doing = prepare(object);
    if (slp_s3_request_failed(&object->request))
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for a call");
    object->request.request.failures = object->failures;
    slp_aws_call_start(object->call, &object->request.request);
    return 0;
}

/* ---- responses ----------------------------------------------------------------------------- */

/* Something is not as it should be in a good response. */
static int
garbled(const struct slp_s3_object *object, struct sl_err *reterr)
{
    return slp_s3_response_garbled(object->request.request.action, reterr);
}

static int
note_part(struct slp_s3_object *object, struct sl_err *reterr)
{
    struct sl_str etag = sl_str_of(slp_aws_call_header(object->call, "etag"));
    if (!slp_s3_response_is_etag(etag))
        return garbled(object, reterr);
    sl_buf_printf(&object->parts,
                  "<Part><PartNumber>%u</PartNumber><ETag>%.*s</ETag>"
                  "<ChecksumSHA256>%s</ChecksumSHA256></Part>",
                  ++object->nparts, SL_FMT(etag), object->request.checksum);
    if (object->part.capacity > 4 * object->config->part_bytes)
        sl_buf_done(&object->part);
    else
        sl_buf_clear(&object->part);
    if (sl_buf_failed(&object->parts))
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for the list of parts");
    return 0;
}

/* What a good response brings. 1: the object is there; 0: on to the next call; -1: it was none. */
static int
read_good(struct slp_s3_object *object, struct sl_str body, struct sl_str *ret_code,
          struct sl_err *reterr)
{
    switch (object->doing) {
    case CREATING:
        return slp_s3_response_upload_id(body, object->request.request.action, &object->upload_id,
                                         reterr);
    case SENDING_PART: return note_part(object, reterr);
    case COMPLETING:
        if (slp_s3_response_completion(body, object->request.request.action, ret_code, reterr) == 0)
            return 1;
        object->maybe_there = true;
        return -1;
    case PUTTING:
    case LOOKING:
        /* S3 names what it has; a 200 without that came from something in between. */
        return slp_s3_response_is_etag(sl_str_of(slp_aws_call_header(object->call, "etag")))
                   ? 1
                   : garbled(object, reterr);
    case NOTHING: break;
    }
    return 1;
}

/* The upload is gone. If its completion may have gone through, the object tells; else its parts are
 * lost, and only the database can give them again. */
static int
lose(struct slp_s3_object *object, struct sl_err *reterr)
{
    sl_buf_clear(&object->upload_id);
    if (object->doing == COMPLETING && object->maybe_there) {
        object->lost = true;
        return 0;
    }
    if (object->doing == LOOKING)
        return sl_fail(reterr, SL_RETRY, "an upload in parts is gone, and its object is not there");
    (void)sl_fail(reterr, SL_RETRY, "an upload in parts was given up by somebody else");
    return sl_remedy(reterr, "a lifecycle rule of the bucket must leave uploads a day at least");
}

/* 1, 0, -1 as slp_s3_object_step(). */
static int
settle(struct slp_s3_object *object, const struct slp_aws_result *result, int64_t now_ms,
       struct sl_err *trouble, struct sl_err *reterr)
{
    struct sl_err failure = result->err;
    struct sl_str code = result->code;
    int read = -1;
    int64_t pause_ms = result->pause_ms;
    if (result->outcome == SLP_AWS_OK) {
        read = read_good(object, result->body, &code, &failure);
        pause_ms = slp_aws_pause_ms(SLP_AWS_GARBLED, object->failures);
    } else if (result->outcome == SLP_AWS_EXISTS &&
               (object->doing == PUTTING || object->doing == COMPLETING)) {
        read = 1;
    }
    if (read >= 0) {
        object->failures = 0;
        if (read == 1)
            sl_buf_clear(&object->upload_id); /* nothing to give up */
        return read;
    }
    object->maybe_there |= object->doing == COMPLETING && result->maybe_done;
    if (sl_str_is(code, "NoSuchUpload") || (object->doing == LOOKING && failure.class != SL_RETRY))
        return lose(object, reterr);
    if (failure.class != SL_RETRY || result->outcome == SLP_AWS_START_AGAIN) {
        *reterr = failure;
        return -1;
    }
    object->failures++;
    object->until_ms = now_ms + pause_ms;
    *trouble = failure;
    return 0;
}

int
slp_s3_object_step(struct slp_s3_object *object, int64_t now_ms, bool may_start,
                   struct sl_err *trouble, struct sl_err *reterr)
{
    if (object->doing != NOTHING) {
        const struct slp_aws_result *result = slp_aws_call_result(object->call);
        if (result == NULL)
            return 0;
        int settled = settle(object, result, now_ms, trouble, reterr);
        object->doing = NOTHING;
        if (settled != 0)
            return settled;
    }
    if (now_ms < object->until_ms)
        return 0;
    object->until_ms = 0;
    return may_start && slp_s3_object_is_due(object) ? start(object, reterr) : 0;
}
