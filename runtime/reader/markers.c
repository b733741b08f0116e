#include "reader/markers.h"

#include "log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct marked {
    struct slp_marker told; /* by the sender, last */
    bool due;               /* it was asked, and did not answer yet */
    bool kept;              /* by the destination */
    uint64_t asked_number, asked_record;
    uint64_t record; /* the newest that the marker stands for */
};

struct slp_markers {
    const struct sl_policy *policy;
    struct slp_state *state;
    const struct slp_checkpoint *checkpoint;
    struct slp_handoff *handoff;
    struct marked *each; /* by destination */
};

struct slp_markers *
slp_markers_new(const struct sl_policy *policy, struct slp_state *state,
                const struct slp_checkpoint *checkpoint, struct slp_handoff *handoff)
{
    struct slp_markers *markers = calloc(1, sizeof *markers);
    if (markers == NULL)
        return NULL;
    *markers = (struct slp_markers) {
        .policy = policy,
        .state = state,
        .checkpoint = checkpoint,
        .handoff = handoff,
        .each = calloc(policy->ndestinations + 1, sizeof *markers->each),
    };
    if (markers->each != NULL)
        return markers;
    free(markers);
    return NULL;
}

void
slp_markers_free(struct slp_markers *markers)
{
    if (markers == NULL)
        return;
    free(markers->each);
    free(markers);
}

/* ---- asking -------------------------------------------------------------------------------- */

static int
ask(struct slp_markers *markers, uint32_t destination, enum slp_frame_kind kind,
    struct sl_err *reterr)
{
    struct marked *marked = &markers->each[destination];
    const struct slp_frame frame = { .kind = kind,
                                     .destination = destination,
                                     .number = marked->asked_number };
    marked->due = true;
    return slp_handoff_add(markers->handoff, &frame, reterr);
}

int
slp_markers_ask(struct slp_markers *markers, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++)
        if (ask(markers, at, SLP_FRAME_TELL_MARKER, reterr) != 0)
            return -1;
    return 0;
}

const char *
slp_markers_due(const struct slp_markers *markers)
{
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++)
        if (markers->each[at].due)
            return markers->policy->destinations[at].name;
    return NULL;
}

void
slp_markers_log_due(const struct slp_markers *markers, int64_t seconds)
{
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++)
        if (markers->each[at].due)
            sl_log(
                SL_LOG_WARNING, "start_waits",
                SL_FIELDS(SL_NAME("destination", sl_str_of(markers->policy->destinations[at].name)),
                          SL_COUNT("seconds", seconds),
                          SL_NAME("remedy", SL_STR("see its event sink_retry; nothing goes to any "
                                                   "destination before its marker is read"))));
}

int
slp_markers_take(struct slp_markers *markers, const struct slp_result_message *answer,
                 struct sl_err *reterr)
{
    if (answer->destination >= markers->policy->ndestinations ||
        !markers->each[answer->destination].due)
        return sl_fail(reterr, SL_BUG, "the sender told a marker that it was not asked for");
    struct marked *marked = &markers->each[answer->destination];
    marked->due = false;
    marked->kept = answer->kind == SLP_RESULT_MARKER;
    marked->told.number = answer->number;
    memcpy(marked->told.id, answer->marker_id, sizeof marked->told.id);
    if (marked->told.number == marked->asked_number)
        marked->record = marked->asked_record;
    return 0;
}

/* ---- at the start --------------------------------------------------------------------------- */

/* Whether the marker is of a lake that holds all that was sent; else why not. */
static bool
is_the_same(const struct slp_marker *held, const struct slp_marker *told,
            char detail[SLP_DETAIL_BYTES])
{
    if (held->id[0] == '\0')
        return true;
    if (told->id[0] == '\0')
        (void)snprintf(detail, SLP_DETAIL_BYTES, "it has no marker");
    else if (strcmp(held->id, told->id) != 0)
        (void)snprintf(detail, SLP_DETAIL_BYTES, "its marker is another one");
    else if (told->number < held->number)
        (void)snprintf(detail, SLP_DETAIL_BYTES,
                       "its marker has number %" PRIu64 ", the last one had %" PRIu64, told->number,
                       held->number);
    else
        return true;
    return false;
}

void
slp_markers_compare(struct slp_markers *markers)
{
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++) {
        struct slp_marker *held = slp_state_marker(markers->state, at);
        const struct marked *marked = &markers->each[at];
        char detail[SLP_DETAIL_BYTES];
        if (!marked->kept)
            continue;
        if (!is_the_same(held, &marked->told, detail)) {
            slp_state_uncover_destination(markers->state, at, SLP_CAUSE_DESTINATION, detail);
            sl_log(
                SL_LOG_WARNING, "destination_changed",
                SL_FIELDS(SL_NAME("destination", sl_str_of(markers->policy->destinations[at].name)),
                          SL_NAME("detail", sl_str_of(detail))));
        }
        *held = marked->told;
    }
}

/* ---- marks ---------------------------------------------------------------------------------- */

static bool
wants(const struct slp_markers *markers, uint32_t destination)
{
    const struct marked *marked = &markers->each[destination];
    return marked->kept &&
           slp_checkpoint_flushed(markers->checkpoint, destination) > marked->record;
}

bool
slp_markers_want(const struct slp_markers *markers)
{
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++)
        if (wants(markers, at))
            return true;
    return false;
}

int
slp_markers_mark(struct slp_markers *markers, bool at_once, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++) {
        struct marked *marked = &markers->each[at];
        if (!wants(markers, at))
            continue;
        marked->asked_number = marked->told.number + 1;
        marked->asked_record = slp_checkpoint_flushed(markers->checkpoint, at);
        if (ask(markers, at, at_once ? SLP_FRAME_MARK_AT_ONCE : SLP_FRAME_MARK, reterr) != 0)
            return -1;
    }
    return 0;
}

bool
slp_markers_keep(struct slp_markers *markers)
{
    bool new = false;
    for (uint32_t at = 0; at < markers->policy->ndestinations; at++) {
        const struct marked *marked = &markers->each[at];
        struct slp_marker *held = slp_state_marker(markers->state, at);
        if (!marked->kept ||
            (held->number == marked->told.number && strcmp(held->id, marked->told.id) == 0))
            continue;
        *held = marked->told;
        new = true;
    }
    return new;
}
