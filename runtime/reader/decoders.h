/* decoders.h - the decoders of all encrypted columns that the policy decrypts, one for each column,
 * made at the start; the look at the database that a wrong key does not survive; and what of their
 * failures is logged. */
#ifndef SLP_DECODERS_H
#define SLP_DECODERS_H

#include "crypto/decoder.h"
#include "postgres/conn.h"
#include "reader/reader_config.h"

struct slp_decoders;

/* Runs the formats' self-tests first, if there is anything to decrypt. Keys and limit are the
 * configuration's. NULL and *reterr on failure; ends with slp_decoders_free(), NULL is allowed. */
struct slp_decoders *slp_decoders_new(const struct slp_reader_config *config,
                                      struct sl_err *reterr);
void slp_decoders_free(struct slp_decoders *decoders);

/* The decoders of each projection of the policy, by slot of sl_decrypt(): for slp_change_new(). The
 * arrays live in `arena`. */
struct sl_decoder *const *const *slp_decoders_by_slot(const struct slp_decoders *decoders,
                                                      const struct sl_policy *policy,
                                                      struct sl_arena *arena);

/* Tables that are not looked at. */
struct slp_left_out {
    bool (*is)(const void *context, const struct sl_table *table);
    const void *context;
};

/* Decrypts up to SLP_PROBED_VALUES values of each column, before a row is sent: a wrong key is found
 * here, and not by the rows that it made empty. CONFIG and *reterr when none of a column's can be
 * decrypted, or more than the limit; with a limit of SL_DECODER_WINDOW nothing is looked at. */
SL_MUST_USE int slp_decoders_probe(const struct slp_decoders *decoders, struct slp_conn *sql,
                                   const struct slp_left_out *left_out, struct sl_err *reterr);

/* Logs how many values of which column could not be decrypted, and why: the first, then when there
 * are ten times as many; with `all`, whatever was not logged yet. */
void slp_decoders_log(struct slp_decoders *decoders, bool all);

#endif
