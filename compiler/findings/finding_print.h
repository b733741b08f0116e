/* finding_print.h - findings as people read them (docs/findings.md shows the form). */
#ifndef SLC_FINDING_PRINT_H
#define SLC_FINDING_PRINT_H

#include "findings/finding.h"

#include <stdio.h>

/* All findings, by place, and a last line that counts them. `colour` adds terminal colours. Bytes
 * that could steer a terminal are never written. Characters that fill two columns are counted as
 * such where the process's locale (LC_CTYPE) knows them. */
void slc_findings_print(struct slc_findings *findings, FILE *to, bool colour);

/* Whether the stream is a terminal whose user has not turned colours off (NO_COLOR, TERM=dumb). */
bool slc_wants_colour(FILE *to);

#endif
