/* words.c - what a text is like: length_band, word_count_band, contains_word. */
#include "abi/functions.h"

#include "functions/band.h"
#include "functions/characters.h"
#include "record/ascii.h"
#include "record/record_private.h"

struct sl_open
sl_length_band(struct sl_record *out, struct sl_sealed x, const struct sl_edges *edges)
{
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_band_of_integer(out, (int64_t)sl_count_characters(x.value.text), edges);
}

struct sl_open
sl_word_count_band(struct sl_record *out, struct sl_sealed x, const struct sl_edges *edges)
{
    struct sl_str text = x.value.text;
    int64_t words = 0;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    for (size_t at = 0; at < text.len; at++)
        words +=
            !sl_ascii_is_space(text.ptr[at]) && (at == 0 || sl_ascii_is_space(text.ptr[at - 1]));
    return sl_band_of_integer(out, words, edges);
}

/* ---- contains_word -------------------------------------------------------------------------- */

static bool
is_of_word(char byte)
{
    return sl_ascii_is_letter(byte) || sl_ascii_is_digit(byte) || (unsigned char)byte >= 0x80;
}

static bool
is_equal_ignoring_case(struct sl_str a, struct sl_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t at = 0; at < a.len; at++)
        if (sl_ascii_to_lower(a.ptr[at]) != sl_ascii_to_lower(b.ptr[at]))
            return false;
    return true;
}

static bool
is_listed(struct sl_str word, const struct sl_list *words)
{
    for (uint32_t at = 0; at < words->count; at++)
        if (is_equal_ignoring_case(word, words->items[at].value.text))
            return true;
    return false;
}

struct sl_open
sl_contains_word(struct sl_record *out, struct sl_sealed x, const struct sl_list *words)
{
    struct sl_str text = x.value.text;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    for (size_t at = 0; at < text.len; at++) {
        struct sl_str word = { text.ptr + at, 0 };
        while (at + word.len < text.len && is_of_word(word.ptr[word.len]))
            word.len++;
        if (word.len > 0 && is_listed(word, words))
            return sl_boolean(true);
        at += word.len;
    }
    return sl_boolean(false);
}
