#include "process/release_arguments.h"

#include "buf.h"
#include "config/nearest.h"
#include "coverage/release_name.h"
#include "maxima.h"

#include <stdio.h>

/* The releases of this stream, as a question; "" when there is none. */
static const char *
stream_remedy(const struct sl_policy *policy, const char *stream, struct sl_arena *arena)
{
    struct sl_str question = SL_STR("");
    struct slp_release_name name;
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        if (strcmp(policy->projections[at]->stream, stream) != 0)
            continue;
        const struct sl_str found = slp_release_name(policy->projections[at], &name);
        question = sl_arena_format(arena, "%.*s%s'%.*s'", SL_FMT(question),
                                   question.len > 0 ? " or " : "did you mean ", SL_FMT(found));
    }
    return question.len > 0 ? sl_arena_format(arena, "%.*s?", SL_FMT(question)).ptr : "";
}

/* The stream whose name is nearest; "" when none is near. */
static const char *
nearest_stream(const struct sl_policy *policy, const char *word)
{
    struct slp_nearest nearest;
    slp_nearest_init(&nearest, word);
    for (uint32_t at = 0; at < policy->nprojections; at++)
        slp_nearest_offer(&nearest, policy->projections[at]->stream);
    return nearest.best != NULL ? nearest.best : "";
}

static const char *
nearest_release(const struct sl_policy *policy, const char *word, struct sl_arena *arena)
{
    struct slp_nearest nearest;
    struct slp_release_name name;
    slp_nearest_init(&nearest, word);
    for (uint32_t at = 0; at < policy->nprojections; at++)
        slp_nearest_offer(&nearest,
                          sl_arena_cstr(arena, slp_release_name(policy->projections[at], &name)));
    return slp_nearest_remedy(&nearest, arena);
}

/* Whoever knows the stream has rather mistaken the destination, or left it out, than meant another stream. */
static const char *
remedy_for(const struct sl_policy *policy, const char *word, struct sl_arena *arena)
{
    const char *dot = strchr(word, '.');
    const char *remedy = stream_remedy(policy, dot != NULL ? dot + 1 : word, arena);
    if (remedy[0] == '\0')
        remedy = nearest_release(policy, word, arena);
    if (remedy[0] == '\0' && dot == NULL)
        remedy = stream_remedy(policy, nearest_stream(policy, word), arena);
    return remedy[0] != '\0' ? remedy : "'sluice-pusher policies' lists them";
}

static void
print_unknown(const struct sl_policy *policy, const char *word, struct sl_arena *arena)
{
    (void)fprintf(stderr, "sluice-pusher: the policies of this pusher have no release '%s'; %s\n",
                  word, remedy_for(policy, word, arena));
}

int
slp_release_arguments(const struct sl_policy *policy, char *const *words, unsigned nwords,
                      struct sl_arena *arena, struct slp_request *ret)
{
    uint32_t *projections = SL_NEW_ARRAY(arena, uint32_t, policy->nprojections + 1), projection;
    int result = 0;
    ret->projections = projections;
    ret->count = 0;
    for (unsigned at = 0; at < nwords; at++) {
        if (!slp_release_find(policy, sl_str_of(words[at]), &projection)) {
            print_unknown(policy, words[at], arena);
            result = 1;
        } else if (!slp_request_holds(ret, projection)) {
            projections[ret->count++] = projection;
        }
    }
    return result;
}

const char *
slp_release_choice(const struct sl_policy *policy, struct sl_arena *arena)
{
    struct sl_buf names;
    struct slp_release_name name;
    sl_buf_init(&names, SL_MIB);
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        if (at > 0)
            sl_buf_add_byte(&names, '|');
        sl_buf_add_str(&names, slp_release_name(policy->projections[at], &name));
    }
    const char *choice = sl_arena_cstr(arena, sl_buf_str(&names));
    sl_buf_done(&names);
    return choice;
}
