#include "config/kms.h"

#include "aws/client.h"
#include "buf.h"
#include "crypto/encoding.h"
#include "json_out.h"
#include "maxima.h"
#include "read_all.h"
#include "sandbox/sandbox.h"
#include "wipe.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the process tells: what became of it, and the secret or the error's two texts. */
struct response {
    enum sl_class class;
    uint32_t len;
    char text[sizeof((struct sl_err *)0)->text];
    char remedy[sizeof((struct sl_err *)0)->remedy];
    uint8_t secret[SLP_MAX_SECRET_BYTES];
};

/* ---- in the process ------------------------------------------------------------------------- */

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
read_secret(struct sl_str body, struct response *ret)
{
    struct sl_buf secret;
    json_t *response = json_loadb(body.ptr, body.len, 0, NULL);
    const json_t *text = json_object_get(response, "Plaintext");
    sl_buf_init(&secret, SLP_MAX_SECRET_BYTES + 3);
    bool sound =
        json_is_string(text) &&
        sl_decode(SL_BASE64, (struct sl_str) { json_string_value(text), json_string_length(text) },
                  &secret) &&
        secret.len > 0 && secret.len <= sizeof ret->secret;
    if (sound) {
        memcpy(ret->secret, secret.bytes, secret.len);
        ret->len = (uint32_t)secret.len;
    }
    sl_buf_wipe(&secret);
    sl_buf_done(&secret);
    json_decref(response);
    return sound;
}

static int
call(struct slp_aws_client *client, struct sl_str body, struct response *ret, struct sl_err *reterr)
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

static int
ask(const struct slp_kms_request *request, struct response *ret, struct sl_err *reterr)
{
    const struct slp_aws_options options = { .service = "kms", .region = request->region };
    struct slp_aws_client *client;
    struct sl_buf body;
    if (slp_harden(0, reterr) != 0 || slp_aws_client_new(&options, &client, reterr) != 0)
        return -1;
    sl_buf_init(&body, 4 * SLP_MAX_CONFIG_BYTES);
    int failed = write_body(request, &body) ? call(client, sl_buf_str(&body), ret, reterr)
                                            : sl_fail(reterr, SL_RETRY, "out of memory");
    sl_buf_done(&body);
    slp_aws_client_free(client);
    return failed;
}

/* Does not return: what the parent has registered to run at its exit is not this process's. */
static void
run(const struct slp_kms_request *request, int fd)
{
    struct response response = { .class = SL_OK };
    struct sl_err err = { .class = SL_OK };
    if (ask(request, &response, &err) != 0) {
        response.class = err.class;
        memcpy(response.text, err.text, sizeof response.text);
        memcpy(response.remedy, err.remedy, sizeof response.remedy);
    }
    bool told = sl_write_all(fd, (struct sl_str) { (const char *)&response, sizeof response }) == 0;
    sl_wipe(&response, sizeof response);
    _exit(told ? 0 : 1);
}

/* ---- beside it ------------------------------------------------------------------------------- */

static int
keep(const struct response *response, struct slp_vault *vault, struct sl_key *ret,
     struct sl_err *reterr)
{
    if (response->class != SL_OK) {
        (void)sl_fail(reterr, response->class, "%s", response->text);
        return sl_remedy(reterr, "%s", response->remedy);
    }
    const struct sl_str secret = { (const char *)response->secret, response->len };
    return slp_vault_keep(vault, secret, ret) == 0 ? 0
                                                   : sl_fail(reterr, SL_CONFIG, "too many secrets");
}

int
slp_kms_decrypt(const struct slp_kms_request *request, struct slp_vault *vault, struct sl_key *ret,
                struct sl_err *reterr)
{
    struct response response;
    int ends[2], status;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return sl_fail(reterr, SL_RETRY, "no pipe for kms:Decrypt");
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        run(request, ends[1]);
    }
    (void)close(ends[1]);
    bool answered = pid > 0 && sl_read_all(ends[0], &response, sizeof response) == 0;
    (void)close(ends[0]);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    int result = answered ? keep(&response, vault, ret, reterr)
                          : sl_fail(reterr, SL_RETRY, "the process that calls kms:Decrypt died");
    sl_wipe(&response, sizeof response);
    return result;
}
