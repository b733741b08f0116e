#include "coverage/cause.h"

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
