/* members.h - inside the measure: known values of a column, and what each line says of them. */
#ifndef SLC_MEMBERS_H
#define SLC_MEMBERS_H

#include "measure/line.h"

/* What a list says of a value that it does not hold. */
enum { SLC_NOT_LISTED = -1 };

/* A value of the column: one that a list names, or one of an enum; NULL: "no value". */
struct slc_member {
    const struct slc_literal *literal;
};

struct slc_members {
    struct sl_arena *arena;
    const struct slc_subject *subject;
    bool endless; /* there are others, that no list names */
    struct slc_member *list;
    size_t count;
    const struct slc_measured **lines; /* that tell members apart; behind them NULL */
    size_t nlines;
    int *codes; /* by line, then member: equal where the line does not tell them apart */
};

struct slc_members slc_members_of(struct sl_arena *arena, const struct slc_subject *subject);

/* A value counts for a line when the line's tidying leaves it as it is: others never come. */
bool slc_is_member_for(const struct slc_members *members, const struct slc_measured *line,
                       const struct slc_member *member);

/* Whether a member with this code shares what the line says with values that no list names. Cuts and
 * characters leave endlessly many on each side. */
bool slc_leaves_endless(const struct slc_measured *line, int code);

/* "\"halal\"", "no value" */
struct sl_str slc_member_text(struct sl_arena *arena, const struct slc_member *member);

#endif
