#include "coverage/request.h"

static const char *const words[] = {
#define SLP_REQUEST_KIND(id, word) word,
#include "coverage/request_kinds.def"
#undef SLP_REQUEST_KIND
};

bool
slp_request_holds(const struct slp_request *request, uint32_t projection)
{
    for (uint32_t at = 0; at < request->count; at++)
        if (request->projections[at] == projection)
            return true;
    return false;
}

const char *
slp_request_word(enum slp_request_kind kind)
{
    return words[kind];
}

bool
slp_request_kind_of(struct sl_str word, enum slp_request_kind *ret)
{
    for (unsigned at = 0; at < SLP_REQUEST_KINDS; at++) {
        if (!sl_str_is(word, words[at]))
            continue;
        *ret = (enum slp_request_kind)at;
        return true;
    }
    return false;
}
