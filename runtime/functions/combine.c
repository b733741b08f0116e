/* combine.c - and, or, not, choose, if missing. */
#include "abi/functions.h"

#include "record/record_private.h"

static bool
is_yes(const struct sl_value *value)
{
    return value->state == SL_VALUE && value->boolean;
}

static bool
is_no(const struct sl_value *value)
{
    return value->state == SL_VALUE && !value->boolean;
}

/* What decides wins, whatever the other is: `no and unchanged` is no. */
struct sl_open
sl_and(struct sl_record *out, struct sl_open a, struct sl_open b)
{
    (void)out;
    if (is_no(&a.value) || is_no(&b.value))
        return sl_boolean(false);
    return is_yes(&a.value) && is_yes(&b.value) ? sl_boolean(true)
                                                : sl_without_values(&a.value, &b.value);
}

struct sl_open
sl_or(struct sl_record *out, struct sl_open a, struct sl_open b)
{
    (void)out;
    if (is_yes(&a.value) || is_yes(&b.value))
        return sl_boolean(true);
    return is_no(&a.value) && is_no(&b.value) ? sl_boolean(false)
                                              : sl_without_values(&a.value, &b.value);
}

struct sl_open
sl_not(struct sl_record *out, struct sl_open a)
{
    (void)out;
    return a.value.state == SL_VALUE ? sl_boolean(!a.value.boolean) : sl_without_value(&a.value);
}

struct sl_open
sl_choose(struct sl_record *out, struct sl_open when, struct sl_open then, struct sl_open otherwise)
{
    (void)out;
    if (when.value.state == SL_UNCHANGED)
        return sl_without_value(&when.value);
    return is_yes(&when.value) ? then : otherwise;
}

struct sl_open
sl_if_missing(struct sl_record *out, struct sl_open x, struct sl_open literal)
{
    (void)out;
    return x.value.state == SL_MISSING ? literal : x;
}

struct sl_sealed
sl_sealed_if_missing(struct sl_record *out, struct sl_sealed x, struct sl_open literal)
{
    (void)out;
    return x.value.state == SL_MISSING ? sl_seal(literal) : x;
}
