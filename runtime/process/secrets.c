#include "process/secrets.h"

#include "log.h"
#include "maxima.h"

struct slp_secrets
slp_secrets_of(const struct slp_loaded_config *first, const struct sl_policy *policy)
{
    return (struct slp_secrets) { .policy = policy, .first = first, .is_fresh = true };
}

static void
forget(struct slp_loaded_config *loaded)
{
    slp_vault_free(loaded->vault);
    sl_arena_free(loaded->arena);
    *loaded = (struct slp_loaded_config) { .arena = NULL };
}

void
slp_secrets_done(struct slp_secrets *secrets)
{
    forget(&secrets->again);
}

static void
tell(const struct slp_config_findings *findings)
{
    for (const struct slp_config_finding *at = findings->first; at != NULL; at = at->next)
        if (!at->warning)
            sl_log(SL_LOG_ERROR, "secret_not_read",
                   SL_FIELDS(SL_NAME("option", sl_str_of(at->path)),
                             SL_NAME("error", sl_str_of(at->text)),
                             SL_NAME("remedy", sl_str_of(at->remedy))));
}

static void
read_again(struct slp_secrets *secrets)
{
    struct slp_loaded_config fresh = { .arena = sl_arena_new(16 * SLP_MAX_CONFIG_BYTES),
                                       .vault = slp_vault_new() };
    if (fresh.arena == NULL || fresh.vault == NULL) {
        forget(&fresh);
        return; /* the start has little hope either, and says why */
    }
    if (slp_config_read_again(secrets->first, secrets->policy, &fresh) == 0) {
        forget(&secrets->again);
        secrets->again = fresh;
        return;
    }
    tell(&fresh.findings);
    forget(&fresh);
}

void
slp_secrets_age(struct slp_secrets *secrets)
{
    secrets->is_fresh = false;
}

const struct slp_config *
slp_secrets_read(struct slp_secrets *secrets)
{
    if (!secrets->is_fresh)
        read_again(secrets);
    secrets->is_fresh = false;
    return secrets->again.arena != NULL ? &secrets->again.config : &secrets->first->config;
}
