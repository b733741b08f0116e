/* foreign.h - what is said to people who write another language's words. */
#ifndef SLC_FOREIGN_H
#define SLC_FOREIGN_H

#include "str.h"

#define SLC_NO_ARITHMETIC                                                                          \
    "there is no arithmetic: round_down(…, to: 50) cuts a number to the step below, "            \
    "round_to(…, to: 50) to the nearest step"

/* What is written here instead of the word; NULL for a word that needs no such help. */
const char *slc_foreign_help(struct sl_str word);

#endif
