/* members.h - inside the measure: the values of a column that lists divide, and what each line says of them. */
#ifndef SLC_MEMBERS_H
#define SLC_MEMBERS_H

#include "measure/line.h"

/* A value of the column: one that a list names, one of an enum, "no value", or all that no list names. */
struct slc_member {
    const struct slc_literal
        *literal; /* NULL: of an enum or boolean by `text`, or one of the two */
    struct sl_str text;
    bool missing, rest;
};

struct slc_members {
    struct sl_arena *arena;
    const struct slc_subject *subject;
    struct slc_member *list;
    size_t count;
    const struct slc_measured **lines; /* that list values */
    size_t nlines;
    int *codes; /* by line, then member: equal where the line does not tell them apart */
};

struct slc_members slc_members_of(struct sl_arena *arena, const struct slc_subject *subject);

/* A value counts for a line when the line's tidying leaves it as it is: others never come. */
bool slc_is_member_for(const struct slc_members *members, const struct slc_measured *line,
                       const struct slc_member *member);

/* "\"halal\"", "no value" */
struct sl_str slc_member_text(struct sl_arena *arena, const struct slc_member *member);

#endif
