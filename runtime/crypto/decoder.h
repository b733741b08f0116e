/* decoder.h - one encrypted column of a table: from what the database holds to a value of the column's
 * type, and what is counted on the way. All releases of the table share it.
 *
 * A value that cannot be decrypted is missing to those who read it. When more than so many of the
 * last SL_DECODER_WINDOW values are (values of this run: those before the first count as sound), the
 * column is failing: the record at hand is not sent, and the pusher stops. */
#ifndef SL_DECODER_H
#define SL_DECODER_H

#include "crypto/format.h"

#include <stdbool.h>
#include <stdint.h>

enum { SL_DECODER_WINDOW = 1000 };

struct sl_decoder;

/* `limit` of the window's values may fail. The ring's keys are not needed afterwards. NULL and
 * *reterr on failure. */
struct sl_decoder *sl_decoder_new(const struct sl_table *table,
                                  const struct sl_encryption *encryption,
                                  const struct sl_ring *ring, uint32_t limit,
                                  struct sl_err *reterr);
/* Wipes and frees. NULL is allowed. */
void sl_decoder_free(struct sl_decoder *decoder);

/* `stored` is held, SL_TEXT or SL_BYTES. The value borrows from `plain`, which is wiped first. */
enum sl_opening sl_decoder_open(struct sl_decoder *decoder, const struct sl_value *stored,
                                struct sl_buf *plain, struct sl_value *ret_value);

/* The same, counted. */
void sl_decoder_read(struct sl_decoder *decoder, const struct sl_value *stored,
                     struct sl_buf *plain, struct sl_value *ret_value);

bool sl_decoder_is_failing(const struct sl_decoder *decoder);

/* Since new; `plain_text` is how many were read as they were, under `plaintext allowed`. */
struct sl_decoder_counts {
    uint64_t values;
    uint64_t by_opening[SL_OPENINGS];
    uint64_t plain_text;
};
const struct sl_decoder_counts *sl_decoder_counts(const struct sl_decoder *decoder);

const char *sl_decoder_column(const struct sl_decoder *decoder);

#endif
