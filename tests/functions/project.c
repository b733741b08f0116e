/* project.c - rows through generated C: linked with what `sluice generate` writes and with the pusher's
 * archive.
 *
 *   project RELEASE COMMIT_TIME_US <rows >fields
 *
 * A row is a line of COPY TO in text format with every column of the release's table; of each record it
 * prints what stands behind the envelope. Keys are those of tests: SHA-256 of "sluice test key NAME". */
#include "copy_text.h"
#include "hash.h"
#include "record/read.h"
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_KEYS = 8, MOST_COLUMNS = 64 };

static const struct sl_projection *
projection_named(const char *name)
{
    for (uint32_t at = 0; at < sluice_policy.nprojections; at++) {
        const struct sl_projection *projection = sluice_policy.projections[at];
        char full[128];
        (void)snprintf(full, sizeof full, "%s.%s", projection->destination, projection->stream);
        if (strcmp(full, name) == 0)
            return projection;
    }
    return NULL;
}

static struct sl_record *
record_of(const struct sl_projection *projection, struct sl_err *reterr)
{
    static uint8_t digests[MOST_KEYS][SL_SHA256_BYTES];
    struct sl_key keys[MOST_KEYS];
    for (uint32_t at = 0; at < projection->nkeys && at < MOST_KEYS; at++) {
        char text[128];
        (void)snprintf(text, sizeof text, "sluice test key %s", projection->keys[at].name);
        sl_sha256(sl_str_of(text), digests[at]);
        keys[at] = (struct sl_key) { digests[at], SL_SHA256_BYTES };
    }
    return sl_record_new(projection, keys, reterr);
}

/* False for a row that is not what PostgreSQL prints for the table. */
static bool
read_row(const struct sl_projection *projection, char *line, size_t len, struct sl_value *values)
{
    struct slp_cell cells[MOST_COLUMNS];
    struct sl_err err;
    if (slp_copy_text_decode(line, len, cells, projection->table->ncolumns, &err) < 0)
        return false;
    for (uint32_t at = 0; at < projection->ncolumns; at++) {
        const struct slp_cell *cell = &cells[projection->columns[at]];
        const struct sl_column *column = &projection->table->columns[projection->columns[at]];
        values[at] = (struct sl_value) { .state = SL_MISSING, .kind = column->kind };
        if (cell->kind == SLP_CELL_TEXT && !sl_read(column, cell->text, cell->len, &values[at]))
            return false;
    }
    return true;
}

static bool
project(const struct sl_projection *projection, struct sl_record *record, const struct sl_row *row)
{
    struct sl_err err;
    struct sl_record_text text;
    const struct sl_position position = { .kind = SL_POSITIONS_SHARED, .gen = 1, .lsn = 1 };
    sl_record_begin(record, SL_OP_INSERT, &position, row->commit_time_us);
    projection->upsert(row, record);
    if (sl_record_end(record, &text, &err) != 0) {
        (void)fprintf(stderr, "%s\n", err.text);
        return false;
    }
    (void)printf("%.*s\n", SL_FMT(text.payload));
    sl_record_wipe(record);
    return true;
}

int
main(int argc, char **argv)
{
    struct sl_err err;
    struct sl_value values[MOST_COLUMNS];
    const struct sl_projection *projection = argc == 3 ? projection_named(argv[1]) : NULL;
    struct sl_record *record = projection != NULL ? record_of(projection, &err) : NULL;
    const struct sl_row row = { values, argc == 3 ? strtoll(argv[2], NULL, 10) : 0 };
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t len;
    bool sound = record != NULL;
    while (sound && (len = getline(&line, &room, stdin)) > 0) {
        number++;
        sound =
            read_row(projection, line, (size_t)len, values) && project(projection, record, &row);
    }
    if (!sound)
        (void)fprintf(stderr, "line %zu cannot be projected\n", number);
    free(line);
    sl_record_free(record);
    return sound ? 0 : 2;
}
