/* trial_refusal.h - why PostgreSQL refused a statement, without a row's value. */
#ifndef SLC_TRIAL_REFUSAL_H
#define SLC_TRIAL_REFUSAL_H

#include "arena.h"

#include <libpq-fe.h>

struct slc_refusal {
    char sqlstate[6]; /* for decisions */
    const char *
        condition; /* PostgreSQL's name of the code; NULL: the code may be a value itself, and is not for people */
    struct sl_str message; /* PostgreSQL's own; empty where it could hold a row's value */
    struct sl_str detail;  /* for decisions: it may hold one */
};

struct slc_refusal slc_refusal_of(struct sl_arena *arena, const PGresult *error);

/* Of a statement that PostgreSQL would refuse with this code, one of its own. */
struct slc_refusal slc_refusal_of_code(const char *sqlstate);

#endif
