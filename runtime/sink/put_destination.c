#include "sink/put_destination.h"

#include "buf.h"
#include "sink/aws_access.h"
#include "sink/aws_identity.h"
#include "sink/sinks.h"

#include <stdlib.h>

enum { NAME_BYTES = 512 }; /* an ARN with a stream's name of 128 */

struct put_sink {
    struct slp_sink base;
    const struct sl_policy *policy;
    struct slp_aws_client *client;
    struct slp_partitioner *partitioner;
    struct slp_puts **streams; /* each different one */
    char (*names)[NAME_BYTES]; /* theirs, for messages */
    uint32_t count;
    uint32_t *stream_of; /* by projection: index into streams; UINT32_MAX: another destination's */
    struct slp_batch *batch; /* not yet taken whole; NULL: none */
    size_t taken;            /* of the batch */
    bool flushing;
};

/* ---- which streams there are --------------------------------------------------------------- */

/* The setting's name for a release. */
static int
expand(const char *name, const char *stream, char ret[NAME_BYTES], struct sl_err *reterr)
{
    static const char hole[] = "{stream}";
    size_t len = 0;
    while (*name != '\0' && len < NAME_BYTES - 1) {
        if (strncmp(name, hole, sizeof hole - 1) != 0) {
            ret[len++] = *name++;
            continue;
        }
        size_t more = strlen(stream);
        if (more >= NAME_BYTES - len)
            break;
        memcpy(ret + len, stream, more);
        len += more;
        name += sizeof hole - 1;
    }
    ret[len] = '\0';
    if (*name == '\0')
        return 0;
    return sl_fail(reterr, SL_CONFIG, "the name of the stream for release stream %s is too long",
                   stream);
}

/* The first projection of the destination whose stream has the same name as that of `at`. */
static int
find_first(const struct slp_sink_start *start, const char *name, uint32_t at, char ret[NAME_BYTES],
           uint32_t *ret_first, struct sl_err *reterr)
{
    const struct sl_policy *policy = start->policy;
    char other[NAME_BYTES];
    if (expand(name, policy->projections[at]->stream, ret, reterr) != 0)
        return -1;
    for (*ret_first = 0; *ret_first < at; ++*ret_first) {
        const struct sl_projection *before = policy->projections[*ret_first];
        if (strcmp(before->destination, start->config->name) != 0)
            continue;
        if (expand(name, before->stream, other, reterr) != 0)
            return -1;
        if (strcmp(ret, other) == 0)
            break;
    }
    return 0;
}

/* ---- opening ------------------------------------------------------------------------------- */

static int
out_of_memory(struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "out of memory for a sink");
}

static int
open_stream(struct put_sink *sink, const struct slp_put_setting *setting, const char *name,
            uint32_t lanes, struct sl_err *reterr)
{
    struct slp_puts_options options = setting->options;
    options.client = sink->client;
    options.partitioner = sink->partitioner;
    options.name = name;
    options.lanes = lanes;
    if (slp_puts_new(&options, &sink->streams[sink->count], reterr) != 0)
        return sl_fail_at(reterr, name);
    (void)snprintf(sink->names[sink->count], NAME_BYTES, "%s", name);
    sink->count++;
    return 0;
}

/* How many different streams the destination has. */
static int
count_streams(const struct slp_sink_start *start, const char *name, uint32_t *ret,
              struct sl_err *reterr)
{
    char expanded[NAME_BYTES];
    uint32_t first;
    *ret = 0;
    for (uint32_t at = 0; at < start->policy->nprojections; at++) {
        if (strcmp(start->policy->projections[at]->destination, start->config->name) != 0)
            continue;
        if (find_first(start, name, at, expanded, &first, reterr) != 0)
            return -1;
        *ret += first == at;
    }
    return 0;
}

/* The lanes that the configuration gives are shared by all streams; each has one at least. */
static int
open_streams(struct put_sink *sink, const struct slp_sink_start *start,
             const struct slp_put_setting *setting, struct sl_err *reterr)
{
    char name[NAME_BYTES];
    uint32_t first, count;
    if (count_streams(start, setting->name, &count, reterr) != 0)
        return -1;
    uint32_t lanes = count > 0 ? setting->options.lanes / count : 0;
    for (uint32_t at = 0; at < start->policy->nprojections; at++) {
        if (strcmp(start->policy->projections[at]->destination, start->config->name) != 0)
            continue;
        if (find_first(start, setting->name, at, name, &first, reterr) != 0)
            return -1;
        sink->stream_of[at] = first < at ? sink->stream_of[first] : sink->count;
        if (first == at && open_stream(sink, setting, name, lanes > 0 ? lanes : 1, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_put_sink_open(const struct slp_sink_start *start, const struct slp_put_setting *setting,
                  struct slp_sink **ret, struct sl_err *reterr)
{
    struct slp_aws_access access;
    struct put_sink *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        return out_of_memory(reterr);
    sink->base.type = slp_sink_find(sl_str_of(start->config->sink));
    sink->policy = start->policy;
    sink->partitioner = slp_partitioner_new();
    sink->streams = calloc(start->policy->nprojections + 1, sizeof(struct slp_puts *));
    sink->names = calloc(start->policy->nprojections + 1, sizeof *sink->names);
    sink->stream_of = calloc(start->policy->nprojections + 1, sizeof *sink->stream_of);
    int result = 0;
    if (sink->partitioner == NULL || sink->streams == NULL || sink->names == NULL ||
        sink->stream_of == NULL)
        result = out_of_memory(reterr);
    if (result == 0) {
        slp_aws_access_of(&start->config->aws, setting->service, setting->name, &access);
        result = slp_aws_client_new(&access.options, &sink->client, reterr);
    }
    if (result == 0)
        result = open_streams(sink, start, setting, reterr);
    if (result == 0)
        *ret = &sink->base;
    else
        slp_put_sink_close(&sink->base);
    return result;
}

/* One line: the stream, and what was found of it. */
static int
look_at(struct slp_aws_client *client, const struct slp_put_setting *setting, const char *name,
        slp_put_look_fn *look, struct sl_buf *told, struct sl_err *reterr)
{
    struct sl_buf target;
    sl_buf_init(&target, 2 * SL_KIB);
    slp_put_target(&target, setting->options.member, name);
    sl_buf_printf(told, "stream %s", name);
    int result = look(client, sl_buf_str(&target), told, reterr);
    sl_buf_add_byte(told, '\n');
    sl_buf_done(&target);
    return result == 0 ? 0 : sl_fail_at(reterr, name);
}

int
slp_put_sink_check(const struct slp_sink_start *start, const struct slp_put_setting *setting,
                   slp_put_look_fn *look, struct sl_buf *told, struct sl_err *reterr)
{
    struct slp_aws_access access;
    struct slp_aws_client *client = NULL;
    char name[NAME_BYTES];
    uint32_t first;
    slp_aws_access_of(&start->config->aws, setting->service, setting->name, &access);
    if (slp_aws_client_new(&access.options, &client, reterr) != 0)
        return -1;
    slp_aws_tell_identity(&access.options, told);
    int result = 0;
    for (uint32_t at = 0; result == 0 && at < start->policy->nprojections; at++) {
        if (strcmp(start->policy->projections[at]->destination, start->config->name) != 0)
            continue;
        result = find_first(start, setting->name, at, name, &first, reterr);
        if (result == 0 && first == at)
            result = look_at(client, setting, name, look, told, reterr);
    }
    slp_aws_tell_place(client, told);
    slp_aws_client_free(client);
    return result;
}

/* ---- the contract -------------------------------------------------------------------------- */

int
slp_put_sink_submit(struct slp_sink *base, struct slp_batch *batch, struct sl_err *reterr)
{
    struct put_sink *sink = (struct put_sink *)base;
    (void)reterr;
    sink->batch = batch;
    sink->taken = 0;
    sink->flushing = false;
    return 0;
}

/* Copies into the lanes what they have room for, in order. */
static int
take(struct put_sink *sink, struct sl_err *reterr)
{
    for (; sink->batch != NULL && sink->taken < sink->batch->count; sink->taken++) {
        struct slp_batch_record *record = &sink->batch->records[sink->taken];
        uint32_t at = sink->stream_of[record->projection];
        int taken = slp_puts_take(sink->streams[at], record,
                                  sink->policy->projections[record->projection]->stream, reterr);
        if (taken < 0)
            return sl_fail_at(reterr, sink->names[at]);
        if (taken == 0)
            return 0;
        record->result = SLP_HELD;
    }
    sink->batch = NULL;
    return 0;
}

int
slp_put_sink_poll(struct slp_sink *base, const struct slp_moment *moment, struct sl_err *reterr)
{
    struct put_sink *sink = (struct put_sink *)base;
    slp_aws_poll(sink->client, moment->now_ms);
    for (uint32_t at = 0; at < sink->count; at++)
        if (slp_puts_settle(sink->streams[at], moment->now_ms, &base->trouble, reterr) != 0)
            return sl_fail_at(reterr, sink->names[at]);
    if (take(sink, reterr) != 0)
        return -1;
    bool eager = moment->quiet || sink->flushing || sink->batch != NULL;
    for (uint32_t at = 0; at < sink->count; at++)
        if (slp_puts_send(sink->streams[at], moment->now_ms, eager, reterr) != 0)
            return sl_fail_at(reterr, sink->names[at]);
    return sink->batch == NULL ? 1 : 0;
}

uint64_t
slp_put_sink_held(const struct slp_sink *base)
{
    const struct put_sink *sink = (const struct put_sink *)base;
    uint64_t first = 0;
    for (uint32_t at = 0; at < sink->count; at++) {
        uint64_t number = slp_puts_first(sink->streams[at]);
        if (number != 0 && (first == 0 || number < first))
            first = number;
    }
    return first;
}

int
slp_put_sink_flush(struct slp_sink *base, struct sl_err *reterr)
{
    (void)reterr;
    ((struct put_sink *)base)->flushing = true;
    return 0;
}

size_t
slp_put_sink_waits(const struct slp_sink *base, struct pollfd *ret_fds, size_t max,
                   int64_t *ret_wake_ms)
{
    const struct put_sink *sink = (const struct put_sink *)base;
    size_t count = slp_aws_waits(sink->client, ret_fds, max, ret_wake_ms);
    for (uint32_t at = 0; at < sink->count; at++) {
        int64_t stream_ms = slp_puts_wake_ms(sink->streams[at]);
        if (stream_ms < *ret_wake_ms)
            *ret_wake_ms = stream_ms;
    }
    return count;
}

void
slp_put_sink_needs(const struct slp_sink *base, struct slp_needs *needs)
{
    slp_aws_client_needs(((const struct put_sink *)base)->client, needs);
}

void
slp_put_sink_close(struct slp_sink *base)
{
    struct put_sink *sink = (struct put_sink *)base;
    if (sink == NULL)
        return;
    for (uint32_t at = 0; at < sink->count; at++)
        slp_puts_free(sink->streams[at]);
    slp_aws_client_free(sink->client);
    slp_partitioner_free(sink->partitioner);
    free(sink->streams);
    free(sink->names);
    free(sink->stream_of);
    free(sink);
}
