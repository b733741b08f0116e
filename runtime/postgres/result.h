/* result.h - cells of a statement's answer, which are text. */
#ifndef SLP_RESULT_H
#define SLP_RESULT_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* A boolean; NULL is false. */
static inline bool
slp_result_is_true(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0] == 't';
}

/* An OID, or another number of 32 bits. */
static inline uint32_t
slp_result_u32(const PGresult *result, int row, int column)
{
    return (uint32_t)strtoul(PQgetvalue(result, row, column), NULL, 10);
}

/* An answer of one row, whose boolean is true. `result` may be NULL: the statement failed. */
static inline bool
slp_result_says(const PGresult *result, int column)
{
    return result != NULL && PQntuples(result) == 1 && slp_result_is_true(result, 0, column);
}

#endif
