#include "names/suggest.h"

#include "nearest_name.h"

/* finance and financial, identifier and identity: the words that a reviewer mixes up begin alike. */
static bool
begin_alike(struct sl_str one, struct sl_str other)
{
    enum { LEAST = 4 };
    size_t shorter = one.len < other.len ? one.len : other.len;
    size_t alike = 0;
    while (alike < shorter && one.ptr[alike] == other.ptr[alike])
        alike++;
    return alike >= LEAST && 4 * alike >= 3 * shorter;
}

static const struct slc_symbol *
beginning_alike(const struct slc_symbols *symbols, struct sl_str name)
{
    const struct slc_symbol *found = NULL;
    for (const struct slc_symbol *symbol = symbols->first; symbol != NULL; symbol = symbol->next) {
        if (!begin_alike(symbol->name, name))
            continue;
        if (found != NULL)
            return NULL;
        found = symbol;
    }
    return found;
}

const struct slc_symbol *
slc_suggest(const struct slc_symbols *symbols, struct sl_str name)
{
    const struct slc_symbol *found = NULL;
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, name);
    for (const struct slc_symbol *symbol = symbols->first; symbol != NULL; symbol = symbol->next)
        if (sl_nearest_offer(&nearest, symbol->name))
            found = symbol;
    return found != NULL ? found : beginning_alike(symbols, name);
}
