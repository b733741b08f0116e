/* fixture.h - a record to call functions with, values, and what is expected of results. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "../sample_policy.h"
#include "calendar.h"
#include "record/number.h"
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sl_record *out;

static inline int
make_record(void **state)
{
    static const uint8_t key_bytes[32] = { 1 };
    (void)state;
    struct sl_err err;
    const struct sl_key keys[] = { { key_bytes, sizeof key_bytes } };
    out = sl_record_new(&sample_lake_people, keys, &err);
    return out == NULL;
}

static inline int
free_record(void **state)
{
    (void)state;
    sl_record_free(out);
    return 0;
}

/* ---- values -------------------------------------------------------------------------------- */

static const struct sl_sealed missing = { { .state = SL_MISSING } };
static const struct sl_sealed unchanged = { { .state = SL_UNCHANGED } };

static const struct sl_decimal ten = { 10, 0, "10" }, hundred = { 100, 0, "100" };
static const struct sl_edges one_edge = { 1, &ten };

static const struct sl_decimal money[] = {
    { 0, 0, "0" }, { 250, 0, "250" }, { 100050, 2, "1000.50" }, { 10000, 0, "10000" }
};
static const struct sl_edges bands = { 4, money };

static inline struct sl_sealed
sealed(enum sl_kind kind, int64_t integer, const char *text)
{
    return (struct sl_sealed) {
        { .state = SL_VALUE, .kind = kind, .integer = integer, .text = sl_str_of(text) }
    };
}

static inline struct sl_sealed
text(const char *value)
{
    return sealed(SL_TEXT, 0, value);
}

static inline struct sl_sealed
numeric(const char *value)
{
    return sealed(SL_NUMERIC, 0, value);
}

static inline struct sl_sealed
integer(int64_t value)
{
    return sealed(SL_INTEGER, value, NULL);
}

static inline struct sl_sealed
floating(const char *value)
{
    struct sl_sealed made = sealed(SL_FLOAT, 0, value);
    assert_true(sl_number_of_text(sl_str_of(value), false, &made.value.number));
    return made;
}

static inline struct sl_sealed
date(int64_t year, int month, int day)
{
    return sealed(SL_DATE, sl_days_of_civil((struct sl_civil) { year, month, day }), NULL);
}

/* ---- results ------------------------------------------------------------------------------- */

static inline void
is_text(struct sl_open got, const char *wanted)
{
    if (wanted == NULL) {
        assert_int_equal(got.value.state, SL_MISSING);
        return;
    }
    assert_int_equal(got.value.state, SL_VALUE);
    if (!sl_str_is(got.value.text, wanted))
        fail_msg("'%.*s' instead of '%s'", SL_FMT(got.value.text), wanted);
}

static inline void
is_yes(struct sl_open got)
{
    assert_true(got.value.state == SL_VALUE && got.value.kind == SL_BOOLEAN && got.value.boolean);
}

static inline void
is_no(struct sl_open got)
{
    assert_true(got.value.state == SL_VALUE && got.value.kind == SL_BOOLEAN && !got.value.boolean);
}

static inline void
is_missing(struct sl_open got)
{
    assert_int_equal(got.value.state, SL_MISSING);
}

static inline void
is_unchanged(struct sl_open got)
{
    assert_int_equal(got.value.state, SL_UNCHANGED);
}

static inline void
is_integer(struct sl_open got, int64_t wanted)
{
    assert_int_equal(got.value.state, SL_VALUE);
    assert_int_equal(got.value.integer, wanted);
}

#endif
