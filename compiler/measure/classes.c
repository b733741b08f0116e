/* classes.c - `group`: every class holds two values, or as many as its row asks for.
 *
 * The lists of all lines put a column's values in classes: two values are in one when no line tells them
 * apart. A class that is smaller than a group's row allows has to be shown by other lines alone. Members are
 * the values that lists name and, where the column's values are known, all others; where they are not, what
 * no list names is a class without end. */
#include "measure/choose.h"
#include "measure/facts.h"

enum { LEAST_IN_A_CLASS = 2 };

/* A value of the column: one that a list names, one of an enum, "no value", or all that no list names. */
struct member {
    const struct slc_literal
        *literal; /* NULL: of an enum or boolean by `text`, or one of the two */
    struct sl_str text;
    bool missing, rest;
};

struct members {
    struct sl_arena *arena;
    const struct slc_subject *subject;
    struct member *list;
    size_t count;
};

/* ---- members --------------------------------------------------------------------------------- */

static bool
lists_values(const struct slc_measured *line)
{
    return line->tells == SLC_TELLS_LISTED && !line->absent;
}

static struct sl_str
text_of(const struct slc_literal *literal)
{
    if (literal->kind == SLC_LITERAL_BOOLEAN)
        return literal->boolean ? SL_STR("yes") : SL_STR("no");
    return literal->text;
}

static bool
is_literal(const struct member *member, const struct slc_literal *literal)
{
    if (member->missing || member->rest)
        return false;
    if (member->literal != NULL)
        return slc_literal_equal(member->literal, literal);
    return sl_str_equal(member->text, text_of(literal));
}

static void
add_member(struct members *members, struct member member)
{
    for (size_t at = 0; member.literal != NULL && at < members->count; at++)
        if (is_literal(&members->list[at], member.literal))
            return;
    members->list[members->count++] = member;
}

static bool
tells_presence(const struct slc_subject *subject)
{
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        bool presence = line->function == NULL ? line->expr->kind == SLC_EXPR_IS_MISSING
                                               : line->function->measure == SLC_MEASURES_PRESENCE;
        if (presence && !line->absent)
            return true;
    }
    return false;
}

static size_t
most_members(const struct slc_subject *subject)
{
    size_t count = 4; /* yes, no, "no value", the rest */
    for (const struct slc_enum_label *label = subject->type.labels; label != NULL;
         label = label->next)
        count++;
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next)
            count++;
    return count;
}

/* Those of an enum or boolean: no other value can come. */
static void
add_known_values(struct members *members)
{
    const struct slc_subject *subject = members->subject;
    if (subject->type.id == SLC_TYPE_BOOLEAN) {
        add_member(members, (struct member) { .text = SL_STR("yes") });
        add_member(members, (struct member) { .text = SL_STR("no") });
    }
    for (const struct slc_enum_label *label = subject->type.labels; label != NULL;
         label = label->next)
        add_member(members, (struct member) { .text = label->text });
    if (subject->type.nullable && !tells_presence(subject))
        add_member(members, (struct member) { .missing = true });
}

static void
add_listed_values(struct members *members)
{
    const struct slc_measured *line = members->subject->lines;
    for (; line != NULL; line = line->next)
        for (const struct slc_fact *fact = lists_values(line) ? line->facts : NULL; fact != NULL;
             fact = fact->next)
            add_member(members,
                       (struct member) { .literal = fact->value, .text = text_of(fact->value) });
    add_member(members, (struct member) { .rest = true });
}

static struct members
members_of(struct sl_arena *arena, const struct slc_subject *subject)
{
    struct members members = {
        .arena = arena,
        .subject = subject,
        .list = SL_NEW_ARRAY(arena, struct member, most_members(subject)),
    };
    if (subject->type.id == SLC_TYPE_BOOLEAN || subject->type.id == SLC_TYPE_ENUM)
        add_known_values(&members);
    else
        add_listed_values(&members);
    return members;
}

/* ---- what a line says of a member ------------------------------------------------------------ */

static bool
holds_word(struct sl_str text, struct sl_str word)
{
    for (size_t at = 0; at + word.len <= text.len; at++) {
        size_t same = 0;
        while (same < word.len && (text.ptr[at + same] | 0x20) == (word.ptr[same] | 0x20))
            same++;
        if (same == word.len)
            return true;
    }
    return false;
}

static const struct slc_fact *
fact_of(struct sl_arena *arena, const struct slc_measured *line, const struct member *member)
{
    struct slc_literal tidied = { .kind = SLC_LITERAL_STRING };
    const struct slc_literal *literal = member->literal;
    if (member->missing || member->rest)
        return NULL;
    if (literal != NULL && literal->kind == SLC_LITERAL_STRING) {
        tidied.text = slc_tidied(arena, line->operand, literal->text);
        literal = &tidied;
    }
    for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next) {
        if (slc_asks_for_words(line) ? holds_word(member->text, fact->value->text)
            : literal == NULL        ? is_literal(member, fact->value)
                                     : slc_literal_equal(literal, fact->value))
            return fact;
    }
    return NULL;
}

/* `is in` says whether a value is one of several, one_of which one, `group` in which class it is. */
static bool
tells_apart(struct sl_arena *arena, const struct slc_measured *line, const struct member *a,
            const struct member *b)
{
    const struct slc_fact *x = fact_of(arena, line, a), *y = fact_of(arena, line, b);
    bool each = line->function != NULL && line->function->measure == SLC_MEASURES_LISTED;
    if (x == NULL || y == NULL)
        return x != y;
    return each ? x != y : !sl_str_equal(x->class, y->class);
}

/* ---- a row's demand -------------------------------------------------------------------------- */

static bool
raise_least(const void *context, const struct slc_downgrade *row)
{
    size_t *const *least = context;
    const struct slc_bound *bound = slc_bound_of(row, true);
    struct slc_decimal number = { LEAST_IN_A_CLASS, 0 };
    if (bound != NULL)
        (void)slc_decimal_read(bound->number.text, &number);
    if (number.digits > 0 && (size_t)number.digits > **least)
        **least = (size_t)number.digits;
    return true;
}

static bool
is_grouped(const struct slc_measured *line)
{
    return line->rests && line->function != NULL && line->function->measure == SLC_MEASURES_CLASSES;
}

/* How many values a class of this line holds at least; 0: it may show single values. */
static size_t
least_of(const struct slc_measures *measures, const struct slc_measured *line)
{
    size_t least = 0, *const raised = &least;
    if (is_grouped(line))
        (void)slc_every_row(measures, line, raise_least, &raised);
    return least;
}

/* ---- classes --------------------------------------------------------------------------------- */

/* A value counts for a line when the line's tidying leaves it as it is: others never come. */
static bool
is_member_for(const struct members *members, const struct slc_measured *line,
              const struct member *member)
{
    return member->literal == NULL || member->literal->kind != SLC_LITERAL_STRING ||
           sl_str_equal(slc_tidied(members->arena, line->operand, member->text), member->text);
}

struct class_question {
    const struct slc_measures *measures;
    const struct members *members;
    const struct slc_measured *line; /* whose members are counted */
};

/* Whether lines that may show classes of this size tell two members apart; 0: all lines. */
static bool
are_apart(const struct class_question *question, const struct member *a, const struct member *b,
          size_t size)
{
    const struct slc_measured *line = question->members->subject->lines;
    for (; line != NULL; line = line->next)
        if (lists_values(line) && (size == 0 || least_of(question->measures, line) <= size) &&
            tells_apart(question->members->arena, line, a, b))
            return true;
    return false;
}

/* How many members are in a member's class; SIZE_MAX: without end. */
static size_t
size_of_class(const struct class_question *question, const struct member *member, size_t size)
{
    size_t count = 0;
    for (size_t at = 0; at < question->members->count; at++) {
        const struct member *other = &question->members->list[at];
        if (!is_member_for(question->members, question->line, other) ||
            are_apart(question, member, other, size))
            continue;
        if (other->rest)
            return SIZE_MAX;
        count++;
    }
    return count;
}

static struct sl_str
member_text(struct sl_arena *arena, const struct member *member)
{
    if (member->missing)
        return SL_STR("no value");
    if (member->literal != NULL)
        return slc_span_text(member->literal->at);
    return sl_arena_format(arena, "\"%.*s\"", SL_FMT(member->text));
}

/* The line besides this one that makes the class so small; NULL: it does so alone. */
static const struct slc_measured *
line_beside(const struct class_question *question)
{
    const struct slc_measured *line = question->members->subject->lines;
    while (line != NULL && (line == question->line || !lists_values(line)))
        line = line->next;
    return line;
}

static void
judge_classes_of(const struct class_question *question, struct slc_measured *line)
{
    const struct members *members = question->members;
    size_t least = least_of(question->measures, line);
    for (size_t at = 0; at < members->count; at++) {
        const struct member *member = &members->list[at];
        if (member->rest || !is_member_for(members, line, member))
            continue;
        size_t size = size_of_class(question, member, 0);
        if (size >= least || size_of_class(question, member, size) == size)
            continue;
        slc_refuse(
            line,
            size == 1
                ? sl_arena_format(members->arena, "%.*s is told apart from every other value",
                                  SL_FMT(member_text(members->arena, member)))
                : sl_arena_format(members->arena, "the class of %.*s holds %zu values, not %zu",
                                  SL_FMT(member_text(members->arena, member)), size, least),
            SL_STR("put it in a class with others, or let the owner say that classes may be so "
                   "small:   group at least 1"),
            line_beside(question));
        return;
    }
}

void
slc_judge_classes(const struct slc_measures *measures, struct slc_subject *subject)
{
    struct members members = { .list = NULL };
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        if (!is_grouped(line))
            continue;
        if (members.list == NULL)
            members = members_of(measures->program->arena, subject);
        const struct class_question question = { measures, &members, line };
        judge_classes_of(&question, line);
    }
}
