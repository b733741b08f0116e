/* commands.c - what the three commands of main.h do. */
#include "buf.h"
#include "config/config.h"
#include "expiry.h"
#include "limits.h"
#include "lock.h"
#include "log.h"
#include "main.h"
#include "seal.h"
#include "sink/sinks.h"
#include "supervisor.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int64_t
today(void)
{
    return time(NULL) / 86400;
}

/* ---- the configuration ---------------------------------------------------------------------- */

struct loaded {
    struct sl_arena *arena;
    struct slp_vault *vault;
    struct slp_config config;
    struct slp_config_findings findings;
};

static void
unload(struct loaded *loaded)
{
    slp_vault_free(loaded->vault);
    sl_arena_free(loaded->arena);
}

static void
print_findings(const char *file, const struct slp_config_findings *findings)
{
    for (const struct slp_config_finding *at = findings->first; at != NULL; at = at->next)
        (void)fprintf(stderr, "%s:%u: %s: %s%s%s%s%s\n", file, at->line,
                      at->warning ? "warning" : "error", at->path, at->path[0] != '\0' ? ": " : "",
                      at->text, at->remedy[0] != '\0' ? "; " : "", at->remedy);
}

static void
print_error(const char *what, const struct sl_err *err)
{
    (void)fprintf(stderr, "%s: %s%s%s\n", what, err->text, err->remedy[0] != '\0' ? "; " : "",
                  err->remedy);
}

/* 0: fine; 1: it has errors, which are printed; -1: it cannot be read, which is printed. */
static int
load(const char *path, struct loaded *ret)
{
    struct sl_err err;
    *ret = (struct loaded) { .arena = sl_arena_new(16 * SLP_MAX_CONFIG_BYTES),
                             .vault = slp_vault_new() };
    int result = ret->arena != NULL && ret->vault != NULL
                     ? slp_config_load(path, &sluice_policy, ret->arena, ret->vault, &ret->config,
                                       &ret->findings, &err)
                     : sl_fail(&err, SL_RETRY, "out of memory");
    if (result < 0)
        print_error("sluice-pusher", &err);
    print_findings(path, &ret->findings);
    return result;
}

/* ---- run ------------------------------------------------------------------------------------ */

static void
log_start(const struct loaded *loaded)
{
    const struct sl_policy *policy = &sluice_policy;
    sl_log(SL_LOG_INFO, "start",
           SL_FIELDS(SL_NAME("policy", sl_str_of(policy->sha256)),
                     SL_NAME("compiler", sl_str_of(policy->compiler)),
                     SL_COUNT("releases", policy->nprojections),
                     SL_COUNT("destinations", policy->ndestinations),
                     SL_NAME("slot", sl_str_of(loaded->config.source.slot)),
                     SL_NAME("publication", sl_str_of(loaded->config.source.publication)),
                     SL_NAME("keys_locked",
                             slp_vault_is_locked(loaded->vault) ? SL_STR("yes") : SL_STR("no"))));
}

static int
run_loaded(const struct loaded *loaded, bool until_current)
{
    struct sl_err err;
    const struct slp_general_config *general = &loaded->config.general;
    sl_log_init("supervisor", (enum sl_level)general->log);
    log_start(loaded);
    if (slp_harden(0, &err) != 0) {
        sl_log_err(SL_LOG_ERROR, "stopped", &err);
        return sl_class_exit_code(err.class);
    }
    if (slp_expiry_check(&sluice_policy, today(), &err) != 0) {
        bool stop = general->after_expiry == SLP_AFTER_EXPIRY_STOP;
        sl_log_err(stop ? SL_LOG_ERROR : SL_LOG_WARNING, "decision_expired", &err);
        if (stop)
            return sl_class_exit_code(err.class);
    }
    return slp_supervise(&loaded->config, until_current);
}

int
slp_run_command(const struct slp_arguments *arguments)
{
    struct loaded loaded;
    int code = sl_class_exit_code(SL_CONFIG);
    if (load(arguments->config, &loaded) == 0)
        code = run_loaded(&loaded, arguments->until_current);
    unload(&loaded);
    return code;
}

/* ---- check ---------------------------------------------------------------------------------- */

static int
print_schema(void)
{
    struct sl_buf schema;
    sl_buf_init(&schema, SL_MIB);
    slp_config_schema(&schema);
    bool written = fwrite(schema.bytes, 1, schema.len, stdout) == schema.len && fflush(stdout) == 0;
    sl_buf_done(&schema);
    return written ? 0 : sl_class_exit_code(SL_CONFIG);
}

static unsigned
check_expiry(const struct slp_config *config)
{
    struct sl_err err;
    (void)config;
    if (slp_expiry_check(&sluice_policy, today(), &err) == 0)
        return 0;
    print_error("policy", &err);
    return 1;
}

/* The state can be made or used; a pusher that runs already is no finding. */
static unsigned
check_state(const struct slp_config *config)
{
    struct sl_err err;
    int fd = slp_lock_open(config->general.state, &err);
    if (fd < 0) {
        print_error("state", &err);
        return 1;
    }
    if (slp_lock_take(fd, &err) == 0)
        (void)printf("state: a pusher is running with it\n");
    (void)close(fd);
    return 0;
}

static unsigned
check_sinks(const struct slp_config *config)
{
    unsigned found = 0;
    for (uint32_t at = 0; at < config->ndestinations; at++) {
        struct sl_err err;
        const struct slp_sink_start start = { .config = &config->destinations[at],
                                              .policy = &sluice_policy };
        if (slp_sink_find(sl_str_of(start.config->sink))->check(&start, &err) == 0)
            continue;
        print_error(start.config->name, &err);
        found++;
    }
    return found;
}

/* Every part that a run needs, in the order in which it would need them. */
static unsigned (*const checks[])(const struct slp_config *config) = { check_expiry, check_state,
                                                                       check_sinks };

int
slp_check_command(const struct slp_arguments *arguments)
{
    struct loaded loaded;
    if (arguments->schema)
        return print_schema();
    int result = load(arguments->config, &loaded);
    unsigned found = loaded.findings.errors;
    for (size_t at = 0; result == 0 && at < sizeof checks / sizeof checks[0]; at++)
        found += checks[at](&loaded.config);
    if (result >= 0)
        (void)printf("%u findings, %u warnings\n", found, loaded.findings.warnings);
    unload(&loaded);
    if (result < 0)
        return sl_class_exit_code(SL_CONFIG);
    return found > 0 ? 1 : 0;
}

/* ---- policies ------------------------------------------------------------------------------- */

int
slp_policies_command(const struct slp_arguments *arguments)
{
    const struct sl_policy *policy = &sluice_policy;
    (void)arguments;
    (void)printf("policy\t%s\t%s\n", policy->sha256, policy->compiler);
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        const struct sl_projection *release = policy->projections[at];
        (void)printf("%s.%s\tversion %u\t%s\t%s.%s\n", release->destination, release->stream,
                     release->version, release->ir_sha256, release->table->schema,
                     release->table->name);
    }
    if (policy->earliest_expiry != NULL)
        (void)printf("expires\t%s\t%s\n", policy->earliest_expiry, policy->earliest_release);
    return fflush(stdout) == 0 ? 0 : sl_class_exit_code(SL_CONFIG);
}
