/* Of what comes back: errors and what they mean, credentials in JSON, texts in XML. */
#include "aws/credentials.h"
#include "aws/error.h"
#include "aws/xml.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- XML ----------------------------------------------------------------------------------- */

static void
texts_of_elements(void **state)
{
    (void)state;
    static const struct {
        const char *document, *element, *text; /* NULL: none */
    } cases[] = {
        { "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code></Error>", "Code", "NoSuchKey" },
        { "<R xmlns=\"u\"><ETag>&quot;a&amp;b&quot;</ETag></R>", "ETag", "\"a&b\"" },
        { "<a><CodeName>x</CodeName><Code >y</Code ></a>", "Code", "y" },
        { "<Code attribute='1'>z</Code>", "Code", "z" },
        { "<Code>&#65;&#x42;</Code>", "Code", "AB" },
        { "<Code></Code>", "Code", "" },
        { "<Code/>", "Code", NULL },
        { "<Code>a", "Code", NULL },
        { "<Code>a</Codes>", "Code", NULL },
        { "<Code>a<b/></Code>", "Code", NULL },
        { "<Code>&nbsp;</Code>", "Code", NULL },
        { "<Code>&amp</Code>", "Code", NULL },
        { "<Code>&#0;</Code>", "Code", NULL },
        { "<Code>&#99999999999;</Code>", "Code", NULL },
        { "<Code", "Code", NULL },
        { "<", "Code", NULL },
        { "", "Code", NULL },
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        struct sl_buf out;
        sl_buf_init(&out, 1024);
        bool found = slp_xml_text(sl_str_of(cases[at].document), cases[at].element, &out);
        if (found != (cases[at].text != NULL) ||
            (found && !sl_str_is(sl_buf_str(&out), cases[at].text)))
            fail_msg("%s: %s", cases[at].document, found ? "found" : "not found");
        sl_buf_done(&out);
    }
}

/* ---- errors -------------------------------------------------------------------------------- */

static void
codes_are_found_in_bodies_and_headers(void **state)
{
    (void)state;
    static const struct {
        const char *body, *header, *code, *message;
    } cases[] = {
        { "{\"__type\":\"com.amazonaws.kinesis.v20131202#ResourceNotFoundException\","
          "\"message\":\"Stream x\"}",
          "", "ResourceNotFoundException", "Stream x" },
        { " {\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}", "", "AccessDeniedException",
          "no" },
        { "{\"code\":\"Throttled\"}", "", "Throttled", "" },
        { "{}", "InternalFailure:http://internal.amazon.com/", "InternalFailure", "" },
        { "", "SlowDown", "SlowDown", "" },
        { "<Error><Code>NoSuchBucket</Code><Message>a &lt; b</Message></Error>", "", "NoSuchBucket",
          "a < b" },
        { "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code></Error></"
          "ErrorResponse>",
          "", "ExpiredToken", "" },
        { "<html><body>502</body></html>", "", "", "" },
        { "{\"__type\":\"a value with blanks\"}", "", "",
          "" }, /* whoever wrote this, it is no code */
        { "{\"__type\":{\"a\":1}}", "", "", "" },
        { "{\"__type\":", "", "", "" },
        { "gateway time-out", "", "", "" },
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        struct sl_buf code, message;
        sl_buf_init(&code, 1024);
        sl_buf_init(&message, 1024);
        slp_aws_error_parse(sl_str_of(cases[at].body), sl_str_of(cases[at].header), &code,
                            &message);
        if (!sl_str_is(sl_buf_str(&code), cases[at].code) ||
            !sl_str_is(sl_buf_str(&message), cases[at].message))
            fail_msg("%s: '%.*s' '%.*s'", cases[at].body, SL_FMT(sl_buf_str(&code)),
                     SL_FMT(sl_buf_str(&message)));
        sl_buf_done(&code);
        sl_buf_done(&message);
    }
}

static void
what_an_error_leads_to(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        long status;
        enum slp_aws_outcome outcome;
        enum slp_aws_repeat again;
    } cases[] = {
        { "ProvisionedThroughputExceededException", 400, SLP_AWS_THROTTLED, SLP_REPEAT_NOTHING },
        { "SlowDown", 503, SLP_AWS_THROTTLED, SLP_REPEAT_NOTHING },
        { "InternalFailure", 500, SLP_AWS_TRANSIENT, SLP_REPEAT_NOTHING },
        { "ExpiredTokenException", 400, SLP_AWS_EXPIRED, SLP_REPEAT_CREDENTIALS },
        { "UnrecognizedClientException", 400, SLP_AWS_UNKNOWN_IDENTITY, SLP_REPEAT_CREDENTIALS },
        { "RequestTimeTooSkewed", 403, SLP_AWS_CLOCK, SLP_REPEAT_CLOCK },
        { "SignatureDoesNotMatch", 403, SLP_AWS_UNKNOWN_IDENTITY, SLP_REPEAT_CLOCK },
        { "AccessDenied", 403, SLP_AWS_DENIED, SLP_REPEAT_NOTHING },
        { "KMSDisabledException", 400, SLP_AWS_KMS, SLP_REPEAT_NOTHING },
        { "KMSThrottlingException", 400, SLP_AWS_THROTTLED, SLP_REPEAT_NOTHING },
        { "DisabledException", 400, SLP_AWS_KMS, SLP_REPEAT_NOTHING },
        { "KeyUnavailableException", 500, SLP_AWS_TRANSIENT, SLP_REPEAT_NOTHING },
        { "NoSuchBucket", 404, SLP_AWS_MISSING, SLP_REPEAT_NOTHING },
        { "AuthorizationHeaderMalformed", 400, SLP_AWS_ELSEWHERE, SLP_REPEAT_NOTHING },
        { "PreconditionFailed", 412, SLP_AWS_EXISTS, SLP_REPEAT_NOTHING },
        { "", 301, SLP_AWS_ELSEWHERE, SLP_REPEAT_NOTHING },
        { "", 400, SLP_AWS_INVALID, SLP_REPEAT_NOTHING },
        { "", 403, SLP_AWS_DENIED, SLP_REPEAT_NOTHING },
        { "", 404, SLP_AWS_MISSING, SLP_REPEAT_NOTHING },
        { "", 409, SLP_AWS_CONFLICT, SLP_REPEAT_NOTHING },
        { "", 412, SLP_AWS_EXISTS, SLP_REPEAT_NOTHING },
        { "", 413, SLP_AWS_TOO_LARGE, SLP_REPEAT_NOTHING },
        { "", 429, SLP_AWS_THROTTLED, SLP_REPEAT_NOTHING },
        { "NewThing", 500, SLP_AWS_TRANSIENT, SLP_REPEAT_NOTHING },
        { "NewThing", 0, SLP_AWS_GARBLED, SLP_REPEAT_NOTHING }, /* of one record: again */
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        enum slp_aws_repeat again;
        enum slp_aws_outcome outcome =
            slp_aws_error_outcome(sl_str_of(cases[at].code), cases[at].status, &again);
        if (outcome != cases[at].outcome || again != cases[at].again)
            fail_msg("%s %ld: outcome %d, repeat %d", cases[at].code, cases[at].status,
                     (int)outcome, (int)again);
    }
}

static void
explanations_name_the_action_and_quote_no_control_characters(void **state)
{
    (void)state;
    struct sl_err err;
    struct slp_aws_error error = { .outcome = SLP_AWS_DENIED,
                                   .code = SL_STR("AccessDenied"),
                                   .status = 403,
                                   .action = "s3:PutObject",
                                   .at = "lake.s3.eu-west-1.amazonaws.com",
                                   .message = SL_STR("a\nb\x1b[2J") };
    slp_aws_error_explain(&error, &err);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, "s3:PutObject"));
    assert_non_null(strstr(err.text, "403 AccessDenied"));
    assert_non_null(strstr(err.text, "a?b?[2J"));
    assert_non_null(strstr(err.remedy, "s3:PutObject"));
    assert_int_equal(slp_aws_code_outcome(SL_STR("a row's value"), "kinesis:PutRecords", &err),
                     SLP_AWS_GARBLED);
    assert_null(strstr(err.text, "row"));
    assert_int_equal(err.class, SL_RETRY);
}

static void
pauses_grow_to_a_limit(void **state)
{
    (void)state;
    int64_t longest = 0;
    for (unsigned failures = 0; failures < 100; failures++)
        for (int times = 0; times < 50; times++) {
            int64_t transient = slp_aws_pause_ms(SLP_AWS_TRANSIENT, failures);
            int64_t throttled = slp_aws_pause_ms(SLP_AWS_THROTTLED, failures);
            assert_in_range(transient, 0, failures < 8 ? 50u << failures : 20000);
            assert_in_range(throttled, 0, failures < 4 ? 1000u << failures : 20000);
            longest = throttled > longest ? throttled : longest;
        }
    assert_true(longest > 15000);
}

/* ---- credentials --------------------------------------------------------------------------- */

static void
times_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        int64_t time;
    } cases[] = {
        { "2015-08-30T12:36:00Z", true, 1440938160 },
        { "2015-08-30T12:36:00.123Z", true, 1440938160 },
        { "2015-08-30T14:36:00+02:00", true, 1440938160 },
        { "2015-08-30T07:06:00-0530", true, 1440938160 },
        { "", true, 0 },
        { "2015-08-30", false, 0 },
        { "2015-08-30T12:36:00", false, 0 },
        { "tomorrow", false, 0 },
        { "2015-08-30T12:36:00Zx", false, 0 },
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        int64_t time;
        if (slp_aws_time_parse(sl_str_of(cases[at].text), &time) != cases[at].good ||
            (cases[at].good && time != cases[at].time))
            fail_msg("%s", cases[at].text);
    }
}

static void
credentials_are_whole_or_refused(void **state)
{
    (void)state;
    struct slp_aws_credentials credentials;
    struct sl_err err;
    slp_aws_credentials_init(&credentials);
    struct sl_str good = SL_STR("{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"B\",\"Token\":\"T\","
                                "\"Expiration\":\"2015-08-30T12:36:00Z\"}");
    assert_int_equal(slp_aws_credentials_of_json(&credentials, good, "Token", "x", &err), 0);
    assert_true(sl_str_is(slp_aws_credentials_id(&credentials), "A"));
    assert_true(sl_str_is(slp_aws_credentials_secret(&credentials), "B"));
    assert_true(sl_str_is(slp_aws_credentials_token(&credentials), "T"));
    assert_int_equal(credentials.expires_s, 1440938160);
    static const struct {
        const char *json;
        enum sl_class class;
    } bad[] = {
        { "{\"SecretAccessKey\":\"canary\"}", SL_CONFIG },
        { "{\"AccessKeyId\":\"A\"}", SL_CONFIG },
        { "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"ca\\nnary\"}", SL_CONFIG },
        { "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"canary\",\"Expiration\":\"soon\"}",
          SL_CONFIG },
        { "[]", SL_RETRY },
        { "canary", SL_RETRY },
        { "", SL_RETRY },
    };
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        assert_int_equal(
            slp_aws_credentials_of_json(&credentials, sl_str_of(bad[at].json), "Token", "x", &err),
            -1);
        assert_int_equal(err.class, bad[at].class);
        assert_null(strstr(err.text, "canary"));
    }
    assert_true(sl_str_is(slp_aws_credentials_id(&credentials), "A")); /* the old ones stay */
    slp_aws_credentials_done(&credentials);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_elements),
        cmocka_unit_test(codes_are_found_in_bodies_and_headers),
        cmocka_unit_test(what_an_error_leads_to),
        cmocka_unit_test(explanations_name_the_action_and_quote_no_control_characters),
        cmocka_unit_test(pauses_grow_to_a_limit),
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(credentials_are_whole_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
