#include "language/type.h"

static const struct slc_type_info infos[SLC_NTYPES] = {
    [SLC_TYPE_NONE] = { "?", SL_OPAQUE, NULL, 0, NULL, "any" },
#define SLC_TYPE(id, spelling, kind, pg_name, oid, tag, json)                                      \
    [SLC_TYPE_##id] = { spelling, SL_##kind, pg_name, oid, tag, json },
#include "types.def"
#undef SLC_TYPE
};

const struct slc_type_info *
slc_type_info(enum slc_type_id id)
{
    return &infos[id];
}

enum slc_type_id
slc_type_named(struct sl_str spelling)
{
    for (int id = SLC_TYPE_NONE + 1; id < SLC_NTYPES; id++)
        if (sl_str_is(spelling, infos[id].spelling))
            return (enum slc_type_id)id;
    return SLC_TYPE_NONE;
}

struct sl_str
slc_type_spelling(struct sl_arena *arena, const struct slc_type *type)
{
    const char *spelling = slc_type_info(type->id)->spelling;
    if (!type->has_precision)
        return sl_str_of(spelling);
    if (type->id == SLC_TYPE_NUMERIC)
        return sl_arena_format(arena, "%s(%u,%u)", spelling, type->precision, type->scale);
    return sl_arena_format(arena, "%s(%u)", spelling, type->precision);
}
