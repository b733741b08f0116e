/* find_class.c - a value of a group that is told from every other, or from more than its class lets. */
#include "attack/find.h"

enum { MOST_LISTED = 256, PAIR = 2 };

/* The samples that some group lists; after them one that none does, where there is one. */
struct group_list {
    uint32_t samples[MOST_LISTED];
    uint32_t count, inside;
};

static bool
is_group(const struct slc_teller *teller)
{
    return teller->function != NULL && teller->function->measure == SLC_MEASURES_CLASSES &&
           teller->ruled && teller->permitted && !teller->decided;
}

static double
class_least(const struct slc_teller *teller)
{
    return teller->least == NULL ? PAIR : slc_bound_number(teller->least);
}

static bool
lists(const struct slc_ir_expr *call, struct sl_str text)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        for (uint32_t i = 0; call->args[at].kind == SLC_PARAMETER_LITERALS && i < call->args[at].nliterals;
             i++)
            if (sl_str_equal(call->args[at].literals[i].text, text))
                return true;
    return false;
}

static bool
some_group_lists(const struct slc_promise *promise, struct sl_str text)
{
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (is_group(&promise->tellers[at]) && lists(promise->tellers[at].expr, text))
            return true;
    return false;
}

/* The group's own list, or, where all values are known, all of them. */
static struct group_list
listed_in(const struct slc_attempt *attempt)
{
    const struct slc_samples *samples = &attempt->trials.samples;
    struct group_list listed = { .count = 0 };
    for (uint32_t at = 0; at < samples->count && listed.count < MOST_LISTED - 1; at++)
        if ((samples->each[at].value.state == SL_VALUE &&
             some_group_lists(attempt->row->promise,
                              slc_value_text(attempt->row->arena, samples->each[at].value))) ||
            samples->complete)
            listed.samples[listed.count++] = at;
    listed.inside = listed.count;
    return listed;
}

/* Among the listed: how many share the value's records, and how many by lines alone that may show so few. */
static uint32_t
alike(const struct slc_attempt *attempt, const struct group_list *listed, uint32_t value)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < listed->count; at++)
        count += attempt->trials.each[listed->samples[at]].masked == attempt->trials.each[value].masked;
    return count;
}

static bool
may_show(const struct slc_teller *teller, uint32_t size)
{
    return !is_group(teller) || class_least(teller) <= size;
}

static uint32_t
alike_anyway(const struct slc_attempt *attempt, const struct group_list *listed, uint32_t value,
             uint32_t size)
{
    const struct slc_promise *promise = attempt->row->promise;
    uint32_t count = 0;
    for (uint32_t at = 0; at < listed->count; at++) {
        bool same = true;
        for (uint32_t i = 0; same && i < promise->ntellers; i++)
            same = !may_show(&promise->tellers[i], size) ||
                   attempt->trials.each[listed->samples[at]].tellers[i] ==
                       attempt->trials.each[value].tellers[i];
        count += same;
    }
    return count;
}

static bool
is_told_from_outside(const struct slc_attempt *attempt, uint32_t value)
{
    const struct slc_samples *samples = &attempt->trials.samples;
    for (uint32_t at = 0; at < samples->count; at++)
        if (at != value && attempt->trials.each[at].masked == attempt->trials.each[value].masked &&
            samples->each[at].value.state == SL_VALUE &&
            !some_group_lists(attempt->row->promise,
                              slc_value_text(attempt->row->arena, samples->each[at].value)))
            return false;
    return true;
}

static const struct slc_teller *
strictest(const struct slc_promise *promise)
{
    const struct slc_teller *strictest = NULL;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (is_group(&promise->tellers[at]) &&
            (strictest == NULL || class_least(&promise->tellers[at]) > class_least(strictest)))
            strictest = &promise->tellers[at];
    return strictest;
}

bool
slc_find_class(struct slc_attempt *attempt)
{
    const struct slc_teller *teller = strictest(attempt->row->promise);
    if (teller == NULL)
        return false;
    const struct group_list listed = listed_in(attempt);
    for (uint32_t at = 0; at < listed.count; at++) {
        const uint32_t value = listed.samples[at], size = alike(attempt, &listed, value);
        if (attempt->trials.samples.each[value].value.state != SL_VALUE ||
            size >= class_least(teller) || listed.count <= size ||
            !is_told_from_outside(attempt, value) ||
            alike_anyway(attempt, &listed, value, size) <= size)
            continue;
        const struct slc_find_shown shown = { .code = SLC_E0803,
                                         .at = teller->least_row->at,
                                         .values = { attempt->trials.samples.each[value].value },
                                         .count = 1 };
        slc_report_find(attempt, &shown, "can tell %.*s of %.*s from all but %u of the group's values",
                        SL_FMT(slc_value_text(attempt->row->arena, shown.values[0])),
                        SL_FMT(slc_secret_name(attempt->row->promise->secret)), size - 1);
        return true;
    }
    return false;
}
