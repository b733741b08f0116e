#include "coverage/swapped.h"

enum { NAME, NUMBER };

/* The column with this name, or this number, that the table had. */
static bool
find_column(struct sl_str note, uint32_t field, struct sl_str text, struct slp_fact *ret)
{
    while (slp_fact_next(&note, ret)) {
        const bool is_column = sl_str_is(ret->word, "column") || sl_str_is(ret->word, "other");
        if (is_column && sl_str_equal(ret->fields[field], text) &&
            !sl_str_is(ret->fields[NUMBER], "0"))
            return true;
    }
    return false;
}

bool
slp_fact_is_swapped(struct sl_str noted, const struct slp_fact *was, struct sl_str now,
                    const struct slp_fact *is)
{
    struct slp_fact former, other;
    return sl_str_is(is->word, "column") &&
           !sl_str_equal(was->fields[NUMBER], is->fields[NUMBER]) &&
           find_column(noted, NUMBER, is->fields[NUMBER], &former) &&
           find_column(now, NAME, former.fields[NAME], &other);
}
