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

/* An insert position may stand behind the header of the next page, where neither the stream nor what is
 * durable comes before the next record: then the page's start is meant, and else the position itself. Of
 * pages of 8 KiB; the header has 24 bytes, and 40 on the first page of a segment (xlog_internal.h). */
uint64_t slp_lsn_floor(uint64_t insert_lsn);

#endif
