/* commands.c - run, check and policies. */
#include "process/commands.h"
#include "buf.h"
#include "config/config.h"
#include "log.h"
#include "maxima.h"
#include "plural.h"
#include "process/command_config.h"
#include "process/expiry.h"
#include "process/lock.h"
#include "process/signals.h"
#include "process/supervisor.h"
#include "reader/preflight.h"
#include "reader/reader_config.h"
#include "sandbox/sandbox.h"
#include "sink/sinks.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int64_t
today(void)
{
    return time(NULL) / 86400;
}

/* ---- run ------------------------------------------------------------------------------------ */

static void
log_start(const struct slp_loaded_config *loaded)
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
run_loaded(const struct slp_loaded_config *loaded, bool until_current)
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
    if (slp_expiry_is_near(&sluice_policy, today(), &err))
        sl_log_err(SL_LOG_WARNING, "decision_ends", &err);
    return slp_supervise(loaded, until_current);
}

int
slp_run_command(const struct slp_arguments *arguments)
{
    struct slp_loaded_config loaded;
    int code = sl_class_exit_code(SL_CONFIG);
    slp_hold_signals();
    if (slp_command_load(arguments->config, &loaded) == 0)
        code = run_loaded(&loaded, arguments->until_current);
    slp_command_unload(&loaded);
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

/* What `check` found besides what stands in the configuration. */
struct found {
    unsigned findings, warnings;
    bool away; /* the database could not be asked */
};

static void
check_expiry(struct found *found)
{
    struct sl_err err;
    if (slp_expiry_check(&sluice_policy, today(), &err) != 0) {
        slp_print_error("policy", &err);
        found->findings++;
    } else if (slp_expiry_is_near(&sluice_policy, today(), &err)) {
        slp_print_error("policy: warning", &err);
        found->warnings++;
    }
}

/* The state can be made or used; a pusher that runs already is no finding. */
static void
check_state(const struct slp_config *config, struct found *found)
{
    struct sl_err err;
    int fd = slp_lock_open(config->general.state, &err);
    int taken = fd < 0 ? -1 : slp_lock_take(fd, &err);
    if (taken < 0) {
        slp_print_error("state", &err);
        found->findings++;
    }
    if (taken == 0)
        (void)printf("state: a pusher is running with it\n");
    if (fd >= 0)
        (void)close(fd);
}

/* A sink's facts, each behind its destination's name. They quote responses: what a terminal
 * would act on is not printed. */
static void
print_facts(const char *destination, struct sl_str facts)
{
    bool begins = true;
    for (size_t at = 0; at < facts.len; at++) {
        unsigned char byte = (unsigned char)facts.ptr[at];
        if (begins)
            (void)printf("%s: ", destination);
        begins = byte == '\n';
        (void)putchar(begins || (byte >= ' ' && byte < 0x7f) ? byte : '?');
    }
    (void)fflush(stdout); /* before the finding that may follow on standard error */
}

static int
check_sink(const struct slp_sink_start *start, struct sl_err *reterr)
{
    struct sl_buf facts;
    sl_buf_init(&facts, 64 * SL_KIB);
    int result = slp_sink_find(sl_str_of(start->config->sink))->check(start, &facts, reterr);
    print_facts(start->config->name, sl_buf_str(&facts));
    sl_buf_done(&facts);
    return result;
}

/* record_bytes: by destination, lowered to what each takes as it says itself. */
static void
check_sinks(const struct slp_config *config, size_t *record_bytes, struct found *found)
{
    for (uint32_t at = 0; at < config->ndestinations; at++) {
        struct sl_err err;
        const struct slp_sink_start start = { .config = &config->destinations[at],
                                              .policy = &sluice_policy,
                                              .record_bytes = &record_bytes[at] };
        if (check_sink(&start, &err) == 0)
            continue;
        slp_print_error(start.config->name, &err);
        found->findings++;
        found->away = found->away || err.class == SL_RETRY;
    }
}

static void
tell_database(void *context, enum slp_gravity gravity, const struct sl_err *finding)
{
    struct found *found = context;
    const bool stops = gravity != SLP_ADVICE;
    slp_print_error(stops ? "database" : "database: warning", finding);
    *(stops ? &found->findings : &found->warnings) += 1;
    found->away = found->away || (stops && finding->class == SL_RETRY);
}

static void
tell_state(void *context, enum slp_gravity gravity, const struct sl_err *finding)
{
    struct found *found = context;
    (void)gravity; /* all that is told of a state stops a run */
    slp_print_error("state", finding);
    found->findings++;
}

/* How large a record each kind of sink takes: a data stream may take less. */
static size_t *
record_limits(const struct slp_loaded_config *loaded)
{
    const struct slp_config *config = &loaded->config;
    size_t *limits = SL_NEW_ARRAY(loaded->arena, size_t, config->ndestinations + 1u);
    for (uint32_t at = 0; at < config->ndestinations; at++)
        limits[at] =
            slp_sink_find(sl_str_of(config->destinations[at].sink))->limits.max_record_bytes;
    return limits;
}

/* Every part that a run needs, in the order in which it would need them. */
static void
check_all(const struct slp_loaded_config *loaded, bool lengths, struct found *found)
{
    check_expiry(found);
    check_state(&loaded->config, found);
    size_t *record_bytes = record_limits(loaded);
    check_sinks(&loaded->config, record_bytes, found);
    struct slp_reader_config database =
        slp_reader_config_of(&loaded->config, &sluice_policy, loaded->arena);
    if (lengths)
        database.record_limits = record_bytes;
    slp_preflight(&database, tell_database, found);
    slp_preflight_state(&database, tell_state, found);
}

int
slp_check_command(const struct slp_arguments *arguments)
{
    struct slp_loaded_config loaded;
    if (arguments->schema)
        return print_schema();
    int result = slp_command_load(arguments->config, &loaded);
    struct found found = { loaded.findings.errors, loaded.findings.warnings, false };
    if (result == 0)
        check_all(&loaded, arguments->lengths, &found);
    if (result >= 0)
        (void)printf("%u finding%s, %u warning%s\n", found.findings, sl_plural(found.findings),
                     found.warnings, sl_plural(found.warnings));
    slp_command_unload(&loaded);
    if (result < 0 || found.away)
        return sl_class_exit_code(SL_CONFIG);
    return found.findings > 0 ? 1 : 0;
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
