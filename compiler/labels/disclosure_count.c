/* `at most`: how much is told of a column in all. */
#include "labels/disclosed.h"
#include "labels/disclosure_bound.h"

static bool
is_counted(const struct slc_disclosed *one)
{
    return one->kind == SLC_DISCLOSES_LISTED || one->kind == SLC_DISCLOSES_THRESHOLD ||
           one->kind == SLC_DISCLOSES_DATE || one->kind == SLC_DISCLOSES_AMOUNT;
}

static bool
same_disclosed(const struct slc_disclosed *a, const struct slc_disclosed *b)
{
    if (a->kind != b->kind || a->kind == SLC_DISCLOSES_AMOUNT)
        return false;
    if (a->kind == SLC_DISCLOSES_THRESHOLD)
        return slc_decimal_compare(a->number, b->number) == 0;
    return sl_str_equal(a->text, b->text);
}

static bool
counted_before(const struct slc_disclosed *list, const struct slc_disclosed *one)
{
    for (; list != one; list = list->next)
        if (same_disclosed(list, one))
            return true;
    return false;
}

/* What is told of one column, one by one: distinct listed values, thresholds, characters, bits. */
static int64_t
count_told(const struct slc_disclosed *list)
{
    int64_t count = 0;
    for (const struct slc_disclosed *one = list; one != NULL; one = one->next)
        if (is_counted(one) && !counted_before(list, one))
            count += one->kind == SLC_DISCLOSES_AMOUNT ? one->number.digits : 1;
    return count;
}

static struct slc_span
counted_elsewhere(const struct slc_disclosed *list, struct slc_span at)
{
    for (; list != NULL; list = list->next)
        if (is_counted(list) && !slc_span_holds(at, list->at))
            return list->at;
    return (struct slc_span) { NULL, 0, 0 };
}

/* One count of buckets per column and destination; that count is what the bound limits. */
static struct slc_bound_verdict
meets_buckets(const struct slc_bound_question *question, const struct slc_disclosed *buckets)
{
    const struct slc_disclosed *other = slc_disclosed_first(buckets->next, SLC_DISCLOSES_BUCKETS);
    if (other != NULL && slc_decimal_compare(other->number, buckets->number) != 0)
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the same column is also put into another number of buckets"),
            .elsewhere = slc_elsewhere_of(buckets, other, question->at),
        };
    if (slc_decimal_compare(buckets->number, question->number) <= 0)
        return slc_bound_met();
    return (struct slc_bound_verdict) { .reason = SL_STR("there are more buckets") };
}

struct slc_bound_verdict
slc_meets_at_most(const struct slc_bound_question *question)
{
    const struct slc_disclosed *buckets =
        slc_disclosed_first(question->list, SLC_DISCLOSES_BUCKETS);
    if (buckets != NULL)
        return meets_buckets(question, buckets);
    int64_t told = count_told(question->list);
    if (slc_decimal_compare((struct slc_decimal) { told, 0 }, question->number) <= 0)
        return slc_bound_met();
    return (struct slc_bound_verdict) {
        .reason = sl_arena_format(question->arena, "%lld are told in all lines to this destination",
                                  (long long)told),
        .elsewhere = counted_elsewhere(question->list, question->at),
    };
}
