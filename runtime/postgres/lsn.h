/* lsn.h - write-ahead log positions in PostgreSQL's notation: two hexadecimal halves, 16/B374D848. */
#ifndef SLP_LSN_H
#define SLP_LSN_H

#include "attributes.h"

#include <stdbool.h>
#include <stdint.h>

/* For printf: `printf("%X/%X", SLP_LSN_FMT(lsn))`. */
#define SLP_LSN_FMT(lsn) (unsigned int)((lsn) >> 32), (unsigned int)((lsn)&UINT32_MAX)

/* The whole text must be a position. */
SL_MUST_USE bool slp_lsn_parse(const char *text, uint64_t *ret_lsn);

#endif
