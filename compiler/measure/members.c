#include "measure/members.h"

#include "measure/facts.h"
#include "measure/parts.h"

/* ---- members --------------------------------------------------------------------------------- */

static bool
lists_values(const struct slc_measured *line)
{
    return line->tells == SLC_TELLS_LISTED;
}

/* Whether the line may tell known values apart, and tells "no value" from them. */
static bool
divides(const struct slc_measured *line)
{
    if (line->absent)
        return false;
    switch (line->tells) {
    case SLC_TELLS_WHOLE: return !line->subject->mixed;
    case SLC_TELLS_CUTS: return line->anchor == NULL;
    case SLC_TELLS_RECURRING:
    case SLC_TELLS_LISTED:
    case SLC_TELLS_CHARACTERS:
    case SLC_TELLS_PREFIX:
    case SLC_TELLS_BUCKET: return true;
    case SLC_TELLS_OPAQUE:
    case SLC_TELLS_SHIFTED:
    case SLC_TELLS_LITTLE: break;
    }
    return false;
}

static void
add_member(struct slc_members *members, const struct slc_literal *literal)
{
    for (size_t at = 0; at < members->count; at++)
        if (slc_literal_equal(members->list[at].literal, literal))
            return;
    members->list[members->count++] = (struct slc_member) { .literal = literal };
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
    size_t count = 1; /* "no value" */
    for (const struct slc_enum_label *label = subject->type.labels; label != NULL;
         label = label->next)
        count++;
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next)
            count++;
    return count;
}

/* Those of an enum: no other value can come. */
static void
add_known_values(struct slc_members *members)
{
    const struct slc_subject *subject = members->subject;
    for (const struct slc_enum_label *label = subject->type.labels; label != NULL;
         label = label->next) {
        struct slc_literal *literal = SL_NEW(members->arena, struct slc_literal);
        *literal = (struct slc_literal) { .kind = SLC_LITERAL_STRING, .text = label->text };
        add_member(members, literal);
    }
    if (subject->type.nullable && !tells_presence(subject))
        members->list[members->count++] = (struct slc_member) { .literal = NULL };
}

/* A word is no value: texts that hold it are without end. */
static void
add_listed_values(struct slc_members *members)
{
    const struct slc_measured *line = members->subject->lines;
    for (; line != NULL; line = line->next)
        for (const struct slc_fact *fact = slc_asks_for_words(line) ? NULL : line->facts;
             fact != NULL; fact = fact->next)
            add_member(members, fact->value);
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
    struct sl_str run = { text.ptr, 0 };
    for (size_t at = 0; at < text.len; at++) {
        if (is_of_word(text.ptr[at])) {
            run.len++;
            continue;
        }
        if (slc_same_word(run, word))
            return true;
        run = (struct sl_str) { text.ptr + at + 1, 0 };
    }
    return slc_same_word(run, word);
}

static const struct slc_fact *
fact_of(struct sl_arena *arena, const struct slc_measured *line, const struct slc_literal *value)
{
    const struct slc_literal tidied = slc_tidied_literal(arena, line, value);
    for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next)
        if (slc_asks_for_words(line) ? holds_word(tidied.text, fact->value->text)
                                     : slc_literal_equal(&tidied, fact->value))
            return fact;
    return NULL;
}

/* A number for what the line says of a member: SLC_NOT_LISTED where it lists no such value. */
static int
code_listed(struct sl_arena *arena, const struct slc_measured *line,
            const struct slc_member *member)
{
    const struct slc_fact *fact =
        member->literal != NULL ? fact_of(arena, line, member->literal) : NULL;
    int code = 0;
    if (fact == NULL)
        return SLC_NOT_LISTED;
    const struct slc_fact *one = line->facts;
    while (slc_tells_each(line) ? !slc_literal_equal(one->value, fact->value)
                                : !sl_str_equal(one->class, fact->class)) {
        one = one->next;
        code++;
    }
    return code;
}

/* The number of the first member that the line does not tell from this one. */
static int
code_part(const struct slc_members *members, const struct slc_measured *line, size_t member)
{
    const struct slc_literal *value = members->list[member].literal;
    for (size_t like = 0; like < member; like++)
        if (value != NULL &&
            !slc_parts_differ(members->arena, line, value, members->list[like].literal))
            return (int)like;
    return (int)member;
}

static void
code_members(struct slc_members *members)
{
    struct sl_arena *arena = members->arena;
    size_t nlines = 0;
    for (const struct slc_measured *line = members->subject->lines; line != NULL; line = line->next)
        nlines += divides(line);
    members->lines = SL_NEW_ARRAY(arena, const struct slc_measured *, nlines + 1);
    members->codes = SL_NEW_ARRAY(arena, int, nlines * members->count + 1);
    for (const struct slc_measured *line = members->subject->lines; line != NULL;
         line = line->next) {
        if (!divides(line))
            continue;
        for (size_t at = 0; at < members->count; at++)
            members->codes[members->nlines * members->count + at] =
                lists_values(line) ? code_listed(arena, line, &members->list[at])
                                   : code_part(members, line, at);
        members->lines[members->nlines++] = line;
    }
}

struct slc_members
slc_members_of(struct sl_arena *arena, const struct slc_subject *subject)
{
    struct slc_members members = {
        .arena = arena,
        .subject = subject,
        .endless = subject->type.id != SLC_TYPE_ENUM,
        .list = SL_NEW_ARRAY(arena, struct slc_member, most_members(subject)),
    };
    if (members.endless)
        add_listed_values(&members);
    else
        add_known_values(&members);
    code_members(&members);
    return members;
}

bool
slc_is_member_for(const struct slc_members *members, const struct slc_measured *line,
                  const struct slc_member *member)
{
    const struct slc_literal *value = member->literal;
    return value == NULL ||
           sl_str_equal(slc_tidied(members->arena, line->operand, value->text), value->text);
}

bool
slc_leaves_endless(const struct slc_measured *line, int code)
{
    return line->tells != SLC_TELLS_WHOLE && (!lists_values(line) || code == SLC_NOT_LISTED);
}

struct sl_str
slc_member_text(struct sl_arena *arena, const struct slc_member *member)
{
    if (member->literal == NULL)
        return SL_STR("no value");
    if (member->literal->at.source != NULL)
        return slc_span_text(member->literal->at);
    return sl_arena_format(arena, "\"%.*s\"", SL_FMT(member->literal->text));
}
