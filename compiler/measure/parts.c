#include "measure/parts.h"

#include "measure/facts.h"
#include "text/width.h"

enum { DAYS_A_WEEK = 7 };

/* ---- texts ----------------------------------------------------------------------------------- */

static bool
begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Of white space no more than these two can stand in a policy's text. */
static bool
is_space(char c)
{
    return c == ' ' || c == '\t';
}

static int64_t
count_characters(struct sl_str text)
{
    return (int64_t)slc_text_width(text);
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

/* The nearest cut above a value; beyond all where there is none. */
static slc_wide
cut_above(const struct slc_axis *axis, const struct slc_cutter *cutter,
          const struct slc_cutter *value)
{
    const slc_wide beyond = (slc_wide)1 << 126;
    slc_wide next;
    return slc_cut_above(axis, cutter, value->position, &next) ? next : beyond;
}

/* Numbers without a unit of time always fit an axis. */
static bool
is_cut_between(const struct slc_measured *line, struct slc_decimal a, struct slc_decimal b)
{
    const struct slc_cut before_a = { .kind = SLC_CUT_AT, .number = a };
    const struct slc_cut before_b = { .kind = SLC_CUT_AT, .number = b };
    struct slc_axis axis = { 0 };
    struct slc_cutter x, y, cutter;
    slc_axis_take_scale(&axis, &before_a);
    slc_axis_take_scale(&axis, &before_b);
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next)
        slc_axis_take_scale(&axis, cut);
    (void)slc_cutter_make(&axis, &before_a, &x);
    (void)slc_cutter_make(&axis, &before_b, &y);
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next) {
        (void)slc_cutter_make(&axis, cut, &cutter);
        if (cut_above(&axis, &cutter, &x) != cut_above(&axis, &cutter, &y))
            return true;
    }
    return false;
}

static struct slc_decimal
number_of(const struct slc_literal *literal)
{
    struct slc_decimal number = { 0, 0 };
    (void)slc_literal_number(literal, &number); /* types report what is none */
    return number;
}

static bool
are_cut_apart(const struct slc_measured *line, const struct slc_literal *a,
              const struct slc_literal *b)
{
    if (line->clock)
        return true; /* the cut moves over every value in turn */
    switch (line->scale) {
    case SLC_SCALE_VALUE: return is_cut_between(line, number_of(a), number_of(b));
    case SLC_SCALE_LENGTH:
        return is_cut_between(line, (struct slc_decimal) { count_characters(a->text), 0 },
                              (struct slc_decimal) { count_characters(b->text), 0 });
    case SLC_SCALE_WORDS:
        return is_cut_between(line, (struct slc_decimal) { count_words(a->text), 0 },
                              (struct slc_decimal) { count_words(b->text), 0 });
    case SLC_SCALE_KILOMETRES: return true; /* they may lie in two squares */
    case SLC_SCALE_AGE:
    case SLC_SCALE_MINUTES:
    case SLC_SCALE_MONTHS:
    case SLC_SCALE_SHARE: break;
    }
    return false;
}

/* ---- parts ----------------------------------------------------------------------------------- */

struct slc_literal
slc_tidied_literal(struct sl_arena *arena, const struct slc_measured *line,
                   const struct slc_literal *literal)
{
    struct slc_literal tidied = *literal;
    tidied.text = slc_tidied(arena, line->operand, literal->text);
    return tidied;
}

bool
slc_parts_differ(struct sl_arena *arena, const struct slc_measured *line,
                 const struct slc_literal *a, const struct slc_literal *b)
{
    const struct slc_literal x = slc_tidied_literal(arena, line, a);
    const struct slc_literal y = slc_tidied_literal(arena, line, b);
    switch (line->tells) {
    case SLC_TELLS_CUTS: return are_cut_apart(line, &x, &y);
    case SLC_TELLS_RECURRING: return (x.days - y.days) % DAYS_A_WEEK != 0; /* of dates a weekday */
    case SLC_TELLS_CHARACTERS: return do_characters_differ(line, x.text, y.text);
    case SLC_TELLS_WHOLE:
    case SLC_TELLS_PREFIX:
    case SLC_TELLS_BUCKET: return !slc_literal_equal(&x, &y); /* they may lie in two */
    case SLC_TELLS_LISTED:
    case SLC_TELLS_OPAQUE:
    case SLC_TELLS_SHIFTED:
    case SLC_TELLS_LITTLE: break;
    }
    return false;
}
