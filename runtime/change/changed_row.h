/* changed_row.h - a changed row of the stream as images (image.h): as it was, as it is, and as it
 * was read again. */
#ifndef SLP_CHANGED_ROW_H
#define SLP_CHANGED_ROW_H

#include "change/bind.h"
#include "change/wanted.h"

struct slp_changed_row {
    enum slp_event_kind kind; /* insert, update, delete */
    const struct slp_binding *binding;
    struct slp_row_change row;
    struct slp_wanted *wanted; /* NULL: it was not read again */
};

/* All images of one changed row. */
struct slp_images {
    const struct sl_value *before; /* update, delete: the old row; what is not known is unchanged */
    const struct sl_value *after;  /* insert, update: the new row as it was streamed */
    const struct sl_value *again;  /* the new row as it was read again; NULL: not read, or gone */
};

/* Where images are made: room for the columns of the widest table each. */
struct slp_image_room {
    struct sl_value *before, *after;
};

/* Binds the row's tuples. What the new row lacks is taken from the old one, where the message has
 * it. -1 and *reterr as slp_bind(). */
SL_MUST_USE int slp_changed_row_bind(const struct slp_changed_row *changed,
                                     const struct slp_image_room *room,
                                     struct slp_images *ret_images, struct sl_err *reterr);

#endif
