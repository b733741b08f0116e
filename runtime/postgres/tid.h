/* tid.h - where a row stands in its table. */
#ifndef SLP_TID_H
#define SLP_TID_H

#include <stdint.h>

/* A row's place in its table, as one number that rises in the table's order: its block and its line
 * in the block (PostgreSQL 73.6). */
typedef uint64_t slp_tid;
#define SLP_TID(block, line) (((slp_tid)(block) << 16) | (slp_tid)(line))
#define SLP_TID_BLOCK(tid) ((uint32_t)((tid) >> 16))
#define SLP_TID_LINE(tid) ((uint16_t)(tid))

#endif
