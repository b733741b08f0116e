#include "diff/domain_internal.h"

#include "buf.h"
#include "eval/canary.h"
#include "eval/eval_value.h"
#include "maxima.h"

#include <stdio.h>

/* ---- a list that grows --------------------------------------------------------------------------------- */

/* A domain while it grows. */
struct growing {
    struct slc_domains *domains;
    const struct slc_ir_type *type;
    enum sl_kind kind;
    struct slc_domain domain;
    uint32_t room;
};

static bool
same_value(struct sl_value a, struct sl_value b)
{
    if (a.state != b.state || a.state != SL_VALUE)
        return a.state == b.state;
    if (a.kind == SL_BOOLEAN)
        return a.boolean == b.boolean;
    bool by_text = a.text.len > 0 || b.text.len > 0 || a.kind == SL_TEXT;
    return by_text ? sl_str_equal(a.text, b.text) : a.integer == b.integer;
}

static void
add_value(struct growing *growing, struct sl_value value)
{
    struct slc_domain *domain = &growing->domain;
    for (uint32_t i = 0; i < domain->count; i++)
        if (same_value(domain->values[i], value))
            return;
    if (domain->count == growing->room) {
        struct sl_value *grown =
            SL_NEW_ARRAY(growing->domains->pair->arena, struct sl_value, growing->room * 2 + 16);
        if (domain->count > 0)
            memcpy(grown, domain->values, domain->count * sizeof *grown);
        growing->room = growing->room * 2 + 16;
        domain->values = grown;
    }
    domain->values[domain->count++] = value;
}

/* A value as policies write it; one that the type does not have is left out. */
static void
add_written(struct growing *growing, struct sl_str text)
{
    struct sl_value value;
    if (slc_eval_read(growing->domains->pair->arena, growing->type, text, &value))
        add_value(growing, value);
}

static void
add_text(struct growing *growing, const char *text)
{
    add_written(growing, sl_str_of(text));
}

/* ---- numbers: the cut points, and their neighbours in the column's own steps ----------------- */

static bool
is_number(enum sl_kind kind)
{
    return kind == SL_INTEGER || kind == SL_NUMERIC || kind == SL_FLOAT;
}

/* How many decimals the column's values have: its own, or one more than any cut point has. */
static uint32_t
scale_of(const struct growing *growing, const struct usage *usage)
{
    uint32_t scale = 0;
    if (growing->kind == SL_INTEGER)
        return 0;
    if (growing->kind == SL_NUMERIC && growing->type->precision > 0)
        return growing->type->scale;
    for (const struct point *point = usage->points; point != NULL; point = point->next)
        if (point->literal->kind == SLC_IR_NUMBER && point->literal->scale > scale)
            scale = point->literal->scale;
    return scale + 1;
}

static void
add_decimal(struct growing *growing, int64_t digits, uint32_t scale)
{
    char text[64];
    int len = snprintf(text, sizeof text, "%s%0*lld", digits < 0 ? "-" : "", (int)scale + 1,
                       digits < 0 ? -(long long)digits : (long long)digits);
    if (scale > 0) { /* the point goes in front of the last `scale` digits */
        memmove(text + len - (int)scale + 1, text + len - (int)scale, scale + 1);
        text[len - (int)scale] = '.';
    }
    add_text(growing, text);
}

/* The greatest number of steps of 10^-scale that is not above the literal; *ret_exact: it is equal.
 * False: it is too large to say. */
static bool
steps_below(const struct slc_ir_literal *literal, uint32_t scale, int64_t *ret_steps,
            bool *ret_exact)
{
    int64_t steps = literal->digits;
    *ret_exact = true;
    for (uint32_t at = literal->scale; at < scale; at++)
        if (__builtin_mul_overflow(steps, 10, &steps))
            return false;
    for (uint32_t at = scale; at < literal->scale; at++) {
        int64_t rest = steps % 10;
        *ret_exact = *ret_exact && rest == 0;
        steps = steps / 10 - (rest < 0);
    }
    *ret_steps = steps;
    return steps > INT64_MIN + 2 && steps < INT64_MAX - 2 && scale < 18;
}

static void
add_numbers(struct growing *growing, struct usage *usage)
{
    uint32_t scale = scale_of(growing, usage);
    for (const struct point *point = usage->points; point != NULL; point = point->next) {
        int64_t steps;
        bool exact;
        if (point->literal->kind != SLC_IR_NUMBER ||
            !steps_below(point->literal, scale, &steps, &exact)) {
            growing->domain.complete = false;
            continue;
        }
        add_decimal(growing, steps - 1, scale);
        add_decimal(growing, steps, scale);
        add_decimal(growing, steps + 1, scale);
        add_decimal(growing, steps + (exact ? 1 : 2), scale);
    }
    if (usage->points == NULL)
        add_text(growing, "0");
    if (growing->kind == SL_INTEGER)
        return;
    add_text(growing, "NaN");
    if (growing->kind == SL_FLOAT || growing->type->precision == 0) {
        add_text(growing, "Infinity");
        add_text(growing, "-Infinity");
    }
}

/* ---- dates and times ------------------------------------------------------------------------ */

static const int64_t us_per_day = INT64_C(86400) * 1000000;

static void
add_moment(struct growing *growing, int64_t integer)
{
    add_value(growing,
              (struct sl_value) { .state = SL_VALUE, .kind = growing->kind, .integer = integer });
}

/* Around midnight UTC of a day. */
static void
add_day(struct growing *growing, int32_t days)
{
    int64_t moment = growing->kind == SL_DATE ? days : days * us_per_day;
    for (int64_t near = -1; near <= 1; near++)
        add_moment(growing, moment + near);
}

static bool
is_moment(enum sl_kind kind)
{
    return kind == SL_DATE || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

static void
add_moments(struct growing *growing, const struct usage *usage)
{
    for (const struct point *point = usage->points; point != NULL; point = point->next) {
        if (point->literal->kind == SLC_IR_DATE)
            add_day(growing, point->literal->days);
        else
            growing->domain.complete = false;
    }
    if (usage->points == NULL)
        add_day(growing, 0);
    add_moment(growing, SL_TIME_BEFORE_ALL);
    add_moment(growing, SL_TIME_AFTER_ALL);
}

/* ---- text, and types with few values -------------------------------------------------------- */

static bool
is_listed(const struct usage *usage, struct sl_str text)
{
    for (const struct point *point = usage->points; point != NULL; point = point->next)
        if (sl_str_equal(point->literal->text, text))
            return true;
    return false;
}

static void
add_texts(struct growing *growing, const struct usage *usage)
{
    for (const struct point *point = usage->points; point != NULL; point = point->next)
        add_written(growing, point->literal->text);
    /* One that is not listed: x, xx, … */
    struct sl_buf other;
    sl_buf_init(&other, SLC_MAX_FILE_BYTES);
    do
        sl_buf_add_byte(&other, 'x');
    while (is_listed(usage, sl_buf_str(&other)));
    uint32_t before = growing->domain.count;
    add_written(growing, sl_arena_copy(growing->domains->pair->arena, sl_buf_str(&other)));
    if (growing->domain.count == before)
        growing->domain.complete = false;
    sl_buf_done(&other);
    add_text(growing, "");
    add_text(growing, " ");
}

static void
add_few(struct growing *growing, const struct slc_pair_column *column)
{
    for (int side = 0; side < SLC_NSIDES; side++) {
        const struct slc_ir_column *one = column->column[side];
        growing->type = one != NULL ? &one->type : growing->type;
        for (uint32_t i = 0; one != NULL && i < one->type.nlabels; i++)
            add_written(growing, one->type.labels[i]);
    }
    if (growing->kind == SL_BOOLEAN) {
        add_text(growing, "yes");
        add_text(growing, "no");
    }
}

/* ---- samples -------------------------------------------------------------------------------- */

/* What functions of dates tell apart: years, quarters, months, weeks, days, hours, ages. */
static void
sample_moments(struct growing *growing)
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
            add_text(growing, dates[i]);
        /* On both sides of each fifth birthday at the moment of trying, 2026-01-01. */
        for (int years = 0; years <= 95; years += 5) {
            char text[16];
            (void)snprintf(text, sizeof text, "%04d-01-01", 2026 - years);
            add_text(growing, text);
            (void)snprintf(text, sizeof text, "%04d-01-02", 2026 - years);
            add_text(growing, text);
        }
        return;
    }
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct sl_arena *arena = growing->domains->pair->arena;
        add_written(growing, sl_arena_format(arena, "%s%s", times[i],
                                             growing->kind == SL_TIMESTAMPTZ ? "+00" : ""));
    }
}

static void
sample_texts(struct growing *growing)
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
        add_text(growing, texts[i]);
}

static void
sample_numbers(struct growing *growing)
{
    static const char *const numbers[] = { "-1",  "0",   "1",    "2",    "7",     "10",  "49",
                                           "50",  "99",  "100",  "101",  "149",   "150", "250",
                                           "251", "999", "1000", "1001", "12345", "0.5", "99.5" };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_text(growing, numbers[i]);
}

static void
add_samples(struct growing *growing, const struct slc_ir_column *column)
{
    if (is_number(growing->kind))
        sample_numbers(growing);
    else if (is_moment(growing->kind))
        sample_moments(growing);
    else if (growing->kind == SL_TEXT && growing->type->nlabels == 0)
        sample_texts(growing);
    struct sl_arena *arena = growing->domains->pair->arena;
    for (unsigned salt = 0; salt < 4 && slc_canary_fits(growing->type); salt += 2)
        add_value(growing, slc_canary(arena, column, salt));
}

/* ---- a column's values ---------------------------------------------------------------------- */

static bool
may_be_missing(const struct slc_pair_column *column)
{
    for (int side = 0; side < SLC_NSIDES; side++)
        if (column->column[side] != NULL && column->column[side]->type.nullable)
            return true;
    return false;
}

struct slc_domain
slc_domain_of(struct slc_domains *domains, uint32_t at, bool samples)
{
    const struct slc_ir_column *column = slc_domain_column(domains->pair, at);
    struct usage *usage = &domains->usages[at];
    struct growing growing = { .domains = domains,
                               .type = &column->type,
                               .kind = slc_type_info(column->type.id)->kind };
    growing.domain.complete = !usage->whole || slc_domain_has_few(&column->type);
    if (slc_domain_has_few(&column->type))
        add_few(&growing, &domains->pair->columns[at]);
    else if (is_number(growing.kind))
        add_numbers(&growing, usage);
    else if (is_moment(growing.kind))
        add_moments(&growing, usage);
    else if (growing.kind == SL_TEXT)
        add_texts(&growing, usage);
    else
        growing.domain.complete = growing.domain.complete && usage->points == NULL;
    if (samples || growing.domain.count == 0)
        add_samples(&growing, column);
    if (growing.domain.count == 0 || may_be_missing(&domains->pair->columns[at]))
        add_value(&growing, slc_missing_value(growing.kind));
    return growing.domain;
}
