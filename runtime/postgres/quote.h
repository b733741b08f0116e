/* quote.h - names inside SQL and inside replication commands.
 *
 * Not libpq's functions: for a backslash they write E'…', which the replication grammar does not
 * know. We set standard_conforming_strings nowhere and rely on its default (on) as the server's
 * own clients do. */
#ifndef SLP_QUOTE_H
#define SLP_QUOTE_H

#include "buf.h"

/* "name", with its quotes doubled (PostgreSQL 4.1.1). */
void slp_quote_identifier(struct sl_buf *sql, const char *name);

/* 'text', with its quotes doubled (PostgreSQL 4.1.2.1). */
void slp_quote_literal(struct sl_buf *sql, const char *text);

/* "schema"."name". */
void slp_quote_qualified(struct sl_buf *sql, const char *schema, const char *name);

#endif
