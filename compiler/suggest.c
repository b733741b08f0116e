#include "suggest.h"

#include "edit_distance.h"

const struct slc_symbol *
slc_suggest(const struct slc_symbols *symbols, struct sl_str name)
{
    unsigned limit = name.len < 3 ? 1 : (unsigned)(name.len / 3);
    const struct slc_symbol *nearest = NULL;
    for (const struct slc_symbol *symbol = symbols->first; symbol != NULL; symbol = symbol->next) {
        unsigned distance = sl_edit_distance(name, symbol->name, limit);
        if (distance > limit)
            continue;
        nearest = symbol;
        if (distance == 0)
            break;
        limit = distance - 1;
    }
    return nearest;
}
