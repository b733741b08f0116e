#include "coverage/swapped.h"

enum { NUMBER = 1 }; /* of the fields, behind the name */

#define NO_COLUMN "0" /* the number where the table had no such column */

/* Whether the table had a column with this number. */
static bool
has_number(struct sl_str note, struct sl_str number)
{
    struct slp_fact fact;
    while (slp_fact_next(&note, &fact)) {
        const bool is_column = sl_str_is(fact.word, "column") || sl_str_is(fact.word, "other");
        if (is_column && sl_str_equal(fact.fields[NUMBER], number) && !sl_str_is(number, NO_COLUMN))
            return true;
    }
    return false;
}

bool
slp_fact_is_swapped(struct sl_str noted, const struct slp_fact *was, const struct slp_fact *is)
{
    return sl_str_is(is->word, "column") && !sl_str_is(was->fields[NUMBER], NO_COLUMN) &&
           !sl_str_equal(was->fields[NUMBER], is->fields[NUMBER]) &&
           has_number(noted, is->fields[NUMBER]);
}
