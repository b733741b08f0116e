/* sqlstate.h - PostgreSQL's error codes (appendix A) -> class, words and remedy. */
#ifndef SLP_SQLSTATE_H
#define SLP_SQLSTATE_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum { SLP_SQLSTATE_CHARS = 5 };

struct slp_sqlstate {
    const char *code; /* five characters, or fewer for all codes that begin so */
    enum sl_class class;
    const char *words;
    const char *remedy;
};

/* The entry with the longest match; there always is one. */
const struct slp_sqlstate *slp_sqlstate_find(const char *sqlstate);

/* Copies a code; anything that does not have its form becomes "". */
void slp_sqlstate_copy(const char *sqlstate, char ret_code[SLP_SQLSTATE_CHARS + 1]);

/* Whether libpq's message, at verbosity VERBOSE, has a code: "FATAL:  28P01: …". */
bool slp_sqlstate_in(const char *message, size_t len, char ret_code[SLP_SQLSTATE_CHARS + 1]);

#endif
