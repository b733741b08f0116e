/* text.c - tidying: lower, upper, trim, squeeze. The results are as labelled as their arguments. */
#include "abi/functions.h"

#include "functions/lower.h"
#include "record/ascii.h"
#include "record/record_private.h"

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

static struct sl_value
upper(struct sl_record *out, struct sl_value x)
{
    if (x.state != SL_VALUE || x.text.len == 0)
        return x;
    char *text = sl_record_scratch(out, x.text.len);
    if (text == NULL)
        return sl_missing().value;
    for (size_t at = 0; at < x.text.len; at++)
        text[at] = sl_ascii_to_upper(x.text.ptr[at]);
    x.text.ptr = text;
    return x;
}

static struct sl_value
squeeze(struct sl_record *out, struct sl_value x)
{
    if (x.state != SL_VALUE || x.text.len == 0)
        return x;
    char *text = sl_record_scratch(out, x.text.len), *to = text;
    if (text == NULL)
        return sl_missing().value;
    for (size_t at = 0; at < x.text.len; at++) {
        bool space = sl_ascii_is_space(x.text.ptr[at]);
        if (!space || at == 0 || !sl_ascii_is_space(x.text.ptr[at - 1]))
            *to++ = space ? ' ' : x.text.ptr[at];
    }
    x.text = (struct sl_str) { text, (size_t)(to - text) };
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

struct sl_open
sl_upper(struct sl_record *out, struct sl_open x)
{
    return (struct sl_open) { upper(out, x.value) };
}

struct sl_sealed
sl_sealed_upper(struct sl_record *out, struct sl_sealed x)
{
    return (struct sl_sealed) { upper(out, x.value) };
}

struct sl_open
sl_squeeze(struct sl_record *out, struct sl_open x)
{
    return (struct sl_open) { squeeze(out, x.value) };
}

struct sl_sealed
sl_sealed_squeeze(struct sl_record *out, struct sl_sealed x)
{
    return (struct sl_sealed) { squeeze(out, x.value) };
}
