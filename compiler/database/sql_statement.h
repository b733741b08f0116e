/* sql_statement.h - a file of SQL, statement by statement.
 *
 * A statement ends where psql would end it (psqlscan.l): at a semicolon outside of quotes, dollar quotes, comments,
 * parentheses, and the body of a function in SQL (BEGIN ATOMIC … END). Whatever this takes for a statement is
 * sent to PostgreSQL by itself, by the extended protocol, which refuses more than one. */
#ifndef SLC_SQL_STATEMENT_H
#define SLC_SQL_STATEMENT_H

#include "source/source.h"

enum slc_sql_statement_kind {
    SLC_SQL_STATEMENT_TRIED,
    SLC_SQL_STATEMENT_COPY,   /* COPY … FROM STDIN: data stand behind it */
    SLC_SQL_STATEMENT_PSQL,   /* a command of psql, or a statement with one */
    SLC_SQL_STATEMENT_PASSED, /* a command of psql that changes nothing of what is sent */
};

struct slc_sql_statement {
    struct slc_span
        at; /* without the space and the comments before it, and without its semicolon */
    enum slc_sql_statement_kind kind;
};

/* The next statement behind *offset, which moves on; false: there is none. */
bool slc_sql_statement_next(const struct slc_source *source, uint32_t *offset,
                            struct slc_sql_statement *ret);

#endif
