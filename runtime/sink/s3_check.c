#include "sink/s3_check.h"

#include "maxima.h"
#include "sink/s3_marker.h"
#include "sink/s3_request.h"
#include "sink/s3_response.h"

enum check_call { SEE_BUCKET, BEGIN_UPLOAD, GIVE_UP, READ_MARKER, CALLS };

struct check {
    const char *destination;
    struct slp_aws_call *call;
    struct slp_s3_request request;
    struct sl_buf upload_id;
};

static void
prepare(struct check *check, enum check_call call)
{
    static const uint8_t mark[SLP_S3_MARK_BYTES] = { 0 };
    struct slp_object_name name;
    if (call == SEE_BUCKET) {
        sl_buf_add_byte(&check->request.path, '/');
        slp_s3_request_head(&check->request);
    } else if (call == BEGIN_UPLOAD) {
        const struct sl_position first = { .gen = 0 };
        slp_object_name_of("sluice-check", SL_POSITIONS_SHARED, &first, &name);
        slp_s3_request_name(&check->request, &name, mark);
        slp_s3_request_create(&check->request);
    } else if (call == GIVE_UP) {
        slp_s3_request_abort(&check->request, sl_buf_str(&check->upload_id));
    } else {
        slp_s3_request_name_marker(&check->request, check->destination);
        slp_s3_request_get(&check->request);
    }
}

/* ": in eu-west-2; objects may be written and uploads given up; the marker may be read" */
static void
describe(const struct check *check, enum check_call call, struct sl_buf *facts)
{
    const char *region = slp_aws_call_header(check->call, "x-amz-bucket-region");
    if (call == GIVE_UP)
        sl_buf_printf(facts, "; objects may be written and uploads given up");
    else if (call == READ_MARKER)
        sl_buf_printf(facts, "; the marker may be read");
    else if (region[0] != '\0')
        sl_buf_printf(facts, ": in %s", region);
}

static int
make_call(struct check *check, enum check_call call, struct sl_buf *facts, struct sl_err *reterr)
{
    prepare(check, call);
    slp_aws_call_start(check->call, &check->request.request);
    const struct slp_aws_result *response = slp_aws_call_wait(check->call);
    if (call == READ_MARKER && slp_s3_marker_judge(response, reterr) < 0)
        return -1;
    if (call != READ_MARKER && response->outcome != SLP_AWS_OK) {
        *reterr = response->err;
        return -1;
    }
    if (call == BEGIN_UPLOAD)
        return slp_s3_response_upload_id(response->body, check->request.request.action,
                                         &check->upload_id, reterr);
    describe(check, call, facts);
    return 0;
}

int
slp_s3_check(struct slp_aws_client *client, const struct slp_destination_config *config,
             struct sl_buf *facts, struct sl_err *reterr)
{
    struct check check = { .destination = config->name, .call = slp_aws_call_new(client) };
    if (check.call == NULL)
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for an object");
    slp_s3_request_init(&check.request, &config->s3);
    sl_buf_init(&check.upload_id, 4 * SL_KIB);
    sl_buf_printf(facts, "bucket %s", config->s3.bucket);
    int result = 0;
    for (enum check_call call = SEE_BUCKET; result == 0 && call < CALLS; call++)
        result = make_call(&check, call, facts, reterr);
    sl_buf_add_byte(facts, '\n');
    slp_aws_call_free(check.call);
    slp_s3_request_done(&check.request);
    sl_buf_done(&check.upload_id);
    return result;
}
