#include "change/changed_row.h"

/* An old row is whole, or the identity alone. */
static int
bind_before(const struct slp_changed_row *changed, struct sl_value *ret_image,
            struct sl_err *reterr)
{
    const struct slp_row_change *row = &changed->row;
    return slp_bind(changed->binding, &row->before,
                    row->old == SLP_OLD_FULL ? SLP_WHOLE_ROW : SLP_IDENTITY_ALONE, ret_image,
                    reterr);
}

int
slp_changed_row_bind(const struct slp_changed_row *changed, const struct slp_image_room *room,
                     struct slp_images *ret_images, struct sl_err *reterr)
{
    const struct slp_binding *binding = changed->binding;
    const struct slp_row_change *row = &changed->row;
    bool has_old = row->old != SLP_OLD_NONE;
    if (changed->kind != SLP_DELETE &&
        slp_bind(binding, &row->after, SLP_WHOLE_ROW, room->after, reterr) != 0)
        return -1;
    if (has_old && bind_before(changed, room->before, reterr) != 0)
        return -1;
    if (changed->kind == SLP_UPDATE && has_old)
        slp_image_fill(binding->table, room->after, room->before);
    if (changed->kind == SLP_UPDATE && !has_old)
        slp_bind_identity(binding, room->after, room->before);
    const struct slp_wanted *wanted = changed->wanted;
    *ret_images = (struct slp_images) {
        .before = room->before,
        .after = room->after,
        .again = wanted != NULL && wanted->found ? wanted->image : NULL,
    };
    return 0;
}
