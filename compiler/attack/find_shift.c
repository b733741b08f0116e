/* find_shift.c - a shifted date that other lines give back: of the dates that fit it, over all shifts, fewer are left
 * than the shift promises. */
#include "attack/find.h"

static const struct slc_teller *
shifted(const struct slc_promise *promise, int64_t *ret_days)
{
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const struct slc_teller *teller = &promise->tellers[at];
        if (teller->function == NULL || teller->function->measure != SLC_MEASURES_SHIFTED ||
            !teller->ruled || !teller->permitted || teller->decided)
            continue;
        for (uint32_t i = 0; i < teller->expr->nargs; i++)
            if (teller->expr->args[i].kind == SLC_PARAMETER_DAYS) {
                *ret_days = teller->expr->args[i].literals[0].digits;
                return teller;
            }
    }
    return NULL;
}

/* Whether all other lines that are not decided look alike. */
static bool
are_alike(const struct slc_promise *promise, const struct slc_teller *shift,
          const struct slc_told_of *a, const struct slc_told_of *b)
{
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (&promise->tellers[at] != shift && a->tellers[at] != b->tellers[at])
            return false;
    return true;
}

/* Other lines are worked out for every date that the shift may have come from. */
bool
slc_find_shift(struct slc_attempt *attempt)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_ir_type *type = &promise->secret->type;
    int64_t days = 0, fit = 0;
    const struct slc_teller *shift = shifted(promise, &days);
    if (shift == NULL || attempt->trials.samples.count == 0)
        return false;
    const uint32_t at = attempt->trials.samples.count / 2;
    const struct slc_sample *sample = &attempt->trials.samples.each[at];
    for (int64_t away = -days; away <= days; away++) {
        struct sl_value value;
        if (!slc_value_at(attempt->row->arena, type, sample->position + away * SLC_DAY_MICROS,
                          &value))
            return false;
        const struct slc_told_of told = slc_trial(attempt->row, value);
        fit += are_alike(promise, shift, &told, &attempt->trials.each[at]);
    }
    if (fit >= 2 * days + 1)
        return false;
    const struct slc_find_shown shown = { .code = SLC_E0806,
                                          .at = promise->secret->written->at,
                                          .values = { sample->value },
                                          .count = 1 };
    slc_report_find(attempt, &shown,
                    "can tell that %.*s is one of %lld days, of %lld that its shift leaves open",
                    SL_FMT(slc_secret_name(promise->secret)), (long long)fit,
                    (long long)(2 * days + 1));
    return true;
}
