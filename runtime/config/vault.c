#include "config/vault.h"

#include "maxima.h"
#include "wipe.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct slp_vault {
    uint8_t *bytes;
    size_t used;
    bool locked;
};

struct slp_vault *
slp_vault_new(void)
{
    struct slp_vault *vault = calloc(1, sizeof *vault);
    if (vault == NULL)
        return NULL;
    vault->bytes =
        mmap(NULL, SLP_VAULT_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (vault->bytes == MAP_FAILED) {
        free(vault);
        return NULL;
    }
    vault->locked = mlock(vault->bytes, SLP_VAULT_BYTES) == 0;
    (void)madvise(vault->bytes, SLP_VAULT_BYTES, MADV_DONTDUMP);
    return vault;
}

void
slp_vault_free(struct slp_vault *vault)
{
    if (vault == NULL)
        return;
    sl_wipe(vault->bytes, vault->used);
    (void)munmap(vault->bytes, SLP_VAULT_BYTES);
    free(vault);
}

void *
slp_vault_alloc(struct slp_vault *vault, size_t len)
{
    size_t alignment = alignof(max_align_t), past = vault->used % alignment;
    if (past > 0)
        vault->used += alignment - past;
    if (len > SLP_VAULT_BYTES - vault->used)
        return NULL;
    void *room = vault->bytes + vault->used;
    vault->used += len;
    return room;
}

int
slp_vault_keep(struct slp_vault *vault, struct sl_str bytes, struct sl_key *ret)
{
    uint8_t *room = slp_vault_alloc(vault, bytes.len + 1);
    if (room == NULL)
        return -1;
    memcpy(room, bytes.ptr, bytes.len);
    room[bytes.len] = '\0';
    *ret = (struct sl_key) { .bytes = room, .len = bytes.len };
    return 0;
}

bool
slp_vault_is_locked(const struct slp_vault *vault)
{
    return vault->locked;
}
