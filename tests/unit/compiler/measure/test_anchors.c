/* `at least` beside cuts that are counted from another column, from the commit, or in another measure: of points
 * that the receiver knows there is one, and nothing else cuts the column. */
#include "../labels/labelled.h"

#include "../checked.h"

#define FROM_COMMIT "derive a = interval_band(x, commit_time, edges: [0, 62], unit: days) "
#define FROM_W "derive b = interval_band(x, w, edges: [0, 62], unit: days) "

/* ---- dates ----------------------------------------------------------------------------------- */

static void
a_date_is_known_when_it_is_told_more_finely_than_the_bound(void **state)
{
    (void)state;
    static const struct measured week[] = {
        { FROM_COMMIT FROM_W, "", NULL },
        { FROM_W "keep w", "", NULL },
        { FROM_COMMIT FROM_W "keep w", "E0323 E0323",
          "'interval_band(x, commit_time, edges: [0, 62], unit: days)' cuts the same column, too, "
          "and "
          "where this line cuts moves against it" },
        { FROM_COMMIT FROM_W "derive c = week(w)", "", NULL },
        { FROM_COMMIT FROM_W "derive c = day(w)", "E0323 E0323", "moves against it" },
    };
    EXPECT_ALL("may become internal by interval_band at least 7 days", "date", week);
    static const struct measured month[] = {
        { FROM_COMMIT FROM_W "derive c = month(w)", "", NULL },
        { FROM_COMMIT FROM_W "derive c = week(w)", "E0323 E0323", "moves against it" },
    };
    EXPECT_ALL("may become internal by interval_band at least 1 months", "date", month);
    static const struct measured day_and_a_half[] = {
        { FROM_COMMIT FROM_W "derive c = week(w)", "", NULL },
        { FROM_COMMIT FROM_W "derive c = day(w)", "E0323 E0323", "moves against it" },
    };
    EXPECT_ALL("may become internal by interval_band at least 1.5 days", "date", day_and_a_half);
    static const struct measured half_a_day[] = {
        { FROM_COMMIT FROM_W "derive c = day(w)", "", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 0.5 days", "date", half_a_day);
    static const struct measured unreadable[] = {
        { FROM_COMMIT FROM_W "derive c = day(w)", "E0323 E0323",
          "it is not a number that can be compared" },
    };
    EXPECT_ALL("may become internal by interval_band at least 9999999999999999999 days", "date",
               unreadable);
}

/* Spans from two columns that nobody knows are two values, unless the span between those is told. */
static void
unknown_dates_are_tied_by_their_span(void **state)
{
    (void)state;
    static const struct measured spans[] = {
        { FROM_W "derive c = interval_band(x, y, edges: [0, 62], unit: days)", "", NULL },
        { FROM_W "derive c = interval_band(x, y, edges: [0, 62], unit: days)" DECIDED_LINE(
              "d", "days_between(y, w)"),
          "E0323 E0323", "counts the same column from another point that the receiver knows" },
        { FROM_W "derive c = interval_band(x, w, edges: [0, 31], unit: days)", "", NULL },
        { FROM_W "derive c = interval_band(x, w, edges: [0, 2], unit: months)", "E0323 E0323",
          "by something else than its size" },
    };
    EXPECT_ALL("may become internal by interval_band at least 7 days", "date", spans);
}

/* An age moves with the commit; limits, years and weekdays stand still. */
static void
an_age_is_the_only_cut(void **state)
{
    (void)state;
    static const struct measured ages[] = {
        { "derive a = age_band(x, at: commit_time, width: 10 years)", "", NULL },
        { "derive a = age_band(x, at: commit_time, width: 10 years) derive b = x < 2000-01-01",
          "E0323",
          "'x < 2000-01-01' cuts the same column, too, and where this line cuts moves against it" },
        { "derive a = age_band(x, at: commit_time, width: 10 years) derive b = weekday(x)", "E0323",
          "'weekday(x)' cuts the same column, too, and where this line cuts moves against it" },
        { "derive a = age_band(x, at: commit_time, width: 10 years) derive b = day(x)", "E0301",
          NULL },
        { "derive a = age_band(x, at: commit_time, width: 10 years)" DECIDED_LINE(
              "b", "x") "derive c = weekday(x)",
          "", NULL },
    };
    EXPECT_ALL("may become internal by age_band at least 5 years "
               "may become internal by comparison at most 9 "
               "may become internal by weekday",
               "date", ages);
    static const struct measured refused[] = {
        { "derive a = age_band(x, at: commit_time, width: 10 years) derive b = x < 2000-01-01",
          "E0301", NULL },
    };
    EXPECT_ALL("may become internal by age_band at least 5 years", "date", refused);
    static const struct measured limits[] = {
        { "derive a = x < 2000-01-01 derive b = weekday(x)", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 7 days and at most 9 "
               "may become internal by weekday",
               "date", limits);
}

/* ---- numbers and places ---------------------------------------------------------------------- */

/* A number is known when it is told, or cut by itself; the row key is. */
static void
shares_of_a_known_number_cut_alone(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = percent_band(x, of: y, edges: [0, 50]) "
          "derive b = percent_band(x, of: id, edges: [0, 50])",
          "", NULL },
        { "derive a = percent_band(x, of: y, edges: [0, 50]) "
          "derive b = percent_band(x, of: id, edges: [0, 50]) derive c = y is 5",
          "", NULL },
        { "derive a = percent_band(x, of: y, edges: [0, 50]) "
          "derive b = percent_band(x, of: id, edges: [0, 50]) derive c = band(y, edges: [5])",
          "E0323 E0323", "counts the same column from another point that the receiver knows" },
        { "derive a = band(x, edges: [5]) derive b = percent_band(x, of: id, edges: [0, 50])",
          "E0323 E0323",
          "'band(x, edges: [5])' cuts the same column, too, and where this line cuts moves against "
          "it" },
        { "derive a = band(x, edges: [5]) derive b = percent_band(x, of: id, edges: [0, 50])",
          "E0323 E0323",
          "'percent_band(x, of: id, edges: [0, 50])' cuts the same column, too, and where this "
          "line" },
    };
    EXPECT_ALL("may become internal by band at least 50 "
               "may become internal by percent_band at least 50 "
               "may become internal by membership at most 9",
               "numeric", numbers);
}

static void
one_grid_covers_a_column(void **state)
{
    (void)state;
    static const struct measured places[] = {
        { "derive a = grid(x, y, km: 25) derive b = grid(x, y, km: 25)", "", NULL },
        { "derive a = grid(x, y, km: 25) derive b = grid(x, y, km: 50)", "E0323 E0323",
          "'grid(x, y, km: 50)' lays another grid over the same places" },
        { "derive a = grid(x, y, km: 25) derive b = band(x, edges: [5])", "E0323 E0323",
          "'grid(x, y, km: 25)' cuts the same column, too, by something else than its size" },
        { "derive a = grid(x, y, km: 25) derive b = band(x, edges: [5])", "E0323 E0323",
          "'band(x, edges: [5])' cuts the same column, too, by something else than its size" },
    };
    EXPECT_ALL("may become internal by grid at least 10 may become internal by band at least 10",
               "numeric", places);
}

/* ---- several owners -------------------------------------------------------------------------- */

/* A date of two owners, beside another that leaves by its week. */
static const char owned[] =
    "policy language 1\n"
    "levels open \"o\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\"\n"
    "category m owned by dpo may become open by interval_band at least 2 days end\n"
    "category n owned by dpo may become open by interval_band at least 20 days end\n"
    "destination lake clearance open accepts m, n purpose \"p\" owned by dpo end\n"
    "table app.dates\n"
    "  column id bigint open key\n"
    "  column x date personal m n\n"
    "  column w date open\n"
    "end\n"
    "release app.dates to lake.dates version 1\n"
    "  row key id = id\n" FROM_COMMIT FROM_W "\n"
    "  derive c = week(w)\n"
    "  deleted rows send key updates send changes metadata commit_time\n"
    "end\n";

static void
the_widest_bound_says_what_is_known(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "20 days", "20 days", "E0323 E0323", "moves against it" },
        { "20 days", "7 days", "", NULL },
        { "2 days end\ncategory n owned by dpo may become open by interval_band at least 20 days",
          "20 days end\ncategory n owned by dpo may become open by interval_band at least 2 days",
          "E0323 E0323", "moves against it" },
        { "2 days end\ncategory n owned by dpo may become open by interval_band at least 20 days",
          "2 end\ncategory n owned by dpo may become open by interval_band", "E0307 E0323 E0323",
          "without a unit of time it is no distance between dates" },
        { " at least 20 days", "", "", NULL },
        { " at least 2 days", "", "E0323 E0323", "moves against it" },
    };
    EXPECT_CHANGES(owned, NAMES | TYPES | LABELS, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_known_when_it_is_told_more_finely_than_the_bound),
        cmocka_unit_test(unknown_dates_are_tied_by_their_span),
        cmocka_unit_test(an_age_is_the_only_cut),
        cmocka_unit_test(shares_of_a_known_number_cut_alone),
        cmocka_unit_test(one_grid_covers_a_column),
        cmocka_unit_test(the_widest_bound_says_what_is_known),
    };
    return cmocka_run_group_tests_name("anchors", tests, NULL, NULL);
}
