#include "sink/s3_response.h"

#include "aws/client.h"
#include "aws/xml.h"

int
slp_s3_response_garbled(const char *action, struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "the answer to %s is none", action);
}

int
slp_s3_response_upload_id(struct sl_str body, const char *action, struct sl_buf *ret,
                          struct sl_err *reterr)
{
    sl_buf_clear(ret);
    if (slp_xml_text(body, "UploadId", ret) && ret->len > 0 && !sl_buf_failed(ret))
        return 0;
    sl_buf_clear(ret);
    return slp_s3_response_garbled(action, reterr);
}

bool
slp_s3_response_is_etag(struct sl_str etag)
{
    for (size_t at = 0; at < etag.len; at++)
        if (etag.ptr[at] < ' ' || etag.ptr[at] > '~' || strchr("<>&", etag.ptr[at]) != NULL)
            return false;
    return etag.len > 0 && etag.len < SLP_S3_ETAG_MAX_BYTES;
}

int
slp_s3_response_completion(struct sl_str body, const char *action, struct sl_str *ret_code,
                           struct sl_err *reterr)
{
    struct sl_str found;
    if (slp_xml_find(body, "CompleteMultipartUploadResult", &found))
        return 0;
    *ret_code = SL_STR("");
    if (slp_xml_find(body, "Error", &found) && slp_xml_find(found, "Code", ret_code)) {
        (void)slp_aws_code_outcome(*ret_code, action, reterr);
        return -1;
    }
    return slp_s3_response_garbled(action, reterr);
}
