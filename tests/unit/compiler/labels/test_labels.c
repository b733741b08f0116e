/* Labels: each rule of the language on a small policy that passes without it. */
#include "labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
levels_and_categories(void **state)
{
    (void)state;
    expect("", "keep kind", "");
    expect("", "keep email", "E0301");
    expect("", "derive mail = lower(trim(email))", "E0301");
    expect("", "derive has_email = present(email)", "");
    expect("", "derive area = postcode_area(postcode)", "");
    expect("", "derive area = postcode_area(trim(lower(postcode)))", "");
    expect("", "derive ill = present(illness)", "E0301");
    expect("", "disclose ill = present(illness) from special care as internal" DECIDED("care_lead"),
           "E0303");
    expect("", "derive pin_known = present(pin)", "E0304");
    expect("destination all clearance open accepts ops, contact purpose \"p\" owned by dpo end\n"
           "release app.persons to all.kinds version 1 row key id = id keep kind\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0301 E0301 E0321");
    expect("", "disclose p = lower(pin) from secret who as internal" DECIDED("dpo"), "E0304");
}

static void
functions_lower_only_what_they_read_directly(void **state)
{
    (void)state;
    expect("", "derive x = one_of(email, allowed: [\"a\", \"b\"])", "");
    expect("", "derive x = present(one_of(balance, allowed: [7]))", "E0301");
    expect("", "derive x = present(lower())", "E0202");
    expect("", "derive x = present(lower(x: [\"a\"]))", "E0202");
    expect("", "derive x = present(nothing(email))", "E0101");
    expect("", "derive x = count_present(email, phone, postcode)", "");
    expect("", "derive x = choose when kind is \"a\" then \"x\" otherwise email", "E0301");
    expect("", "derive x = days_between(made, born)", "E0301");
    expect("", "derive x = made < born if missing 1900-01-01", "E0301");
    expect("", "derive x = nothing", "E0101");
    expect("", "derive x = postcode_area(postcode) is missing", "");
    expect("", "derive x = present(email) or present(phone)", "");
    expect("", "derive x = choose when present(email) then email otherwise missing", "E0301");
    expect("", "derive x = choose when present(email) then \"yes\" otherwise \"no\"", "");
    /* The membership row is money's, not contact's. */
    expect("", "derive x = email if missing \"\" is \"ann\"", "E0301");
    expect("", "derive x = balance is 7", "");
    expect("", "derive x = group(email, from: [\"a\"], to: [\"b\"])", "E0301");
    expect("", "derive x = group(email, from: [\"a\"], to: [\"a\"])", "");
}

static void
missing_values_tell_presence(void **state)
{
    (void)state;
    expect("", "derive x = postcode_area(postcode if missing \"SW1A 1AA\")", "");
    expect("", "derive b = age_band(born if missing 1980-01-01, at: commit_time, width: 10 years)",
           "E0301");
    expect("", "derive x = email is missing", "");
    expect("", "derive x = born is missing", "E0301");
}

static void
presence_labels(void **state)
{
    (void)state;
    expect("", "derive x = postcode_area(raised)", "E0301");
    expect("", "derive x = present(raised)", "");
    expect("table app.a column id bigint open key column p text personal contact presence internal "
           "end\n",
           "keep kind", "E0308");
}

static void
from_limits_what_a_rule_lowers(void **state)
{
    (void)state;
    expect("", "derive x = year(born)", "");
    expect("", "derive x = pseudonym(code, using: link)", "");
    expect("table app.b column id bigint open key column d date special who end\n"
           "release app.b to lake.others version 1 row key id = id derive y = year(d)\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0323");
}

static void
rules_that_apply(void **state)
{
    (void)state;
    static const struct measured present[] = {
        { "derive a = present(x)", "", NULL },
        { "derive a = present(one_of(x, allowed: [\"ann\"]))", "E0301", NULL },
    };
    static const struct measured missing[] = { { "derive a = x is missing", "", NULL } };
    static const struct measured refused[] = { { "derive a = present(x)", "E0323", NULL } };
    EXPECT_ALL("may become internal by present until 2026-01-01", "text?", present);
    EXPECT_ALL("may become internal by count_present", "text?", missing);
    EXPECT_ALL("may become personal by present may become internal by present", "text?", present);
    EXPECT_ALL("may become internal by present may become personal by present", "text?", present);
    EXPECT_ALL("may become open by present", "text?", present);
    EXPECT_ALL("may become internal from personal by present", "text?", present);
    static const struct measured raised[] = { { "derive a = present(x)", "E0301",
                                                "would carry personal m data" } };
    EXPECT_ALL("may become special by present", "text?", raised);
    static const struct measured grouped[] = {
        { "derive a = group(x, from: [\"a\", \"b\"], to: [\"c\", \"d\"])", "W0330 E0323",
          "its classes hold two values at least, but" },
    };
    EXPECT_ALL("may become internal by group", "text?", grouped);
    static const struct measured ended[] = { { "derive a = present(x)", "W0332 E0323",
                                               "its 'until' is past" } };
    EXPECT_ALL("may become internal by present until 2025-12-31", "text?", ended);
    EXPECT_ALL("may become open from internal by present", "text?", refused);
    static const struct measured faulty[] = { { "derive a = present(x)", "E0306 E0323", NULL } };
    EXPECT_ALL("may become open from open by present", "text?", faulty);
    static const struct measured unknown[] = { { "derive a = present(x)", "E0101 E0301", NULL } };
    EXPECT_ALL("may become nothing by present", "text?", unknown);
    static const struct measured columns[] = {
        { "derive a = x > y", "W0330", NULL },
        { "derive a = percent_band(id, of: y, edges: [0, 20])", "W0330 E0301", NULL },
    };
    EXPECT_ALL("may become internal by comparison", "numeric", columns);
    static const struct measured leaves[] = {
        { "derive a = present(x)", "", NULL },
        { "derive a = present(json_text(x, path: \"a\"))", "E0301", NULL },
        { "derive a = present(trim(json_text(x, path: \"a\") if missing \"\"))", "E0301", NULL },
    };
    EXPECT_ALL("may become internal by present", "jsonb", leaves);
    static const struct measured sealed[] = {
        { "derive a = email_domain(x)", "", NULL },
    };
    EXPECT_ALL("may become internal from personal by email_domain end\n"
               "key platform for decryption purpose \"p\" end\n"
               "table app.e column id bigint open key column x text personal m encrypted with "
               "platform as rails end\n"
               "release app.e to measured.e version 1 row key id = id derive a = email_domain(x)\n"
               "deleted rows send key updates send changes end category n owned by dpo",
               "text", sealed);
}

/* Every category's owner has a row, and the least lowered one counts. */
static void
several_categories(void **state)
{
    (void)state;
    static const char both[] =
        "category a1 owned by dpo may become personal by present end\n"
        "category b1 owned by dpo may become internal by present end\n"
        "table app.both column id bigint open key column x text? special a1 b1 end\n"
        "destination close clearance %s accepts a1, b1, contact purpose \"p\" owned by dpo end\n"
        "release app.both to close.both version 1 row key id = id derive a = present(x)\n"
        "deleted rows send key updates send changes end\n";
    char more[2048];
    (void)snprintf(more, sizeof more, both, "internal");
    expect(more, "keep kind", "E0301");
    (void)snprintf(more, sizeof more, both, "personal");
    expect(more, "keep kind", "");
}

static void
decisions(void **state)
{
    (void)state;
    expect("", "disclose mail = lower(email) from personal contact as internal" DECIDED("dpo"), "");
    expect("", "disclose mail = lower(email) from personal contact as internal" DECIDED("fin"),
           "E0318");
    expect("", "disclose mail = lower(email) from special contact as internal" DECIDED("dpo"),
           "E0314");
    expect("", "disclose mail = lower(email) from personal money as internal" DECIDED("dpo"),
           "E0314");
    expect("",
           "disclose mail = lower(email) from personal contact, money as internal" DECIDED("dpo"),
           "E0003");
    expect("", "disclose has = present(email) from internal contact as internal" DECIDED("dpo"),
           "E0315");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2025-12-31",
        "E0316");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2026-01-01",
        "W0331");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2028-01-01",
        "");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2028-01-02",
        "E0317");
    expect("", "disclose m = lower(email) from personal contact as personal" DECIDED("dpo"),
           "E0315 E0301");
    /* One decision hides no other flow. */
    expect("",
           "disclose m = lower(email) from personal contact as internal" DECIDED(
               "dpo") " derive n = lower(email)",
           "E0301");
    /* What is not known is reported once, and nothing about it. */
    expect("", "disclose m = lower(email) from personal contact as nothing" DECIDED("fin"),
           "E0101");
    expect("", "disclose m = lower(email) from nothing contact as internal" DECIDED("dpo"),
           "E0101");
    expect("", "disclose m = lower(email) from personal contact as open" DECIDED("fin"), "E0318");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2026-03-01",
        "W0331");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2026-03-02",
        "");
    expect("",
           "disclose ill = present(illness) from special care as pseudonymous" DECIDED("care_lead"),
           "E0303");
}

static void
declarations(void **state)
{
    (void)state;
    expect("table app.d column id bigint personal key end\n", "keep kind", "E0302");
    expect("destination bad clearance secret accepts who purpose \"p\" owned by dpo end\n",
           "keep kind", "E0305");
    expect("category c1 owned by dpo may become internal from secret by year end\n", "keep kind",
           "E0306");
    expect("category c1 owned by dpo may become personal from internal by year end\n", "keep kind",
           "E0306");
    expect("category c1 owned by dpo may become internal by band at most 3 end\n", "keep kind",
           "E0307");
    expect("category c1 owned by dpo may become internal by age_band at least 5 end\n", "keep kind",
           "E0307");
    expect("category c1 owned by dpo may become internal by group at least 2 end\n", "keep kind",
           "");
    expect("category c1 owned by dpo may become internal by comparison at least 30 days end\n",
           "keep kind", "");
    expect("category c1 owned by dpo may become internal by comparison at most 2 days end\n",
           "keep kind", "E0307");
    expect("category c1 owned by dpo may become internal by membership end\n", "keep kind",
           "W0330");
    expect("category c1 owned by dpo may become internal by year until 2025-01-01 end\n",
           "keep kind", "W0332");
    expect("category c1 owned by dpo may become internal by year until 2026-01-01 end\n",
           "keep kind", "");
    expect("category c1 owned by dpo may become open from open by year end\n", "keep kind",
           "E0306");
    expect("category c1 owned by dpo may become internal from internal by year end\n", "keep kind",
           "E0306");
    expect("table app.d column x text nothing who presence secret end\n", "keep kind", "E0101");
    expect("table app.d column x text nothing who presence special column id bigint open key end\n"
           "release app.d to lake.d version 1 row key id = id keep x\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0101");
    expect("table app.d column x text internal nothing end\n", "keep kind", "E0101");
    expect("table app.d column x text? nothing who column y text? personal who\n"
           "  column id bigint open key end\n"
           "release app.d to lake.d version 1 row key id = id derive n = count_present(x, y)\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0101");
    expect("table app.d column x text internal ops presence internal end\n", "keep kind", "");
    expect("table app.d column x text internal ops presence open end\n", "keep kind", "E0308");
    expect("table app.d presence secret who column x text open end\n", "keep kind", "E0308");
    expect_text("policy language 1 levels open \"o\" secret \"s\" end role dpo \"D\"\n"
                "table app.d column x text secret end\n",
                "E0302", "no category at all");
    expect_text("policy language 1 levels secret \"s\" end role dpo \"D\"\n"
                "table app.d column x text secret end\n",
                "", "a table without presence, and one level");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_and_categories),
        cmocka_unit_test(functions_lower_only_what_they_read_directly),
        cmocka_unit_test(missing_values_tell_presence),
        cmocka_unit_test(presence_labels),
        cmocka_unit_test(from_limits_what_a_rule_lowers),
        cmocka_unit_test(rules_that_apply),
        cmocka_unit_test(several_categories),
        cmocka_unit_test(decisions),
        cmocka_unit_test(declarations),
    };
    return cmocka_run_group_tests_name("labels", tests, NULL, NULL);
}
