/* kept_rows.h - finished rows that wait to be sent: their key's and all fields' text, by key.
 *
 * A chunk's rows wait until the chunk is known to be good, and the updates of a fill wait for the next
 * chunk. Both leave in the order of their keys, so that a chunk tells nothing of the order in which its
 * rows were written. Texts are released values; memory is wiped. */
#ifndef SLP_KEPT_ROWS_H
#define SLP_KEPT_ROWS_H

#include "attributes.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* One row: key and payload as in sl_record_text. */
struct slp_kept_row {
    uint64_t hash;
    size_t key_len, payload_len;
    uint32_t made_s; /* the time that its fields were made with, in seconds since 1970 */
    char text[];     /* the payload; the key stands in it, behind a comma */
};

struct slp_kept_rows {
    struct slp_kept_row **slots; /* open addressing; NULL: free */
    uint32_t nslots, count;
    size_t bytes; /* of all texts */
};

/* Zero is empty. Wipes and frees. */
void slp_kept_rows_done(struct slp_kept_rows *rows);

/* Adds a row, or puts it in the place of the one with its key. False when memory is short. */
SL_MUST_USE bool slp_kept_rows_put(struct slp_kept_rows *rows, struct sl_str key,
                                   struct sl_str payload, uint32_t made_s);

/* Takes the row with this key out, where there is one. */
void slp_kept_rows_remove(struct slp_kept_rows *rows, struct sl_str key);

/* Of a key, as the rows have it. */
uint64_t slp_kept_rows_hash(struct sl_str key);

bool slp_kept_rows_has(const struct slp_kept_rows *rows, struct sl_str key);

/* All of them by their keys, in an array that is the caller's to free; the rows stay. NULL when memory is
 * short, or there is none. */
struct slp_kept_row **slp_kept_rows_sort(const struct slp_kept_rows *rows);

struct sl_str slp_kept_row_key(const struct slp_kept_row *row);
struct sl_str slp_kept_row_payload(const struct slp_kept_row *row);

#endif
