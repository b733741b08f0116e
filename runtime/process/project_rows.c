#include "abi/project_rows.h"

#include "hash.h"
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SLOTS = 64 };

/* NULL: it cannot be tried. */
static struct sl_record *
make_record(const struct sl_projection *projection)
{
    uint8_t digests[MOST_SLOTS][SL_SHA256_BYTES];
    struct sl_key keys[MOST_SLOTS];
    struct sl_err err;
    if (projection->nkeys > MOST_SLOTS)
        return NULL;
    for (uint32_t at = 0; at < projection->nkeys; at++) {
        char name[128];
        int len = snprintf(name, sizeof name, "sluice test key %s", projection->keys[at].name);
        sl_sha256((struct sl_str) { name, (size_t)len }, digests[at]);
        keys[at] = (struct sl_key) { digests[at], SL_SHA256_BYTES };
    }
    struct sl_record *record = sl_record_new(projection, keys, &err);
    if (record != NULL)
        sl_record_take_plaintext(record);
    return record;
}

static const struct sl_projection *
projection_of(const struct sl_project_row *row)
{
    for (uint32_t at = 0; at < sluice_policy.nprojections; at++) {
        const struct sl_projection *projection = sluice_policy.projections[at];
        if (strcmp(projection->destination, row->destination) == 0 &&
            strcmp(projection->stream, row->stream) == 0)
            return projection;
    }
    return NULL;
}

static void
try_row(const struct sl_projection *projection, struct sl_record *record,
        const struct sl_project_row *given)
{
    const struct sl_position position = { .kind = SL_POSITIONS_SHARED };
    const struct sl_row row = { given->cells, given->commit_time_us };
    struct sl_record_text text;
    struct sl_err err;
    if (projection->filter != NULL) {
        sl_record_begin_filter(record);
        struct sl_value passed = projection->filter(&row, record).value;
        if (sl_record_end(record, &text, &err) != 0) {
            (void)printf("! %s\n", err.text);
            return;
        }
        if (passed.state != SL_VALUE || !passed.boolean) {
            (void)puts(passed.state == SL_VALUE ? "-" : "?");
            return;
        }
    }
    sl_record_begin(record, SL_OP_INSERT, &position, row.commit_time_us);
    projection->upsert(&row, record);
    if (sl_record_end(record, &text, &err) != 0) {
        (void)printf("! %s\n", err.text);
        return;
    }
    (void)fwrite(text.payload.ptr + 1, 1, text.payload.len - 1, stdout); /* without its comma */
    (void)putchar('\n');
}

int
sl_project_rows(const struct sl_project_row *rows, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++) {
        const struct sl_projection *projection = projection_of(&rows[at]);
        struct sl_record *record = projection != NULL ? make_record(projection) : NULL;
        if (record == NULL) {
            (void)puts("?");
            continue;
        }
        try_row(projection, record, &rows[at]);
        sl_record_free(record);
    }
    return fflush(stdout) == 0 ? 0 : 2;
}
