#include "diff/domain_internal.h"

#include "buf.h"
#include "eval/eval_value.h"
#include "maxima.h"

#include <stdio.h>

/* ---- a list that grows ----------------------------------------------------------------------- */

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

void
slc_domain_add(struct slc_growing_domain *growing, struct sl_value value)
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

void
slc_domain_add_written(struct slc_growing_domain *growing, struct sl_str text)
{
    struct sl_value value;
    if (slc_eval_read(growing->domains->pair->arena, growing->type, text, &value))
        slc_domain_add(growing, value);
}

void
slc_domain_add_text(struct slc_growing_domain *growing, const char *text)
{
    slc_domain_add_written(growing, sl_str_of(text));
}

/* ---- numbers: the cut points, and their neighbours in the column's own steps ----------------- */

bool
slc_is_number(enum sl_kind kind)
{
    return kind == SL_INTEGER || kind == SL_NUMERIC || kind == SL_FLOAT;
}

/* How many decimals the column's values have: its own, or one more than any cut point has. */
static uint32_t
scale_of(const struct slc_growing_domain *growing, const struct slc_domain_usage *usage)
{
    uint32_t scale = 0;
    if (growing->kind == SL_INTEGER)
        return 0;
    if (growing->kind == SL_NUMERIC && growing->type->precision > 0)
        return growing->type->scale;
    for (const struct slc_domain_point *point = usage->points; point != NULL; point = point->next)
        if (point->literal->kind == SLC_IR_NUMBER && point->literal->scale > scale)
            scale = point->literal->scale;
    return scale + 1;
}

static void
add_decimal(struct slc_growing_domain *growing, int64_t digits, uint32_t scale)
{
    char text[64];
    int len = snprintf(text, sizeof text, "%s%0*lld", digits < 0 ? "-" : "", (int)scale + 1,
                       digits < 0 ? -(long long)digits : (long long)digits);
    if (scale > 0) { /* the point goes in front of the last `scale` digits */
        memmove(text + len - (int)scale + 1, text + len - (int)scale, scale + 1);
        text[len - (int)scale] = '.';
    }
    slc_domain_add_text(growing, text);
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
add_numbers(struct slc_growing_domain *growing, struct slc_domain_usage *usage)
{
    uint32_t scale = scale_of(growing, usage);
    for (const struct slc_domain_point *point = usage->points; point != NULL; point = point->next) {
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
        slc_domain_add_text(growing, "0");
    if (growing->kind == SL_INTEGER)
        return;
    slc_domain_add_text(growing, "NaN");
    if (growing->kind == SL_FLOAT || growing->type->precision == 0) {
        slc_domain_add_text(growing, "Infinity");
        slc_domain_add_text(growing, "-Infinity");
    }
}

/* ---- dates and times ------------------------------------------------------------------------ */

static const int64_t us_per_day = INT64_C(86400) * 1000000;

static void
add_moment(struct slc_growing_domain *growing, int64_t integer)
{
    slc_domain_add(growing, (struct sl_value) {
                                .state = SL_VALUE, .kind = growing->kind, .integer = integer });
}

/* Around midnight UTC of a day. */
static void
add_day(struct slc_growing_domain *growing, int32_t days)
{
    int64_t moment = growing->kind == SL_DATE ? days : days * us_per_day;
    for (int64_t near = -1; near <= 1; near++)
        add_moment(growing, moment + near);
}

bool
slc_is_moment(enum sl_kind kind)
{
    return kind == SL_DATE || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

static void
add_moments(struct slc_growing_domain *growing, const struct slc_domain_usage *usage)
{
    for (const struct slc_domain_point *point = usage->points; point != NULL; point = point->next) {
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
is_listed(const struct slc_domain_usage *usage, struct sl_str text)
{
    for (const struct slc_domain_point *point = usage->points; point != NULL; point = point->next)
        if (sl_str_equal(point->literal->text, text))
            return true;
    return false;
}

static void
add_texts(struct slc_growing_domain *growing, const struct slc_domain_usage *usage)
{
    for (const struct slc_domain_point *point = usage->points; point != NULL; point = point->next)
        slc_domain_add_written(growing, point->literal->text);
    /* One that is not listed: x, xx, … */
    struct sl_buf other;
    sl_buf_init(&other, SLC_MAX_FILE_BYTES);
    do
        sl_buf_add_byte(&other, 'x');
    while (is_listed(usage, sl_buf_str(&other)));
    uint32_t before = growing->domain.count;
    slc_domain_add_written(growing,
                           sl_arena_copy(growing->domains->pair->arena, sl_buf_str(&other)));
    if (growing->domain.count == before)
        growing->domain.complete = false;
    sl_buf_done(&other);
    slc_domain_add_text(growing, "");
    slc_domain_add_text(growing, " ");
}

static void
add_few(struct slc_growing_domain *growing, const struct slc_pair_column *column)
{
    for (int side = 0; side < SLC_NSIDES; side++) {
        const struct slc_ir_column *one = column->column[side];
        growing->type = one != NULL ? &one->type : growing->type;
        for (uint32_t i = 0; one != NULL && i < one->type.nlabels; i++)
            slc_domain_add_written(growing, one->type.labels[i]);
    }
    if (growing->kind == SL_BOOLEAN) {
        slc_domain_add_text(growing, "yes");
        slc_domain_add_text(growing, "no");
    }
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
    struct slc_domain_usage *usage = &domains->usages[at];
    struct slc_growing_domain growing = { .domains = domains,
                                          .type = &column->type,
                                          .kind = slc_type_info(column->type.id)->kind };
    growing.domain.complete = !usage->whole || slc_domain_has_few(&column->type);
    if (slc_domain_has_few(&column->type))
        add_few(&growing, &domains->pair->columns[at]);
    else if (slc_is_number(growing.kind))
        add_numbers(&growing, usage);
    else if (slc_is_moment(growing.kind))
        add_moments(&growing, usage);
    else if (growing.kind == SL_TEXT)
        add_texts(&growing, usage);
    else
        growing.domain.complete = growing.domain.complete && usage->points == NULL;
    if (samples || growing.domain.count == 0)
        slc_domain_add_samples(&growing, column);
    if (growing.domain.count == 0 || may_be_missing(&domains->pair->columns[at]))
        slc_domain_add(&growing, slc_missing_value(growing.kind));
    return growing.domain;
}
