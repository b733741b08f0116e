/* Values that tell apart what functions tell apart: for examples, where completeness does not matter. */
#include "diff/domain_internal.h"

#include "eval/canary.h"

#include <stdio.h>

/* What functions of dates tell apart: years, quarters, months, weeks, days, hours, ages. */
static void
sample_moments(struct slc_growing_domain *growing)
{
    static const char *const dates[] = { "1980-01-01", "1980-01-02", "1980-01-15", "1980-02-01",
                                         "1980-05-01", "1981-01-01", "2001-07-04", "2025-12-31" };
    static const char *const times[] = { "1980-01-01 00:00:00", "1980-01-01 00:00:01",
                                         "1980-01-01 01:00:00", "1980-01-01 13:00:00",
                                         "1980-01-02 00:00:00", "1980-01-15 00:00:00",
                                         "1980-02-01 00:00:00", "1980-05-01 00:00:00",
                                         "1981-01-01 00:00:00", "2001-07-04 00:00:00" };
    if (growing->kind == SL_DATE) {
        for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
            slc_domain_add_text(growing, dates[i]);
        /* On both sides of each fifth birthday at the moment of trying, 2026-01-01. */
        for (int years = 0; years <= 95; years += 5) {
            char text[16];
            (void)snprintf(text, sizeof text, "%04d-01-01", 2026 - years);
            slc_domain_add_text(growing, text);
            (void)snprintf(text, sizeof text, "%04d-01-02", 2026 - years);
            slc_domain_add_text(growing, text);
        }
        return;
    }
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct sl_arena *arena = growing->domains->pair->arena;
        slc_domain_add_written(
            growing,
            sl_arena_format(arena, "%s%s", times[i], growing->kind == SL_TIMESTAMPTZ ? "+00" : ""));
    }
}

static void
sample_texts(struct slc_growing_domain *growing)
{
    static const char *const texts[] = {
        "ann",
        "Ann",
        " ann",
        "bob",
        "anna lee",
        "SW1A 1AA",
        "SW1A 1AB",
        "SW1A 2AA",
        "SW1V 1AA",
        "M1 1AE",
        "ann@example.com",
        "bob@example.com",
        "ann@example.org",
        "ann@gmail.com",
        "+447700900123",
        "+447700900124",
        "+14155550100",
        "+442079460958",
        "192.0.2.1",
        "192.0.2.77",
        "192.0.3.1",
        "4111111111111111",
        "no",
        "yes",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        slc_domain_add_text(growing, texts[i]);
}

static void
sample_numbers(struct slc_growing_domain *growing)
{
    static const char *const numbers[] = { "-1",  "0",   "1",    "2",    "7",     "10",  "49",
                                           "50",  "99",  "100",  "101",  "149",   "150", "250",
                                           "251", "999", "1000", "1001", "12345", "0.5", "99.5" };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        slc_domain_add_text(growing, numbers[i]);
}

void
slc_domain_add_samples(struct slc_growing_domain *growing, const struct slc_ir_column *column)
{
    if (slc_is_number(growing->kind))
        sample_numbers(growing);
    else if (slc_is_moment(growing->kind))
        sample_moments(growing);
    else if (growing->kind == SL_TEXT && growing->type->nlabels == 0)
        sample_texts(growing);
    struct sl_arena *arena = growing->domains->pair->arena;
    for (unsigned salt = 0; salt < 4 && slc_canary_fits(growing->type); salt += 2)
        slc_domain_add(growing, slc_canary(arena, column, salt));
}
