#include "measure/members.h"

#include "measure/facts.h"

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
is_literal(const struct slc_member *member, const struct slc_literal *literal)
{
    if (member->missing || member->rest)
        return false;
    if (member->literal != NULL)
        return slc_literal_equal(member->literal, literal);
    return sl_str_equal(member->text, text_of(literal));
}

static void
add_member(struct slc_members *members, struct slc_member member)
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
add_known_values(struct slc_members *members)
{
    const struct slc_subject *subject = members->subject;
    if (subject->type.id == SLC_TYPE_BOOLEAN) {
        add_member(members, (struct slc_member) { .text = SL_STR("yes") });
        add_member(members, (struct slc_member) { .text = SL_STR("no") });
    }
    for (const struct slc_enum_label *label = subject->type.labels; label != NULL;
         label = label->next)
        add_member(members, (struct slc_member) { .text = label->text });
    if (subject->type.nullable && !tells_presence(subject))
        add_member(members, (struct slc_member) { .missing = true });
}

/* A word is no value: texts that hold it are without end. */
static void
add_listed_values(struct slc_members *members)
{
    const struct slc_measured *line = members->subject->lines;
    for (; line != NULL; line = line->next) {
        bool names_values = lists_values(line) && !slc_asks_for_words(line);
        for (const struct slc_fact *fact = names_values ? line->facts : NULL; fact != NULL;
             fact = fact->next)
            add_member(members, (struct slc_member) { .literal = fact->value,
                                                      .text = text_of(fact->value) });
    }
    add_member(members, (struct slc_member) { .rest = true });
}

/* ---- what a line says of a member ------------------------------------------------------------ */

/* contains_word's words: runs of letters, digits and characters other than ASCII. */
static bool
is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static bool
holds_word(struct sl_str text, struct sl_str word)
{
    for (size_t at = 0; at < text.len; at++) {
        struct sl_str run = { text.ptr + at, 0 };
        while (at < text.len && is_of_word(text.ptr[at])) {
            run.len++;
            at++;
        }
        if (slc_same_word(run, word))
            return true;
    }
    return false;
}

static const struct slc_fact *
fact_of(struct sl_arena *arena, const struct slc_measured *line, const struct slc_member *member)
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

/* A number for what the line says of a member: -1 where it lists no such value. */
static int
code_of(struct sl_arena *arena, const struct slc_measured *line, const struct slc_member *member)
{
    const struct slc_fact *fact = fact_of(arena, line, member);
    int code = 0;
    if (fact == NULL)
        return -1;
    for (const struct slc_fact *one = line->facts; one != fact; one = one->next, code++)
        if (slc_tells_each(line) ? slc_literal_equal(one->value, fact->value)
                                 : sl_str_equal(one->class, fact->class))
            return code;
    return code;
}

static void
code_members(struct slc_members *members)
{
    struct sl_arena *arena = members->arena;
    size_t nlines = 0;
    for (const struct slc_measured *line = members->subject->lines; line != NULL; line = line->next)
        nlines += lists_values(line);
    members->lines = SL_NEW_ARRAY(arena, const struct slc_measured *, nlines + 1);
    members->codes = SL_NEW_ARRAY(arena, int, nlines * members->count + 1);
    for (const struct slc_measured *line = members->subject->lines; line != NULL;
         line = line->next) {
        if (!lists_values(line))
            continue;
        for (size_t at = 0; at < members->count; at++)
            members->codes[members->nlines * members->count + at] =
                code_of(arena, line, &members->list[at]);
        members->lines[members->nlines++] = line;
    }
}

struct slc_members
slc_members_of(struct sl_arena *arena, const struct slc_subject *subject)
{
    struct slc_members members = {
        .arena = arena,
        .subject = subject,
        .list = SL_NEW_ARRAY(arena, struct slc_member, most_members(subject)),
    };
    if (subject->type.id == SLC_TYPE_BOOLEAN || subject->type.id == SLC_TYPE_ENUM)
        add_known_values(&members);
    else
        add_listed_values(&members);
    code_members(&members);
    return members;
}

bool
slc_is_member_for(const struct slc_members *members, const struct slc_measured *line,
                  const struct slc_member *member)
{
    return member->literal == NULL || member->literal->kind != SLC_LITERAL_STRING ||
           sl_str_equal(slc_tidied(members->arena, line->operand, member->text), member->text);
}

struct sl_str
slc_member_text(struct sl_arena *arena, const struct slc_member *member)
{
    if (member->missing)
        return SL_STR("no value");
    if (member->literal != NULL)
        return slc_span_text(member->literal->at);
    return sl_arena_format(arena, "\"%.*s\"", SL_FMT(member->text));
}
