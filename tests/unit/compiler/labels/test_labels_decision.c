/* A decision's own parts: why, by whom, until when, and when it was taken. 2026-01-01 is the day. */
#include "../checked.h"

#include <stdio.h>

static const char policy[] =
    "policy language 1\n"
    "levels open \"o\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\" role fin \"F\" role other \"O\"\n"
    "category who owned by dpo end category money owned by fin end\n"
    "destination lake clearance personal accepts who, money positions apart purpose \"p\" "
    "owned by other end\n"
    "table app.a column id bigint open key column sum text personal money\n"
    "column seen timestamptz personal who column made timestamptz open end\n"
    "table app.b presence personal who column id bigint open key column made timestamptz open end\n"
    "release app.a to lake.a version 1 row key id = id\n"
    "disclose sum = sum from personal money as open because \"r\" approved by fin until "
    "2026-12-31\n"
    "deleted rows send key updates send changes end\n";

static void
the_reason_and_the_day(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "because \"r\"", "because \"r\"", "", NULL },
        { "because \"r\"", "because \"\"", "E0340", "says nothing of why" },
        { "because \"r\"", "because \"   \"", "E0340", NULL },
        { "because \"r\"", "because \" .\"", "", NULL },
        { "2026-12-31", "2026-12-31 decided 2026-01-01", "", NULL },
        { "2026-12-31", "2026-12-31 decided 1999-01-01", "", NULL },
        { "2026-12-31", "2026-12-31 decided 2026-01-02", "E0341", "today is 2026-01-01" },
    };
    EXPECT_CHANGES(policy, NAMES | TYPES | LABELS, changes);
}

static void
approvers_are_different_roles(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "by fin until", "by fin and dpo until", "", NULL },
        { "by fin until", "by fin and fin until", "E0102", "a second approver named 'fin'" },
        { "by fin until", "by dpo and fin and dpo until", "E0102", NULL },
        { "by fin until", "by dpo until", "E0318", "'money' data is lowered here" },
    };
    EXPECT_CHANGES(policy, NAMES | TYPES | LABELS, changes);
}

/* Of a time where positions are apart: its level stays. */
static void
expect_time(const char *table, const char *line, const char *codes)
{
    char lines[512];
    (void)snprintf(lines, sizeof lines,
                   "release app.%s to lake.t version 1 row key id = id %s\n"
                   "deleted rows send key updates send changes end\nrelease app.a to",
                   table, line);
    const struct change change = { "release app.a to", lines, codes, NULL };
    expect_changes(policy, NAMES | TYPES | LABELS, &change, 1);
}

static void
owners_approve_where_the_level_stays(void **state)
{
    (void)state;
#define AS_IT_IS(time, label, level, by)                                                           \
    "disclose t = " time " from " label " as " level " because \"r\" approved by " by              \
    " until 2026-12-31"
    expect_time("a", AS_IT_IS("seen", "personal who", "personal", "dpo"), "");
    expect_time("a", AS_IT_IS("seen", "personal who", "personal", "fin"), "E0318");
    expect_time("a", AS_IT_IS("seen", "personal who", "open", "dpo"), "");
    expect_time("a", AS_IT_IS("seen", "personal who", "open", "other"), "E0318");
    /* who owns nothing of the time itself owns what it is told of: every category of the table */
    expect_time("a", AS_IT_IS("made", "open", "open", "fin and dpo"), "");
    expect_time("a", AS_IT_IS("made", "open", "open", "fin"), "E0318");
    expect_time("a", AS_IT_IS("made", "open", "open", "other"), "E0318 E0318");
    expect_time("b", AS_IT_IS("made", "open", "open", "dpo"), "");
    expect_time("b", AS_IT_IS("made", "open", "open", "fin"), "E0318");
#undef AS_IT_IS
}

static void
presence_has_an_owner(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "presence personal who", "presence personal", "E0302",
          "that a row is here is personal but names no category" },
        { "presence personal who", "presence open", "", NULL },
        { "presence personal who", "presence secret who", "E0308", NULL },
    };
    EXPECT_CHANGES(policy, NAMES | TYPES | LABELS, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_and_the_day),
        cmocka_unit_test(approvers_are_different_roles),
        cmocka_unit_test(owners_approve_where_the_level_stays),
        cmocka_unit_test(presence_has_an_owner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
