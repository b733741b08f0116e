/* Of signatures: the cases that AWS publishes, as data. Names are those of its test suite for Signature
 * Version 4, and of the examples in the documentation of S3. tests/aws/test_sigv4.py holds the signer
 * against another one. */
#include "aws/sigv4.h"
#include "http/uri.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define UNRESERVED "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define TOKEN                                                                                      \
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSP" \
    "fIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT" \
    "7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlz" \
    "m8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="

enum { MAX_PAIRS = 4 };

struct signed_case {
    const char *name, *method, *path;
    const char *query[MAX_PAIRS][2], *headers[MAX_PAIRS][2];
    const char *body, *signature;
};

/* Host example.amazonaws.com, service "service", 2015-08-30T12:36:00Z. */
static const struct signed_case cases[] = {
    { .name = "get-vanilla",
      .signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
    { .name = "get-vanilla-query, get-vanilla-empty-query-key",
      .query = { { "Param1", "value1" } },
      .signature = "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb" },
    { .name = "get-vanilla-query-order-key",
      .query = { { "Param1", "value2" }, { "Param1", "Value1" } },
      .signature = "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1" },
    { .name = "get-vanilla-query-order-key-case",
      .query = { { "Param2", "value2" }, { "Param1", "value1" } },
      .signature = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
    { .name = "get-vanilla-query-order-value",
      .query = { { "Param1", "value2" }, { "Param1", "value1" } },
      .signature = "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694" },
    { .name = "get-vanilla-query-unreserved",
      .query = { { UNRESERVED, UNRESERVED } },
      .signature = "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
    { .name = "get-vanilla-utf8-query",
      .query = { { "\xe1\x88\xb4", "bar" } },
      .signature = "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
    { .name = "get-unreserved",
      .path = "/" UNRESERVED,
      .signature = "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
    { .name = "get-utf8",
      .path = "/\xe1\x88\xb4",
      .signature = "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
    { .name = "get-space",
      .path = "/example space/",
      .signature = "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
    { .name = "get-relative",
      .path = "/example/..",
      .signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
    { .name = "get-relative-relative",
      .path = "/example1/example2/../..",
      .signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
    { .name = "get-slash",
      .path = "//",
      .signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
    { .name = "get-slash-dot-slash",
      .path = "/./",
      .signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
    { .name = "get-slash-pointless-dot",
      .path = "/./example",
      .signature = "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5" },
    { .name = "get-slashes",
      .path = "//example//",
      .signature = "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84" },
    { .name = "get-header-key-duplicate",
      .headers = { { "my-header1", "value2" },
                   { "my-header1", "value2" },
                   { "my-header1", "value1" } },
      .signature = "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea" },
    { .name = "get-header-value-multiline",
      .headers = { { "my-header1", "value1\n  value2\n     value3" } },
      .signature = "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd" },
    { .name = "get-header-value-order",
      .headers = { { "my-header1", "value4" },
                   { "my-header1", "value1" },
                   { "my-header1", "value3" },
                   { "my-header1", "value2" } },
      .signature = "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01" },
    { .name = "get-header-value-trim",
      .headers = { { "my-header1", " value1" }, { "my-header2", " \"a   b   c\"" } },
      .signature = "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
    { .name = "post-vanilla, post-header-key-case, post-sts-header-after",
      .method = "POST",
      .signature = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
    { .name = "post-vanilla-query, post-vanilla-empty-query-value",
      .method = "POST",
      .query = { { "Param1", "value1" } },
      .signature = "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11" },
    { .name = "post-header-key-sort",
      .method = "POST",
      .headers = { { "my-header1", "value1" } },
      .signature = "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
    { .name = "post-header-value-case",
      .method = "POST",
      .headers = { { "my-header1", "VALUE1" } },
      .signature = "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
    { .name = "post-sts-header-before",
      .method = "POST",
      .headers = { { "x-amz-security-token", TOKEN } },
      .signature = "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead" },
    { .name = "post-x-www-form-urlencoded",
      .method = "POST",
      .headers = { { "content-type", "application/x-www-form-urlencoded" } },
      .body = "Param1=value1",
      .signature = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
    { .name = "post-x-www-form-urlencoded-parameters",
      .method = "POST",
      .headers = { { "content-type", "application/x-www-form-urlencoded; charset=utf8" } },
      .body = "Param1=value1",
      .signature = "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe" },
};

#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define WELCOME "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"

/* Host examplebucket.s3.amazonaws.com, service "s3", 2013-05-24T00:00:00Z. */
static const struct signed_case s3_cases[] = {
    { .name = "GET object",
      .path = "/test.txt",
      .headers = { { "range", "bytes=0-9" }, { "x-amz-content-sha256", NOTHING } },
      .signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41" },
    { .name = "PUT object",
      .method = "PUT",
      .path = "/test%24file.text",
      .headers = { { "date", "Fri, 24 May 2013 00:00:00 GMT" },
                   { "x-amz-content-sha256", WELCOME },
                   { "x-amz-storage-class", "REDUCED_REDUNDANCY" } },
      .body = "Welcome to Amazon S3.",
      .signature = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd" },
    { .name = "GET bucket lifecycle",
      .query = { { "lifecycle", "" } },
      .headers = { { "x-amz-content-sha256", NOTHING } },
      .signature = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543" },
    { .name = "GET bucket",
      .query = { { "max-keys", "2" }, { "prefix", "J" } },
      .headers = { { "x-amz-content-sha256", NOTHING } },
      .signature = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7" },
};

static size_t
add_pairs(const char *const pairs[MAX_PAIRS][2], struct slp_aws_pair *ret)
{
    size_t count = 0;
    while (count < MAX_PAIRS && pairs[count][0] != NULL) {
        ret[count] =
            (struct slp_aws_pair) { sl_str_of(pairs[count][0]), sl_str_of(pairs[count][1]) };
        count++;
    }
    return count;
}

static void
check(struct slp_sigv4 *signer, const struct signed_case *expected, const char *host,
      const struct slp_sigv4_scope *scope, bool as_sent)
{
    struct slp_aws_pair query[MAX_PAIRS], headers[MAX_PAIRS + 2];
    char time[SLP_SIGV4_TIME_CHARS + 1], hash[SL_SHA256_HEX_CHARS + 1];
    struct sl_buf authorization;
    sl_buf_init(&authorization, SLP_HTTP_MAX_HEADER_BYTES);
    slp_sigv4_time(scope->time_s, time);
    sl_sha256_hex(sl_str_of(expected->body != NULL ? expected->body : ""), hash);
    size_t nquery = add_pairs(expected->query, query);
    size_t nheaders = add_pairs(expected->headers, headers);
    headers[nheaders++] = (struct slp_aws_pair) { SL_STR("x-amz-date"), sl_str_of(time) };
    headers[nheaders++] = (struct slp_aws_pair) { SL_STR("host"), sl_str_of(host) };
    const struct slp_sigv4_request request = {
        .method = expected->method != NULL ? expected->method : "GET",
        .path = sl_str_of(expected->path != NULL ? expected->path : "/"),
        .path_as_sent = as_sent,
        .query = query,
        .nquery = nquery,
        .headers = headers,
        .nheaders = nheaders,
        .body_sha256 = hash,
    };
    assert_int_equal(slp_sigv4_sign(signer, &request, scope, &authorization), 0);
    sl_buf_add_byte(&authorization, '\0');
    const char *signature = strstr(authorization.bytes, "Signature=");
    if (signature == NULL || strcmp(signature + 10, expected->signature) != 0)
        fail_msg("%s: %s", expected->name, authorization.bytes);
    sl_buf_done(&authorization);
}

static void
the_published_cases(void **state)
{
    (void)state;
    struct slp_sigv4 *signer = slp_sigv4_new();
    const struct slp_sigv4_scope scope = { .id = SL_STR("AKIDEXAMPLE"),
                                           .secret =
                                               SL_STR("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                                           .region = "us-east-1",
                                           .service = "service",
                                           .time_s = 1440938160 };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
        check(signer, &cases[at], "example.amazonaws.com", &scope, false);
    slp_sigv4_free(signer);
}

static void
the_examples_of_s3(void **state)
{
    (void)state;
    struct slp_sigv4 *signer = slp_sigv4_new();
    const struct slp_sigv4_scope scope = { .id = SL_STR("AKIAIOSFODNN7EXAMPLE"),
                                           .secret =
                                               SL_STR("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                                           .region = "us-east-1",
                                           .service = "s3",
                                           .time_s = 1369353600 };
    for (size_t at = 0; at < sizeof s3_cases / sizeof s3_cases[0]; at++)
        check(signer, &s3_cases[at], "examplebucket.s3.amazonaws.com", &scope, true);
    slp_sigv4_free(signer);
}

/* The signing key is kept: each of day, region, service and secret must make a new one. */
static void
a_kept_key_is_not_used_for_another_scope(void **state)
{
    (void)state;
    const struct slp_sigv4_scope first = {
        .id = SL_STR("A"), .secret = SL_STR("s"), .region = "r", .service = "v", .time_s = 86399
    };
    struct slp_sigv4_scope others[] = { first, first, first, first };
    others[0].secret = SL_STR("t");
    others[1].region = "q";
    others[2].service = "w";
    others[3].time_s = 86400;
    const struct slp_sigv4_request request = { .method = "GET",
                                               .path = SL_STR("/"),
                                               .body_sha256 = NOTHING };
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++) {
        struct slp_sigv4 *used = slp_sigv4_new(), *fresh = slp_sigv4_new();
        struct sl_buf made, expected;
        sl_buf_init(&made, SLP_HTTP_MAX_HEADER_BYTES);
        sl_buf_init(&expected, SLP_HTTP_MAX_HEADER_BYTES);
        assert_int_equal(slp_sigv4_sign(used, &request, &first, &made), 0);
        sl_buf_clear(&made);
        assert_int_equal(slp_sigv4_sign(used, &request, &others[at], &made), 0);
        assert_int_equal(slp_sigv4_sign(fresh, &request, &others[at], &expected), 0);
        assert_true(sl_str_equal(sl_buf_str(&made), sl_buf_str(&expected)));
        sl_buf_done(&made);
        sl_buf_done(&expected);
        slp_sigv4_free(used);
        slp_sigv4_free(fresh);
    }
}

static void
more_headers_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    struct slp_aws_pair many[SLP_SIGV4_MAX_PAIRS + 1];
    for (size_t at = 0; at <= SLP_SIGV4_MAX_PAIRS; at++)
        many[at] = (struct slp_aws_pair) { SL_STR("n"), SL_STR("v") };
    struct slp_sigv4 *signer = slp_sigv4_new();
    struct sl_buf out;
    sl_buf_init(&out, SLP_HTTP_MAX_HEADER_BYTES);
    const struct slp_sigv4_scope scope = { .region = "r", .service = "s" };
    struct slp_sigv4_request request = { .method = "GET",
                                         .path = SL_STR("/"),
                                         .headers = many,
                                         .nheaders = SLP_SIGV4_MAX_PAIRS + 1,
                                         .body_sha256 = NOTHING };
    assert_int_equal(slp_sigv4_sign(signer, &request, &scope, &out), -1);
    assert_int_equal(slp_sigv4_query(&out, many, SLP_SIGV4_MAX_PAIRS + 1), -1);
    sl_buf_done(&out);
    slp_sigv4_free(signer);
}

static void
urls_are_taken_apart_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *url, *scheme, *host, *authority, *path;
    } good[] = {
        { "https://a.b", "https", "a.b", "a.b", "" },
        { "HTTPS://a.b:443/", "https", "a.b", "a.b", "" },
        { "http://a.b:80/x/", "http", "a.b", "a.b", "/x" },
        { "http://localhost:4567", "http", "localhost", "localhost:4567", "" },
        { "https://[fd00:ec2::254]:8443/p", "https", "fd00:ec2::254", "[fd00:ec2::254]:8443",
          "/p" },
    };
    static const char *const bad[] = { "",
                                       "a.b",
                                       "ftp://a.b",
                                       "https://",
                                       "https:///x",
                                       "https://u@a",
                                       "https://a?q=1",
                                       "https://a#f",
                                       "https://a b",
                                       "https://a:b",
                                       "https://[a",
                                       "https://:1",
                                       "https://a:1234567" };
    struct slp_uri uri;
    for (size_t at = 0; at < sizeof good / sizeof good[0]; at++) {
        assert_true(slp_uri_parse(sl_str_of(good[at].url), &uri));
        assert_true(sl_str_is(uri.scheme, good[at].scheme) && sl_str_is(uri.host, good[at].host) &&
                    sl_str_is(uri.authority, good[at].authority) &&
                    sl_str_is(uri.path, good[at].path));
    }
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++)
        if (slp_uri_parse(sl_str_of(bad[at]), &uri))
            fail_msg("%s was taken", bad[at]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_cases),
        cmocka_unit_test(the_examples_of_s3),
        cmocka_unit_test(a_kept_key_is_not_used_for_another_scope),
        cmocka_unit_test(more_headers_than_there_is_room_for_are_refused),
        cmocka_unit_test(urls_are_taken_apart_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
