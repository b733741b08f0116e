/* copy_text.h - one row of COPY … TO STDOUT in text format -> cells.
 *
 * PostgreSQL's COPY page, "Text Format": columns are separated by tabs, the row ends in a newline,
 * NULL is \N, and \b \f \n \r \t \v \\ stand for one character each. COPY TO writes no other
 * escapes: any other is an error. What is left after unescaping is what the type's output function
 * gave, the same bytes as in the stream. */
#ifndef SLP_COPY_TEXT_H
#define SLP_COPY_TEXT_H

#include "postgres/pgoutput.h"

/* Decodes `bytes` in place into exactly `ncells` cells, which point into them. -1 and *reterr
 * (class BUG), never quoting the row. */
SL_MUST_USE int slp_copy_text_decode(char *bytes, size_t len, struct slp_cell *cells,
                                     uint32_t ncells, struct sl_err *reterr);

#endif
