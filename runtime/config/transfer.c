#include "config/transfer.h"

#include "config/options.h"
#include "crypto/format.h"
#include "maxima.h"
#include "read_all.h"

/* ---- writing ------------------------------------------------------------------------------- */

static void
put_u32(struct sl_buf *out, uint32_t number)
{
    sl_buf_add(out, &number, sizeof number);
}

static void
put_bytes(struct sl_buf *out, const void *bytes, size_t len)
{
    put_u32(out, (uint32_t)len);
    sl_buf_add(out, bytes, len);
}

static void
put_text(struct sl_buf *out, const char *text)
{
    put_bytes(out, text, text != NULL ? strlen(text) : 0);
}

static void
put_group(struct sl_buf *out, const struct slp_option_group *group, const void *from)
{
    for (uint32_t at = 0; at < group->count; at++) {
        const void *member = (const char *)from + group->options[at].offset;
        const struct sl_key *secret = member;
        switch (group->options[at].type) {
        case SLP_OPTION_STRING:
        case SLP_OPTION_PATH: put_text(out, *(const char *const *)member); break;
        case SLP_OPTION_SECRET: put_bytes(out, secret->bytes, secret->len); break;
        case SLP_OPTION_NUMBER: sl_buf_add(out, member, sizeof(uint64_t)); break;
        case SLP_OPTION_WORD: sl_buf_add(out, member, sizeof(uint32_t)); break;
        }
    }
}

static void
put_rings(struct sl_buf *out, const struct slp_key_config *key)
{
    put_u32(out, key->nrings);
    for (uint32_t at = 0; at < key->nrings; at++) {
        put_text(out, key->rings[at].format);
        put_bytes(out, key->rings[at].ring, sizeof *key->rings[at].ring);
    }
}

static void
put_sink(struct sl_buf *out, const struct slp_destination_config *destination)
{
    const struct slp_sink_options *sink = slp_options_of_sink(sl_str_of(destination->sink));
    if (sink == NULL)
        return;
    for (const struct slp_option_part *part = sink->parts; part->group != NULL; part++)
        put_group(out, part->group, (const char *)destination + part->offset);
}

void
slp_transfer_write(struct sl_buf *out, enum slp_process process, const struct slp_config *config)
{
    size_t start = out->len;
    put_u32(out, 0);
    put_group(out, &slp_general_options, &config->general);
    if (process == SLP_PROCESS_READER) {
        put_group(out, &slp_source_options, &config->source);
        put_u32(out, config->nkeys);
        for (uint32_t at = 0; at < config->nkeys; at++) {
            put_text(out, config->keys[at].name);
            put_bytes(out, config->keys[at].key.bytes, config->keys[at].key.len);
            put_rings(out, &config->keys[at]);
        }
    } else {
        put_u32(out, config->ndestinations);
        for (uint32_t at = 0; at < config->ndestinations; at++) {
            put_text(out, config->destinations[at].name);
            put_text(out, config->destinations[at].sink);
            put_sink(out, &config->destinations[at]);
        }
    }
    if (sl_buf_failed(out))
        return;
    uint32_t length = (uint32_t)(out->len - start - sizeof length);
    memcpy(out->bytes + start, &length, sizeof length);
}

/* ---- reading ------------------------------------------------------------------------------- */

struct part_reader {
    struct sl_str left;
    struct sl_arena *arena;
    struct slp_vault *vault;
    bool failed; /* remembered: the first read that found too few bytes */
};

static void
take(struct part_reader *reader, void *ret, size_t size)
{
    memset(ret, 0, size);
    reader->failed |= reader->left.len < size;
    if (reader->failed || size == 0)
        return;
    /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): what is left has a pointer */
    memcpy(ret, reader->left.ptr, size);
    reader->left.ptr += size;
    reader->left.len -= size;
}

static struct sl_str
take_bytes(struct part_reader *reader)
{
    uint32_t len;
    take(reader, &len, sizeof len);
    reader->failed |= reader->left.len < len;
    if (reader->failed)
        return SL_STR("");
    struct sl_str bytes = { .ptr = reader->left.ptr, .len = len };
    reader->left.ptr += len;
    reader->left.len -= len;
    return bytes;
}

static const char *
take_text(struct part_reader *reader)
{
    return sl_arena_cstr(reader->arena, take_bytes(reader));
}

static struct sl_key
take_secret(struct part_reader *reader)
{
    struct sl_str bytes = take_bytes(reader);
    struct sl_key secret = { 0 };
    if (!reader->failed && bytes.len > 0)
        reader->failed = slp_vault_keep(reader->vault, bytes, &secret) != 0;
    return secret;
}

static void
take_group(struct part_reader *reader, const struct slp_option_group *group, void *ret)
{
    for (uint32_t at = 0; at < group->count; at++) {
        void *member = (char *)ret + group->options[at].offset;
        switch (group->options[at].type) {
        case SLP_OPTION_STRING:
        case SLP_OPTION_PATH: *(const char **)member = take_text(reader); break;
        case SLP_OPTION_SECRET: *(struct sl_key *)member = take_secret(reader); break;
        case SLP_OPTION_NUMBER: take(reader, member, sizeof(uint64_t)); break;
        case SLP_OPTION_WORD: take(reader, member, sizeof(uint32_t)); break;
        }
    }
}

/* How many entries follow; each has at least a length of its own. */
static uint32_t
take_count(struct part_reader *reader)
{
    uint32_t count;
    take(reader, &count, sizeof count);
    reader->failed |= count > reader->left.len / sizeof count;
    return reader->failed ? 0 : count;
}

static struct sl_ring *
take_ring(struct part_reader *reader)
{
    struct sl_str bytes = take_bytes(reader);
    struct sl_ring *ring = slp_vault_alloc(reader->vault, sizeof *ring);
    reader->failed |= ring == NULL || bytes.len != sizeof *ring;
    if (!reader->failed)
        memcpy(ring, bytes.ptr, sizeof *ring);
    reader->failed = reader->failed || ring->nkeys > SL_RING_KEYS;
    return ring;
}

static void
take_rings(struct part_reader *reader, struct slp_key_config *key)
{
    key->nrings = take_count(reader);
    key->rings = SL_NEW_ARRAY(reader->arena, struct slp_ring_config, (size_t)key->nrings + 1);
    for (uint32_t at = 0; at < key->nrings; at++) {
        key->rings[at].format = take_text(reader);
        key->rings[at].ring = take_ring(reader);
    }
}

static void
take_keys(struct part_reader *reader, struct slp_config *ret)
{
    ret->nkeys = take_count(reader);
    ret->keys = SL_NEW_ARRAY(reader->arena, struct slp_key_config, ret->nkeys + 1);
    for (uint32_t at = 0; at < ret->nkeys; at++) {
        ret->keys[at].name = take_text(reader);
        ret->keys[at].key = take_secret(reader);
        take_rings(reader, &ret->keys[at]);
    }
}

static void
take_sink(struct part_reader *reader, struct slp_destination_config *ret)
{
    const struct slp_sink_options *sink = slp_options_of_sink(sl_str_of(ret->sink));
    reader->failed |= sink == NULL;
    if (sink == NULL)
        return;
    for (const struct slp_option_part *part = sink->parts; part->group != NULL; part++)
        take_group(reader, part->group, (char *)ret + part->offset);
}

static void
take_destinations(struct part_reader *reader, struct slp_config *ret)
{
    ret->ndestinations = take_count(reader);
    ret->destinations =
        SL_NEW_ARRAY(reader->arena, struct slp_destination_config, ret->ndestinations + 1);
    for (uint32_t at = 0; at < ret->ndestinations; at++) {
        ret->destinations[at].name = take_text(reader);
        ret->destinations[at].sink = take_text(reader);
        take_sink(reader, &ret->destinations[at]);
    }
}

int
slp_transfer_read(struct sl_str bytes, enum slp_process process, struct slp_loaded_config *loaded,
                  struct sl_err *reterr)
{
    struct part_reader reader = { .left = bytes, .arena = loaded->arena, .vault = loaded->vault };
    struct slp_config *ret = &loaded->config;
    *ret = (struct slp_config) { 0 };
    take_group(&reader, &slp_general_options, &ret->general);
    if (process == SLP_PROCESS_READER) {
        take_group(&reader, &slp_source_options, &ret->source);
        take_keys(&reader, ret);
    } else {
        take_destinations(&reader, ret);
    }
    if (reader.failed || reader.left.len != 0)
        return sl_fail(reterr, SL_BUG, "a child was handed a configuration that it cannot read");
    return 0;
}

static int
read_exactly(int fd, void *to, size_t len, struct sl_err *reterr)
{
    return sl_read_all(fd, to, len) == 0 ? 0
                                         : sl_fail(reterr, SL_RETRY, "the supervisor has ended");
}

int
slp_transfer_receive(int control_fd, enum slp_process process, struct slp_loaded_config *loaded,
                     struct sl_err *reterr)
{
    uint32_t length;
    if (read_exactly(control_fd, &length, sizeof length, reterr) != 0)
        return -1;
    struct sl_buf bytes;
    sl_buf_init(&bytes, SLP_TRANSFER_MAX_BYTES);
    char *room = sl_buf_reserve(&bytes, (size_t)length + 1);
    int result = room == NULL ? sl_fail(reterr, SL_BUG, "a child was handed %u bytes", length)
                              : read_exactly(control_fd, room, length, reterr);
    if (result == 0) {
        sl_buf_claim(&bytes, length);
        result = slp_transfer_read(sl_buf_str(&bytes), process, loaded, reterr);
    }
    sl_buf_wipe(&bytes);
    sl_buf_done(&bytes);
    return result;
}
