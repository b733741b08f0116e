/* sample_policy.c - written by hand as the emitter writes: see sample_policy.h. */
#include "sample_policy.h"

SL_REQUIRE_ABI(4);

/* ---- the table: sample.people ------------------------------------------------------------- */

static const char *const status_labels[] = { "open", "paused", "closed", "test", NULL };

enum { KEPT = SL_COLUMN_PUBLISHED, NULLABLE = SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE };

static const struct sl_column columns[] = {
    { "person_id", "bigint", 20, SL_INTEGER, KEPT | SL_COLUMN_KEY, NULL },
    { "full_name", "text", 25, SL_TEXT, 0, NULL },
    { "born", "date", 1082, SL_DATE, NULLABLE, NULL },
    { "balance", "numeric(12,2)", 1700, SL_NUMERIC, KEPT, NULL },
    { "consented", "boolean", 16, SL_BOOLEAN, NULLABLE, NULL },
    { "status", "enum", 0, SL_TEXT, KEPT, status_labels },
    { "note", "text", 25, SL_TEXT, NULLABLE, NULL },
    { "details", "jsonb", 3802, SL_JSON, NULLABLE, NULL },
    { "created_at", "timestamptz", 1184, SL_TIMESTAMPTZ, KEPT, NULL },
};

const struct sl_table sample_people = {
    .schema = "sample",
    .name = "people",
    .columns = columns,
    .ncolumns = sizeof columns / sizeof *columns,
    .identity = SL_IDENTITY_DEFAULT,
};

/* ---- what leaves: lake.people ------------------------------------------------------------- */

static const uint32_t lake_columns[] = { 0, 2, 3, 4, 5, 6, 7, 8 };
static const struct sl_key_use lake_keys[] = { { "sample_link", "person" } };
static const char *const lake_row_key[] = { "person_ref" };

static void
lake_person_ref(struct sl_record *out, struct sl_sealed person_id)
{
    sl_put(out, "person_ref", sl_pseudonym(out, person_id, 0));
}

static void
lake_age_band(struct sl_record *out, struct sl_sealed born, struct sl_open commit_time)
{
    sl_put(
        out, "age_band",
        sl_if_missing(out, sl_age_band(out, born, sl_seal(commit_time), 10), sl_text("unknown")));
}

static const struct sl_decimal balance_edges[] = {
    { 0, 0, "0" }, { 250, 0, "250" }, { 1000, 0, "1000" }, { 5000, 0, "5000" }
};
static const struct sl_edges balance_bands = { 4, balance_edges };

static void
lake_balance_band(struct sl_record *out, struct sl_sealed balance)
{
    sl_put(out, "balance_band", sl_band(out, balance, &balance_bands));
}

static void
lake_consented(struct sl_record *out, struct sl_open consented)
{
    sl_put(out, "consented", consented);
}

static void
lake_stage(struct sl_record *out, struct sl_open status)
{
    sl_put(out, "stage",
           sl_choose(out, sl_is(out, sl_seal(status), sl_text("closed")), sl_text("closed"),
                     sl_choose(out, sl_is(out, sl_seal(status), sl_text("paused")),
                               sl_text("arrangement"), sl_text("open"))));
}

static void
lake_has_note(struct sl_record *out, struct sl_sealed note)
{
    sl_put(out, "has_note", sl_present(out, note));
}

static void
lake_details(struct sl_record *out, struct sl_open details)
{
    sl_put(out, "details", details);
}

static void
lake_joined(struct sl_record *out, struct sl_sealed created_at)
{
    sl_put(out, "joined", sl_month(out, created_at));
}

static void
lake_erase(const struct sl_row *row, struct sl_record *out)
{
    lake_person_ref(out, sl_sealed_cell(row, SAMPLE_PEOPLE_PERSON_ID));
}

static void
lake_upsert(const struct sl_row *row, struct sl_record *out)
{
    lake_person_ref(out, sl_sealed_cell(row, SAMPLE_PEOPLE_PERSON_ID));
    lake_age_band(out, sl_sealed_cell(row, SAMPLE_PEOPLE_BORN), sl_commit_time(row));
    lake_balance_band(out, sl_sealed_cell(row, SAMPLE_PEOPLE_BALANCE));
    lake_consented(out, sl_open_cell(row, SAMPLE_PEOPLE_CONSENTED));
    lake_stage(out, sl_open_cell(row, SAMPLE_PEOPLE_STATUS));
    lake_has_note(out, sl_sealed_cell(row, SAMPLE_PEOPLE_NOTE));
    lake_details(out, sl_open_cell(row, SAMPLE_PEOPLE_DETAILS));
    lake_joined(out, sl_sealed_cell(row, SAMPLE_PEOPLE_CREATED_AT));
}

const struct sl_projection sample_lake_people = {
    .destination = "lake",
    .stream = "people",
    .version = 1,
    .policy = "lake.people@1:0123456789abcdef",
    .ir_sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    .table = &sample_people,
    .columns = lake_columns,
    .ncolumns = SAMPLE_PEOPLE_CELLS,
    .keys = lake_keys,
    .nkeys = 1,
    .row_key = lake_row_key,
    .nrow_key = 1,
    .row_key_sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    .updates = SL_UPDATES_CHANGES,
    .deletes = SL_DELETES_SEND_KEY,
    .commit_time = true,
    .upsert = lake_upsert,
    .erase = lake_erase,
};

/* ---- what leaves: regulator.open_people --------------------------------------------------- */

static const uint32_t regulator_columns[] = { 0, 3, 5 };
static const struct sl_key_use regulator_keys[] = { { "regulator_link", "person" } };
static const char *const regulator_row_key[] = { "person_ref" };

static struct sl_open
regulator_filter(const struct sl_row *row, struct sl_record *out)
{
    return sl_not(out, sl_is(out, sl_sealed_cell(row, SAMPLE_OPEN_PEOPLE_STATUS), sl_text("test")));
}

static void
regulator_person_ref(struct sl_record *out, struct sl_sealed person_id)
{
    sl_put(out, "person_ref", sl_pseudonym(out, person_id, 0));
}

static const struct sl_decimal whole_hundreds = { 100, 0, "100" };

static void
regulator_balance_from(struct sl_record *out, struct sl_sealed balance)
{
    sl_put(out, "balance_from", sl_round_down(out, balance, &whole_hundreds));
}

static void
regulator_status(struct sl_record *out, struct sl_open status)
{
    sl_put(out, "status", status);
}

static void
regulator_erase(const struct sl_row *row, struct sl_record *out)
{
    regulator_person_ref(out, sl_sealed_cell(row, SAMPLE_OPEN_PEOPLE_PERSON_ID));
}

static void
regulator_upsert(const struct sl_row *row, struct sl_record *out)
{
    regulator_person_ref(out, sl_sealed_cell(row, SAMPLE_OPEN_PEOPLE_PERSON_ID));
    regulator_balance_from(out, sl_sealed_cell(row, SAMPLE_OPEN_PEOPLE_BALANCE));
    regulator_status(out, sl_open_cell(row, SAMPLE_OPEN_PEOPLE_STATUS));
}

const struct sl_projection sample_regulator_open_people = {
    .destination = "regulator",
    .stream = "open_people",
    .version = 2,
    .policy = "regulator.open_people@2:fedcba9876543210",
    .ir_sha256 = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
    .table = &sample_people,
    .columns = regulator_columns,
    .ncolumns = SAMPLE_OPEN_PEOPLE_CELLS,
    .keys = regulator_keys,
    .nkeys = 1,
    .row_key = regulator_row_key,
    .nrow_key = 1,
    .row_key_sha256 = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
    .updates = SL_UPDATES_ALWAYS,
    .deletes = SL_DELETES_SEND_KEY,
    .rejected_send_key = true,
    .filter = regulator_filter,
    .upsert = regulator_upsert,
    .erase = regulator_erase,
};

/* ---- the policy --------------------------------------------------------------------------- */

static const struct sl_table *const tables[] = { &sample_people };
static const struct sl_destination destinations[] = {
    { "lake", SL_POSITIONS_SHARED },
    { "regulator", SL_POSITIONS_APART },
};
static const struct sl_projection *const projections[] = {
    &sample_lake_people,
    &sample_regulator_open_people,
};

const struct sl_policy sluice_policy = {
    .abi = SL_ABI,
    .compiler = "sluice 0.1.0",
    .sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    .tables = tables,
    .ntables = 1,
    .destinations = destinations,
    .ndestinations = 2,
    .projections = projections,
    .nprojections = 2,
};
