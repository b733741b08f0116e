#include "coverage/request.h"

static const char *const words[] = {
#define SLP_REQUEST_KIND(id, word) word,
#include "coverage/request_kinds.def"
#undef SLP_REQUEST_KIND
};

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
