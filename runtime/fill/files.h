/* files.h - what a chunk is compared by: the files that hold a table's rows, and its entry in the
 * publication.
 *
 * Both are texts that are only compared: with what they were when the fill began. */
#ifndef SLP_FILES_H
#define SLP_FILES_H

#include "postgres/conn.h"

enum { SLP_FILES_BYTES = 40 };

struct slp_files {
    char text[SLP_FILES_BYTES]; /* a hash over the filenodes of the table and all its partitions */
};

/* Asks as of now, also within a transaction whose snapshot is older. */
SL_MUST_USE int slp_files_ask(struct slp_conn *conn, uint32_t oid, struct slp_files *ret,
                              struct sl_err *reterr);

/* The size of the table, or of its largest partition. *ret_locked: it is locked, and that for longer than the
 * connection waits for locks. */
SL_MUST_USE int slp_files_blocks(struct slp_conn *conn, uint32_t oid, uint32_t *ret_blocks,
                                 bool *ret_locked, struct sl_err *reterr);

struct slp_entry {
    char text[SLP_FILES_BYTES]; /* a hash over the publication and the table's entry in it */
};

/* Call outside of a transaction: inside, an older snapshot shows an older entry. */
SL_MUST_USE int slp_entry_ask(struct slp_conn *conn, uint32_t oid, const char *publication,
                              struct slp_entry *ret, struct sl_err *reterr);

#endif
