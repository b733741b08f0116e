#include "labels/variety.h"

/* The first argument of this kind; NULL when the call has none. */
static const struct slc_ir_arg *
arg_of_kind(const struct slc_ir_expr *call, enum slc_parameter_kind kind)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].kind == kind)
            return &call->args[at];
    return NULL;
}

/* The distinct results of one_of and group: of the list that stands last. */
static uint64_t
count_listed(const struct slc_ir_expr *call)
{
    const struct slc_ir_arg *results = &call->args[call->nargs - 1];
    uint64_t count = 0;
    for (uint32_t at = 0; at < results->nliterals; at++) {
        uint32_t before = 0;
        while (before < at &&
               !sl_str_equal(results->literals[before].text, results->literals[at].text))
            before++;
        count += before == at;
    }
    return count;
}

static uint64_t
count_values(const struct slc_ir_expr *call)
{
    uint64_t count = 0;
    for (uint32_t at = 0; at < call->nargs; at++)
        count += call->args[at].kind == SLC_PARAMETER_VALUE;
    return count;
}

uint64_t
slc_call_variety(const struct slc_ir_expr *call)
{
    enum { TOP_AGE = 90 }; /* the band that holds it is the last */
    const struct slc_variety *variety = &call->function->variety;
    const struct slc_ir_arg *edges = arg_of_kind(call, SLC_PARAMETER_EDGES);
    const struct slc_ir_arg *years = arg_of_kind(call, SLC_PARAMETER_YEARS);
    const struct slc_ir_arg *count = arg_of_kind(call, SLC_PARAMETER_COUNT);
    switch (variety->kind) {
    case SLC_VARIETY_UNCOUNTED: break;
    case SLC_VARIETY_FIXED: return variety->count;
    case SLC_VARIETY_EDGES: return edges != NULL ? edges->nliterals + variety->count : 0;
    case SLC_VARIETY_LISTED: return count_listed(call);
    case SLC_VARIETY_AGES:
        return years != NULL ? (uint64_t)(TOP_AGE / years->literals[0].digits) + 1 : 0;
    case SLC_VARIETY_COUNT: return count != NULL ? (uint64_t)count->literals[0].digits : 0;
    case SLC_VARIETY_ARGUMENTS: return count_values(call) + 1;
    }
    return 0;
}
