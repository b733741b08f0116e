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

/* Whether a decision lets what the secret is leave: taken by the owners of all that it is, not ended, and low enough.
 * Its categories have to be accepted all the same. NULL: there is none. */
bool slc_lets_leave(const struct slc_secret *secret, const struct slc_ir_decision *decision);

#endif
