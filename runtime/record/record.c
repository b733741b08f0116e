#include "record/record_private.h"

#include "maxima.h"
#include "record/moment.h"
#include "record/oversize.h"
#include "record/print.h"
#include "record_format.h"
#include "wipe.h"

#include <stdlib.h>

enum {
    /* What a record keeps between rows; larger memory goes back, so that one large row does not
     * stay in the reader for ever. */
    KEPT_BYTES = 256 * 1024,
    /* The names of all fields of one release. */
    UNCHANGED_MAX_BYTES = 1024 * 1024,
    CONSTANT_MAX_BYTES = 1024 * 1024,
};

#define PRINT_LITERAL(to, literal) sl_print_bytes((to), (literal), sizeof(literal) - 1)

/* ---- new and free ------------------------------------------------------------------------- */

/* The parts before tag and value, each with the NUL that ends it. */
static struct sl_str
mac_prefix(struct sl_arena *arena, const struct sl_key_use *key, const char *destination)
{
    const char *const parts[] = { "sluice/2", key->name, destination, key->kind };
    enum { NPARTS = sizeof parts / sizeof *parts };
    size_t len = 0;
    for (size_t part = 0; part < NPARTS; part++)
        len += strlen(parts[part]) + 1;
    char *prefix = sl_arena_alloc(arena, len, 1), *to = prefix;
    if (prefix == NULL)
        return (struct sl_str) { NULL, 0 };
    for (size_t part = 0; part < NPARTS; part++)
        to = sl_print_bytes(to, parts[part], strlen(parts[part]) + 1);
    return (struct sl_str) { prefix, len };
}

static int
make_keys(struct sl_record *record, const struct sl_key *keys, struct sl_err *reterr)
{
    const struct sl_projection *projection = record->projection;
    if (projection->nkeys == 0)
        return 0;
    if (sl_mac_self_test(reterr) != 0)
        return -1;
    record->keys = sl_arena_alloc(record->constant, projection->nkeys * sizeof *record->keys,
                                  alignof(struct sl_record_key));
    if (record->keys == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory");
    for (uint32_t slot = 0; slot < projection->nkeys; slot++) {
        struct sl_record_key *key = &record->keys[slot];
        key->prefix =
            mac_prefix(record->constant, &projection->keys[slot], projection->destination);
        if (key->prefix.ptr == NULL)
            return sl_fail(reterr, SL_RETRY, "out of memory");
        key->mac = sl_mac_new(keys[slot].bytes, keys[slot].len, reterr);
        if (key->mac == NULL)
            return -1;
    }
    return 0;
}

static int
make_plain(struct sl_record *record, struct sl_err *reterr)
{
    uint32_t slots = record->projection->ndecrypted;
    if (slots == 0)
        return 0;
    record->plain = sl_arena_alloc(record->constant, slots * sizeof *record->plain,
                                   alignof(struct sl_record_plain));
    if (record->plain == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory");
    for (uint32_t slot = 0; slot < slots; slot++)
        sl_buf_init(&record->plain[slot].text, SL_MAX_PLAINTEXT_BYTES);
    return 0;
}

/* The policy's name is the constant part of the tail, the commit time follows with every row. */
static int
make_tail(struct sl_record *record, struct sl_err *reterr)
{
    struct sl_str name = sl_str_of(record->projection->policy);
    size_t room = sizeof ",\"_policy\":\"\",\"_commit_time\":\"\"" + name.len + SL_TIMESTAMP_CHARS;
    record->tail = sl_arena_alloc(record->constant, room, 1);
    if (record->tail == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory");
    char *to = PRINT_LITERAL(record->tail, ",\"_policy\":\"");
    to = sl_print_str(to, name);
    *to++ = '"';
    record->policy_len = (size_t)(to - record->tail);
    return 0;
}

struct sl_record *
sl_record_new(const struct sl_projection *projection, const struct sl_key *keys,
              struct sl_err *reterr)
{
    struct sl_record *record = calloc(1, sizeof *record);
    if (record == NULL) {
        sl_fail(reterr, SL_RETRY, "out of memory");
        return NULL;
    }
    record->projection = projection;
    sl_buf_init(&record->json, SL_MAX_RECORD_BYTES);
    sl_buf_init(&record->unchanged, UNCHANGED_MAX_BYTES);
    record->constant = sl_arena_new(CONSTANT_MAX_BYTES);
    record->scratch = sl_arena_new(SL_MAX_ROW_SCRATCH_BYTES);
    int made = record->constant == NULL || record->scratch == NULL
                   ? sl_fail(reterr, SL_RETRY, "out of memory")
                   : make_tail(record, reterr);
    if (made != 0 || make_keys(record, keys, reterr) != 0 || make_plain(record, reterr) != 0) {
        sl_record_free(record);
        return NULL;
    }
    return record;
}

void
sl_record_free(struct sl_record *record)
{
    if (record == NULL)
        return;
    if (record->keys != NULL)
        for (uint32_t slot = 0; slot < record->projection->nkeys; slot++)
            sl_mac_free(record->keys[slot].mac);
    for (uint32_t slot = 0; record->plain != NULL && slot < record->projection->ndecrypted;
         slot++) {
        sl_buf_wipe(&record->plain[slot].text);
        sl_buf_done(&record->plain[slot].text);
    }
    sl_record_wipe(record);
    sl_buf_done(&record->json);
    sl_buf_done(&record->unchanged);
    sl_arena_free(record->constant);
    sl_arena_free(record->scratch);
    free(record);
}

void
sl_record_set_decoder(struct sl_record *record, uint32_t slot, struct sl_decoder *decoder)
{
    record->plain[slot].decoder = decoder;
}

void
sl_record_take_plaintext(struct sl_record *record)
{
    record->takes_plaintext = true;
}

/* ---- begin and end ------------------------------------------------------------------------ */

static char *
print_head(char *to, enum sl_op op, const struct sl_position *position)
{
    to = PRINT_LITERAL(to, "{\"_op\":\"");
    *to++ = (char)op;
    to = PRINT_LITERAL(to, "\",\"_format\":");
    to = sl_print_u64(to, SL_RECORD_FORMAT);
    to = PRINT_LITERAL(to, ",\"_gen\":");
    to = sl_print_u64(to, position->gen);
    to = PRINT_LITERAL(to, ",\"_run\":");
    to = sl_print_u64(to, position->run);
    if (position->kind == SL_POSITIONS_APART)
        return PRINT_LITERAL(to, ",\"_pos\":");
    to = PRINT_LITERAL(to, ",\"_lsn\":\"");
    to = sl_print_hex64(to, position->lsn);
    return PRINT_LITERAL(to, "\",\"_seq\":");
}

/* What the envelope begins with; made again when operation or position are others. */
static struct sl_str
head_of(struct sl_record *record, enum sl_op op, const struct sl_position *position)
{
    const struct sl_position *held = &record->head_position;
    if (record->head_len == 0 || record->head_op != op || held->kind != position->kind ||
        held->gen != position->gen || held->run != position->run || held->lsn != position->lsn) {
        record->head_len = (size_t)(print_head(record->head, op, position) - record->head);
        record->head_op = op;
        record->head_position = *position;
    }
    return (struct sl_str) { record->head, record->head_len };
}

/* What every envelope ends with; made again when the commit time is another. */
static struct sl_str
tail_of(struct sl_record *record, int64_t us)
{
    if (record->tail_len > 0 && record->commit_time_us == us)
        return (struct sl_str) { record->tail, record->tail_len };
    char *to = record->tail + record->policy_len;
    if (record->projection->commit_time) {
        int64_t seconds = us / SL_US_PER_SECOND - (us % SL_US_PER_SECOND < 0);
        to = PRINT_LITERAL(to, ",\"_commit_time\":\"");
        to = sl_print_timestamp(to, seconds * SL_US_PER_SECOND, true);
        *to++ = '"';
    }
    record->commit_time_us = us;
    record->tail_len = (size_t)(to - record->tail);
    return (struct sl_str) { record->tail, record->tail_len };
}

static void
forget(struct sl_record *record)
{
    if (record->json.len > record->dirty_bytes)
        record->dirty_bytes = record->json.len;
    sl_buf_clear(&record->json);
    sl_buf_clear(&record->unchanged);
    if (sl_arena_used(record->scratch) > 0)
        sl_arena_reset(record->scratch);
    record->fields = 0;
    record->failure = SL_RECORD_SOUND;
    record->failed_field = SL_STR("");
}

void
sl_record_begin(struct sl_record *record, enum sl_op op, const struct sl_position *position,
                int64_t commit_time_us)
{
    forget(record);
    record->op = op;
    struct sl_str head = head_of(record, op, position), tail = tail_of(record, commit_time_us);
    char *start = sl_buf_reserve(&record->json, head.len + SL_INTEGER_CHARS + tail.len);
    if (start == NULL)
        return;
    char *to = sl_print_str(start, head);
    to = sl_print_u64(to, position->seq);
    to = sl_print_str(to, tail);
    sl_buf_claim(&record->json, (size_t)(to - start));
    record->payload_at = record->key_end = record->json.len;
}

void
sl_record_begin_filter(struct sl_record *record)
{
    forget(record);
    record->op = SL_OP_TRUNCATE; /* the kind without fields */
    record->payload_at = record->key_end = 0;
}

/* The fault and its remedy; neither can say anything of the row. */
static int
fail_for(const struct sl_record *record, struct sl_err *reterr)
{
    static const struct {
        enum sl_class class;
        const char *what, *remedy;
    } faults[] = {
        [SL_RECORD_NO_SCRATCH] = { SL_DATA, "a result is too large",
                                   "release less of this row's long columns" },
        [SL_RECORD_NO_MAC] = { SL_BUG, "libcrypto made no pseudonym", "see the system's memory" },
        [SL_RECORD_KEY_ORDER] = { SL_BUG, "the row key is not as the projection declares it",
                                  "generate and build the pusher again" },
        [SL_RECORD_KEY_MISSING] = { SL_DATA, "the row key has no value that JSON can hold",
                                    "look for infinite or missing values in the key's columns" },
        [SL_RECORD_NO_DECODER] = { SL_BUG, "an encrypted column has no decoder",
                                   "generate and build the pusher again" },
        [SL_RECORD_UNDECRYPTED] = { SL_CONFIG, "too many of its values cannot be decrypted",
                                    "see the log for how many and why; most likely the key in the "
                                    "configuration is not the one that the application uses" },
        [SL_RECORD_NOT_RELEASABLE] = { SL_BUG, "a value has a kind that cannot be released",
                                       "generate and build the pusher again" },
    };
    const struct sl_projection *projection = record->projection;
    if (record->failure == SL_RECORD_SOUND) {
        sl_fail(reterr, SL_DATA, "%s.%s: a record is larger than %zu bytes",
                projection->destination, projection->stream, (size_t)SL_MAX_RECORD_BYTES);
        return sl_remedy(reterr, "release less of this table's long columns");
    }
    sl_fail(reterr, faults[record->failure].class, "%s.%s%s%.*s: %s", projection->destination,
            projection->stream, record->failed_field.len > 0 ? "." : "",
            SL_FMT(record->failed_field), faults[record->failure].what);
    return sl_remedy(reterr, "%s", faults[record->failure].remedy);
}

struct sl_str
sl_record_key(const struct sl_record *record)
{
    const size_t comma = record->key_end > record->payload_at;
    if (record->json.len < record->key_end)
        return SL_STR("");
    return (struct sl_str) { record->json.bytes + record->payload_at + comma,
                             record->key_end - record->payload_at - comma };
}

/* Closes the object whose payload is written. */
static int
close_object(struct sl_record *record, struct sl_record_text *ret_text, struct sl_err *reterr)
{
    size_t payload_end = record->json.len;
    sl_buf_add_byte(&record->json, '}');
    if (record->failure != SL_RECORD_SOUND || sl_buf_failed(&record->json) ||
        sl_buf_failed(&record->unchanged))
        return fail_for(record, reterr);
    const char *json = record->json.bytes;
    size_t comma = record->key_end > record->payload_at;
    *ret_text = (struct sl_record_text) {
        .json = sl_buf_str(&record->json),
        .key = { json + record->payload_at + comma, record->key_end - record->payload_at - comma },
        .payload = { json + record->payload_at, payload_end - record->payload_at },
        .has_unchanged = record->unchanged.len > 0,
    };
    return 0;
}

int
sl_record_end(struct sl_record *record, struct sl_record_text *ret_text, struct sl_err *reterr)
{
    uint32_t wanted = sl_op_has_key(record->op) ? record->projection->nrow_key : 0;
    if (record->fields < wanted)
        sl_record_fail(record, SL_RECORD_KEY_ORDER, SL_STR(""));
    if (record->unchanged.len > 0) {
        sl_buf_add_str(&record->json, SL_STR(",\"_unchanged\":["));
        /* Without the first name's comma. */
        sl_buf_add(&record->json, record->unchanged.bytes + 1, record->unchanged.len - 1);
        sl_buf_add_byte(&record->json, ']');
    }
    return close_object(record, ret_text, reterr);
}

bool
sl_record_is_too_large(const struct sl_record *record)
{
    return record->failure == SL_RECORD_SOUND && sl_buf_failed(&record->json);
}

int
sl_record_end_too_large(struct sl_record *record, struct sl_record_text *ret_text,
                        struct sl_err *reterr)
{
    if (record->fields < record->projection->nrow_key)
        sl_record_fail(record, SL_RECORD_KEY_ORDER, SL_STR(""));
    sl_oversize_add(&record->json, SL_MAX_RECORD_BYTES + 1, "a record has at most 16777216 bytes");
    return close_object(record, ret_text, reterr);
}

int
sl_record_compose(struct sl_record *record, struct sl_str payload, size_t key_len,
                  struct sl_record_text *ret_text, struct sl_err *reterr)
{
    sl_buf_add_str(&record->json, payload);
    if (payload.len > 0)
        record->key_end = record->payload_at + 1 + key_len; /* behind the payload's comma */
    return close_object(record, ret_text, reterr);
}

void
sl_record_wipe(struct sl_record *record)
{
    bool large_scratch = record->scratch != NULL && sl_arena_used(record->scratch) > KEPT_BYTES;
    if (record->scratch != NULL)
        forget(record);
    sl_wipe(record->json.bytes, record->dirty_bytes);
    record->dirty_bytes = 0;
    if (record->json.capacity > KEPT_BYTES)
        sl_buf_done(&record->json);
    if (!large_scratch)
        return;
    struct sl_arena *fresh = sl_arena_new(SL_MAX_ROW_SCRATCH_BYTES);
    if (fresh == NULL)
        return;
    sl_arena_free(record->scratch);
    record->scratch = fresh;
}

uint64_t
sl_record_nulled(const struct sl_record *record)
{
    return record->nulled;
}

/* ---- for the functions -------------------------------------------------------------------- */

void
sl_record_fail(struct sl_record *record, enum sl_record_failure failure, struct sl_str field)
{
    if (record->failure != SL_RECORD_SOUND)
        return;
    record->failure = failure;
    record->failed_field = field;
}

char *
sl_record_scratch(struct sl_record *record, size_t len)
{
    /* Never 0 bytes, so that NULL is a failure alone. */
    char *memory = sl_arena_alloc(record->scratch, len > 0 ? len : 1, 1);
    if (memory == NULL)
        sl_record_fail(record, SL_RECORD_NO_SCRATCH, SL_STR(""));
    return memory;
}
