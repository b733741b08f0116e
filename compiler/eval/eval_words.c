/* eval_words.c - characters and words of texts. */
#include "eval/eval_functions.h"

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static uint32_t
count_of(const struct slc_call *call)
{
    return (uint32_t)call->expr->args[1].literals[0].digits;
}

/* ---- characters ------------------------------------------------------------------------------ */

/* How many bytes the character at the front has, by its first byte (RFC 3629). */
static size_t
bytes_of_first(struct sl_str text)
{
    unsigned char first = (unsigned char)text.ptr[0];
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static size_t
characters_in(struct sl_str text)
{
    size_t count = 0;
    for (; text.len > 0; count++) {
        size_t bytes = bytes_of_first(text);
        text = (struct sl_str) { text.ptr + bytes, text.len - bytes };
    }
    return count;
}

/* Without so many of its first characters. */
static struct sl_str
without_first(struct sl_str text, size_t count)
{
    for (; count > 0 && text.len > 0; count--) {
        size_t bytes = bytes_of_first(text);
        text = (struct sl_str) { text.ptr + bytes, text.len - bytes };
    }
    return text;
}

struct sl_value
slc_eval_first(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text;
    struct sl_str rest = without_first(text, count_of(call));
    return slc_text_value((struct sl_str) { text.ptr, text.len - rest.len });
}

struct sl_value
slc_eval_last(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text;
    size_t all = characters_in(text), wanted = count_of(call);
    return slc_text_value(without_first(text, all > wanted ? all - wanted : 0));
}

struct sl_value
slc_eval_mask(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text;
    size_t all = characters_in(text), kept = count_of(call);
    struct sl_str rest = without_first(text, all > kept ? all - kept : all);
    return slc_text_value(sl_arena_format(call->evaluation->arena, "****%.*s", SL_FMT(rest)));
}

struct sl_value
slc_eval_length_band(const struct slc_call *call)
{
    struct sl_value length = { .state = SL_VALUE,
                               .kind = SL_INTEGER,
                               .integer = (int64_t)characters_in(call->values[0].text) };
    return slc_band_value(call, length, &call->expr->args[1]);
}

/* ---- white space ----------------------------------------------------------------------------- */

struct sl_str
slc_squeezed(struct sl_arena *arena, struct sl_str text)
{
    char *squeezed = sl_arena_must(arena, text.len + 1, 1);
    size_t len = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (!is_space(text.ptr[at]))
            squeezed[len++] = text.ptr[at];
        else if (len == 0 || squeezed[len - 1] != ' ' || !is_space(text.ptr[at - 1]))
            squeezed[len++] = ' ';
    }
    return (struct sl_str) { squeezed, len };
}

struct sl_value
slc_eval_squeeze(const struct slc_call *call)
{
    return slc_text_value(slc_squeezed(call->evaluation->arena, call->values[0].text));
}

struct sl_value
slc_eval_upper(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text;
    char *upper = sl_arena_must(call->evaluation->arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++)
        upper[at] =
            (char)(text.ptr[at] - (text.ptr[at] >= 'a' && text.ptr[at] <= 'z' ? 'a' - 'A' : 0));
    return slc_text_value((struct sl_str) { upper, text.len });
}

/* Takes the next run of what is not white space from the front; empty at the end. */
static struct sl_str
take_word(struct sl_str *text)
{
    while (text->len > 0 && is_space(text->ptr[0]))
        *text = (struct sl_str) { text->ptr + 1, text->len - 1 };
    struct sl_str word = { text->ptr, 0 };
    while (text->len > 0 && !is_space(text->ptr[0])) {
        *text = (struct sl_str) { text->ptr + 1, text->len - 1 };
        word.len++;
    }
    return word;
}

struct sl_value
slc_eval_word_count_band(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text;
    struct sl_value count = { .state = SL_VALUE, .kind = SL_INTEGER, .integer = 0 };
    while (take_word(&text).len > 0)
        count.integer++;
    return slc_band_value(call, count, &call->expr->args[1]);
}

struct sl_value
slc_eval_initials(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text, initials = { "", 0 };
    struct sl_arena *arena = call->evaluation->arena;
    for (int words = 0; words < 4; words++) {
        struct sl_str word = take_word(&text);
        if (word.len == 0)
            break;
        char *first = sl_arena_must(arena, 5, 1);
        memcpy(first, word.ptr, bytes_of_first(word));
        if (first[0] >= 'a' && first[0] <= 'z')
            first[0] = (char)(first[0] - 'a' + 'A');
        initials =
            sl_arena_format(arena, "%.*s%.*s", SL_FMT(initials), (int)bytes_of_first(word), first);
    }
    return initials.len > 0 ? slc_text_value(initials) : slc_missing_value(SL_TEXT);
}

/* ---- contains_word --------------------------------------------------------------------------- */

/* Every ASCII character that is neither letter nor digit made a blank; lower case. */
static struct sl_str
only_words(struct sl_arena *arena, struct sl_str text)
{
    struct sl_str lower = slc_lowered(arena, text);
    char *words = sl_arena_must(arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++) {
        char c = lower.ptr[at];
        bool parts = (unsigned char)c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9');
        words[at] = parts ? ' ' : c;
    }
    return (struct sl_str) { words, text.len };
}

struct sl_value
slc_eval_contains_word(const struct slc_call *call)
{
    struct sl_arena *arena = call->evaluation->arena;
    const struct slc_ir_arg *list = &call->expr->args[1];
    struct sl_str text = only_words(arena, call->values[0].text);
    struct sl_value found = { .state = SL_VALUE, .kind = SL_BOOLEAN, .boolean = false };
    for (struct sl_str word = take_word(&text); word.len > 0; word = take_word(&text))
        for (uint32_t at = 0; at < list->nliterals; at++)
            if (sl_str_equal(word, slc_lowered(arena, list->literals[at].text)))
                found.boolean = true;
    return found;
}
