/* sql_transaction.h - statements that say where transactions begin and end, and where they go back to. */
#ifndef SLC_SQL_TRANSACTION_H
#define SLC_SQL_TRANSACTION_H

#include "str.h"

enum slc_sql_transaction_kind {
    SLC_SQL_NO_TRANSACTION, /* it is about something else, or lacks the end of a quote or comment */
    SLC_SQL_BEGIN,          /* BEGIN, START TRANSACTION */
    SLC_SQL_COMMIT,         /* COMMIT, END */
    SLC_SQL_ROLLBACK,       /* ROLLBACK, ABORT */
    SLC_SQL_SAVEPOINT,
    SLC_SQL_RELEASE,
    SLC_SQL_ROLLBACK_TO,
    SLC_SQL_IMMEDIATE,    /* SET CONSTRAINTS ALL IMMEDIATE */
    SLC_SQL_CHARACTER,    /* SET TRANSACTION */
    SLC_SQL_PREPARE,      /* PREPARE TRANSACTION */
    SLC_SQL_END_PREPARED, /* COMMIT PREPARED, ROLLBACK PREPARED */
};

struct slc_sql_transaction {
    enum slc_sql_transaction_kind kind;
    bool chain;         /* COMMIT and ROLLBACK: … AND CHAIN */
    struct sl_str name; /* of a savepoint, as it is written */
};

struct slc_sql_transaction slc_sql_transaction_of(struct sl_str statement);

/* Whether two names of savepoints, as they are written, are one: without quotes the case of letters does not count. */
bool slc_sql_same_name(struct sl_str a, struct sl_str b);

#endif
