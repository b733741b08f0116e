/* `positions apart`: all that a destination is told of a time, decisions aside, leaves a day of it at least. */
#include "../checked.h"

#include <stdio.h>

/* Nothing here needs an owner's row, so that times alone are found. */
static const char times[] = "policy language 1\n"
                            "levels open \"o\" internal \"i\" secret \"s\" end\n"
                            "role dpo \"D\"\n"
                            "category m owned by dpo end\n"
                            "key k for pseudonyms links times purpose \"p\" end\n"
                            "destination board clearance internal accepts m %s\n"
                            "purpose \"p\" owned by dpo end\n"
                            "table app.times\n"
                            "  column id bigint open key\n"
                            "  column moment timestamptz internal m\n"
                            "  column other timestamptz internal m\n"
                            "  column local timestamp internal m\n"
                            "  column clock time internal m\n"
                            "  column date date internal m\n"
                            "  column near date internal m\n"
                            "end\n"
                            "release app.times to board.times version 1 row key id = id\n"
                            "%s\n"
                            "deleted rows send key updates send changes end\n";

#define DECIDED_FIELD(name, value)                                                                 \
    " disclose " name " = " value                                                                  \
    " from internal m as internal because \"r\" approved by dpo until 2026-12-31 "

#define ONE "E0322"
#define TWO "E0322 E0322"
#define THREE "E0322 E0322 E0322"

struct told {
    const char *lines, *codes;
};

static void
expect_times(const char *positions, const struct told *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        char text[4096];
        struct checked checked;
        (void)snprintf(text, sizeof text, times, positions, cases[at].lines);
        check_text(&checked, text, NAMES | TYPES | LABELS);
        assert_found(&checked, cases[at].codes, NULL, cases[at].lines);
        checked_done(&checked);
    }
}

#define EXPECT_TIMES(cases) expect_times("positions apart", cases, COUNT_OF(cases))

/* ---- one column ------------------------------------------------------------------------------ */

static void
a_time_does_not_leave_as_it_is(void **state)
{
    (void)state;
    static const struct told whole[] = {
        { "keep moment", ONE },
        { "keep local", ONE },
        { "keep clock", ONE },
        { "keep date", "" },
        { "derive a = pseudonym(moment, using: k)", ONE },
        { "derive a = present(moment)", "" },
        { DECIDED_FIELD("a", "moment"), "" },
    };
    EXPECT_TIMES(whole);
    static const struct told shared[] = { { "keep moment", "" } };
    expect_times("", shared, COUNT_OF(shared));
}

/* The hour lies in every day, and the day holds every hour. */
static void
an_hour_and_its_day_do_not_leave_together(void **state)
{
    (void)state;
    static const struct told parts[] = {
        { "derive a = hour(moment)", "" },
        { "derive a = day(moment)", "" },
        { "derive a = day(moment) derive b = hour(moment)", TWO },
        { "derive a = day(moment) derive b = day_part(moment)", TWO },
        { "derive a = day(moment) derive b = weekday(moment)", "" },
        { "derive a = week(moment) derive b = hour(moment)", "" },
        { "derive a = week(moment) derive b = weekday(moment)", "" },
        { "derive a = week(moment) derive b = weekday(moment) derive c = hour(moment)", THREE },
        { "derive a = month(moment) derive b = weekday(moment) derive c = hour(moment)", "" },
        { "derive a = day(local) derive b = hour(local)", TWO },
        { "derive a = day(moment) derive b = hour(other)", "" },
    };
    EXPECT_TIMES(parts);
}

static void
limits_leave_a_day_between_them(void **state)
{
    (void)state;
    static const struct told limits[] = {
        { "derive a = moment >= 2020-01-01 derive b = moment >= 2020-01-02", "" },
        { "derive a = moment >= 2020-01-01 derive b = moment > 2020-01-01", TWO },
        { "derive a = moment >= 2020-01-01 derive b = moment >= 2020-01-02 "
          "derive c = hour(moment)",
          THREE },
        { "derive a = moment >= 2020-01-01 derive b = moment >= 2020-01-03 "
          "derive c = hour(moment)",
          "" },
        { "derive a = day(moment) derive b = moment > 2020-01-01", TWO },
        { "derive a = day(moment) derive b = moment >= 2020-01-01", "" },
    };
    EXPECT_TIMES(limits);
}

/* What was decided to be told is told: another line that tells no more needs no decision of its own. */
static void
what_was_decided_is_no_matter_of_others(void **state)
{
    (void)state;
    static const struct told decided[] = {
        { DECIDED_FIELD("a", "moment") "derive b = day(moment) derive c = hour(moment)", "" },
        { DECIDED_FIELD("a", "day(moment)") "derive b = hour(moment)", ONE },
        { DECIDED_FIELD("a", "hour(moment)") "derive b = day(moment)", ONE },
    };
    EXPECT_TIMES(decided);
}

/* Taken out, one of the two leaves the other and its own line, which place the moment. */
static void
no_decision_is_needless_where_two_place_a_moment(void **state)
{
    (void)state;
    static const struct told decided[] = {
        { DECIDED_FIELD("a", "hour(moment)") DECIDED_FIELD("b", "day(moment)"), "" },
        { DECIDED_FIELD("a", "day(moment)") DECIDED_FIELD("b", "week(moment)")
              DECIDED_FIELD("c", "hour(moment)"),
          "E0315" },
        { DECIDED_FIELD("a", "moment") DECIDED_FIELD("b", "day(moment)")
              DECIDED_FIELD("c", "hour(moment)"),
          "E0315 E0315" },
        { "keep date" DECIDED_FIELD("a", "day(moment)") DECIDED_FIELD("b", "moment > date"), "" },
        { DECIDED_FIELD("a", "day(moment)"), "E0315" },
    };
    EXPECT_TIMES(decided);
}

/* ---- from another column --------------------------------------------------------------------- */

static void
a_comparison_with_a_known_date_cuts_at_its_midnight(void **state)
{
    (void)state;
    static const struct told dates[] = {
        { "keep date derive a = day(moment) derive b = moment >= date", "" },
        { "keep date derive a = day(moment) derive b = moment > date", TWO },
        { "derive a = day(moment) derive b = moment > date", "" },
    };
    EXPECT_TIMES(dates);
}

static void
spans_in_parts_of_a_day_do_not_leave_from_a_known_day(void **state)
{
    (void)state;
    static const struct told spans[] = {
        { "derive a = minutes_between(moment, commit_time)", ONE },
        { "derive a = hours_between(moment, commit_time)", ONE },
        { "derive a = days_between(moment, commit_time)", "" },
        { "derive a = hours_between(moment, date)", "" },
        { "keep date derive a = hours_between(moment, date)", ONE },
        { "keep date derive a = hours_between(date, moment)", ONE },
        { "keep date derive a = days_between(date, moment)", "" },
        { "keep date derive a = days_between(date, moment) derive b = hour(moment)", TWO },
        { "derive b = week(date) derive a = hours_between(moment, date)", "" },
        { "derive b = day(moment) derive a = hours_between(moment, other)", TWO },
        { "derive b = day(other) derive a = hours_between(moment, other)", TWO },
        { "keep date derive a = days_between(near, date) derive b = hours_between(moment, near)",
          ONE },
    };
    EXPECT_TIMES(spans);
}

#define DAY_OF_MOMENT "derive b = day(moment) derive a = "

/* So that an edge cuts at a midnight, and before it: the first moment of a day is none of the day before. */
static void
edges_of_a_span_cut_between_the_days_of_a_known_date(void **state)
{
    (void)state;
    static const struct told edges[] = {
        { "keep date " DAY_OF_MOMENT "interval_band(date, moment, edges: [24], unit: hours)", "" },
        { "keep date " DAY_OF_MOMENT "interval_band(date, moment, edges: [25], unit: hours)", TWO },
        { "keep date " DAY_OF_MOMENT "interval_band(date, moment, edges: [24, 49], unit: hours)",
          TWO },
        { DAY_OF_MOMENT "interval_band(date, moment, edges: [25], unit: hours)", "" },
        /* at least 24 hours before the date: the midnight itself, and not a moment behind it */
        { "keep date " DAY_OF_MOMENT "interval_band(moment, date, edges: [24], unit: hours)", TWO },
        /* an hour that is not whole does not count: more than 24 hours before the date, or less */
        { "keep date " DAY_OF_MOMENT "interval_band(date, moment, edges: [-23], unit: hours)",
          TWO },
        { "keep date " DAY_OF_MOMENT "interval_band(moment, date, edges: [-23], unit: hours)", "" },
        { "keep date " DAY_OF_MOMENT "interval_band(moment, date, edges: [1], unit: days)", "" },
        { "keep date " DAY_OF_MOMENT "interval_band(date, moment, edges: [1], unit: weeks)", "" },
    };
    EXPECT_TIMES(edges);
}

/* A moment lies anywhere in its day, and so does what is whole days from it. */
static void
edges_of_a_span_from_a_moment_cut_within_days(void **state)
{
    (void)state;
    static const struct told edges[] = {
        { DAY_OF_MOMENT "interval_band(moment, commit_time, edges: [24], unit: hours)", TWO },
        { DAY_OF_MOMENT "interval_band(commit_time, moment, edges: [24], unit: hours)", TWO },
        { DAY_OF_MOMENT "interval_band(moment, commit_time, edges: [1], unit: days)", "" },
        { "derive a = interval_band(moment, commit_time, edges: [24], unit: hours)", "" },
        { DAY_OF_MOMENT "interval_band(moment, other, edges: [24], unit: hours)", "" },
        { DECIDED_FIELD("d", "other") DAY_OF_MOMENT
          "interval_band(moment, other, edges: [24], unit: hours)",
          TWO },
        { DECIDED_FIELD("d", "other") DAY_OF_MOMENT
          "interval_band(moment, other, edges: [1], unit: days)",
          "" },
        { DECIDED_FIELD("d", "other") DAY_OF_MOMENT "moment >= other", TWO },
        { DAY_OF_MOMENT "moment >= other", "" },
    };
    EXPECT_TIMES(edges);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_does_not_leave_as_it_is),
        cmocka_unit_test(an_hour_and_its_day_do_not_leave_together),
        cmocka_unit_test(limits_leave_a_day_between_them),
        cmocka_unit_test(what_was_decided_is_no_matter_of_others),
        cmocka_unit_test(no_decision_is_needless_where_two_place_a_moment),
        cmocka_unit_test(a_comparison_with_a_known_date_cuts_at_its_midnight),
        cmocka_unit_test(spans_in_parts_of_a_day_do_not_leave_from_a_known_day),
        cmocka_unit_test(edges_of_a_span_cut_between_the_days_of_a_known_date),
        cmocka_unit_test(edges_of_a_span_from_a_moment_cut_within_days),
    };
    return cmocka_run_group_tests_name("times", tests, NULL, NULL);
}
