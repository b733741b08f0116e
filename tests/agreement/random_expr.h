/* random_expr.h - expressions by chance over a random table's columns. */
#ifndef SLT_RANDOM_EXPR_H
#define SLT_RANDOM_EXPR_H

#include "language/function.h"
#include "random_policy.h"

struct slt_expr {
    struct sl_str text; /* fit to stand as an operand */
    enum slc_type_id type;
    const struct slt_column *column; /* when it is a column or a tidied one; else NULL */
    bool nullable;
};

struct slt_making {
    struct sl_arena *arena;
    struct slt_chance *chance;
    const struct slt_table *table;
};

/* What a derived field is made of: a call of `function`, or a condition or a choice. Empty when no column
 * of the table is fit for it. */
struct sl_str slt_random_field_of(struct slt_making *making, const struct slc_function *function);
struct sl_str slt_random_field(struct slt_making *making);

/* A condition that is never missing, for a row filter. */
struct sl_str slt_random_condition(struct slt_making *making);

/* A call of `function`; text.len 0 when no column of the table is fit for it. */
struct slt_expr slt_random_call(struct slt_making *making, const struct slc_function *function,
                                int depth);

/* A value to be an operand or argument, of one of the types; text.len 0: none is at hand. */
struct slt_expr slt_random_operand(struct slt_making *making, slc_type_set types, int depth);

/* A literal of the type as policies write it. */
struct sl_str slt_random_literal(struct slt_making *making, enum slc_type_id type);

#endif
