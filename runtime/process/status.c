#include "process/status.h"

#include "coverage/cause.h"
#include "coverage/release_name.h"
#include "process/lock.h"
#include "process/request_files.h"
#include "reader/state.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- reading ------------------------------------------------------------------------------- */

/* Releases of the state, as they come. */
struct gathering {
    struct slp_pusher_status *status;
    const struct sl_policy *policy;
    struct sl_arena *arena;
    uint32_t room; /* for releases */
};

/* The place of a release, which for one that the policy does not have is a new one. */
static struct slp_release_status *
place_of(struct gathering *gathering, struct sl_str name)
{
    struct slp_pusher_status *status = gathering->status;
    uint32_t projection;
    if (slp_release_find(gathering->policy, name, &projection))
        return &status->releases[projection];
    if (status->count == gathering->room) {
        uint32_t room = 2 * gathering->room + 8;
        struct slp_release_status *more =
            SL_NEW_ARRAY(gathering->arena, struct slp_release_status, room);
        memcpy(more, status->releases, status->count * sizeof *more);
        status->releases = more;
        gathering->room = room;
    }
    struct slp_release_status *added = &status->releases[status->count++];
    added->name = sl_arena_cstr(gathering->arena, name);
    return added;
}

static int
take_release(void *context, struct sl_str name, const struct slp_coverage *coverage,
             struct sl_err *reterr)
{
    struct slp_release_status *release = place_of(context, name);
    (void)reterr;
    release->known = true;
    release->coverage = *coverage;
    return 0;
}

static void
place_policy(const struct sl_policy *policy, struct sl_arena *arena,
             struct slp_pusher_status *status)
{
    struct slp_release_name name;
    status->count = policy->nprojections;
    status->releases = SL_NEW_ARRAY(arena, struct slp_release_status, status->count + 1);
    for (uint32_t at = 0; at < status->count; at++) {
        status->releases[at].name =
            sl_arena_cstr(arena, slp_release_name(policy->projections[at], &name));
        status->releases[at].released = true;
    }
}

static uint32_t
count_requests(const char *state_path)
{
    struct slp_request_name names[SLP_STATUS_REQUESTS];
    int folder = slp_request_files_open(state_path);
    if (folder < 0)
        return 0;
    size_t count = slp_request_files_list(folder, names, SLP_STATUS_REQUESTS);
    (void)close(folder);
    return (uint32_t)count;
}

int
slp_status_read(const char *state_path, const struct sl_policy *policy, struct sl_arena *arena,
                struct slp_pusher_status *ret, struct sl_err *reterr)
{
    struct slp_lock_holder holder;
    struct gathering gathering = { ret, policy, arena, policy->nprojections };
    int used = slp_lock_look(state_path, &holder, reterr);
    if (used > 0) {
        (void)sl_fail(reterr, SL_CONFIG, "no pusher has run with the state directory '%s' yet",
                      state_path);
        return sl_remedy(reterr, "start it, or name another directory in 'state'");
    }
    if (used < 0)
        return -1;
    *ret = (struct slp_pusher_status) { .runs = holder.runs,
                                        .requests = count_requests(state_path),
                                        .now_s = (int64_t)time(NULL) };
    place_policy(policy, arena, ret);
    uint64_t bound_lsn;
    if (slp_state_peek(state_path, &ret->position, &bound_lsn, reterr) != 0)
        return -1;
    return slp_state_each_coverage(state_path, take_release, &gathering, reterr);
}

/* ---- asking -------------------------------------------------------------------------------- */

bool
slp_status_has_uncovered(const struct slp_pusher_status *status)
{
    for (uint32_t at = 0; at < status->count; at++) {
        const struct slp_release_status *release = &status->releases[at];
        const bool sent =
            release->coverage.status == SLP_COVERED || release->coverage.status == SLP_FILLING;
        if (release->released && !(release->known && sent))
            return true;
    }
    return false;
}

uint32_t
slp_status_count_not_whole(const struct slp_pusher_status *status)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < status->count; at++) {
        const struct slp_release_status *release = &status->releases[at];
        count += release->released && !(release->known && release->coverage.status == SLP_COVERED);
    }
    return count;
}

const char *
slp_status_word(const struct slp_coverage *coverage)
{
    return coverage->status <= SLP_PAUSED
               ? slp_coverage_word((enum slp_coverage_status)coverage->status)
               : "unknown";
}

bool
slp_status_has_cause(const struct slp_coverage *coverage)
{
    const bool asked = strcmp(coverage->cause, slp_cause_word(SLP_CAUSE_ASKED)) == 0;
    return coverage->cause[0] != '\0' &&
           (coverage->status == SLP_UNCOVERED || (coverage->status == SLP_PAUSED && !asked));
}

struct slp_fill_progress
slp_status_progress(const struct slp_pusher_status *status, const struct slp_coverage *coverage)
{
    const uint64_t blocks = coverage->end_block, next = SLP_TID_BLOCK(coverage->next);
    const uint64_t read = next < blocks ? next : blocks;
    const int64_t took_s = status->now_s - coverage->started_s;
    struct slp_fill_progress progress = { (uint32_t)read, (uint32_t)blocks, -1 };
    if (status->runs && read > 0 && coverage->started_s > 0 && took_s >= 0)
        progress.seconds_left = (int64_t)((double)took_s * (double)(blocks - read) / (double)read);
    return progress;
}

void
slp_status_time(int64_t seconds, char ret[SLP_STATUS_TIME_BYTES])
{
    const time_t time = (time_t)seconds;
    struct tm utc;
    if (gmtime_r(&time, &utc) == NULL ||
        strftime(ret, SLP_STATUS_TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        ret[0] = '\0';
}
