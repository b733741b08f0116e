/* check_characters.h - reports what may not stand anywhere in a policy (text/characters.h).
 *
 * Runs before the lexer, which therefore stays silent about such characters. */
#ifndef SLC_CHECK_CHARACTERS_H
#define SLC_CHECK_CHARACTERS_H

#include "findings/finding.h"

/* Findings E0001 and E0005. False when the file is no text that could be read on: UTF-16. */
bool slc_check_characters(struct slc_findings *findings, const struct slc_source *source);

#endif
