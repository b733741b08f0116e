/* A value beside its pseudonym, which other columns have, too. */
#include "../checked.h"

#include "maxima.h"

/* Places of clubs may be read; where members live may not. Clubs leave in two streams. */
static const char places[] =
    "policy language 1\n"
    "levels open \"o\" coded \"c\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\"\n"
    "category abode owned by dpo\n"
    "  may become coded by pseudonym\n"
    "  may become coded by pseudonym_uuid\n"
    "  may become coded by match_code\n"
    "  may become coded by bucket_of at most 9\n"
    "end\n"
    "key link for pseudonyms links clubs, towns, members purpose \"join\" end\n"
    "destination lake clearance coded accepts abode positions apart purpose \"p\" owned by dpo "
    "end\n"
    "destination shop clearance personal accepts abode positions apart purpose \"p\" owned by dpo "
    "end\n"
    "table app.clubs\n"
    "  column club bigint open key\n"
    "  column place text? open identifies place\n"
    "  column street text? open\n"
    "end\n"
    "table app.members\n"
    "  column member bigint open key\n"
    "  column home text personal abode identifies place\n"
    "  column work text personal abode\n"
    "end\n"
    "release app.clubs to lake.clubs version 1\n"
    "  row key club = club\n"
    "  derive place_ref = pseudonym(place, using: link)\n"
    "  derive town = street if missing \"\"\n"
    "  deleted rows send key updates send changes\n"
    "end\n"
    "release app.clubs to lake.towns version 1\n"
    "  row key club = club\n"
    "  keep place\n"
    "  keep street\n"
    "  deleted rows send key updates send changes\n"
    "end\n"
    "release app.members to lake.members version 1\n"
    "  row key member = member\n"
    "  derive home_ref = pseudonym(home, using: link)\n"
    "  withhold work\n"
    "  deleted rows send key updates send changes\n"
    "end\n";

static void
expect(const char *from, const char *to, const char *codes, const char *words)
{
    const struct change change = { from, to, codes, words };
    expect_changes(places, NAMES | TYPES | LABELS, &change, 1);
}

static void
a_value_beside_its_pseudonym_tells_the_others(void **state)
{
    (void)state;
    expect("keep place", "keep place", "E0350",
           "'place' leaves readably beside its pseudonym, which 'home' has, too");
    expect("keep place", "derive place = lower(trim(place))", "E0350", "'home' is personal abode");
    expect("keep place", "derive place = place if missing \"\"", "E0350", NULL);
    expect("keep place", "derive place = pseudonym(place, using: link)", "", NULL);
    expect("keep place", "derive place = present(place)", "", NULL);
    expect("to lake.towns", "to shop.towns", "", NULL);
    expect("release app.clubs to lake.clubs", "release app.clubs to nowhere.clubs", "E0101", NULL);
}

/* A bucket says nothing of single values. */
static void
buckets_are_no_dictionary(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *bucketed = text_with(arena, places, "pseudonym(home, using: link)",
                                     "bucket_of(home, using: link, of: 9)");
    const struct change change = { "pseudonym(place, using: link)",
                                   "bucket_of(place, using: link, of: 9)", "", NULL };
    expect_changes(bucketed, NAMES | TYPES | LABELS, &change, 1);
    sl_arena_free(arena);
}

/* In a destination that nobody declares nothing is read, whatever else is there. */
static void
an_unknown_destination_is_reported_once(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *unknown = text_with(arena, places, "to lake.clubs", "to nowhere.clubs");
    unknown = text_with(arena, unknown, "to lake.towns", "to nowhere.towns");
    const struct change change = { "to lake.members", "to nowhere.members", "E0101 E0101 E0101",
                                   NULL };
    expect_changes(unknown, NAMES | TYPES | LABELS, &change, 1);
    sl_arena_free(arena);
}

/* What a decision lets out of the column itself is no secret of another one. */
static void
the_column_itself_is_none_of_the_others(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *decided = text_with(arena, places, "place text? open identifies",
                                    "place text? personal abode identifies");
    decided = text_with(arena, decided, "keep place",
                        "disclose place = place from personal abode as coded because \"b\" "
                        "approved by dpo until 2026-12-31");
    static const struct change changes[] = {
        { "home text personal abode", "home text personal abode", "E0350", "'home' has, too" },
        { "home text personal abode", "home text coded abode", "", NULL },
    };
    EXPECT_CHANGES(decided, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

static void
only_where_another_column_is_not_to_be_read(void **state)
{
    (void)state;
    expect("column home text personal abode", "column home text coded abode", "", NULL);
    expect("column home text personal abode", "column home text open", "", NULL);
    expect("clearance coded", "clearance personal", "", NULL);
    expect("identifies place\n  column work", "identifies home\n  column work", "", NULL);
    expect("pseudonym(home, using: link)", "bucket_of(home, using: link, of: 9)", "", NULL);
    expect("pseudonym(home, using: link)", "match_code(home, using: link)", "", NULL);
    expect("pseudonym(home, using: link)", "pseudonym_uuid(home, using: link)", "E0350", NULL);
    expect("to lake.members", "to shop.members", "", NULL);
}

static void
rows_are_one_by_their_keys_or_positions(void **state)
{
    (void)state;
    const char *from = "to lake.towns version 1\n  row key club = club";
    expect(from, "to lake.towns version 1\n  row key club = pseudonym(club, using: link)", "",
           NULL);
    expect(from, "to lake.towns version 1\n  row key ref = street", "", NULL);
    expect(from, "to lake.towns version 1\n  row key ref = street\n  keep club", "E0350", NULL);
    expect(
        from,
        "to lake.towns version 1\n  row key ref = street\n  derive club_no = clamp(club, low: 1, "
        "high: 9)",
        "E0350", NULL);
    expect(from,
           "to lake.towns version 1\n  row key ref = street\n  derive club_no = round_down(club, "
           "to: 10)",
           "", NULL);
    expect(from, "to lake.towns version 1\n  row key ref = street\n  only rows where club is 5", "",
           NULL);
    expect("clearance coded accepts abode positions apart", "clearance coded accepts abode",
           "E0350", NULL);
    expect("row key club = club\n  derive",
           "disclose row key club = club from open as open because \"b\" approved by dpo until "
           "2026-12-31\n  derive",
           "E0315 E0350", NULL);
    expect("row key club = club\n  derive",
           "disclose row key street = street from open as open because \"b\" approved by dpo until "
           "2026-12-31\n  derive",
           "E0315", NULL);
}

/* The text with both clubs' streams under these lines for their row keys. */
static const char *
keyed(struct sl_arena *arena, const char *clubs, const char *towns)
{
    static const char key[] = "row key club = club";
    const char *from = "lake.clubs version 1\n  row key club = club";
    const char *text = text_with(arena, places, from, text_with(arena, from, key, clubs));
    from = "lake.towns version 1\n  row key club = club";
    return text_with(arena, text, from, text_with(arena, from, key, towns));
}

static void
rows_are_one_by_one_value_of_their_keys(void **state)
{
    (void)state;
#define CODED(column, key) "row key ref = pseudonym(" column ", using: " key ")"
    static const struct {
        const char *clubs, *towns, *codes;
    } cases[] = {
        { CODED("club", "link"), CODED("club", "link"), "E0350" },
        { CODED("club", "link"), CODED("club", "other"), "" },
        { CODED("club", "link"), CODED("street", "link"), "" },
        { CODED("club", "link"), CODED("5", "link"), "E0201" },
        { CODED("5", "link"), CODED("club", "link"), "E0201" },
        { CODED("5", "link"), CODED("5", "link"), "E0201 E0201" },
        { CODED("club", "link"), "row key club = club", "" },
        { "row key low = lower(street)", "row key low = lower(place)", "" },
    };
#undef CODED
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct sl_arena *arena = sl_arena_new(SL_MIB);
        const char *text = keyed(arena, cases[at].clubs, cases[at].towns);
        const struct change change = { "end\ndestination lake",
                                       "end\nkey other for pseudonyms links clubs purpose \"p\" "
                                       "end\ndestination lake",
                                       cases[at].codes, NULL };
        expect_changes(text, NAMES | TYPES | LABELS, &change, 1);
        sl_arena_free(arena);
    }
}

static void
rows_are_one_in_one_stream_and_by_shared_positions(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *text = keyed(arena, "row key low = lower(street)", "row key low = lower(street)");
    static const struct change changes[] = {
        { "keep place", "keep place", "", NULL },
        { "derive town = street", "derive town = place", "E0350", NULL },
        { "positions apart", "", "E0350", NULL },
    };
    EXPECT_CHANGES(text, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

static void
rows_are_one_by_pseudonyms_of_one_key(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *coded =
        text_with(arena, places, "lake.clubs version 1\n  row key club = club",
                  "lake.clubs version 1\n  row key club = pseudonym(club, using: link)");
    static const struct change changes[] = {
        { "lake.towns version 1\n  row key club = club",
          "lake.towns version 1\n  row key club = pseudonym(club, using: link)", "E0350", NULL },
        { "keep street", "keep street", "", NULL },
    };
    EXPECT_CHANGES(coded, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

static void
codes_of_several_columns_are_read_part_by_part(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *matched =
        text_with(arena, places, "derive place_ref = pseudonym(place, using: link)",
                  "derive place_ref = match_code(place, club, using: link)");
    matched = text_with(arena, matched, "derive home_ref = pseudonym(home, using: link)",
                        "derive home_ref = match_code(home, member, using: link)");
    matched =
        text_with(arena, matched, "club bigint open key", "club bigint open key identifies n");
    matched =
        text_with(arena, matched, "member bigint open key", "member bigint open key identifies n");
    static const struct change changes[] = {
        { "keep place", "keep place", "E0350", "'home' has, too" },
        { "keep place", "derive place = present(place)", "", NULL },
        { "match_code(place, club", "match_code(club, place", "", NULL },
    };
    EXPECT_CHANGES(matched, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

/* Bounds are met by all that is told of the kind's values together. */
static void
a_line_beside_a_pseudonym_needs_a_row_of_the_others_owner(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *ruled = text_with(arena, places, "may become coded by pseudonym\n",
                                  "may become coded by pseudonym\n"
                                  "  may become coded by membership at most 1\n"
                                  "  may become open by first at most 2\n"
                                  "  may become personal by last at most 2\n");
    static const struct change changes[] = {
        { "keep place", "derive york = (place if missing \"\") is \"York\"", "", NULL },
        { "keep place", "derive york = (place if missing \"\") is in [\"York\", \"Hull\"]", "E0350",
          "the pseudonyms that it tells" },
        { "keep place", "derive begin = first(place, 2)", "", NULL },
        { "keep place", "derive begin = first(place, 3)", "E0350", "its bound is 'at most 2'" },
        { "keep place", "derive end_of_it = last(place, 2)", "E0350",
          "or have dpo allow the line" },
        { "keep place", "derive size = length_band(place, edges: [4])", "E0350", NULL },
        { "keep place", "only rows where (place if missing \"\") is in [\"York\", \"Hull\"]",
          "E0350", NULL },
        { "keep place", "derive bucket = bucket_of(place, using: link, of: 9)", "", NULL },
        { "keep place", "derive one = same(place, street)", "E0350", NULL },
        { "keep place", "derive one = same(place, street)", "E0350",
          "this tells of 'place' beside its pseudonym, which 'home' has, too" },
        { "keep place",
          "derive place = choose when street is missing then \"\" otherwise upper(place)", "E0350",
          "'place' leaves readably" },
    };
    EXPECT_CHANGES(ruled, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

/* What a row lowers is applied to columns, here as everywhere. */
static void
a_line_over_something_else_than_columns_has_no_row(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *ruled = text_with(arena, places, "may become coded by pseudonym\n",
                                  "may become coded by pseudonym\n  may become coded by same\n");
    static const struct change changes[] = {
        { "keep place", "derive one = same(place, street)", "", NULL },
        { "keep place", "derive one = same(place, first(street, 3))", "E0350", NULL },
    };
    EXPECT_CHANGES(ruled, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

/* No owner's row makes up for a category that is not accepted: nobody is asked for one. */
static void
a_category_that_is_not_accepted_stays_hidden(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *other =
        text_with(arena, places, "category abode",
                  "category other owned by dpo\n  may become open by first at most 9\nend\n"
                  "category abode");
    other = text_with(arena, other, "home text personal abode", "home text coded other");
    other = text_with(arena, other, "keep place", "derive begin = first(place, 2)");
    static const struct change changes[] = {
        { "keep street", "keep street", "E0303 E0350", "'home' is coded other" },
        { "lake clearance coded accepts abode", "lake clearance coded accepts abode, other", "",
          NULL },
    };
    EXPECT_CHANGES(other, NAMES | TYPES | LABELS, changes);
    struct checked checked;
    check_text(&checked, other, NAMES | TYPES | LABELS);
    assert_false(checked_says(&checked, "allow the line"));
    checked_done(&checked);
    sl_arena_free(arena);
}

/* Each set of equal codes is reported once, and each part of a code by itself. */
static void
a_line_is_judged_beside_every_code(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *two = text_with(arena, places, "derive home_ref",
                                "derive home_code = match_code(home, work, using: link)\n"
                                "  derive home_ref");
    two = text_with(arena, two, "work text personal abode",
                    "work text personal abode identifies site");
    two = text_with(arena, two, "street text? open", "street text? open identifies site");
    static const struct change changes[] = {
        { "keep place", "keep place", "E0350", NULL },
        { "derive place_ref",
          "derive code = match_code(place, street, using: link)\n derive place_ref", "E0350 E0350",
          "'street' leaves readably beside its pseudonym, which 'work' has, too" },
    };
    EXPECT_CHANGES(two, NAMES | TYPES | LABELS, changes);
    sl_arena_free(arena);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_beside_its_pseudonym_tells_the_others),
        cmocka_unit_test(buckets_are_no_dictionary),
        cmocka_unit_test(an_unknown_destination_is_reported_once),
        cmocka_unit_test(the_column_itself_is_none_of_the_others),
        cmocka_unit_test(only_where_another_column_is_not_to_be_read),
        cmocka_unit_test(rows_are_one_by_their_keys_or_positions),
        cmocka_unit_test(rows_are_one_by_one_value_of_their_keys),
        cmocka_unit_test(rows_are_one_in_one_stream_and_by_shared_positions),
        cmocka_unit_test(rows_are_one_by_pseudonyms_of_one_key),
        cmocka_unit_test(codes_of_several_columns_are_read_part_by_part),
        cmocka_unit_test(a_line_beside_a_pseudonym_needs_a_row_of_the_others_owner),
        cmocka_unit_test(a_line_over_something_else_than_columns_has_no_row),
        cmocka_unit_test(a_category_that_is_not_accepted_stays_hidden),
        cmocka_unit_test(a_line_is_judged_beside_every_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
