/* cause.h - why a release's coverage does not match what is there now; the table is causes.def. */
#ifndef SLP_CAUSE_H
#define SLP_CAUSE_H

#include <stdint.h>

enum slp_cause {
#define SLP_CAUSE(id, word, sentence) SLP_CAUSE_##id,
#include "coverage/causes.def"
#undef SLP_CAUSE
};

/* A set of causes holds each as this bit; NONE is in no set. */
#define SLP_CAUSE_BIT(cause) (UINT32_C(1) << (cause))

/* The word that stands in events and in the status, and a sentence without a full stop. */
const char *slp_cause_word(enum slp_cause cause);
const char *slp_cause_sentence(enum slp_cause cause);

/* The cause with this word; NONE: it is of another version. */
enum slp_cause slp_cause_of(const char *word);

#endif
