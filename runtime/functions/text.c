/* text.c - tidying: lower, trim. The results are as labelled as their arguments. */
#include "functions.h"

#include "functions/ascii.h"
#include "functions/lower.h"
#include "record_private.h"

static struct sl_value
lower(struct sl_record *out, struct sl_value x)
{
    if (x.state == SL_VALUE && !sl_lower_text(out, x.text, &x.text))
        return sl_missing().value;
    return x;
}

static struct sl_value
trim(struct sl_value x)
{
    if (x.state == SL_VALUE)
        x.text = sl_ascii_trim(x.text);
    return x;
}

struct sl_open
sl_lower(struct sl_record *out, struct sl_open x)
{
    return (struct sl_open) { lower(out, x.value) };
}

struct sl_sealed
sl_sealed_lower(struct sl_record *out, struct sl_sealed x)
{
    return (struct sl_sealed) { lower(out, x.value) };
}

struct sl_open
sl_trim(struct sl_record *out, struct sl_open x)
{
    (void)out;
    return (struct sl_open) { trim(x.value) };
}

struct sl_sealed
sl_sealed_trim(struct sl_record *out, struct sl_sealed x)
{
    (void)out;
    return (struct sl_sealed) { trim(x.value) };
}
