/* record_private.h - the inside of a record, for record.c, put.c and the functions.
 *
 * Functions use the lower half alone: memory for results, and keys. */
#ifndef SL_RECORD_PRIVATE_H
#define SL_RECORD_PRIVATE_H

#include "arena.h"
#include "buf.h"
#include "mac.h"
#include "record/print.h"
#include "record/record.h"

/* Why a record cannot be sent: the first one stays. record.c has a text for each. */
enum sl_record_failure {
    SL_RECORD_SOUND,
    SL_RECORD_NO_SCRATCH,     /* intermediate results are too large */
    SL_RECORD_NO_MAC,         /* libcrypto failed */
    SL_RECORD_KEY_ORDER,      /* the first fields are not the row key's, or a delete has more */
    SL_RECORD_KEY_MISSING,    /* a field of the row key has no value that JSON holds */
    SL_RECORD_NOT_RELEASABLE, /* a value of a kind that no field can have */
    SL_RECORD_NO_DECODER,     /* nobody was given to decrypt a column */
    SL_RECORD_UNDECRYPTED,    /* too many values of a column cannot be decrypted */
};

/* A key slot: its context, and what stands before tag and value in every message:
 * sluice/2 NUL key name NUL destination NUL kind NUL. */
struct sl_record_key {
    struct sl_mac *mac;
    struct sl_str prefix;
};

/* A slot of sl_decrypt(): the plaintext of the row at hand. */
struct sl_record_plain {
    struct sl_decoder *decoder;
    struct sl_buf text;
};

/* What stands before the ordinal: names and punctuation, format, generation and run, the LSN. */
enum { SL_HEAD_BYTES = 64 + 3 * SL_INTEGER_CHARS + SL_HEX64_CHARS };

struct sl_record {
    const struct sl_projection *projection;
    char head[SL_HEAD_BYTES]; /* {"_op":"c","_format":2,"_gen":1,"_run":1,"_lsn":"…","_seq": */
    size_t head_len;          /* 0: no envelope was written yet */
    enum sl_op head_op;       /* in `head`, as is the position up to its seq: the rows of a */
    struct sl_position head_position; /* transaction share them, mostly */
    char *tail;             /* ,"_policy":"…","_commit_time":"…": how every envelope ends */
    size_t policy_len;      /* of its first part */
    size_t tail_len;        /* 0: no envelope was written yet */
    int64_t commit_time_us; /* in `tail`; the rows of one transaction share it */
    struct sl_record_key *keys;
    struct sl_record_plain *plain; /* by slot */
    bool takes_plaintext;
    enum sl_op op;
    struct sl_buf json;
    struct sl_buf unchanged; /* ,"name" for each field that was left out */
    size_t dirty_bytes;      /* the most that `json` held since it was wiped */
    size_t payload_at;       /* where the envelope ends */
    size_t key_end;          /* where the row key's fields end */
    uint32_t fields;         /* how many puts so far */
    enum sl_record_failure failure;
    struct sl_str failed_field; /* empty: none in particular */
    uint64_t nulled;
    struct sl_arena *constant; /* the tail, keys' prefixes: live as long as the record */
    struct sl_arena *scratch;  /* results of functions: live until the next begin */
};

/* Whether records of the kind name a row. */
static inline bool
sl_op_has_key(enum sl_op op)
{
    return op != SL_OP_TRUNCATE && op != SL_OP_FILLED;
}

/* Remembers the first failure; `field` lives as long as the projection, and is empty where none is
 * to blame. */
void sl_record_fail(struct sl_record *record, enum sl_record_failure failure, struct sl_str field);

/* `len` bytes for a function's result, or NULL and the record has failed. */
char *sl_record_scratch(struct sl_record *record, size_t len);

/* A text made in scratch memory. */
static inline struct sl_open
sl_text_of(const char *text, size_t len)
{
    return (struct sl_open) { { .state = SL_VALUE, .kind = SL_TEXT, .text = { text, len } } };
}

/* The result of a function whose argument has no value: unchanged or missing, as it is. */
static inline struct sl_open
sl_without_value(const struct sl_value *value)
{
    return (struct sl_open) { { .state = value->state, .kind = SL_OPAQUE } };
}

/* The same of two arguments of which one at least has no value: unchanged wins. */
static inline struct sl_open
sl_without_values(const struct sl_value *a, const struct sl_value *b)
{
    return sl_without_value(a->state == SL_UNCHANGED || b->state == SL_VALUE ? a : b);
}

#endif
