/* request.h - what an operator asks about releases while the pusher runs. */
#ifndef SLP_REQUEST_H
#define SLP_REQUEST_H

#include "err.h"
#include "str.h"

#include <stdint.h>

enum slp_request_kind {
#define SLP_REQUEST_KIND(id, word) SLP_REQUEST_##id,
#include "coverage/request_kinds.def"
#undef SLP_REQUEST_KIND
    SLP_REQUEST_KINDS
};

struct slp_request {
    enum slp_request_kind kind;
    const uint32_t *projections; /* indexes into sluice_policy.projections, none of them twice */
    uint32_t count;              /* at least 1 */
};

bool slp_request_holds(const struct slp_request *request, uint32_t projection);

/* "fill", "cancel", … */
const char *slp_request_word(enum slp_request_kind kind);

/* The kind with this word: true and *ret. */
bool slp_request_kind_of(struct sl_str word, enum slp_request_kind *ret);

#endif
