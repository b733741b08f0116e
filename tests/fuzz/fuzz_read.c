/* fuzz_read.c - a column's text form, and everything that can be made of its value.
 *
 * The first byte chooses the type, the second the literals; the rest is the text. A value that was
 * read goes through every function and as a field into a record, which must then be one line of
 * JSON that jansson reads. */
#include "abi/functions.h"
#include "record/read.h"
#include "record/record.h"

#include <jansson.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = { "open", "closed", NULL };

static const struct sl_column columns[] = {
    { "x", "boolean", 16, SL_BOOLEAN, 0, NULL },
    { "x", "smallint", 21, SL_INTEGER, 0, NULL },
    { "x", "integer", 23, SL_INTEGER, 0, NULL },
    { "x", "bigint", 20, SL_INTEGER, 0, NULL },
    { "x", "real", 700, SL_FLOAT, 0, NULL },
    { "x", "double", 701, SL_FLOAT, 0, NULL },
    { "x", "numeric", 1700, SL_NUMERIC, 0, NULL },
    { "x", "text", 25, SL_TEXT, 0, NULL },
    { "x", "char(9)", 1042, SL_TEXT, 0, NULL },
    { "x", "enum", 0, SL_TEXT, 0, labels },
    { "x", "uuid", 2950, SL_UUID, 0, NULL },
    { "x", "date", 1082, SL_DATE, 0, NULL },
    { "x", "time", 1083, SL_TIME, 0, NULL },
    { "x", "timestamp", 1114, SL_TIMESTAMP, 0, NULL },
    { "x", "timestamptz", 1184, SL_TIMESTAMPTZ, 0, NULL },
    { "x", "jsonb", 3802, SL_JSON, 0, NULL },
    { "x", "bytea", 17, SL_BYTES, 0, NULL },
};

enum { NCOLUMNS = sizeof columns / sizeof *columns };

static const char *const row_key[] = { "id" };
static const struct sl_key_use key_names[] = { { "key", "row" } };
static const struct sl_projection projection = {
    .destination = "lake",
    .stream = "fuzz",
    .policy = "lake.fuzz@1:00",
    .keys = key_names,
    .nkeys = 1,
    .row_key = row_key,
    .nrow_key = 1,
    .commit_time = true,
};

static const struct sl_decimal edges[] = { { -5, 1, "-0.5" }, { 0, 0, "0" }, { 250, 0, "250" } };
static const struct sl_edges bands = { 3, edges };
static const struct sl_decimal steps[] = {
    { 1, 0, "1" }, { 50, 0, "50" }, { 5, 2, "0.05" }, { INT64_MAX, 18, "9.223372036854775807" }
};

static void
put_numbers(struct sl_record *out, struct sl_sealed x, unsigned int choice)
{
    sl_put(out, "band", sl_band(out, x, &bands));
    sl_put(out, "down", sl_round_down(out, x, &steps[choice % 4]));
    sl_put(out, "less", sl_less(out, x, sl_seal(sl_numeric("0.1"))));
    sl_put(out, "most", sl_less_or_equal(out, sl_seal(sl_integer(INT64_MIN)), x));
}

static void
put_texts(struct sl_record *out, struct sl_sealed x)
{
    sl_put(out, "domain", sl_email_domain(out, x));
    sl_put(out, "area", sl_postcode_area(out, x));
    sl_put(out, "lower", sl_lower(out, sl_disclose(sl_sealed_trim(out, x))));
}

static void
put_dates(struct sl_record *out, struct sl_sealed x, unsigned int choice)
{
    const struct sl_sealed now = sl_seal(sl_date(20468));
    sl_put(out, "year", sl_year(out, x));
    sl_put(out, "month", sl_month(out, x));
    sl_put(out, "day", sl_day(out, x));
    sl_put(out, "age", sl_age_band(out, x, now, choice));
    sl_put(out, "months", sl_months_between(out, x, now));
    sl_put(out, "before", sl_greater(out, now, x));
}

static void
put_all(struct sl_record *out, struct sl_value value, unsigned int choice)
{
    const struct sl_sealed x = { value };
    const struct sl_open items[] = { sl_text("open"), sl_numeric("2.5"), sl_boolean(true) };
    const struct sl_list list = { 3, items };
    sl_put(out, "id", sl_integer(1));
    sl_put(out, "x", sl_disclose(x));
    sl_put(out, "present", sl_present(out, x));
    sl_put(out, "among", sl_is_in(out, x, &list));
    sl_put(out, "one", sl_one_of(out, x, &list));
    sl_put(out, "name", sl_pseudonym(out, x, 0));
    if (value.kind == SL_INTEGER || value.kind == SL_NUMERIC || value.kind == SL_FLOAT)
        put_numbers(out, x, choice);
    if (value.kind == SL_TEXT)
        put_texts(out, x);
    if (value.kind == SL_DATE || value.kind == SL_TIMESTAMP || value.kind == SL_TIMESTAMPTZ)
        put_dates(out, x, choice);
}

/* jansson refuses what RFC 8259 leaves open: U+0000 in a string, numbers beyond its own types, more
 * than 2048 levels. */
static bool
is_beyond_jansson(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    return code == json_error_null_character || code == json_error_numeric_overflow ||
           code == json_error_stack_overflow;
}

static void
check_line(struct sl_str line)
{
    json_error_t error;
    if (memchr(line.ptr, '\n', line.len) != NULL)
        abort();
    json_t *parsed = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &error);
    if (parsed == NULL && !is_beyond_jansson(&error))
        abort();
    json_decref(parsed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[32] = { 7 };
    const struct sl_key keys[] = { { key, sizeof key } };
    const struct sl_position position = { .kind = SL_POSITIONS_SHARED, .gen = 1 };
    struct sl_value value;
    struct sl_record_text written;
    struct sl_err err;
    if (size < 2)
        return 0;
    char *text = malloc(size);
    struct sl_record *record = sl_record_new(&projection, keys, &err);
    if (text == NULL || record == NULL)
        abort();
    memcpy(text, data + 2, size - 2);
    if (sl_read(&columns[data[0] % NCOLUMNS], text, size - 2, &value)) {
        sl_record_begin(record, SL_OP_UPDATE, &position, 0);
        put_all(record, value, data[1]);
        if (sl_record_end(record, &written, &err) == 0)
            check_line(written.json);
    }
    sl_record_free(record);
    free(text);
    return 0;
}
