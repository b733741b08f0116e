/* projector.c - the generated C of a group of policies, as a filter of rows.
 *
 * Linked with what `sluice generate` makes of them and with the pusher's archive. Each line of
 * standard input is a release's number and the cells of all columns of its table, in COPY's text
 * format, and \U for a value that is unchanged; each line of standard output is what the record
 * holds behind its envelope, "-" for a row that the filter rejects, "?" for one it cannot judge, or
 * "!" for a record that failed. Keys are those of tests. */
#include "copy_line.h"
#include "hash.h"
#include "record/read.h"
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>

static struct sl_record *
new_record(const struct sl_projection *projection)
{
    uint8_t digests[8][SL_SHA256_BYTES];
    struct sl_key keys[8];
    struct sl_err err;
    for (uint32_t at = 0; at < projection->nkeys && at < 8; at++) {
        char name[96];
        int len = snprintf(name, sizeof name, "sluice test key %s", projection->keys[at].name);
        sl_sha256((struct sl_str) { name, (size_t)len }, digests[at]);
        keys[at] = (struct sl_key) { digests[at], SL_SHA256_BYTES };
    }
    struct sl_record *record = sl_record_new(projection, keys, &err);
    if (record == NULL)
        abort();
    return record;
}

static bool
read_cells(const struct sl_projection *projection, struct slt_cell *cells, struct sl_value *values)
{
    for (uint32_t at = 0; at < projection->ncolumns; at++) {
        const struct sl_column *column = &projection->table->columns[projection->columns[at]];
        const struct slt_cell *cell = &cells[projection->columns[at]];
        values[at] = (struct sl_value) { .state = cell->state, .kind = column->kind };
        if (cell->state == SL_VALUE && !sl_read(column, cell->text, cell->len, &values[at]))
            return false;
    }
    return true;
}

static void
project(const struct sl_projection *projection, struct sl_record *record, const struct sl_row *row)
{
    const struct sl_position position = { .kind = SL_POSITIONS_SHARED };
    struct sl_record_text text;
    struct sl_err err;
    if (projection->filter != NULL) {
        sl_record_begin_filter(record);
        struct sl_value passed = projection->filter(row, record).value;
        if (sl_record_end(record, &text, &err) != 0) {
            (void)puts("!");
            return;
        }
        if (passed.state != SL_VALUE || !passed.boolean) {
            (void)puts(passed.state == SL_VALUE ? "-" : "?");
            return;
        }
    }
    sl_record_begin(record, SL_OP_INSERT, &position, row->commit_time_us);
    projection->upsert(row, record);
    if (sl_record_end(record, &text, &err) != 0) {
        (void)puts("!");
        return;
    }
    (void)fwrite(text.payload.ptr + 1, 1, text.payload.len - 1, stdout); /* without its comma */
    (void)putchar('\n');
}

int
main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    struct sl_record **records = calloc(sluice_policy.nprojections, sizeof(struct sl_record *));
    if (records == NULL)
        abort();
    int64_t commit_time_us = strtoll(argv[1], NULL, 10);
    for (uint32_t at = 0; at < sluice_policy.nprojections; at++)
        records[at] = new_record(sluice_policy.projections[at]);
    char *line = NULL;
    size_t room = 0;
    for (ssize_t len; (len = getline(&line, &room, stdin)) > 0;) {
        struct slt_cell cells[SLT_MOST_CELLS];
        struct sl_value values[SLT_MOST_CELLS];
        char *rest;
        unsigned long release = strtoul(line, &rest, 10);
        const struct sl_projection *projection = sluice_policy.projections[release];
        if (slt_split(rest + 1, (size_t)(line + len - 1 - (rest + 1)), cells) !=
                projection->table->ncolumns ||
            !read_cells(projection, cells, values))
            exit(2);
        const struct sl_row row = { values, commit_time_us };
        project(projection, records[release], &row);
    }
    free(line);
    for (uint32_t at = 0; at < sluice_policy.nprojections; at++)
        sl_record_free(records[at]);
    free(records);
    return 0;
}
