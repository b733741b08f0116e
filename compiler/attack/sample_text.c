/* sample_text.c - texts to try: those that policies name, with other spellings, those that functions look for, and
 * some of each length. */
#include "attack/sample.h"

#include "eval/eval_functions.h"

enum { MOST_LENGTH = 72, SOME_WORDS = 12 };

/* What kinds, parts and validity tell apart. */
static const char *const looked_for[] = {
    "",
    "x",
    "Ada Lovelace",
    "Zoe Zimmer-Young",
    "ada@gmail.com",
    "zoe@example.org",
    "not an address",
    "+44 20 7946 0018",
    "+442079460018",
    "+49 30 901820",
    "07700 900123",
    "SW1A 1AA",
    "sw1a 1ab",
    "M1 1AE",
    "EH8 8DX",
    "192.168.17.5",
    "10.0.0.1",
    "2001:db8::1",
    "4111111111111111",
    "4111111111111112",
    "2020-02-29",
    "1999-12-31",
    "12",
    "-3.5",
};

static void
add(struct slc_samples *samples, struct sl_str text, const struct slc_ir_type *type)
{
    const struct sl_value value = { .state = SL_VALUE,
                                    .kind = slc_type_info(type->id)->kind,
                                    .text = text };
    if (type->precision == 0 || text.len <= type->precision)
        slc_samples_add(samples, value, (int64_t)samples->count);
}

static struct sl_str
raised(struct sl_arena *arena, struct sl_str text)
{
    char *upper = sl_arena_must(arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++)
        upper[at] = (char)(text.ptr[at] >= 'a' && text.ptr[at] <= 'z' ? text.ptr[at] - 'a' + 'A'
                                                                      : text.ptr[at]);
    return (struct sl_str) { upper, text.len };
}

/* The text with another character in one place. */
static struct sl_str
altered(struct sl_arena *arena, struct sl_str text, size_t place)
{
    char *other = sl_arena_must(arena, text.len + 1, 1);
    memcpy(other, text.ptr, text.len);
    other[place] = other[place] == 'q' ? 'j' : 'q';
    return (struct sl_str) { other, text.len };
}

/* Texts that have the beginning, the end, the initials or the length in common with this one. */
static void
add_neighbours(const struct slc_sampling *sampling, struct slc_samples *samples, struct sl_str text)
{
    const struct slc_ir_type *type = &sampling->promise->secret->type;
    for (size_t at = 0; at < text.len; at++)
        if ((unsigned char)text.ptr[at] > 0x7f)
            return; /* a character of several bytes */
    if (text.len < 2)
        return;
    add(samples, altered(sampling->arena, text, 1), type);
    add(samples, altered(sampling->arena, text, text.len - 1), type);
    add(samples, sl_arena_format(sampling->arena, "%.*sq", SL_FMT(text)), type);
}

static void
add_spellings(const struct slc_sampling *sampling, struct slc_samples *samples, struct sl_str text)
{
    const struct slc_ir_type *type = &sampling->promise->secret->type;
    add(samples, text, type);
    add(samples, slc_lowered(sampling->arena, text), type);
    add(samples, raised(sampling->arena, text), type);
    add(samples, sl_arena_format(sampling->arena, " %.*s ", SL_FMT(text)), type);
    add(samples, sl_arena_format(sampling->arena, "%.*s rest", SL_FMT(text)), type);
    add_neighbours(sampling, samples, text);
}

static void
add_literals(const struct slc_sampling *sampling, struct slc_samples *samples,
             const struct slc_ir_literal *literals, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++)
        if (literals[at].kind == SLC_IR_TEXT)
            add_spellings(sampling, samples, literals[at].text);
}

static void
add_from(const struct slc_sampling *sampling, struct slc_samples *samples,
         const struct slc_ir_expr *expr)
{
    add_literals(sampling, samples, expr->literals, expr->nliterals);
    for (uint32_t at = 0; expr->op == SLC_IR_CALL && at < expr->nargs; at++)
        if (expr->args[at].kind == SLC_PARAMETER_LITERALS ||
            expr->args[at].kind == SLC_PARAMETER_WORDS)
            add_literals(sampling, samples, expr->args[at].literals, expr->args[at].nliterals);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        add_from(sampling, samples, slc_operand(expr, at));
}

static enum slc_sample_axis
axis_of(const struct slc_promise *promise)
{
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const struct slc_function *function = promise->tellers[at].function;
        if (function != NULL && function->measure == SLC_MEASURES_LENGTHS)
            return SLC_SAMPLE_AXIS_LENGTH;
        if (function != NULL && function->measure == SLC_MEASURES_WORD_COUNTS)
            return SLC_SAMPLE_AXIS_WORDS;
    }
    return SLC_SAMPLE_AXIS_NONE;
}

/* "xxxx", or "x x x x": one of each length or number of words. */
static void
add_along(const struct slc_sampling *sampling, struct slc_samples *samples)
{
    const bool words = samples->axis == SLC_SAMPLE_AXIS_WORDS;
    char text[2 * MOST_LENGTH];
    for (size_t at = 0; at < sizeof text; at++)
        text[at] = words && at % 2 == 1 ? ' ' : 'x';
    for (size_t length = 1; length <= MOST_LENGTH; length++) {
        const struct sl_str along = { text, words ? 2 * length - 1 : length };
        add(samples, sl_arena_copy(sampling->arena, along), &sampling->promise->secret->type);
    }
}

static int64_t
words_in(struct sl_str text)
{
    int64_t words = 0;
    for (size_t at = 0; at < text.len; at++)
        words += text.ptr[at] != ' ' && (at == 0 || text.ptr[at - 1] == ' ');
    return words;
}

static void
place(struct slc_samples *samples)
{
    for (uint32_t at = 0; at < samples->count && samples->axis != SLC_SAMPLE_AXIS_NONE; at++) {
        const struct sl_str text = samples->each[at].value.text;
        samples->each[at].position =
            (samples->axis == SLC_SAMPLE_AXIS_LENGTH ? (int64_t)text.len : words_in(text)) *
            SLC_MILLION;
    }
}

void
slc_sample_text(const struct slc_sampling *sampling, struct slc_samples *samples)
{
    const struct slc_promise *promise = sampling->promise;
    samples->axis = axis_of(promise);
    for (uint32_t at = 0; at < promise->ntellers; at++)
        add_from(sampling, samples, promise->tellers[at].expr);
    for (size_t at = 0; at < sizeof looked_for / sizeof looked_for[0]; at++)
        add(samples, sl_str_of(looked_for[at]), &promise->secret->type);
    for (int at = 0; at < SOME_WORDS; at++) {
        const unsigned long long number = slc_chance_below(sampling->chance, 100000);
        const int letter = 'a' + (int)slc_chance_below(sampling->chance, 26);
        add(samples, sl_arena_format(sampling->arena, "%c%llu", letter, number),
            &promise->secret->type);
    }
    if (samples->axis != SLC_SAMPLE_AXIS_NONE)
        add_along(sampling, samples);
    place(samples);
}
