/* partial.c - parts of a text, as they are: first, last, mask, initials. */
#include "abi/functions.h"

#include "functions/characters.h"
#include "record/ascii.h"
#include "record/print.h"
#include "record/record_private.h"

enum { CHARACTER_BYTES = 4 };

static struct sl_open
text_of(struct sl_str text)
{
    return sl_text_of(text.ptr, text.len);
}

struct sl_open
sl_first(struct sl_record *out, struct sl_sealed x, uint32_t characters)
{
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return text_of(sl_first_characters(x.value.text, characters));
}

struct sl_open
sl_last(struct sl_record *out, struct sl_sealed x, uint32_t characters)
{
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return text_of(sl_last_characters(x.value.text, characters));
}

struct sl_open
sl_mask(struct sl_record *out, struct sl_sealed x, uint32_t characters)
{
    static const char stars[] = "****";
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    struct sl_str rest = sl_last_characters(x.value.text, characters);
    if (rest.len == x.value.text.len)
        return sl_text(stars);
    char *text = sl_record_scratch(out, sizeof stars - 1 + rest.len);
    if (text == NULL)
        return sl_missing();
    char *to = sl_print_bytes(text, stars, sizeof stars - 1);
    to = sl_print_str(to, rest);
    return sl_text_of(text, (size_t)(to - text));
}

struct sl_open
sl_initials(struct sl_record *out, struct sl_sealed x)
{
    enum { MOST_WORDS = 4 };
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    char *text = sl_record_scratch(out, (size_t)MOST_WORDS * CHARACTER_BYTES);
    if (text == NULL)
        return sl_missing();
    struct sl_str from = x.value.text;
    char *to = text;
    uint32_t words = 0;
    for (size_t at = 0; at < from.len && words < MOST_WORDS; at++) {
        bool begins =
            !sl_ascii_is_space(from.ptr[at]) && (at == 0 || sl_ascii_is_space(from.ptr[at - 1]));
        if (!begins)
            continue;
        struct sl_str rest = { from.ptr + at, from.len - at };
        to = sl_print_str(to, sl_first_characters(rest, 1));
        words++;
    }
    for (char *at = text; at < to; at++)
        *at = sl_ascii_to_upper(*at);
    return words > 0 ? sl_text_of(text, (size_t)(to - text)) : sl_missing();
}
