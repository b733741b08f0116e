#include "reader/decoders.h"

#include "buf.h"
#include "log.h"
#include "maxima.h"
#include "plural.h"
#include "postgres/quote.h"
#include "record/read.h"

#include <stdlib.h>

/* Enough that a wrong key is no coincidence, few enough to cost milliseconds; values that are larger
 * than what one would call a field are left out. */
enum { SLP_PROBED_VALUES = 200, SLP_PROBED_BYTES = 64 * 1024 };

struct entry {
    const struct sl_table *table;
    uint32_t column;
    struct sl_decoder *decoder;
    uint64_t logged[SL_OPENINGS]; /* the count that the log told last */
};

struct slp_decoders {
    struct entry *entries;
    uint32_t count;
    uint32_t limit;
};

/* ---- life ----------------------------------------------------------------------------------- */

static const struct sl_ring *
find_ring(const struct slp_reader_config *config, const struct sl_encryption *encryption)
{
    for (uint32_t i = 0; i < config->nkeys; i++) {
        const struct slp_named_key *key = &config->keys[i];
        if (strcmp(key->name, encryption->key) != 0)
            continue;
        for (uint32_t at = 0; at < key->nrings; at++)
            if (strcmp(key->rings[at].format, encryption->format) == 0)
                return key->rings[at].ring;
    }
    return NULL;
}

static int
open_table(struct slp_decoders *decoders, const struct slp_reader_config *config,
           const struct sl_table *table, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < table->nencrypted; at++) {
        const struct sl_encryption *encryption = &table->encrypted[at];
        const struct sl_ring *ring = find_ring(config, encryption);
        struct entry *entry = &decoders->entries[decoders->count];
        if (ring == NULL)
            return sl_fail(reterr, SL_BUG, "key %s did not reach the reader", encryption->key);
        entry->table = table;
        entry->column = encryption->column;
        entry->decoder = sl_decoder_new(table, encryption, ring, decoders->limit, reterr);
        if (entry->decoder == NULL)
            return -1;
        decoders->count++;
    }
    return 0;
}

static int
open_all(struct slp_decoders *decoders, const struct slp_reader_config *config,
         struct sl_err *reterr)
{
    const struct sl_policy *policy = config->policy;
    uint32_t room = 0;
    for (uint32_t t = 0; t < policy->ntables; t++)
        room += policy->tables[t]->nencrypted;
    decoders->limit = config->undecryptable_per_1000;
    decoders->entries = calloc((size_t)room + 1, sizeof *decoders->entries);
    if (decoders->entries == NULL)
        return sl_fail(reterr, SL_RETRY, "memory is short");
    if (room > 0 && sl_formats_self_test(reterr) != 0)
        return -1;
    for (uint32_t t = 0; t < policy->ntables; t++)
        if (open_table(decoders, config, policy->tables[t], reterr) != 0)
            return -1;
    return 0;
}

struct slp_decoders *
slp_decoders_new(const struct slp_reader_config *config, struct sl_err *reterr)
{
    struct slp_decoders *decoders = calloc(1, sizeof *decoders);
    if (decoders == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short");
        return NULL;
    }
    if (open_all(decoders, config, reterr) == 0)
        return decoders;
    slp_decoders_free(decoders);
    return NULL;
}

void
slp_decoders_free(struct slp_decoders *decoders)
{
    if (decoders == NULL)
        return;
    for (uint32_t i = 0; i < decoders->count; i++)
        sl_decoder_free(decoders->entries[i].decoder);
    free(decoders->entries);
    free(decoders);
}

static struct sl_decoder *
find_decoder(const struct slp_decoders *decoders, const struct sl_table *table, uint32_t column)
{
    for (uint32_t i = 0; i < decoders->count; i++)
        if (decoders->entries[i].table == table && decoders->entries[i].column == column)
            return decoders->entries[i].decoder;
    return NULL;
}

struct sl_decoder *const *const *
slp_decoders_by_slot(const struct slp_decoders *decoders, const struct sl_policy *policy,
                     struct sl_arena *arena)
{
    struct sl_decoder *const **projections =
        SL_NEW_ARRAY(arena, struct sl_decoder *const *, policy->nprojections + 1u);
    for (uint32_t p = 0; p < policy->nprojections; p++) {
        const struct sl_projection *projection = policy->projections[p];
        struct sl_decoder **slots =
            SL_NEW_ARRAY(arena, struct sl_decoder *, projection->ndecrypted + 1u);
        for (uint32_t slot = 0; slot < projection->ndecrypted; slot++)
            slots[slot] = find_decoder(decoders, projection->table,
                                       projection->columns[projection->decrypted[slot]]);
        projections[p] = slots;
    }
    return projections;
}

/* ---- the look at the database --------------------------------------------------------------- */

static PGresult *
ask_for_sample(const struct entry *entry, struct slp_conn *sql, struct sl_err *reterr)
{
    struct sl_buf statement;
    const char *column = sl_decoder_column(entry->decoder);
    sl_buf_init(&statement, 4 * SL_KIB);
    sl_buf_add_str(&statement, SL_STR("SELECT "));
    slp_quote_identifier(&statement, column);
    sl_buf_add_str(&statement, SL_STR(" FROM "));
    slp_quote_qualified(&statement, entry->table->schema, entry->table->name);
    sl_buf_add_str(&statement, SL_STR(" WHERE pg_catalog.octet_length("));
    slp_quote_identifier(&statement, column);
    sl_buf_printf(&statement, ") <= %d LIMIT %d", SLP_PROBED_BYTES, SLP_PROBED_VALUES);
    const struct slp_statement sample = { .doing = "looking whether the keys fit",
                                          .sql = sl_buf_cstr(&statement),
                                          .time = SLP_TIME_LONG };
    PGresult *result = NULL;
    if (sample.sql == NULL)
        (void)sl_fail(reterr, SL_RETRY, "memory is short for a statement");
    else
        result = slp_conn_query_params(sql, &sample, reterr);
    sl_buf_done(&statement);
    return result;
}

/* What came of the values that were looked at. */
struct sample {
    uint32_t values, failures;
    enum sl_opening reason; /* of the last that failed */
};

static int
judge(const struct slp_decoders *decoders, const struct entry *entry, const struct sample *sample,
      struct sl_err *reterr)
{
    if (sample->failures == 0 ||
        (sample->failures < sample->values && sample->failures <= decoders->limit))
        return 0;
    (void)sl_fail(reterr, SL_CONFIG,
                  "%s.%s.%s: %u of %u value%s that %s looked at cannot be decrypted (%s)",
                  entry->table->schema, entry->table->name, sl_decoder_column(entry->decoder),
                  sample->failures, sample->values, sl_plural(sample->values),
                  sample->values == 1 ? "was" : "were", sl_opening_name(sample->reason));
    return sl_remedy(reterr, "compare the key in the configuration with the application's, and the "
                             "policy's format with what the column holds; 'undecryptable_per_1000' "
                             "decides how many may fail");
}

static struct sample
open_values(const struct entry *entry, PGresult *result)
{
    struct sample sample = { .values = (uint32_t)PQntuples(result), .reason = SL_OPENED };
    struct sl_buf plain;
    sl_buf_init(&plain, SL_MAX_PLAINTEXT_BYTES);
    for (int row = 0; row < PQntuples(result); row++) {
        struct sl_value stored, value;
        enum sl_opening opening = SL_NOT_ENCRYPTED;
        if (sl_read_stored(PQgetvalue(result, row, 0), (size_t)PQgetlength(result, row, 0),
                           &stored))
            opening = sl_decoder_open(entry->decoder, &stored, &plain, &value);
        sample.failures += opening != SL_OPENED;
        sample.reason = opening != SL_OPENED ? opening : sample.reason;
    }
    sl_buf_wipe(&plain);
    sl_buf_done(&plain);
    return sample;
}

static int
probe_one(const struct slp_decoders *decoders, const struct entry *entry, struct slp_conn *sql,
          struct sl_err *reterr)
{
    PGresult *result = ask_for_sample(entry, sql, reterr);
    if (result == NULL)
        return -1;
    const struct sample sample = open_values(entry, result);
    PQclear(result);
    return judge(decoders, entry, &sample, reterr);
}

static int
set_statement_timeout(struct slp_conn *sql, const char *statement, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(sql, "setting statement_timeout", statement, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

static int
probe_all(const struct slp_decoders *decoders, struct slp_conn *sql,
          const struct slp_left_out *left_out, struct sl_err *reterr)
{
    for (uint32_t i = 0; decoders->limit < SL_DECODER_WINDOW && i < decoders->count; i++) {
        const struct entry *entry = &decoders->entries[i];
        if (!left_out->is(left_out->context, entry->table) &&
            probe_one(decoders, entry, sql, reterr) != 0)
            return -1;
    }
    return 0;
}

/* Of a column that is mostly NULL, a sample may take a while. */
int
slp_decoders_probe(const struct slp_decoders *decoders, struct slp_conn *sql,
                   const struct slp_left_out *left_out, struct sl_err *reterr)
{
    if (decoders->count == 0)
        return 0;
    return set_statement_timeout(sql, "SET statement_timeout = 0", reterr) == 0 &&
                   probe_all(decoders, sql, left_out, reterr) == 0
               ? set_statement_timeout(sql, "RESET statement_timeout", reterr)
               : -1;
}

/* ---- the log -------------------------------------------------------------------------------- */

static void
log_entry(struct entry *entry, bool all)
{
    const struct sl_decoder_counts *counts = sl_decoder_counts(entry->decoder);
    for (int opening = SL_OPENED + 1; opening < SL_OPENINGS; opening++) {
        uint64_t count = counts->by_opening[opening], *logged = &entry->logged[opening];
        if (count == *logged || (!all && count < 10 * *logged))
            continue;
        *logged = count;
        sl_log(SL_LOG_WARNING, "undecryptable",
               SL_FIELDS(SL_NAME("schema", sl_str_of(entry->table->schema)),
                         SL_NAME("table", sl_str_of(entry->table->name)),
                         SL_NAME("column", sl_str_of(sl_decoder_column(entry->decoder))),
                         SL_NAME("reason", sl_str_of(sl_opening_name((enum sl_opening)opening))),
                         SL_COUNT("values", count), SL_COUNT("of", counts->values)));
    }
}

void
slp_decoders_log(struct slp_decoders *decoders, bool all)
{
    for (uint32_t i = 0; i < decoders->count; i++)
        log_entry(&decoders->entries[i], all);
}
