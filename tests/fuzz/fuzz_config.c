/* fuzz_config.c - the configuration's text, and the bytes that a child is handed.
 *
 * Whatever the text is, it is taken or every finding has a text; what is taken goes through the
 * pipe's form and comes back. The same input is also tried as a child's part, whole. */
#include "config/config.h"
#include "config/transfer.h"
#include "maxima.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct sl_key_use key_names[] = { { "customer_link", "customer" } };
static const struct sl_projection release = {
    .destination = "lake", .stream = "customers", .keys = key_names, .nkeys = 1
};
static const struct sl_projection *const releases[] = { &release };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 1
};

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
cross_the_pipe(const struct slp_config *config, enum slp_process process, struct sl_arena *arena)
{
    struct sl_buf bytes;
    struct slp_loaded_config got = { .arena = arena, .vault = slp_vault_new() };
    struct sl_err err;
    sl_buf_init(&bytes, SLP_TRANSFER_MAX_BYTES);
    slp_transfer_write(&bytes, process, config);
    require(!sl_buf_failed(&bytes));
    struct sl_str whole = { .ptr = bytes.bytes + 4, .len = bytes.len - 4 };
    require(slp_transfer_read(whole, process, &got, &err) == 0);
    sl_buf_done(&bytes);
    slp_vault_free(got.vault);
}

static void
as_text(struct sl_str text, struct sl_arena *arena, struct slp_vault *vault)
{
    struct slp_loaded_config loaded = { .arena = arena, .vault = vault };
    int result = slp_config_parse(text, "/nowhere", &policy, &loaded);
    require((result == 0) == (loaded.findings.errors == 0));
    for (const struct slp_config_finding *at = loaded.findings.first; at != NULL; at = at->next)
        require(at->text[0] != '\0' && at->line > 0 && at->line <= text.len + 1);
    if (result != 0)
        return;
    cross_the_pipe(&loaded.config, SLP_PROCESS_READER, arena);
    cross_the_pipe(&loaded.config, SLP_PROCESS_SENDER, arena);
}

static void
as_part(struct sl_str bytes, enum slp_process process, struct sl_arena *arena)
{
    struct slp_loaded_config got = { .arena = arena, .vault = slp_vault_new() };
    struct sl_err err;
    if (slp_transfer_read(bytes, process, &got, &err) != 0)
        require(err.class == SL_BUG);
    slp_vault_free(got.vault);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sl_arena *arena = sl_arena_new(256 * SL_MIB);
    struct slp_vault *vault = slp_vault_new();
    struct sl_str bytes = { .ptr = (const char *)data, .len = size };
    require(arena != NULL && vault != NULL);
    if (size <= 64 * SL_KIB) {
        as_text(bytes, arena, vault);
        as_part(bytes, SLP_PROCESS_READER, arena);
        as_part(bytes, SLP_PROCESS_SENDER, arena);
    }
    slp_vault_free(vault);
    sl_arena_free(arena);
    return 0;
}
