#include "labels/disclosure_bound.h"

#include "labels/disclosed.h"

struct slc_span
slc_elsewhere_of(const struct slc_disclosed *a, const struct slc_disclosed *b, struct slc_span at)
{
    if (!slc_span_holds(at, a->at))
        return a->at;
    if (b != NULL && !slc_span_holds(at, b->at))
        return b->at;
    return (struct slc_span) { NULL, 0, 0 };
}

struct slc_bound_verdict
slc_disclosure_meets(const struct slc_disclosures *disclosures,
                     const struct slc_destination *destination, const struct slc_column *column,
                     const struct slc_bound *bound, struct slc_span at)
{
    struct slc_decimal number;
    if (!slc_decimal_read(bound->number.text, &number))
        return (struct slc_bound_verdict) { .reason = SL_STR("the bound is not a number") };
    const struct slc_bound_question question = {
        .arena = disclosures->program->arena,
        .list = *slc_disclosed_list(disclosures, destination, column),
        .bound = bound,
        .number = number,
        .at = at,
    };
    return bound->at_least ? slc_meets_at_least(&question) : slc_meets_at_most(&question);
}
