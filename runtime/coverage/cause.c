#include "coverage/cause.h"

#include <string.h>

static const struct {
    const char *word, *sentence;
} causes[] = {
#define SLP_CAUSE(id, word, sentence) [SLP_CAUSE_##id] = { (word), (sentence) },
#include "coverage/causes.def"
#undef SLP_CAUSE
};

const char *
slp_cause_word(enum slp_cause cause)
{
    return causes[cause].word;
}

const char *
slp_cause_sentence(enum slp_cause cause)
{
    return causes[cause].sentence;
}

enum slp_cause
slp_cause_of(const char *word)
{
    for (size_t at = 0; at < sizeof causes / sizeof *causes; at++)
        if (strcmp(causes[at].word, word) == 0)
            return (enum slp_cause)at;
    return SLP_CAUSE_NONE;
}
