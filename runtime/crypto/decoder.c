#include "crypto/decoder.h"

#include "crypto/plaintext.h"
#include "maxima.h"

#include <stdlib.h>

struct sl_decoder {
    const struct sl_encryption *encryption;
    const struct sl_column *column;
    struct sl_cipher *cipher;
    struct sl_decoder_counts counts;
    uint32_t limit;
    uint32_t failures; /* in the window */
    uint32_t next;     /* the window's oldest value, and where the next one goes */
    bool failed[SL_DECODER_WINDOW];
};

struct sl_decoder *
sl_decoder_new(const struct sl_table *table, const struct sl_encryption *encryption,
               const struct sl_ring *ring, uint32_t limit, struct sl_err *reterr)
{
    struct sl_decoder *decoder = calloc(1, sizeof *decoder);
    if (decoder == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "out of memory");
        return NULL;
    }
    decoder->encryption = encryption;
    decoder->column = &table->columns[encryption->column];
    decoder->limit = limit;
    decoder->cipher = sl_cipher_new(table, encryption, ring, reterr);
    if (decoder->cipher != NULL)
        return decoder;
    sl_decoder_free(decoder);
    return NULL;
}

void
sl_decoder_free(struct sl_decoder *decoder)
{
    if (decoder == NULL)
        return;
    sl_cipher_free(decoder->cipher);
    free(decoder);
}

static void
count(struct sl_decoder *decoder, enum sl_opening opening)
{
    bool failed = opening != SL_OPENED;
    bool *oldest = &decoder->failed[decoder->next];
    decoder->counts.values++;
    decoder->counts.by_opening[opening]++;
    decoder->failures = decoder->failures - *oldest + failed;
    *oldest = failed;
    decoder->next = (decoder->next + 1) % SL_DECODER_WINDOW;
}

/* An unencrypted leftover goes the way that a plaintext goes. */
static enum sl_opening
open_stored(struct sl_decoder *decoder, const struct sl_value *stored, struct sl_buf *plain)
{
    struct sl_cipher *cipher = decoder->cipher;
    cipher->raw = stored->kind == SL_BYTES;
    enum sl_opening opening = cipher->format->open(cipher, stored->text, plain);
    if (opening != SL_NOT_ENCRYPTED || !decoder->encryption->plaintext_allowed)
        return opening;
    sl_buf_wipe(plain);
    sl_buf_add_str(plain, stored->text);
    if (sl_buf_failed(plain))
        return SL_TOO_LARGE;
    decoder->counts.plain_text++;
    return SL_OPENED;
}

enum sl_opening
sl_decoder_open(struct sl_decoder *decoder, const struct sl_value *stored, struct sl_buf *plain,
                struct sl_value *ret_value)
{
    sl_buf_wipe(plain);
    enum sl_opening opening = open_stored(decoder, stored, plain);
    if (opening == SL_OPENED && !sl_plaintext_read(decoder->column, plain, ret_value))
        opening = SL_NOT_OF_TYPE;
    if (opening != SL_OPENED) {
        sl_buf_wipe(plain);
        *ret_value = (struct sl_value) { .state = SL_MISSING, .kind = decoder->column->kind };
    }
    return opening;
}

void
sl_decoder_read(struct sl_decoder *decoder, const struct sl_value *stored, struct sl_buf *plain,
                struct sl_value *ret_value)
{
    count(decoder, sl_decoder_open(decoder, stored, plain, ret_value));
}

bool
sl_decoder_is_failing(const struct sl_decoder *decoder)
{
    return decoder->failures > decoder->limit;
}

const struct sl_decoder_counts *
sl_decoder_counts(const struct sl_decoder *decoder)
{
    return &decoder->counts;
}

const char *
sl_decoder_column(const struct sl_decoder *decoder)
{
    return decoder->column->name;
}
