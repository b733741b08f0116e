/* find_class.c - a value of a group that is told from every other, or from more than its class lets. */
#include "attack/find.h"

/* The samples whose tidied values a group lists, or all where the column's values are known. */
struct group_list {
    const struct slc_teller *group;
    struct sl_str *tidied; /* by sample */
    bool *has;             /* by sample */
    bool *named;           /* by sample: by it, another group or a list of values */
};

static bool
is_group(const struct slc_teller *teller)
{
    return teller->function != NULL && teller->function->measure == SLC_MEASURES_CLASSES &&
           teller->ruled && teller->permitted && !teller->decided;
}

static bool
lists(struct sl_arena *arena, const struct slc_ir_expr *call, struct sl_str text)
{
    for (uint32_t at = 0; at < call->args[1].nliterals; at++)
        if (sl_str_equal(slc_literal_text(arena, &call->args[1].literals[at]), text))
            return true;
    return false;
}

static bool
some_group_lists(const struct slc_attempt *attempt, struct sl_str text)
{
    const struct slc_promise *promise = attempt->row->promise;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (is_group(&promise->tellers[at]) &&
            lists(attempt->row->arena, promise->tellers[at].expr, text))
            return true;
    return false;
}

static bool
names(struct sl_arena *arena, const struct slc_ir_literal *literals, uint32_t count,
      struct sl_str text)
{
    for (uint32_t at = 0; at < count; at++)
        if (sl_str_equal(slc_literal_text(arena, &literals[at]), text))
            return true;
    return false;
}

/* Whether a line asks for the value by name. */
static bool
some_line_names(const struct slc_attempt *attempt, struct sl_str text)
{
    const struct slc_promise *promise = attempt->row->promise;
    struct sl_arena *arena = attempt->row->arena;
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const struct slc_ir_expr *expr = promise->tellers[at].expr;
        if (promise->tellers[at].operator_class == SLC_OPERATOR_MEMBERSHIP &&
            names(arena, expr->literals, expr->nliterals, text))
            return true;
        for (uint32_t i = 0; i < slc_operand_count(expr); i++) {
            const struct slc_ir_expr *operand = slc_operand(expr, i);
            if (promise->tellers[at].operator_class == SLC_OPERATOR_MEMBERSHIP &&
                names(arena, operand->literals, operand->nliterals, text))
                return true;
        }
    }
    return false;
}

static struct group_list
listed_in(const struct slc_attempt *attempt, const struct slc_teller *group)
{
    const struct slc_samples *samples = &attempt->trials.samples;
    struct group_list list = { .group = group };
    list.tidied = SL_NEW_ARRAY(attempt->row->arena, struct sl_str, samples->count + 1);
    list.has = SL_NEW_ARRAY(attempt->row->arena, bool, samples->count + 1);
    list.named = SL_NEW_ARRAY(attempt->row->arena, bool, samples->count + 1);
    for (uint32_t at = 0; at < samples->count; at++) {
        list.tidied[at] = slc_trial_text(attempt->row, samples->each[at].value, group->release,
                                         group->expr->args[0].expr);
        list.has[at] = samples->finite || some_group_lists(attempt, list.tidied[at]);
        list.named[at] = list.has[at] || some_line_names(attempt, list.tidied[at]);
    }
    return list;
}

/* ---- how many look alike --------------------------------------------------------------------- */

/* Free lines, those of a row that lets single values be listed, and groups that ask for no more. */
static bool
may_show(const struct slc_teller *teller, double size)
{
    if (!teller->ruled || teller->decided || teller->operator_class == SLC_OPERATOR_MEMBERSHIP)
        return true;
    if (is_group(teller))
        return teller->least <= size;
    return teller->function != NULL && (teller->function->measure == SLC_MEASURES_LISTED ||
                                        teller->function->measure == SLC_MEASURES_WORDS ||
                                        teller->function->measure == SLC_MEASURES_SAME);
}

/* Whether lines that may show so few leave the two alike; `size` 0: whether all lines do. */
static bool
are_alike(const struct slc_attempt *attempt, uint32_t a, uint32_t b, uint32_t size)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_told_of *each = attempt->trials.each;
    if (size == 0)
        return each[a].masked == each[b].masked;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (may_show(&promise->tellers[at], size) && each[a].tellers[at] != each[b].tellers[at])
            return false;
    return true;
}

/* How many tidied values of the list look like the sample; where lines that may show so few are asked, of all that some
 * line names. */
static uint32_t
alike(const struct slc_attempt *attempt, const struct group_list *list, uint32_t sample,
      uint32_t size)
{
    const struct slc_samples *samples = &attempt->trials.samples;
    uint32_t count = 0;
    for (uint32_t at = 0; at < samples->count; at++) {
        bool counted =
            !(size == 0 ? list->has : list->named)[at] || !are_alike(attempt, at, sample, size);
        for (uint32_t before = 0; !counted && before < at; before++)
            counted = (size > 0 || list->has[before]) && are_alike(attempt, before, sample, size) &&
                      sl_str_equal(list->tidied[before], list->tidied[at]);
        count += !counted;
    }
    return count;
}

/* Whether a value that no group lists looks like the sample. */
static bool
is_among_others(const struct slc_attempt *attempt, const struct group_list *list, uint32_t sample)
{
    for (uint32_t at = 0; at < attempt->trials.samples.count; at++)
        if (attempt->trials.samples.each[at].value.state == SL_VALUE &&
            are_alike(attempt, at, sample, 0) && !some_group_lists(attempt, list->tidied[at]) &&
            !attempt->trials.samples.finite)
            return true;
    return false;
}

/* Whether lines that may show so few tell the sample from a value that nothing names: the last of those that were
 * tried, which is a word by chance or a number beyond all others. */
static bool
is_told_from_any_other(const struct slc_attempt *attempt, uint32_t sample, uint32_t size)
{
    return attempt->trials.samples.finite ||
           !are_alike(attempt, attempt->trials.samples.count - 1, sample, size);
}

/* ---- the search ------------------------------------------------------------------------------ */

static bool
find_in(struct slc_attempt *attempt, const struct slc_teller *group)
{
    const struct group_list list = listed_in(attempt, group);
    for (uint32_t sample = 0; sample < attempt->trials.samples.count; sample++) {
        const uint32_t size = list.has[sample] ? alike(attempt, &list, sample, 0) : 0;
        if (size == 0 || attempt->trials.samples.each[sample].value.state != SL_VALUE ||
            size >= group->least || is_among_others(attempt, &list, sample) ||
            (alike(attempt, &list, sample, size) <= size &&
             is_told_from_any_other(attempt, sample, size)))
            continue;
        const struct slc_find_shown shown = {
            .code = SLC_E0803,
            .at = group->least_row->at,
            .values = { attempt->trials.samples.each[sample].value },
            .count = 1,
        };
        slc_report_find(attempt, &shown,
                        "can tell %.*s of %.*s from all values of the group but %u",
                        SL_FMT(slc_value_text(attempt->row->arena, shown.values[0])),
                        SL_FMT(slc_secret_name(attempt->row->promise->secret)), size - 1);
        return true;
    }
    return false;
}

bool
slc_find_class(struct slc_attempt *attempt)
{
    const struct slc_promise *promise = attempt->row->promise;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (is_group(&promise->tellers[at]) && find_in(attempt, &promise->tellers[at]))
            return true;
    return false;
}
