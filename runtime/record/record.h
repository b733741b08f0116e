/* record.h - one record being written: the runtime's side of projection.h.
 *
 * Order: new once; then for every record begin, the projection's upsert or erase, end; free at
 * exit. A record is one JSON object without a newline:
 *   {"_op":…,<position>,"_policy":…[,"_commit_time":…]
 *    ,<row key fields>,<other fields>[,"_unchanged":[…]]}
 * docs/functions.md, "What a field holds". A row key field without a JSON form fails the record. */
#ifndef SL_RECORD_H
#define SL_RECORD_H

#include "abi/projection.h"
#include "err.h"

/* Key material by slot: bytes of the key files, at least 32 each. Read by sl_record_new() alone. */
struct sl_key {
    const uint8_t *bytes;
    size_t len;
};

enum sl_op {
    SL_OP_SNAPSHOT = 'r',
    SL_OP_INSERT = 'c',
    SL_OP_UPDATE = 'u',
    SL_OP_DELETE = 'd',    /* row key only */
    SL_OP_TRUNCATE = 't',  /* neither key nor fields */
    SL_OP_FILLED = 'f',    /* the end mark of a generation: neither key nor fields */
    SL_OP_TOO_LARGE = 'm', /* in place of a record that is too large: row key only (oversize.h) */
};

/* Order and identity of a record in its stream. Shared: (gen, lsn, run, seq), written `_gen`, `_run`,
 * `_lsn`, `_seq`. Apart: (gen, run, seq), written `_gen`, `_run`, `_pos`. */
struct sl_position {
    enum sl_positions kind;
    uint64_t gen; /* of the stream: how often it was filled, as a time */
    uint32_t run; /* of the pusher: what a later run sends of a transaction ranks behind */
    uint64_t lsn; /* commit LSN; in a snapshot the consistent point */
    /* Counts the stream's records that are really sent, from 0: shared those of the transaction,
     * apart all of them. */
    uint64_t seq;
};

/* For one projection, with its keys ready (HMAC contexts made once). NULL and *reterr on failure. */
struct sl_record *sl_record_new(const struct sl_projection *projection, const struct sl_key *keys,
                                struct sl_err *reterr);
/* Wipes and frees. NULL is allowed. */
void sl_record_free(struct sl_record *record);

/* Who decrypts a slot's column; borrowed until the record is freed. Before the first record, for
 * each of the projection's slots. */
struct sl_decoder;
void sl_record_set_decoder(struct sl_record *record, uint32_t slot, struct sl_decoder *decoder);
/* Instead of decoders: the rows' cells hold plaintext already, as the tests in policies give it. */
void sl_record_take_plaintext(struct sl_record *record);

/* Forgets the previous record and writes the envelope. `commit_time_us` is written only where the
 * release has `metadata commit_time`. */
void sl_record_begin(struct sl_record *record, enum sl_op op, const struct sl_position *position,
                     int64_t commit_time_us);

/* Forgets the previous record too, for the projection's filter: it writes nothing, and end says
 * whether it failed. */
void sl_record_begin_filter(struct sl_record *record);

/* What was written; all views live until the next begin, compose or wipe. */
struct sl_record_text {
    struct sl_str json;    /* the whole object */
    struct sl_str key;     /* the row key's fields in it: "customer_ref":"9f…" */
    struct sl_str payload; /* all behind the envelope: what `updates send changes` compares */
    bool has_unchanged;    /* some field was left out */
};

/* Closes the object. -1 and *reterr (class DATA: names the release and the field, never a value)
 * when a put failed, the record is above SL_MAX_RECORD_BYTES, or scratch memory ran out. */
SL_MUST_USE int sl_record_end(struct sl_record *record, struct sl_record_text *ret_text,
                              struct sl_err *reterr);

/* Whether that was because the record is above SL_MAX_RECORD_BYTES, or memory is short for it. */
bool sl_record_is_too_large(const struct sl_record *record);

/* Instead of end, of a record of kind `m`. */
SL_MUST_USE int sl_record_end_too_large(struct sl_record *record, struct sl_record_text *ret_text,
                                        struct sl_err *reterr);

/* Behind begin, instead of fields and end, for a record that was written before and is sent at another
 * position: `payload` as sl_record_text has it, `key_len` the length of the key in it. Says nothing about
 * `has_unchanged`. The payload must not be the record's own text. */
SL_MUST_USE int sl_record_compose(struct sl_record *record, struct sl_str payload, size_t key_len,
                                  struct sl_record_text *ret_text, struct sl_err *reterr);

/* Overwrites record, scratch memory and intermediate results, also of the records before that were
 * not wiped, and gives large memory back. */
void sl_record_wipe(struct sl_record *record);

/* How many values were replaced by null because JSON cannot hold them, since new. */
uint64_t sl_record_nulled(const struct sl_record *record);

/* The row key of the record at hand, as far as it is written: for a record that failed. May be empty. */
struct sl_str sl_record_key(const struct sl_record *record);

#endif
