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

/* How many values a class of this line holds at least; 0: it may show single values, since it lists them
 * or needs no row. SIZE_MAX: it may show no class, since its row speaks of something else. */
static size_t
least_of(const struct slc_measures *measures, const struct slc_measured *line)
{
    size_t least = 0, *const raised = &least;
    if (is_grouped(line))
        (void)slc_every_row(measures, line, raise_least, &raised);
    else if (line->rests && line->tells != SLC_TELLS_LISTED)
        return SIZE_MAX;
    return least;
}

/* ---- classes --------------------------------------------------------------------------------- */

/* The class of each member, by lines that may show classes of `size`; 0: by all lines. */
struct partition {
    size_t size;
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
    size_t count = 0;
    for (size_t at = 0; at < members->count; at++) {
        size_t like = 0;
        while (like < at && (class_of[like] != class_of[at] || codes[like] != codes[at]))
            like++;
        divided[at] = like < at ? divided[like] : count++;
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
classes_of_size(struct classes *classes, size_t size)
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
        if (size == 0 || least_of(classes->measures, members->lines[at]) <= size)
            divide_by(members, partition, at);
    return partition;
}

/* How many values that count for a line are in a member's class; SIZE_MAX: without end. */
static size_t
size_of_class(struct classes *classes, const struct slc_measured *line, size_t member, size_t size)
{
    const struct slc_members *members = &classes->members;
    const struct partition *partition = classes_of_size(classes, size);
    size_t count = 0;
    if (partition->endless[member])
        return SIZE_MAX;
    for (size_t at = 0; at < members->count; at++)
        count += partition->class_of[at] == partition->class_of[member] &&
                 slc_is_member_for(members, line, &members->list[at]);
    return count;
}

/* A line besides this one, for the finding; NULL: there is none. */
static const struct slc_measured *
line_beside(const struct slc_members *members, const struct slc_measured *line)
{
    for (size_t at = 0; at < members->nlines; at++)
        if (members->lines[at] != line)
            return members->lines[at];
    return NULL;
}

static void
refuse_class(const struct slc_members *members, struct slc_measured *line,
             const struct slc_member *member, size_t size, size_t least)
{
    struct sl_arena *arena = members->arena;
    struct sl_str text = slc_member_text(arena, member);
    struct sl_str reason =
        size == 1
            ? sl_arena_format(arena, "%.*s is told apart from every other value", SL_FMT(text))
            : sl_arena_format(arena, "the class of %.*s holds %zu values, not %zu", SL_FMT(text),
                              size, least);
    slc_refuse(line, reason,
               SL_STR("put it in a class with others, or let the owner say that classes may be so "
                      "small:   group at least 1"),
               line_beside(members, line));
}

static void
judge_line(struct classes *classes, struct slc_measured *line)
{
    const struct slc_members *members = &classes->members;
    size_t least = least_of(classes->measures, line);
    for (size_t at = 0; at < members->count; at++) {
        const struct slc_member *member = &members->list[at];
        if (!slc_is_member_for(members, line, member))
            continue;
        size_t size = size_of_class(classes, line, at, 0);
        if (size >= least || size_of_class(classes, line, at, size) == size)
            continue;
        refuse_class(members, line, member, size, least);
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
