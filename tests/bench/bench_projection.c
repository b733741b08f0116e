/* bench_projection.c - what one row costs between PostgreSQL's text and the record's bytes.
 *
 * A row of 18 columns, a release of 8 fields without a keyed function, and the same with one pseudonym
 * in place of a kept column. Prints one line of JSON: nanoseconds, the best of some rounds. */
#include "record/read.h"
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 7, ROWS = 200000, CELLS = 18 };

/* ---- the table ---------------------------------------------------------------------------- */

static const char *const statuses[] = { "open", "plan", "paused", "closed", "test", NULL };

static const struct {
    struct sl_column column;
    const char *text;
} cells[CELLS] = {
    { { "account_id", "bigint", 20, SL_INTEGER, 0, NULL }, "9000000042" },
    { { "customer_id", "bigint", 20, SL_INTEGER, 0, NULL }, "1234567" },
    { { "creditor_id", "integer", 23, SL_INTEGER, 0, NULL }, "17" },
    { { "creditor_reference", "text", 25, SL_TEXT, 0, NULL }, "LON-0042-2291" },
    { { "status", "enum", 0, SL_TEXT, 0, statuses }, "paused" },
    { { "product", "text", 25, SL_TEXT, 0, NULL }, " Credit Card " },
    { { "opened_on", "date", 1082, SL_DATE, 0, NULL }, "2019-05-01" },
    { { "in_default_since", "date", 1082, SL_DATE, 0, NULL }, "2025-01-31" },
    { { "balance", "numeric(12,2)", 1700, SL_NUMERIC, 0, NULL }, "2500.00" },
    { { "arrears", "numeric(12,2)", 1700, SL_NUMERIC, 0, NULL }, "349.99" },
    { { "interest_rate", "numeric", 1700, SL_NUMERIC, 0, NULL }, "19.90" },
    { { "propensity", "double", 701, SL_FLOAT, 0, NULL }, "0.2512345678901234" },
    { { "priority", "smallint", 21, SL_INTEGER, 0, NULL }, "8" },
    { { "postcode", "varchar", 1043, SL_TEXT, 0, NULL }, "SW1A 1AA" },
    { { "email", "text", 25, SL_TEXT, 0, NULL }, "ann.example@mail.example.com" },
    { { "consented", "boolean", 16, SL_BOOLEAN, 0, NULL }, "t" },
    { { "born", "date", 1082, SL_DATE, 0, NULL }, "1980-07-31" },
    { { "created_at", "timestamptz", 1184, SL_TIMESTAMPTZ, 0, NULL },
      "2025-12-31 23:59:59.123456+00" },
};

/* ---- the release -------------------------------------------------------------------------- */

static const struct sl_decimal money[] = {
    { 0, 0, "0" },       { 250, 0, "250" },   { 500, 0, "500" },     { 1000, 0, "1000" },
    { 2500, 0, "2500" }, { 5000, 0, "5000" }, { 10000, 0, "10000" },
};
static const struct sl_edges bands = { 7, money };

static void
other_fields(const struct sl_row *row, struct sl_record *out)
{
    sl_put(out, "stage",
           sl_choose(out, sl_is(out, sl_sealed_cell(row, 4), sl_text("closed")), sl_text("closed"),
                     sl_choose(out, sl_is(out, sl_sealed_cell(row, 4), sl_text("paused")),
                               sl_text("arrangement"), sl_text("open"))));
    sl_put(out, "balance_band", sl_band(out, sl_sealed_cell(row, 8), &bands));
    sl_put(out, "age_band",
           sl_if_missing(
               out, sl_age_band(out, sl_sealed_cell(row, 16), sl_seal(sl_commit_time(row)), 10),
               sl_text("unknown")));
    sl_put(out, "region",
           sl_if_missing(out, sl_postcode_area(out, sl_sealed_cell(row, 13)), sl_text("unknown")));
    sl_put(out, "has_email", sl_present(out, sl_sealed_cell(row, 14)));
    sl_put(out, "consented", sl_open_cell(row, 15));
    sl_put(out, "joined", sl_month(out, sl_sealed_cell(row, 17)));
}

static void
upsert_plain(const struct sl_row *row, struct sl_record *out)
{
    sl_put(out, "account", sl_open_cell(row, 0));
    other_fields(row, out);
}

static void
upsert_keyed(const struct sl_row *row, struct sl_record *out)
{
    sl_put(out, "account", sl_pseudonym(out, sl_sealed_cell(row, 0), 0));
    other_fields(row, out);
}

static const char *const row_key[] = { "account" };
static const struct sl_key_use key_names[] = { { "customer_link", "account" } };
static const struct sl_projection plain = {
    .destination = "lake",
    .stream = "accounts",
    .policy = "lake.accounts@5:1f0c9a2b77aa41d0",
    .row_key = row_key,
    .nrow_key = 1,
    .commit_time = true,
    .upsert = upsert_plain,
};
static const struct sl_projection keyed = {
    .destination = "lake",
    .stream = "accounts",
    .policy = "lake.accounts@5:1f0c9a2b77aa41d0",
    .keys = key_names,
    .nkeys = 1,
    .row_key = row_key,
    .nrow_key = 1,
    .commit_time = true,
    .upsert = upsert_keyed,
};

/* ---- the clock ---------------------------------------------------------------------------- */

static double
now_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static bool
read_row(struct sl_value *values)
{
    static char text[CELLS][64];
    for (size_t at = 0; at < CELLS; at++) {
        size_t len = strlen(cells[at].text);
        memcpy(text[at], cells[at].text, len);
        if (!sl_read(&cells[at].column, text[at], len, &values[at]))
            return false;
    }
    return true;
}

static double
best_of_reading(struct sl_value *values)
{
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double begin = now_ns();
        for (int row = 0; row < ROWS; row++)
            if (!read_row(values))
                return -1;
        double each = (now_ns() - begin) / ROWS;
        best = round == 0 || each < best ? each : best;
    }
    return best;
}

static double
best_of_projecting(const struct sl_projection *projection, const struct sl_value *values)
{
    static const uint8_t key[32];
    const struct sl_key keys[] = { { key, sizeof key } };
    const struct sl_row row = { values, INT64_C(1768472160000000) };
    struct sl_err err;
    struct sl_record *record = sl_record_new(projection, keys, &err);
    struct sl_position position = { .kind = SL_POSITIONS_SHARED, .gen = 1, .lsn = 0x16b37480 };
    double best = record == NULL ? -1 : 0;
    for (int round = 0; round < ROUNDS && best >= 0; round++) {
        double begin = now_ns();
        for (int at = 0; at < ROWS; at++) {
            struct sl_record_text text;
            position.seq = (uint64_t)at;
            sl_record_begin(record, SL_OP_UPDATE, &position, row.commit_time_us);
            projection->upsert(&row, record);
            if (sl_record_end(record, &text, &err) != 0)
                abort();
            sl_record_wipe(record);
        }
        double each = (now_ns() - begin) / ROWS;
        best = round == 0 || each < best ? each : best;
    }
    sl_record_free(record);
    return best;
}

int
main(void)
{
    struct sl_value values[CELLS];
    double read_ns = best_of_reading(values);
    double plain_ns = best_of_projecting(&plain, values);
    double keyed_ns = best_of_projecting(&keyed, values);
    if (read_ns < 0 || plain_ns < 0 || keyed_ns < 0)
        return 2;
    printf("{\"read_18_columns_ns\": %.0f, \"projection_8_fields_ns\": %.0f, "
           "\"pseudonym_adds_ns\": %.0f}\n",
           read_ns, plain_ns, keyed_ns - plain_ns);
    return 0;
}
