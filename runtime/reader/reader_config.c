#include "reader/reader_config.h"

#include "config/secret.h"

struct slp_reader_config
slp_reader_config_of(const struct slp_config *config, const struct sl_policy *policy,
                     struct sl_arena *arena)
{
    const struct slp_source_config *source = &config->source;
    struct slp_named_key *keys = SL_NEW_ARRAY(arena, struct slp_named_key, config->nkeys + 1);
    for (uint32_t at = 0; at < config->nkeys; at++)
        keys[at] = (struct slp_named_key) { config->keys[at].name, config->keys[at].key,
                                            config->keys[at].rings, config->keys[at].nrings };
    return (struct slp_reader_config) {
        .policy = policy,
        .conninfo = source->conninfo,
        .replication_user = source->replication_user,
        .replication_password = slp_secret_text(&source->replication_password),
        .reader_user = source->reader_user,
        .reader_password = slp_secret_text(&source->reader_password),
        .slot = source->slot,
        .publication = source->publication,
        .state_path = config->general.state,
        .keys = keys,
        .nkeys = config->nkeys,
        .undecryptable_per_1000 = (uint32_t)config->general.undecryptable_per_1000,
        .chunk_rows = (uint64_t)config->general.chunk_rows,
        .look_every_ms = (int64_t)config->general.look_every_ms,
        .statement_limit_ms = (int64_t)config->general.statement_limit_s * 1000,
        .until_current_wait_s = config->general.until_current_wait_s,
        .stop_for_any = config->general.on_drift == SLP_ON_DRIFT_ALL,
        .marks_large = config->general.on_large_record == SLP_ON_LARGE_RECORD_MARK,
        .fill_on_change = config->general.on_change == SLP_ON_CHANGE_FILL,
        .records_fd = -1,
        .results_fd = -1,
        .control_fd = -1,
        .report_fd = -1,
    };
}
