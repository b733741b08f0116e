/* random_value.h - values of every type by chance, as PostgreSQL's text form has them: ordinary
 * ones, those at the edges of the type, and those that functions know. */
#ifndef SLT_RANDOM_VALUE_H
#define SLT_RANDOM_VALUE_H

#include "buf.h"
#include "chance.h"
#include "random_policy.h"

/* Appends a value of the column's type; never missing. */
void slt_random_value(struct sl_buf *out, struct slt_chance *chance,
                      const struct slt_column *column);

/* Any text of pool.def. */
struct sl_str slt_random_text(struct slt_chance *chance);

#endif
