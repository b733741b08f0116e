/* presence.c - whether there is a value: present, is missing. */
#include "functions.h"

#include "functions/ascii.h"
#include "record_private.h"

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
