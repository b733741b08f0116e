#include "aws/call.h"
#include "aws/environment.h"
#include "clock.h"
#include "maxima.h"

#include <libgen.h>
#include <stdlib.h>

enum { REGION_PAUSE_MS = 2000 };

/* ---- making one ---------------------------------------------------------------------------- */

static const char *
copy_of(struct slp_aws_client *client, const char *text)
{
    return text != NULL && text[0] != '\0' ? sl_arena_cstr(client->arena, sl_str_of(text)) : "";
}

/* The profile that is asked for settings, whatever the credentials are. */
static const char *
settings_profile(const struct slp_aws_client *client, const char *given)
{
    const struct slp_aws_environment *environment = &client->context.settings.environment;
    if (given[0] != '\0')
        return given;
    if (environment->profile[0] != '\0')
        return environment->profile;
    return environment->default_profile[0] != '\0' ? environment->default_profile : "default";
}

static const char *
ca_bundle_of(struct slp_aws_client *client, const char *given)
{
    if (given != NULL && given[0] != '\0')
        return copy_of(client, given);
    if (client->context.settings.environment.ca_bundle[0] != '\0')
        return client->context.settings.environment.ca_bundle;
    struct sl_str said = slp_aws_profile_get(client->context.settings.profiles,
                                             client->place_request.profile, "ca_bundle");
    return said.len > 0 ? sl_arena_cstr(client->arena, said) : "";
}

/* Region and place; where nobody says the region, the instance is asked later. */
static int
find_place(struct slp_aws_client *client, struct sl_err *reterr)
{
    if (slp_aws_region_find(&client->place_request, &client->context.settings, client->region,
                            reterr) != 0)
        return -1;
    client->context.region = client->region;
    if (client->region[0] != '\0')
        return slp_aws_place_find(&client->place_request, client->region, &client->context.settings,
                                  &client->place, reterr);
    if (slp_aws_is_true(client->context.settings.environment.metadata_disabled)) {
        (void)sl_fail(reterr, SL_CONFIG, "no AWS region is configured");
        return sl_remedy(reterr,
                         "set the destination's region, AWS_REGION or the profile's region");
    }
    client->region_source =
        (struct slp_aws_source) { .type = &slp_aws_source_region, .name = "instance" };
    client->region_inquiry =
        slp_aws_inquiry_new(client->http, &client->context, &client->region_source, 1);
    return client->region_inquiry != NULL ? 0 : sl_fail(reterr, SL_RETRY, "out of memory");
}

static int
new_http(struct slp_aws_client *client, struct sl_err *reterr)
{
    int result = slp_http_new(client->ca_bundle, &client->http, reterr);
    if (result != 0 && reterr->class == SL_CONFIG)
        (void)sl_remedy(reterr, "correct ca_bundle or AWS_CA_BUNDLE, or the file's mode");
    return result;
}

static int
set_up(struct slp_aws_client *client, const struct slp_aws_options *options, struct sl_err *reterr)
{
    slp_aws_environment_read(&client->context.settings.environment);
    client->context.settings.profiles =
        slp_aws_profiles_read(&client->context.settings.environment, client->arena, reterr);
    if (client->context.settings.profiles == NULL)
        return -1;
    const char *profile = copy_of(client, options->profile);
    client->place_request =
        (struct slp_aws_place_request) { .service = copy_of(client, options->service),
                                         .region = copy_of(client, options->region),
                                         .endpoint = copy_of(client, options->endpoint),
                                         .profile = settings_profile(client, profile),
                                         .bucket = copy_of(client, options->bucket) };
    client->is_s3 = strcmp(client->place_request.service, "s3") == 0;
    client->ca_bundle = ca_bundle_of(client, options->ca_bundle);
    if (new_http(client, reterr) != 0 || find_place(client, reterr) != 0 ||
        slp_aws_chain_find(&client->context, profile, client->arena, &client->chain, reterr) != 0)
        return -1;
    client->signer = slp_sigv4_new();
    client->keeper = slp_aws_keeper_new(client->http, &client->context, &client->chain);
    return client->signer != NULL && client->keeper != NULL
               ? 0
               : sl_fail(reterr, SL_RETRY, "out of memory for a client of AWS");
}

int
slp_aws_client_new(const struct slp_aws_options *options, struct slp_aws_client **ret,
                   struct sl_err *reterr)
{
    struct slp_aws_client *client = calloc(1, sizeof *client);
    if (client != NULL)
        client->arena = sl_arena_new(8 * SLP_AWS_MAX_FILE_BYTES);
    if (client == NULL || client->arena == NULL) {
        free(client);
        return sl_fail(reterr, SL_RETRY, "out of memory for a client of AWS");
    }
    if (set_up(client, options, reterr) != 0) {
        slp_aws_client_free(client);
        return -1;
    }
    *ret = client;
    return 0;
}

void
slp_aws_client_free(struct slp_aws_client *client)
{
    if (client == NULL)
        return;
    slp_aws_keeper_free(client->keeper);
    slp_aws_chain_done(&client->chain);
    slp_aws_inquiry_free(client->region_inquiry);
    slp_sigv4_free(client->signer);
    slp_http_free(client->http);
    sl_arena_free(client->arena);
    free(client);
}

/* ---- what it says -------------------------------------------------------------------------- */

const char *
slp_aws_endpoint(const struct slp_aws_client *client)
{
    return client->place.base;
}

const char *
slp_aws_region(const struct slp_aws_client *client)
{
    return client->region;
}

const char *
slp_aws_client_source(const struct slp_aws_client *client)
{
    return slp_aws_chain_last(&client->chain)->name;
}

/* The directory of a file, where files are put in one another's place by renaming. */
static const char *
directory_of(const struct slp_aws_client *client, const char *path)
{
    return dirname((char *)(uintptr_t)sl_arena_cstr(client->arena, sl_str_of(path)));
}

/* A shared file: its directory if that is ".aws", which holds nothing else; else the file alone. */
static void
need_shared(const struct slp_aws_client *client, const char *path, struct slp_needs *needs)
{
    static const char usual[] = "/.aws";
    if (path[0] == '\0')
        return;
    const char *directory = directory_of(client, path);
    size_t len = strlen(directory);
    bool is_usual =
        len >= sizeof usual - 1 && strcmp(directory + len - (sizeof usual - 1), usual) == 0;
    slp_needs_read(needs, is_usual ? directory : path);
}

void
slp_aws_client_needs(const struct slp_aws_client *client, struct slp_needs *needs)
{
    needs->network = true;
    if (client->ca_bundle[0] != '\0')
        slp_needs_read(needs, client->ca_bundle);
    need_shared(client, slp_aws_credentials_path(client->context.settings.profiles), needs);
    need_shared(client, slp_aws_config_path(client->context.settings.profiles), needs);
    /* Tokens are mounted into a directory of their own, and replaced there within the hour. */
    for (unsigned at = 0; at < client->chain.count; at++)
        if (client->chain.sources[at].type == &slp_aws_source_web_identity)
            slp_needs_read(needs, directory_of(client, client->chain.sources[at].token_file));
    const char *token_file = client->context.settings.environment.container_token_file;
    if (token_file[0] != '\0')
        slp_needs_read(needs, directory_of(client, token_file));
}

/* ---- going on ------------------------------------------------------------------------------ */

static bool
is_wanted(const struct slp_aws_client *client)
{
    for (const struct slp_aws_call *call = client->calls; call != NULL; call = call->next)
        if (call->state == SLP_CALL_WAITING)
            return true;
    return false;
}

static void
poll_region(struct slp_aws_client *client, int64_t now_ms)
{
    if (!slp_aws_inquiry_under_way(client->region_inquiry)) {
        if (now_ms < client->region_again_ms || !is_wanted(client))
            return;
        slp_aws_inquiry_start(client->region_inquiry);
    }
    int got = slp_aws_inquiry_poll(client->region_inquiry, &client->region_why);
    if (got == 0)
        return;
    if (got > 0) {
        memcpy(client->region, slp_aws_inquiry_region(client->region_inquiry),
               sizeof client->region);
        got = slp_aws_place_find(&client->place_request, client->region, &client->context.settings,
                                 &client->place, &client->region_why);
    }
    if (got < 0) {
        client->region_failures++;
        client->region_again_ms = now_ms + REGION_PAUSE_MS;
        return;
    }
    slp_aws_inquiry_free(client->region_inquiry);
    client->region_inquiry = NULL;
    for (struct slp_aws_call *call = client->calls; call != NULL; call = call->next)
        call->failures_before =
            slp_aws_keeper_failures(client->keeper); /* now it waits for these */
}

/* Whether some have started. */
static bool
poll_calls(struct slp_aws_client *client, int64_t now_ms)
{
    bool started = false;
    for (struct slp_aws_call *call = client->calls; call != NULL; call = call->next) {
        bool waited = call->state == SLP_CALL_WAITING;
        slp_aws_call_poll(call, now_ms);
        started |= waited && call->state == SLP_CALL_SENT;
    }
    return started;
}

void
slp_aws_poll(struct slp_aws_client *client, int64_t now_ms)
{
    /* What has started is on its way at once; some of it ends at once, and nothing would wake us
     * for that. A call starts three times at most, so this ends. */
    for (bool started = true; started; started = poll_calls(client, now_ms)) {
        slp_http_poll(client->http);
        if (client->region_inquiry != NULL)
            poll_region(client, now_ms);
        else
            slp_aws_keeper_poll(client->keeper, now_ms, is_wanted(client));
    }
}

size_t
slp_aws_waits(const struct slp_aws_client *client, struct pollfd *ret_fds, size_t max,
              int64_t *ret_wake_ms)
{
    int64_t wait_ms, wake_ms = INT64_MAX;
    bool wanted = is_wanted(client);
    size_t count = slp_http_waits(client->http, ret_fds, max, &wait_ms);
    if (client->region_inquiry == NULL)
        wake_ms = slp_aws_keeper_wake_ms(client->keeper, wanted);
    else if (wanted && !slp_aws_inquiry_under_way(client->region_inquiry))
        wake_ms = client->region_again_ms;
    int fd = slp_aws_keeper_fd(client->keeper);
    if (fd >= 0 && count < max)
        ret_fds[count++] = (struct pollfd) { .fd = fd, .events = POLLIN };
    if (wait_ms >= 0 && slp_now_ms() + wait_ms < wake_ms)
        wake_ms = slp_now_ms() + wait_ms;
    for (const struct slp_aws_call *call = client->calls; call != NULL; call = call->next)
        if (call->state == SLP_CALL_WAITING && slp_aws_keeper_current(client->keeper) != NULL)
            wake_ms = 0; /* it was started since the last poll */
    *ret_wake_ms = wake_ms;
    return count;
}
