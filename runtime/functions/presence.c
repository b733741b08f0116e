/* presence.c - whether there is a value: present, is missing, count_present; same. */
#include "abi/functions.h"

#include "functions/order.h"
#include "functions/parts.h"
#include "record/ascii.h"
#include "record/record_private.h"

static bool
is_held(const struct sl_value *value)
{
    if (value->state != SL_VALUE)
        return false;
    return value->kind != SL_TEXT || sl_ascii_trim(value->text).len > 0;
}

struct sl_open
sl_present(struct sl_record *out, struct sl_sealed x)
{
    (void)out;
    return x.value.state == SL_UNCHANGED ? sl_without_value(&x.value)
                                         : sl_boolean(is_held(&x.value));
}

struct sl_open
sl_is_missing(struct sl_record *out, struct sl_sealed x)
{
    (void)out;
    return x.value.state == SL_UNCHANGED ? sl_without_value(&x.value)
                                         : sl_boolean(x.value.state == SL_MISSING);
}

struct sl_open
sl_not_missing(struct sl_record *out, struct sl_sealed x)
{
    return sl_not(out, sl_is_missing(out, x));
}

struct sl_open
sl_count_present(struct sl_record *out, struct sl_sealed parts)
{
    const struct sl_parts *list = sl_parts_of(parts);
    int64_t count = 0;
    (void)out;
    for (const struct sl_parts *part = list; part != NULL; part = part->next) {
        if (part->value.state == SL_UNCHANGED)
            return sl_without_value(&part->value);
        count += is_held(&part->value);
    }
    return sl_integer(count);
}

struct sl_open
sl_same(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    if (a.value.state != SL_VALUE || b.value.state != SL_VALUE)
        return sl_without_values(&a.value, &b.value);
    return sl_boolean(sl_is_equal(&a.value, &b.value));
}
