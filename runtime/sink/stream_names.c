#include "sink/stream_names.h"

#include <stdlib.h>

/* The configured name for a release. */
static int
expand(const char *name, const char *stream, char ret[SLP_STREAM_NAME_BYTES], struct sl_err *reterr)
{
    static const char hole[] = "{stream}";
    size_t len = 0;
    while (*name != '\0' && len < SLP_STREAM_NAME_BYTES - 1) {
        if (strncmp(name, hole, sizeof hole - 1) != 0) {
            ret[len++] = *name++;
            continue;
        }
        size_t more = strlen(stream);
        if (more >= SLP_STREAM_NAME_BYTES - len)
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

/* Adds the name behind the list, unless it is there already; its index. */
static uint32_t
index_of(struct slp_stream_names *names)
{
    for (uint32_t at = 0; at < names->count; at++)
        if (strcmp(names->names[at], names->names[names->count]) == 0)
            return at;
    return names->count++;
}

int
slp_stream_names_init(struct slp_stream_names *names, const struct slp_sink_start *start,
                      const char *name, struct sl_err *reterr)
{
    const struct sl_policy *policy = start->policy;
    *names = (struct slp_stream_names) {
        .names = calloc(policy->nprojections + 1, sizeof *names->names),
        .stream_of = calloc(policy->nprojections + 1, sizeof *names->stream_of),
    };
    if (names->names == NULL || names->stream_of == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for a sink");
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        const struct sl_projection *projection = policy->projections[at];
        if (strcmp(projection->destination, start->config->name) != 0)
            continue;
        if (expand(name, projection->stream, names->names[names->count], reterr) != 0)
            return -1;
        names->stream_of[at] = index_of(names);
    }
    return 0;
}

void
slp_stream_names_done(struct slp_stream_names *names)
{
    free(names->names);
    free(names->stream_of);
    *names = (struct slp_stream_names) { .count = 0 };
}
