#include "sink/kpl.h"

#include <openssl/evp.h>
#include <stdlib.h>

enum {
    MD5_BYTES = 16,
    MAX_VARINT_BYTES = 10,
    /* protocol buffers: field number << 3 | wire type; 2: length and bytes, 0: a varint */
    PARTITION_KEY = 1 << 3 | 2,
    HASH_KEY = 2 << 3 | 2,
    RECORD = 3 << 3 | 2,
    RECORD_PARTITION_KEY = 1 << 3 | 0,
    RECORD_HASH_KEY = 2 << 3 | 0,
    RECORD_DATA = 3 << 3 | 2,
};

static const unsigned char magic[] = { 0xF3, 0x89, 0x9A, 0xC2 };

static size_t
varint_bytes(uint64_t number)
{
    size_t bytes = 1;
    while ((number >>= 7) > 0)
        bytes++;
    return bytes;
}

static void
add_varint(struct sl_buf *out, uint64_t number)
{
    char bytes[MAX_VARINT_BYTES];
    size_t len = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[len++] = (char)(number | 0x80);
    bytes[len++] = (char)number;
    sl_buf_add(out, bytes, len);
}

static void
add_bytes(struct sl_buf *out, char tag, struct sl_str bytes)
{
    sl_buf_add_byte(out, tag);
    add_varint(out, bytes.len);
    sl_buf_add_str(out, bytes);
}

static void
add_record(struct sl_buf *out, uint64_t key_index, struct sl_str line)
{
    size_t len = 1 + varint_bytes(key_index) + 1 + 1 + 1 + varint_bytes(line.len) + line.len;
    sl_buf_add_byte(out, RECORD);
    add_varint(out, len);
    sl_buf_add_byte(out, RECORD_PARTITION_KEY);
    add_varint(out, key_index);
    sl_buf_add_byte(out, RECORD_HASH_KEY);
    add_varint(out, 0);
    add_bytes(out, RECORD_DATA, line);
}

bool
slp_kpl_is_possible(void)
{
    EVP_MD *md5 = EVP_MD_fetch(NULL, "MD5", NULL);
    EVP_MD_free(md5);
    return md5 != NULL;
}

/* Whether the record brings a key that the one before does not have: only such stand in the
 * table. */
static bool
brings_key(const struct slp_outbox *outbox, uint32_t item, uint32_t at)
{
    if (at == 0)
        return true;
    return !sl_str_equal(slp_outbox_key(outbox, slp_outbox_item_record(outbox, item, at)),
                         slp_outbox_key(outbox, slp_outbox_item_record(outbox, item, at - 1)));
}

void
slp_kpl_write(struct sl_buf *out, const struct slp_outbox *outbox, uint32_t item,
              struct sl_str hash_key)
{
    uint32_t count = slp_outbox_item_count(outbox, item);
    uint64_t keys = 0;
    uint8_t sum[MD5_BYTES];
    sl_buf_add(out, magic, sizeof magic);
    size_t start = out->len;
    for (uint32_t at = 0; at < count; at++)
        if (brings_key(outbox, item, at))
            add_bytes(out, PARTITION_KEY,
                      slp_outbox_key(outbox, slp_outbox_item_record(outbox, item, at)));
    add_bytes(out, HASH_KEY, hash_key);
    for (uint32_t at = 0; at < count; at++) {
        keys += brings_key(outbox, item, at);
        add_record(out, keys - 1,
                   slp_outbox_line(outbox, slp_outbox_item_record(outbox, item, at)));
    }
    if (sl_buf_failed(out))
        return;
    if (EVP_Digest(out->bytes + start, out->len - start, sum, NULL, EVP_md5(), NULL) != 1)
        abort();
    sl_buf_add(out, sum, sizeof sum);
}
