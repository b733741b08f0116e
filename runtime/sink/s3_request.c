#include "sink/s3_request.h"

#include "maxima.h"
#include "sink/marker_text.h"

#include <openssl/evp.h>
#include <stdio.h>

/* A list of 10,000 parts. */
#define BODY_MAX_BYTES (8 * SL_MIB)
#define PATH_MAX_BYTES (2 * SL_KIB) /* S3: a key has at most 1 KiB */

void
slp_s3_request_init(struct slp_s3_request *request, const struct slp_s3_config *config)
{
    *request = (struct slp_s3_request) { .config = config };
    sl_buf_init(&request->path, PATH_MAX_BYTES);
    sl_buf_init(&request->body, BODY_MAX_BYTES);
}

void
slp_s3_request_done(struct slp_s3_request *request)
{
    sl_buf_done(&request->path);
    sl_buf_done(&request->body);
}

bool
slp_s3_request_failed(const struct slp_s3_request *request)
{
    return sl_buf_failed(&request->path) || sl_buf_failed(&request->body);
}

void
slp_s3_request_name(struct slp_s3_request *request, const struct slp_object_name *name,
                    const uint8_t mark[SLP_S3_MARK_BYTES])
{
    char hex[2 * SLP_S3_MARK_BYTES + 1];
    sl_hex(mark, SLP_S3_MARK_BYTES, hex);
    sl_buf_clear(&request->path);
    sl_buf_printf(&request->path, "/%s%s/%s-%s.jsonl%s", request->config->prefix, name->folder,
                  name->name, hex, request->config->compress == SLP_COMPRESS_GZIP ? ".gz" : "");
}

void
slp_s3_request_name_marker(struct slp_s3_request *request, const char *destination)
{
    char name[SLP_MARKER_NAME_BYTES];
    slp_marker_name(destination, name);
    sl_buf_clear(&request->path);
    sl_buf_printf(&request->path, "/%s" SLP_MARKER_FOLDER "/%s", request->config->prefix, name);
}

static void
add_header(struct slp_s3_request *request, struct sl_str name, struct sl_str value)
{
    request->headers[request->request.nheaders++] =
        (struct slp_aws_pair) { .name = name, .value = value };
}

static void
add_query(struct slp_s3_request *request, struct sl_str name, struct sl_str value)
{
    request->query[request->request.nquery++] =
        (struct slp_aws_pair) { .name = name, .value = value };
}

static void
begin(struct slp_s3_request *request, const char *method, const char *action)
{
    request->request = (struct slp_aws_request) { .method = method,
                                                  .path = sl_buf_str(&request->path),
                                                  .query = request->query,
                                                  .headers = request->headers,
                                                  .action = action };
    const char *owner = request->config->bucket_owner;
    if (owner[0] != '\0')
        add_header(request, SL_STR("x-amz-expected-bucket-owner"), sl_str_of(owner));
}

/* Of what makes an object. */
static void
add_kind(struct slp_s3_request *request, struct sl_str content_type)
{
    const struct slp_s3_config *config = request->config;
    add_header(request, SL_STR("content-type"), content_type);
    if (config->encryption == SLP_ENCRYPTION_BUCKET)
        return;
    bool kms = config->encryption == SLP_ENCRYPTION_KMS;
    add_header(request, SL_STR("x-amz-server-side-encryption"),
               kms ? SL_STR("aws:kms") : SL_STR("AES256"));
    if (!kms)
        return;
    add_header(request, SL_STR("x-amz-server-side-encryption-bucket-key-enabled"), SL_STR("true"));
    if (config->kms_key[0] != '\0')
        add_header(request, SL_STR("x-amz-server-side-encryption-aws-kms-key-id"),
                   sl_str_of(config->kms_key));
}

static struct sl_str
records_type(const struct slp_s3_request *request)
{
    return request->config->compress == SLP_COMPRESS_GZIP ? SL_STR("application/gzip")
                                                          : SL_STR("application/x-ndjson");
}

static void
add_body(struct slp_s3_request *request, struct sl_str body, const uint8_t digest[SL_SHA256_BYTES])
{
    memcpy(request->digest, digest, SL_SHA256_BYTES);
    (void)EVP_EncodeBlock((unsigned char *)request->checksum, digest, SL_SHA256_BYTES);
    request->request.body = body;
    request->request.body_sha256 = request->digest;
    add_header(request, SL_STR("x-amz-checksum-sha256"), sl_str_of(request->checksum));
}

void
slp_s3_request_put(struct slp_s3_request *request, struct sl_str body,
                   const uint8_t digest[SL_SHA256_BYTES])
{
    begin(request, "PUT", "s3:PutObject");
    add_kind(request, records_type(request));
    add_header(request, SL_STR("if-none-match"), SL_STR("*"));
    add_body(request, body, digest);
}

void
slp_s3_request_replace(struct slp_s3_request *request, struct sl_str body,
                       const uint8_t digest[SL_SHA256_BYTES])
{
    begin(request, "PUT", "s3:PutObject");
    add_kind(request, SL_STR("application/json"));
    add_body(request, body, digest);
}

void
slp_s3_request_get(struct slp_s3_request *request)
{
    begin(request, "GET", "s3:GetObject");
}

void
slp_s3_request_create(struct slp_s3_request *request)
{
    begin(request, "POST", "s3:PutObject");
    add_kind(request, records_type(request));
    add_header(request, SL_STR("x-amz-checksum-algorithm"), SL_STR("SHA256"));
    add_query(request, SL_STR("uploads"), SL_STR(""));
}

void
slp_s3_request_upload_part(struct slp_s3_request *request, struct sl_str upload_id, uint32_t number,
                           struct sl_str body, const uint8_t digest[SL_SHA256_BYTES])
{
    begin(request, "PUT", "s3:PutObject");
    (void)snprintf(request->number, sizeof request->number, "%u", number);
    add_query(request, SL_STR("partNumber"), sl_str_of(request->number));
    add_query(request, SL_STR("uploadId"), upload_id);
    add_body(request, body, digest);
}

void
slp_s3_request_complete(struct slp_s3_request *request, struct sl_str upload_id,
                        struct sl_str parts)
{
    begin(request, "POST", "s3:PutObject");
    sl_buf_clear(&request->body);
    sl_buf_add_str(&request->body, SL_STR("<CompleteMultipartUpload "
                                          "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"));
    sl_buf_add_str(&request->body, parts);
    sl_buf_add_str(&request->body, SL_STR("</CompleteMultipartUpload>"));
    add_header(request, SL_STR("content-type"), SL_STR("application/xml"));
    add_header(request, SL_STR("if-none-match"), SL_STR("*"));
    add_query(request, SL_STR("uploadId"), upload_id);
    request->request.body = sl_buf_str(&request->body);
}

void
slp_s3_request_abort(struct slp_s3_request *request, struct sl_str upload_id)
{
    begin(request, "DELETE", "s3:AbortMultipartUpload");
    add_query(request, SL_STR("uploadId"), upload_id);
}

void
slp_s3_request_head(struct slp_s3_request *request)
{
    bool bucket = sl_str_is(sl_buf_str(&request->path), "/");
    begin(request, "HEAD", bucket ? "s3:ListBucket" : "s3:GetObject");
}
