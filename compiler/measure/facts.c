#include "measure/facts.h"

#include "buf.h"
#include "maxima.h"
#include "measure/choose.h"

bool
slc_asks_for_words(const struct slc_measured *line)
{
    return line->function != NULL && line->function->measure == SLC_MEASURES_WORDS;
}

bool
slc_is_grouping(const struct slc_measured *line)
{
    return line->function != NULL && line->function->measure == SLC_MEASURES_CLASSES;
}

bool
slc_tells_each(const struct slc_measured *line)
{
    return line->expr->function != NULL && line->expr->function->measure == SLC_MEASURES_LISTED;
}

/* ---- tidying, as the language defines it ----------------------------------------------------- */

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char
raised(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static struct sl_str
trimmed(struct sl_str text)
{
    while (text.len > 0 && is_space(text.ptr[0]))
        text = (struct sl_str) { text.ptr + 1, text.len - 1 };
    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static struct sl_str
mapped(struct sl_arena *arena, enum slc_function_id id, struct sl_str text)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_MIB);
    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        bool again = at > 0 && is_space(c) && is_space(text.ptr[at - 1]);
        if (id == SLC_FUNCTION_squeeze && again)
            continue;
        if (id == SLC_FUNCTION_squeeze)
            c = is_space(c) ? ' ' : c;
        sl_buf_add_byte(&buf, id == SLC_FUNCTION_lower   ? lowered(c)
                              : id == SLC_FUNCTION_upper ? raised(c)
                                                         : c);
    }
    struct sl_str copy = sl_arena_copy(arena, sl_buf_str(&buf));
    sl_buf_done(&buf);
    return copy;
}

struct sl_str
slc_tidied(struct sl_arena *arena, const struct slc_expr *operand, struct sl_str text)
{
    if (operand == NULL || operand->kind == SLC_EXPR_NAME)
        return text;
    if (operand->kind == SLC_EXPR_IF_MISSING)
        return slc_tidied(arena, operand->left, text);
    if (operand->function == NULL || operand->args == NULL)
        return text;
    text = slc_tidied(arena, operand->args->expr, text);
    enum slc_function_id id = operand->function->id;
    if (id == SLC_FUNCTION_trim)
        return trimmed(text);
    if (id == SLC_FUNCTION_lower || id == SLC_FUNCTION_upper || id == SLC_FUNCTION_squeeze)
        return mapped(arena, id, text);
    return text;
}

/* ---- one fact, said again -------------------------------------------------------------------- */

bool
slc_same_word(struct sl_str a, struct sl_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t at = 0; at < a.len; at++)
        if (lowered(a.ptr[at]) != lowered(b.ptr[at]))
            return false;
    return true;
}

static bool
same_fact(struct sl_arena *arena, const struct slc_measured *line, const struct slc_fact *fact,
          const struct slc_measured *other, const struct slc_fact *than)
{
    if (slc_asks_for_words(line) != slc_asks_for_words(other) ||
        !sl_str_equal(slc_tidying(arena, line->operand), slc_tidying(arena, other->operand)))
        return false;
    if (slc_asks_for_words(line))
        return slc_same_word(fact->value->text, than->value->text);
    return slc_literal_equal(fact->value, than->value);
}

bool
slc_counts_fact(struct sl_arena *arena, const struct slc_measured *line,
                const struct slc_fact *fact, bool classes)
{
    return line->rests &&
           (classes || !slc_is_grouping(line) || slc_stands_alone(arena, line, fact));
}

bool
slc_is_first_fact(struct sl_arena *arena, const struct slc_measured *line,
                  const struct slc_fact *fact, bool classes)
{
    for (const struct slc_measured *one = line->subject->lines; one != NULL; one = one->next) {
        const struct slc_fact *before = one->rests ? one->facts : NULL;
        for (; before != NULL; before = before->next) {
            if (before == fact)
                return true;
            if (same_fact(arena, one, before, line, fact) &&
                slc_counts_fact(arena, one, before, classes))
                return false;
        }
    }
    return true;
}

bool
slc_is_first_hole(const struct slc_subject *subject, const struct slc_measured *line,
                  const struct slc_fact *fact)
{
    for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next) {
        const struct slc_fact *before = one->absent ? NULL : one->facts;
        for (; before != NULL && !(one == line && before == fact); before = before->next)
            if (slc_literal_equal(before->value, fact->value))
                return false;
        if (one == line)
            return true;
    }
    return true;
}

bool
slc_stands_alone(struct sl_arena *arena, const struct slc_measured *line,
                 const struct slc_fact *fact)
{
    for (const struct slc_fact *other = line->facts; other != NULL; other = other->next) {
        struct sl_str text = other->value->text;
        if (other != fact && sl_str_equal(other->class, fact->class) &&
            !slc_literal_equal(other->value, fact->value) &&
            sl_str_equal(slc_tidied(arena, line->operand, text), text))
            return false;
    }
    return true;
}

/* ---- examples -------------------------------------------------------------------------------- */

struct sl_str
slc_counted_examples(struct sl_arena *arena, const struct slc_measured *line)
{
    enum { MOST = 3 };
    struct sl_str text = { "", 0 };
    int count = 0;
    const struct slc_subject *subject = line->subject->scope->subjects;
    bool classes = slc_is_grouping(line);
    if (line->tells != SLC_TELLS_LISTED)
        return text;
    for (; subject != NULL; subject = subject->next)
        for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next)
            for (const struct slc_fact *fact = one->rests ? one->facts : NULL; fact != NULL;
                 fact = fact->next) {
                if (!slc_counts_fact(arena, one, fact, classes) ||
                    !slc_is_first_fact(arena, one, fact, classes) || count++ >= MOST)
                    continue;
                text = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(text), count == 1 ? ": " : ", ",
                                       SL_FMT(slc_span_text(fact->value->at)));
            }
    return count > MOST ? sl_arena_format(arena, "%.*s and others", SL_FMT(text)) : text;
}
