#include "measure/parts.h"

#include "measure/calendar_cuts.h"
#include "measure/facts.h"

enum { DAYS_A_WEEK = 7 };

/* ---- texts ----------------------------------------------------------------------------------- */

static bool
begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int64_t
count_characters(struct sl_str text)
{
    int64_t count = 0;
    for (size_t at = 0; at < text.len; at++)
        count += begins_character(text.ptr[at]);
    return count;
}

static int64_t
count_words(struct sl_str text)
{
    int64_t count = 0;
    for (size_t at = 0; at < text.len; at++)
        count += !is_space(text.ptr[at]) && (at == 0 || is_space(text.ptr[at - 1]));
    return count;
}

static struct sl_str
first_characters(struct sl_str text, int64_t count)
{
    size_t at = 0;
    while (at < text.len && (count > 0 || !begins_character(text.ptr[at])))
        count -= begins_character(text.ptr[at++]);
    return (struct sl_str) { text.ptr, at };
}

static struct sl_str
last_characters(struct sl_str text, int64_t count)
{
    size_t at = text.len;
    while (at > 0 && count > 0)
        count -= begins_character(text.ptr[--at]);
    return (struct sl_str) { text.ptr + at, text.len - at };
}

/* mask() keeps nothing of a text that has no more characters than it shows. */
static struct sl_str
shown_at_back(const struct slc_measured *line, struct sl_str text)
{
    bool hidden = line->function->id == SLC_FUNCTION_mask && count_characters(text) <= line->amount;
    return last_characters(text, hidden ? 0 : line->amount);
}

/* Takes the first character of the next word; empty where there is none. */
static struct sl_str
take_initial(struct sl_str *text)
{
    while (text->len > 0 && is_space(text->ptr[0]))
        *text = (struct sl_str) { text->ptr + 1, text->len - 1 };
    struct sl_str initial = first_characters(*text, 1);
    while (text->len > 0 && !is_space(text->ptr[0]))
        *text = (struct sl_str) { text->ptr + 1, text->len - 1 };
    return initial;
}

static bool
do_initials_differ(const struct slc_measured *line, struct sl_str x, struct sl_str y)
{
    for (int64_t count = 0; count < line->amount; count++)
        if (!slc_same_word(take_initial(&x), take_initial(&y)))
            return true;
    return false;
}

static bool
do_characters_differ(const struct slc_measured *line, struct sl_str x, struct sl_str y)
{
    switch (line->end) {
    case SLC_FROM_FRONT:
        return !sl_str_equal(first_characters(x, line->amount), first_characters(y, line->amount));
    case SLC_FROM_BACK: return !sl_str_equal(shown_at_back(line, x), shown_at_back(line, y));
    case SLC_OF_WORDS: break;
    }
    return do_initials_differ(line, x, y);
}

/* ---- cuts ------------------------------------------------------------------------------------ */

static void
raise_scale(struct slc_axis *axis, struct slc_decimal number)
{
    if (number.scale > axis->scale)
        axis->scale = number.scale;
}

static bool
is_cut_between(const struct slc_measured *line, struct slc_decimal a, struct slc_decimal b)
{
    struct slc_axis axis = { 0 };
    slc_wide low, high, next;
    raise_scale(&axis, a);
    raise_scale(&axis, b);
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next) {
        raise_scale(&axis, cut->number);
        raise_scale(&axis, cut->low);
        raise_scale(&axis, cut->high);
    }
    if (line->scale == SLC_SCALE_VALUE)
        slc_axis_take_type(&axis, &line->subject->type);
    bool turned = slc_decimal_compare(a, b) > 0;
    if (!slc_axis_number(&axis, turned ? b : a, 1, &low) ||
        !slc_axis_number(&axis, turned ? a : b, 1, &high))
        return true;
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next) {
        struct slc_cutter cutter;
        if (!slc_cutter_make(&axis, cut, &cutter) ||
            (slc_cut_above(&axis, &cutter, slc_position(&axis, low, false), &next) &&
             next <= slc_position(&axis, high, false)))
            return true;
    }
    return false;
}

static bool
are_cut_apart(const struct slc_measured *line, const struct slc_literal *a,
              const struct slc_literal *b, struct sl_str x, struct sl_str y)
{
    struct slc_decimal low, high;
    if (line->clock)
        return true; /* the cut moves over every value in turn */
    if (line->anchor != NULL)
        return false;
    if (line->scale == SLC_SCALE_LENGTH)
        return is_cut_between(line, (struct slc_decimal) { count_characters(x), 0 },
                              (struct slc_decimal) { count_characters(y), 0 });
    if (line->scale == SLC_SCALE_WORDS)
        return is_cut_between(line, (struct slc_decimal) { count_words(x), 0 },
                              (struct slc_decimal) { count_words(y), 0 });
    if (line->scale == SLC_SCALE_VALUE && slc_literal_number(a, &low) &&
        slc_literal_number(b, &high))
        return is_cut_between(line, low, high);
    return false;
}

/* ---- parts ----------------------------------------------------------------------------------- */

/* Of dates only the weekday recurs: each is a midnight. */
static bool
recur_apart(const struct slc_measured *line, const struct slc_literal *a,
            const struct slc_literal *b)
{
    return line->function->id == SLC_FUNCTION_weekday && (a->days - b->days) % DAYS_A_WEEK != 0;
}

bool
slc_parts_differ(struct sl_arena *arena, const struct slc_measured *line,
                 const struct slc_literal *a, const struct slc_literal *b)
{
    struct sl_str x = slc_tidied(arena, line->operand, a->text);
    struct sl_str y = slc_tidied(arena, line->operand, b->text);
    switch (line->tells) {
    case SLC_TELLS_WHOLE: return a->kind != SLC_LITERAL_STRING || !sl_str_equal(x, y);
    case SLC_TELLS_CUTS: return are_cut_apart(line, a, b, x, y);
    case SLC_TELLS_RECURRING: return recur_apart(line, a, b);
    case SLC_TELLS_CHARACTERS: return do_characters_differ(line, x, y);
    case SLC_TELLS_PREFIX:
    case SLC_TELLS_BUCKET: /* they may lie in two */
        return a->kind != SLC_LITERAL_STRING || !sl_str_equal(x, y);
    case SLC_TELLS_LISTED:
    case SLC_TELLS_OPAQUE:
    case SLC_TELLS_SHIFTED:
    case SLC_TELLS_LITTLE: break;
    }
    return false;
}
