/* promise.h - what tells of a secret, and which owners' rows let it. Read off the policies as LANGUAGE says it
 * ("Labels"), without the code that checks them. */
#ifndef SLC_PROMISE_H
#define SLC_PROMISE_H

#include "attack/teller.h"

struct slc_promise {
    const struct slc_secret *secret;
    struct slc_teller *tellers;
    uint32_t ntellers;
    const struct slc_downgrade
        *present_row; /* an owner's row for presence that applies; NULL: none */
};

struct slc_promise slc_promise_of(struct sl_arena *arena, const struct slc_secret *secret);

#endif
