#include "labels/disclosed.h"

struct slc_disclosed **
slc_disclosed_list(const struct slc_disclosures *disclosures,
                   const struct slc_destination *destination, const struct slc_column *column)
{
    size_t row = (size_t)destination->number * (size_t)disclosures->ncolumns;
    return &disclosures->of[row + (size_t)(column->table->first_column + column->number)];
}

struct slc_disclosed *
slc_disclose(const struct slc_collector *collector, const struct slc_column *column,
             enum slc_disclosed_kind kind, struct slc_span at)
{
    struct slc_disclosed **list =
        slc_disclosed_list(collector->disclosures, collector->destination, column);
    struct slc_disclosed *one =
        SL_NEW(collector->disclosures->program->arena, struct slc_disclosed);
    one->kind = kind;
    one->at = at;
    one->next = *list;
    *list = one;
    return one;
}

struct slc_disclosed *
slc_disclose_number(const struct slc_collector *collector, const struct slc_column *column,
                    enum slc_disclosed_kind kind, const struct slc_literal *literal)
{
    struct slc_decimal number = { 0 };
    if (!slc_decimal_read(literal->text, &number))
        kind = SLC_DISCLOSES_NOTHING; /* reported by types */
    struct slc_disclosed *one = slc_disclose(collector, column, kind, literal->at);
    one->number = number;
    return one;
}

void
slc_disclose_listed(const struct slc_collector *collector, const struct slc_column *column,
                    const struct slc_literal *literals)
{
    for (; literals != NULL; literals = literals->next)
        slc_disclose(collector, column, SLC_DISCLOSES_LISTED, literals->at)->text = literals->text;
}

const struct slc_disclosed *
slc_disclosed_first(const struct slc_disclosed *list, enum slc_disclosed_kind kind)
{
    while (list != NULL && list->kind != kind)
        list = list->next;
    return list;
}
