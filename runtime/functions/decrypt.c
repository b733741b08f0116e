/* decrypt.c - encrypted columns: sl_decrypt and what goes with it. */
#include "abi/functions.h"

#include "crypto/decoder.h"
#include "record/record_private.h"

struct sl_sealed
sl_decrypt(struct sl_record *out, struct sl_encrypted stored, uint32_t slot)
{
    struct sl_record_plain *plain = &out->plain[slot];
    struct sl_value value;
    if (stored.value.state != SL_VALUE)
        return sl_seal(sl_without_value(&stored.value));
    if (out->takes_plaintext)
        return (struct sl_sealed) { stored.value };
    if (plain->decoder == NULL) {
        sl_record_fail(out, SL_RECORD_NO_DECODER, SL_STR(""));
        return sl_seal(sl_missing());
    }
    sl_decoder_read(plain->decoder, &stored.value, &plain->text, &value);
    if (sl_decoder_is_failing(plain->decoder))
        sl_record_fail(out, SL_RECORD_UNDECRYPTED, sl_str_of(sl_decoder_column(plain->decoder)));
    return (struct sl_sealed) { value };
}

void
sl_forget(struct sl_record *out, uint32_t slot)
{
    sl_buf_wipe(&out->plain[slot].text);
    if (sl_arena_used(out->scratch) > 0)
        sl_arena_reset(out->scratch);
}

struct sl_open
sl_stored_is_missing(struct sl_record *out, struct sl_encrypted stored)
{
    return sl_is_missing(out, (struct sl_sealed) { stored.value });
}

struct sl_open
sl_stored_not_missing(struct sl_record *out, struct sl_encrypted stored)
{
    return sl_not_missing(out, (struct sl_sealed) { stored.value });
}
