#include "diff/target.h"
#include "ir/ir_canonical.h"

static bool
same_filter(const struct slc_pair *pair, const struct slc_ir_release *a,
            const struct slc_ir_release *b)
{
    if (b == NULL || a->filter == NULL || b->filter == NULL)
        return b != NULL && a->filter == b->filter;
    return sl_str_equal(slc_canonical_text(pair->arena, a, a->filter),
                        slc_canonical_text(pair->arena, b, b->filter));
}

/* Whether the receiver can tell which records of two releases are of one row: by an equal row key. */
static bool
linked(const struct slc_pair *pair, const struct slc_ir_release *a, const struct slc_ir_release *b)
{
    if (a == b || a->nrow_key != b->nrow_key)
        return a == b;
    for (uint32_t i = 0; i < a->nrow_key; i++)
        if (!sl_str_equal(slc_canonical_text(pair->arena, a, a->record[i]->expr),
                          slc_canonical_text(pair->arena, b, b->record[i]->expr)))
            return false;
    return true;
}

bool
slc_atom_is_seen(const struct slc_pair *pair, const struct slc_atom *atom, struct slc_target target)
{
    const struct slc_ir_release *about =
        target.counterpart != NULL ? target.counterpart : target.release;
    if (!linked(pair, atom->release, about))
        return false;
    return atom->release->filter == NULL || same_filter(pair, atom->release, target.release) ||
           same_filter(pair, atom->release, target.counterpart);
}
