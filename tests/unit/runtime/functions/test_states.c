/* test_states.c - what every function does with a missing and with an unchanged argument. */
#include "fixture.h"

static const struct sl_open word = SL_TEXT_ITEM("plan");
static const struct sl_list words = { 1, &word };

/* Functions of one value, each with arguments that do. */
#define OF_ONE(name, arguments)                                                                    \
    static struct sl_open one_##name(struct sl_sealed x)                                           \
    {                                                                                              \
        return sl_##name arguments;                                                                \
    }
OF_ONE(email_domain, (out, x))
OF_ONE(email_domain_kind, (out, x))
OF_ONE(phone_country, (out, x))
OF_ONE(phone_kind, (out, x))
OF_ONE(ip_prefix, (out, x, 24, 48))
OF_ONE(round_to, (out, x, &ten))
OF_ONE(clamp, (out, x, &ten, &hundred))
OF_ONE(sign, (out, x))
OF_ONE(magnitude, (out, x))
OF_ONE(quarter, (out, x))
OF_ONE(week, (out, x))
OF_ONE(weekday, (out, x))
OF_ONE(hour, (out, x))
OF_ONE(day_part, (out, x))
OF_ONE(postcode_district, (out, x))
OF_ONE(postcode_sector, (out, x))
OF_ONE(pseudonym_uuid, (out, x, 0))
OF_ONE(bucket_of, (out, x, 0, 10))
OF_ONE(first, (out, x, 3))
OF_ONE(last, (out, x, 3))
OF_ONE(mask, (out, x, 3))
OF_ONE(initials, (out, x))
OF_ONE(length_band, (out, x, &one_edge))
OF_ONE(word_count_band, (out, x, &one_edge))
OF_ONE(contains_word, (out, x, &words))
OF_ONE(valid_email, (out, x))
OF_ONE(valid_phone, (out, x))
OF_ONE(valid_uk_postcode, (out, x))
OF_ONE(valid_luhn, (out, x))
OF_ONE(count_items, (out, x))

static struct sl_open (*const of_one[])(struct sl_sealed x) = {
    one_email_domain,
    one_email_domain_kind,
    one_phone_country,
    one_phone_kind,
    one_ip_prefix,
    one_round_to,
    one_clamp,
    one_sign,
    one_magnitude,
    one_quarter,
    one_week,
    one_weekday,
    one_hour,
    one_day_part,
    one_postcode_district,
    one_postcode_sector,
    one_pseudonym_uuid,
    one_bucket_of,
    one_first,
    one_last,
    one_mask,
    one_initials,
    one_length_band,
    one_word_count_band,
    one_contains_word,
    one_valid_email,
    one_valid_phone,
    one_valid_uk_postcode,
    one_valid_luhn,
    one_count_items,
};

static void
of_nothing_comes_nothing(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof of_one / sizeof *of_one; at++) {
        assert_int_equal(of_one[at](missing).value.state, SL_MISSING);
        assert_int_equal(of_one[at](unchanged).value.state, SL_UNCHANGED);
    }
}

/* Functions of two values: unchanged wins over missing, on either side. */
static struct sl_open
of_two(int which, struct sl_sealed a, struct sl_sealed b)
{
    switch (which) {
    case 0: return sl_same(out, a, b);
    case 1: return sl_percent_band(out, a, b, &one_edge);
    case 2: return sl_minutes_between(out, a, b);
    case 3: return sl_years_between(out, a, b);
    case 4: return sl_interval_band(out, a, b, &one_edge, SL_DAYS);
    case 5: return sl_grid(out, a, b, 5);
    case 6: return sl_shift_days(out, a, 0, b, 30);
    case 7: return sl_match_code(out, sl_part(out, sl_part(out, sl_no_parts(), a), b), 0);
    default: return sl_missing();
    }
}

static void
of_two_unchanged_wins(void **state)
{
    const struct sl_sealed value = text("1");
    (void)state;
    for (int which = 0; which < 8; which++) {
        assert_int_equal(of_two(which, missing, value).value.state, SL_MISSING);
        assert_int_equal(of_two(which, value, missing).value.state, SL_MISSING);
        assert_int_equal(of_two(which, unchanged, missing).value.state, SL_UNCHANGED);
        assert_int_equal(of_two(which, missing, unchanged).value.state, SL_UNCHANGED);
        assert_int_equal(of_two(which, value, unchanged).value.state, SL_UNCHANGED);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_nothing_comes_nothing),
        cmocka_unit_test(of_two_unchanged_wins),
    };
    return cmocka_run_group_tests_name("states", tests, make_record, free_record);
}
