/* classes.c - `group`: every class holds two values, or as many as its row asks for.
 *
 * All lines put a column's values in classes: two values are in one when no line tells them apart. A class
 * that is smaller than a group's row allows has to be shown by other lines alone, and only by those that
 * need no row, or list values. Members are the values that lists name and, where the column's values are
 * known, all others; where they are not, a class that no list names a value of is without end. */
#include "measure/choose.h"
#include "measure/facts.h"
#include "measure/members.h"

enum { LEAST_IN_A_CLASS = 2 };

/* Values without end. */
static const int64_t endless = INT64_MAX;

/* ---- which lines may show a class ------------------------------------------------------------ */

static bool
allows_size(const void *context, const struct slc_downgrade *row)
{
    const int64_t *size = context;
    const struct slc_bound *bound = slc_bound_of(row, true);
    struct slc_decimal least = { LEAST_IN_A_CLASS, 0 };
    bool readable = bound == NULL || slc_decimal_read(bound->number.text, &least);
    return readable && slc_decimal_compare((struct slc_decimal) { *size, 0 }, least) >= 0;
}

static bool
is_grouped(const struct slc_measured *line)
{
    return line->rests && line->function != NULL && line->function->measure == SLC_MEASURES_CLASSES;
}

/* A group may where its rows do. Others may when they list values, or need no row: a row that speaks of
 * something else allows no class. */
static bool
may_show(const struct slc_measures *measures, const struct slc_measured *line, int64_t size)
{
    if (is_grouped(line))
        return slc_every_row(measures, line, allows_size, &size);
    return !line->rests || line->tells == SLC_TELLS_LISTED;
}

/* ---- classes --------------------------------------------------------------------------------- */

/* The class of each member, named by its first one, by lines that may show classes of `size`; 0: by all
 * lines. */
struct partition {
    int64_t size;
    size_t *class_of;
    bool *endless; /* by member: values that no list names are in its class, too */
    struct partition *next;
};

struct classes {
    const struct slc_measures *measures;
    struct slc_members members;
    struct partition *partitions;
};

/* Divides every class by what one more line says. */
static void
divide(const struct slc_members *members, size_t *class_of, const int *codes)
{
    size_t *divided = SL_NEW_ARRAY(members->arena, size_t, members->count);
    for (size_t at = 0; at < members->count; at++) {
        size_t like = 0;
        while (class_of[like] != class_of[at] || codes[like] != codes[at])
            like++;
        divided[at] = like;
    }
    memcpy(class_of, divided, members->count * sizeof *divided);
}

static void
divide_by(const struct slc_members *members, struct partition *partition, size_t line)
{
    const int *codes = members->codes + line * members->count;
    divide(members, partition->class_of, codes);
    for (size_t at = 0; at < members->count; at++)
        if (!slc_leaves_endless(members->lines[line], codes[at]))
            partition->endless[at] = false;
}

static const struct partition *
classes_of_size(struct classes *classes, int64_t size)
{
    const struct slc_members *members = &classes->members;
    struct partition *partition = classes->partitions;
    while (partition != NULL && partition->size != size)
        partition = partition->next;
    if (partition != NULL)
        return partition;
    partition = SL_NEW(members->arena, struct partition);
    partition->size = size;
    partition->class_of = SL_NEW_ARRAY(members->arena, size_t, members->count);
    partition->endless = SL_NEW_ARRAY(members->arena, bool, members->count);
    for (size_t at = 0; at < members->count; at++)
        partition->endless[at] = members->endless;
    partition->next = classes->partitions;
    classes->partitions = partition;
    for (size_t at = 0; at < members->nlines; at++)
        if (size == 0 || may_show(classes->measures, members->lines[at], size))
            divide_by(members, partition, at);
    return partition;
}

/* How many values that count for a line are in a member's class. */
static int64_t
size_of_class(struct classes *classes, const struct slc_measured *line, size_t member, int64_t size)
{
    const struct slc_members *members = &classes->members;
    const struct partition *partition = classes_of_size(classes, size);
    int64_t count = 0;
    if (partition->endless[member])
        return endless;
    for (size_t at = 0; at < members->count; at++)
        count += partition->class_of[at] == partition->class_of[member] &&
                 slc_is_member_for(members, line, &members->list[at]);
    return count;
}

/* A line besides this one, for the finding; NULL: there is none. */
static const struct slc_measured *
line_beside(const struct slc_members *members, const struct slc_measured *line)
{
    return members->lines[members->lines[0] == line ? 1 : 0];
}

static void
refuse_class(const struct slc_members *members, struct slc_measured *line,
             const struct slc_member *member, int64_t size)
{
    struct sl_arena *arena = members->arena;
    struct sl_str text = slc_member_text(arena, member);
    struct sl_str reason =
        size == 1
            ? sl_arena_format(arena, "%.*s is told apart from every other value", SL_FMT(text))
            : sl_arena_format(arena, "the class of %.*s holds no more than %lld values",
                              SL_FMT(text), (long long)size);
    slc_refuse(line, reason,
               SL_STR("put it in a class with others, or let the owner say that classes may be so "
                      "small:   group at least 1"),
               line_beside(members, line));
}

static void
judge_line(struct classes *classes, struct slc_measured *line)
{
    const struct slc_members *members = &classes->members;
    for (size_t at = 0; at < members->count; at++) {
        const struct slc_member *member = &members->list[at];
        if (!slc_is_member_for(members, line, member))
            continue;
        int64_t size = size_of_class(classes, line, at, 0);
        if (may_show(classes->measures, line, size) ||
            size_of_class(classes, line, at, size) == size)
            continue;
        refuse_class(members, line, member, size);
        return;
    }
}

void
slc_judge_classes(const struct slc_measures *measures, struct slc_subject *subject)
{
    struct classes classes = { .measures = measures };
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        if (!is_grouped(line))
            continue;
        if (classes.members.list == NULL)
            classes.members = slc_members_of(measures->program->arena, subject);
        judge_line(&classes, line);
    }
}
