/* test_email.c - addresses, and their domains. */
#include "fixture.h"

static void
email_domains(void **state)
{
    (void)state;
    static const struct {
        const char *address, *domain;
    } cases[] = {
        { "ann@gmail.com", "gmail.com" },
        { "  Ann.B+c@Mail.Example.CO.UK\r\n", "mail.example.co.uk" },
        { "zo\xc3\xab@llewellyn.example", "llewellyn.example" },
        { "a@b-c.xn--p1ai", "b-c.xn--p1ai" },
        { "a@1.uk", "1.uk" },
        { "", NULL },
        { "@", NULL },
        { "ann", NULL },
        { "@gmail.com", NULL },
        { "ann@", NULL },
        { "ann@localhost", NULL },
        { "ann@@gmail.com", NULL },
        { "a@b@c.com", NULL },
        { "ann smith@gmail.com", NULL },
        { "Ann <ann@gmail.com>", NULL },
        { "ann@gmail.com, bob@x.com", NULL },
        { "ann@.com", NULL },
        { "ann@gmail..com", NULL },
        { "ann@gmail.com.", NULL },
        { "ann@-gmail.com", NULL },
        { "ann@gmail-.com", NULL },
        { "ann@gmail.c", NULL },
        { "ann@gmail.1m", NULL },
        { "ann@192.168.0.10", NULL },
        { "ann@g_mail.com", NULL },
        { "ann@z\xc3\xab.com", NULL },
        { "a\x7f@gmail.com", NULL },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        is_text(sl_email_domain(out, text(cases[at].address)), cases[at].domain);
    is_missing(sl_email_domain(out, missing));
    is_unchanged(sl_email_domain(out, unchanged));
}

/* Lengths at their limits: 64 before the sign, 63 a label, 253 in all. */
static void
email_lengths(void **state)
{
    (void)state;
    char address[400] = "";
    memset(address, 'l', 64);
    strncat(address, "@d.com", 7);
    is_text(sl_email_domain(out, text(address)), "d.com");
    address[64] = 'l';
    strncat(address, "@d.com", 7);
    is_missing(sl_email_domain(out, text(address)));
    memset(address, 0, sizeof address);
    memset(address, 'd', 2 + 253);
    memcpy(address, "a@", 2);
    for (size_t dot = 2 + 63; dot < 2 + 253; dot += 64)
        address[dot] = '.';
    is_text(sl_email_domain(out, text(address)), address + 2);
    address[2 + 253] = 'd';
    is_missing(sl_email_domain(out, text(address)));
    address[2 + 100] = '\0';
    address[2 + 63] = 'd';
    address[2 + 64] = '.';
    is_missing(sl_email_domain(out, text(address)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(email_domains),
        cmocka_unit_test(email_lengths),
    };
    return cmocka_run_group_tests_name("email", tests, make_record, free_record);
}
