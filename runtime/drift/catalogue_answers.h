/* catalogue_answers.h - what the answers to the statements of catalogue_sql.h mean: rows become parts of
 * the catalogue. For catalogue.c alone. */
#ifndef SLP_CATALOGUE_ANSWERS_H
#define SLP_CATALOGUE_ANSWERS_H

#include "drift/catalogue.h"

/* What one look works with. */
struct slp_look {
    struct slp_conn *conn;
    struct slp_catalogue *catalogue;
    struct sl_buf schemas, names, keys; /* $1 and $2; $3 of SLP_WANTED_KEYS */
    const char *params[3];
    const char *key_params[3];
    char xid[16]; /* $1 of SLP_SEEN_SQL */
};

/* Takes a row of an answer; rows come in their order. */
typedef void slp_take_fn(struct slp_look *look, const PGresult *result, int row);

/* Of the statements of these names. Columns are taken before what is said of them: labels, and which
 * are published. */
slp_take_fn slp_take_table, slp_take_column, slp_take_label, slp_take_key, slp_take_member,
    slp_take_guard, slp_take_surplus, slp_take_published, slp_take_refused, slp_take_key_fault,
    slp_take_publication, slp_take_seen, slp_take_wal_lsn;

#endif
