#include "attack/flow.h"

#include "attack/history.h"
#include "attack/trial.h"

/* ---- flows ----------------------------------------------------------------------------------- */

static bool
is_of(const struct slc_flow *flow, const struct slc_ir_release *release)
{
    return release->table == flow->table && release->destination == flow->destination;
}

static void
add_releases(struct slc_flow *flow)
{
    const struct slc_ir *ir = flow->ir;
    for (uint32_t at = 0; at < ir->nreleases; at++)
        flow->nreleases += is_of(flow, &ir->releases[at]);
    const struct slc_ir_release **releases =
        SL_NEW_ARRAY(ir->arena, const struct slc_ir_release *, flow->nreleases + 1);
    const struct slc_key_bytes **keys =
        SL_NEW_ARRAY(ir->arena, const struct slc_key_bytes *, flow->nreleases + 1);
    uint32_t count = 0;
    for (uint32_t at = 0; count < flow->nreleases; at++)
        if (is_of(flow, &ir->releases[at])) {
            releases[count] = &ir->releases[at];
            keys[count++] = slc_test_keys(ir->arena, &ir->releases[at]);
        }
    flow->releases = releases;
    flow->keys = keys;
}

struct slc_flows
slc_flows_of(const struct slc_program *program, const struct slc_ir *ir)
{
    struct slc_flows flows = { .matching = slc_matching_of(ir) };
    flows.each = SL_NEW_ARRAY(ir->arena, struct slc_flow, ir->nreleases + 1);
    for (uint32_t i = 0; i < ir->ndestinations; i++)
        for (uint32_t at = 0; at < ir->ntables; at++) {
            struct slc_flow flow = { .program = program,
                                     .ir = ir,
                                     .destination = &ir->destinations[i],
                                     .table = &ir->tables[at] };
            add_releases(&flow);
            if (flow.nreleases > 0)
                flows.each[flows.count++] = flow;
        }
    return flows;
}

const struct slc_flow *
slc_flow_beside(const struct slc_flows *flows, const struct slc_flow *flow)
{
    uint32_t own = 0;
    while (flows->each[own].destination != flow->destination ||
           flows->each[own].table != flow->table)
        own++;
    for (uint32_t step = 1; step < flows->count; step++) {
        const struct slc_flow *beside = &flows->each[(own + step) % flows->count];
        if (beside->destination == flow->destination)
            return beside;
    }
    return NULL;
}

struct slc_flow
slc_flow_with(struct sl_arena *arena, const struct slc_flow *flow, const bool *kept)
{
    struct slc_flow some = *flow;
    const struct slc_ir_release **releases =
        SL_NEW_ARRAY(arena, const struct slc_ir_release *, flow->nreleases + 1);
    const struct slc_key_bytes **keys =
        SL_NEW_ARRAY(arena, const struct slc_key_bytes *, flow->nreleases + 1);
    some.nreleases = 0;
    for (uint32_t at = 0; at < flow->nreleases; at++)
        if (kept[at]) {
            releases[some.nreleases] = flow->releases[at];
            keys[some.nreleases++] = flow->keys[at];
        }
    some.releases = releases;
    some.keys = keys;
    return some;
}

/* ---- rows ------------------------------------------------------------------------------------ */

struct slc_secret
slc_flow_secret(const struct slc_flow *flow)
{
    return (struct slc_secret) {
        .program = flow->program,
        .ir = flow->ir,
        .destination = flow->destination,
        .table = flow->table,
        .type = flow->table->columns[0].type,
        .label = slc_ir_column_label(&flow->table->columns[0]),
        .releases = flow->releases,
        .nreleases = flow->nreleases,
    };
}

struct sl_value *
slc_flow_row(struct sl_arena *arena, const struct slc_flow *flow, struct slc_chance *chance)
{
    const struct slc_secret secret = slc_flow_secret(flow);
    const struct slc_promise promise = { .secret = &secret };
    struct slc_trial_row row = { .arena = arena, .chance = *chance };
    slc_trial_begin(&row, &promise);
    *chance = row.chance;
    return row.columns;
}

bool
slc_flow_passes(struct sl_arena *arena, const struct slc_flow *flow, uint32_t release,
                const struct slc_row *row)
{
    const struct slc_evaluation evaluation = {
        .arena = arena, .release = flow->releases[release], .keys = flow->keys[release], .row = row
    };
    const struct sl_value passed = slc_eval_filter(&evaluation);
    return passed.state == SL_VALUE && passed.boolean;
}

struct sl_value *
slc_flow_passing_row(struct sl_arena *arena, const struct slc_flow *flow, struct slc_chance *chance)
{
    enum { TRIES = 16 };
    for (int tries = 0; tries < TRIES; tries++) {
        struct sl_value *columns = slc_flow_row(arena, flow, chance);
        const struct slc_row row = { columns, slc_commit_time_us(1) };
        uint32_t at = 0;
        while (at < flow->nreleases && slc_flow_passes(arena, flow, at, &row))
            at++;
        if (at == flow->nreleases)
            return columns;
    }
    return NULL;
}
