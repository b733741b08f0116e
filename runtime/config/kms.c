#include "config/kms.h"

#include "aws/client.h"
#include "buf.h"
#include "config/apart.h"
#include "crypto/encoding.h"
#include "json_out.h"
#include "maxima.h"

#include <jansson.h>
#include <openssl/evp.h>

/* {"KeyId": …, "CiphertextBlob": …, "EncryptionContext": {…}} */
static bool
write_body(const struct slp_kms_request *request, struct sl_buf *out)
{
    sl_buf_add_str(out, SL_STR("{\"KeyId\":"));
    sl_json_string(out, sl_str_of(request->key_id));
    sl_buf_add_str(out, SL_STR(",\"CiphertextBlob\":\""));
    char *base64 = sl_buf_reserve(out, request->wrapped.len / 3 * 4 + 8);
    if (base64 == NULL)
        return false;
    int len = EVP_EncodeBlock((unsigned char *)base64, (const unsigned char *)request->wrapped.ptr,
                              (int)request->wrapped.len);
    sl_buf_claim(out, len > 0 ? (size_t)len : 0);
    sl_buf_add_str(out, SL_STR("\",\"EncryptionContext\":"));
    sl_buf_add_str(out, sl_str_of(request->context));
    sl_buf_add_byte(out, '}');
    return !sl_buf_failed(out);
}

/* {"Plaintext": base64, …} */
static bool
read_secret(struct sl_str body, struct sl_buf *ret)
{
    json_t *response = json_loadb(body.ptr, body.len, 0, NULL);
    const json_t *text = json_object_get(response, "Plaintext");
    bool sound =
        json_is_string(text) &&
        sl_decode(SL_BASE64, (struct sl_str) { json_string_value(text), json_string_length(text) },
                  ret) &&
        ret->len > 0;
    json_decref(response);
    return sound;
}

static int
call(struct slp_aws_client *client, struct sl_str body, struct sl_buf *ret, struct sl_err *reterr)
{
    const struct slp_aws_pair headers[] = {
        { SL_STR("content-type"), SL_STR("application/x-amz-json-1.1") },
        { SL_STR("x-amz-target"), SL_STR("TrentService.Decrypt") },
    };
    const struct slp_aws_request request = {
        .method = "POST",
        .path = SL_STR("/"),
        .headers = headers,
        .nheaders = sizeof headers / sizeof headers[0],
        .body = body,
        .action = "kms:Decrypt",
        .quotable = true,
        .timeout_ms = 20000,
    };
    struct slp_aws_call *decrypt = slp_aws_call_new(client);
    if (decrypt == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory");
    slp_aws_call_start(decrypt, &request);
    const struct slp_aws_result *result = slp_aws_call_wait(decrypt);
    int failed = 0;
    if (result->outcome != SLP_AWS_OK) {
        *reterr = result->err;
        failed = -1;
    } else if (!read_secret(result->body, ret)) {
        failed = sl_fail(reterr, SL_BUG, "kms:Decrypt answered without a secret");
    }
    slp_aws_call_free(decrypt);
    return failed;
}

/* slp_apart_fn: the context is the request. */
static int
ask(const void *context, struct sl_buf *ret_secret, struct sl_err *reterr)
{
    const struct slp_kms_request *request = context;
    const struct slp_aws_options options = { .service = "kms", .region = request->region };
    struct slp_aws_client *client;
    struct sl_buf body;
    if (slp_aws_client_new(&options, &client, reterr) != 0)
        return -1;
    sl_buf_init(&body, 4 * SLP_MAX_CONFIG_BYTES);
    int failed = write_body(request, &body) ? call(client, sl_buf_str(&body), ret_secret, reterr)
                                            : sl_fail(reterr, SL_RETRY, "out of memory");
    sl_buf_done(&body);
    slp_aws_client_free(client);
    return failed;
}

int
slp_kms_decrypt(const struct slp_kms_request *request, struct slp_vault *vault, struct sl_key *ret,
                struct sl_err *reterr)
{
    const struct slp_apart apart = { .get = ask, .context = request, .action = "kms:Decrypt" };
    return slp_secret_from_apart(&apart, vault, ret, reterr);
}
