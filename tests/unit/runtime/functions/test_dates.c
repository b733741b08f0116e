/* test_dates.c - what days are called. */
#include "fixture.h"

static void
calendar(void **state)
{
    (void)state;
    const struct sl_sealed last_second = sealed(SL_TIMESTAMPTZ, -1, NULL);
    is_integer(sl_year(out, date(2026, 1, 15)), 2026);
    is_integer(sl_year(out, last_second), 1969);
    is_text(sl_month(out, date(2026, 1, 15)), "2026-01");
    is_text(sl_month(out, date(33, 12, 1)), "0033-12");
    is_text(sl_month(out, last_second), "1969-12");
    is_integer(sl_day(out, last_second), -1);
    is_integer(sl_day(out, date(1970, 1, 2)), 1);
    const struct sl_sealed outside[] = { date(0, 12, 31), date(10000, 1, 1),
                                         sealed(SL_DATE, SL_TIME_AFTER_ALL, NULL),
                                         sealed(SL_TIMESTAMP, SL_TIME_BEFORE_ALL, NULL), missing };
    for (size_t at = 0; at < sizeof outside / sizeof *outside; at++) {
        is_missing(sl_year(out, outside[at]));
        is_missing(sl_month(out, outside[at]));
        is_missing(sl_day(out, outside[at]));
        is_missing(sl_age_band(out, outside[at], date(2026, 1, 1), 10));
        is_missing(sl_months_between(out, outside[at], date(2026, 1, 1)));
        is_missing(sl_months_between(out, date(2026, 1, 1), outside[at]));
    }
    is_unchanged(sl_year(out, unchanged));
    is_unchanged(sl_month(out, unchanged));
    is_unchanged(sl_day(out, unchanged));
}

/* ISO 8601's own examples of week dates, and years with 53 weeks. */
static void
weeks_of_years(void **state)
{
    static const struct {
        int64_t year;
        int month, day;
        const char *week;
    } known[] = {
        { 2005, 1, 1, "2004-W53" }, { 2005, 1, 2, "2004-W53" },   { 2005, 12, 31, "2005-W52" },
        { 2006, 1, 1, "2005-W52" }, { 2007, 1, 1, "2007-W01" },   { 2007, 12, 30, "2007-W52" },
        { 2008, 1, 1, "2008-W01" }, { 2008, 12, 28, "2008-W52" }, { 2009, 12, 31, "2009-W53" },
        { 2010, 1, 3, "2009-W53" }, { 1969, 12, 28, "1969-W52" }, { 1970, 1, 1, "1970-W01" },
    };
    (void)state;
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        const struct sl_civil day = { known[at].year, known[at].month, known[at].day };
        is_text(sl_week(out, sealed(SL_DATE, sl_days_of_civil(day), NULL)), known[at].week);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar),
        cmocka_unit_test(weeks_of_years),
    };
    return cmocka_run_group_tests_name("dates", tests, make_record, free_record);
}
