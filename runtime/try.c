#include "try.h"

#include "crypto/decoder.h"
#include "hash.h"
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SLOTS = 64 };

/* A release made ready: its record, and decoders that take plaintext as it is. */
struct ready {
    struct sl_record *record;
    struct sl_encryption encryptions[MOST_SLOTS];
    struct sl_decoder *decoders[MOST_SLOTS];
    uint32_t ndecoders;
};

static const struct sl_encryption *
encryption_of(const struct sl_table *table, uint32_t column)
{
    for (uint32_t i = 0; i < table->nencrypted; i++)
        if (table->encrypted[i].column == column)
            return &table->encrypted[i];
    return NULL;
}

/* Any key does: what was not encrypted is read as it is. */
static bool
add_decoder(struct ready *ready, const struct sl_projection *projection, uint32_t slot)
{
    static const struct sl_ring ring = { .nkeys = 1, .keys = { { .len = 32 } } };
    const struct sl_encryption *encryption =
        encryption_of(projection->table, projection->columns[projection->decrypted[slot]]);
    struct sl_err err;
    if (encryption == NULL)
        return false;
    ready->encryptions[slot] = *encryption;
    ready->encryptions[slot].plaintext_allowed = true;
    ready->decoders[slot] = sl_decoder_new(projection->table, &ready->encryptions[slot], &ring,
                                           SL_DECODER_WINDOW, &err);
    if (ready->decoders[slot] == NULL)
        return false;
    ready->ndecoders++;
    sl_record_set_decoder(ready->record, slot, ready->decoders[slot]);
    return true;
}

static void
finish(struct ready *ready)
{
    sl_record_free(ready->record);
    for (uint32_t slot = 0; slot < ready->ndecoders; slot++)
        sl_decoder_free(ready->decoders[slot]);
    free(ready);
}

/* NULL: it cannot be tried. */
static struct ready *
make_ready(const struct sl_projection *projection)
{
    uint8_t digests[MOST_SLOTS][SL_SHA256_BYTES];
    struct sl_key keys[MOST_SLOTS];
    struct sl_err err;
    struct ready *ready = calloc(1, sizeof *ready);
    if (ready == NULL || projection->nkeys > MOST_SLOTS || projection->ndecrypted > MOST_SLOTS) {
        free(ready);
        return NULL;
    }
    for (uint32_t at = 0; at < projection->nkeys; at++) {
        char name[128];
        int len = snprintf(name, sizeof name, "sluice test key %s", projection->keys[at]);
        sl_sha256((struct sl_str) { name, (size_t)len }, digests[at]);
        keys[at] = (struct sl_key) { digests[at], SL_SHA256_BYTES };
    }
    ready->record = sl_record_new(projection, keys, &err);
    bool sound = ready->record != NULL;
    for (uint32_t slot = 0; sound && slot < projection->ndecrypted; slot++)
        sound = add_decoder(ready, projection, slot);
    if (sound)
        return ready;
    finish(ready);
    return NULL;
}

static const struct sl_projection *
projection_of(const struct sl_try *row)
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
try_row(const struct sl_projection *projection, struct ready *ready, const struct sl_try *given)
{
    const struct sl_position position = { .kind = SL_POSITIONS_SHARED };
    const struct sl_row row = { given->cells, given->commit_time_us };
    struct sl_record_text text;
    struct sl_err err;
    sl_record_begin(ready->record, SL_OP_INSERT, &position, row.commit_time_us);
    if (projection->filter != NULL) {
        struct sl_value passed = projection->filter(&row, ready->record).value;
        if (passed.state != SL_VALUE || !passed.boolean) {
            (void)puts(passed.state == SL_VALUE ? "-" : "?");
            return;
        }
    }
    projection->upsert(&row, ready->record);
    if (sl_record_end(ready->record, &text, &err) != 0) {
        (void)printf("! %s\n", err.text);
        return;
    }
    (void)fwrite(text.payload.ptr + 1, 1, text.payload.len - 1, stdout); /* without its comma */
    (void)putchar('\n');
}

int
sl_try_rows(const struct sl_try *rows, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++) {
        const struct sl_projection *projection = projection_of(&rows[at]);
        struct ready *ready = projection != NULL ? make_ready(projection) : NULL;
        if (ready == NULL) {
            (void)puts("?");
            continue;
        }
        try_row(projection, ready, &rows[at]);
        finish(ready);
    }
    return fflush(stdout) == 0 ? 0 : 2;
}
