/* anchored_lists.c - listed values beside cuts that move: a list shows its values together, and where cuts are counted
 * from another point that the receiver knows, some row has one between any two of them. So each of these shows alone,
 * which neither line tells by itself. */
#include "measure/calendar_cuts.h"
#include "measure/choose.h"
#include "measure/facts.h"

static const struct slc_fact *
fact_of(const struct slc_measured *line, const struct slc_literal *literal)
{
    const struct slc_fact *fact = line->facts;
    while (fact != NULL && !slc_literal_equal(fact->value, literal))
        fact = fact->next;
    return fact;
}

bool
slc_lists_tell_apart(const struct slc_subject *subject, const struct slc_literal *a,
                     const struct slc_literal *b)
{
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        if (line->absent)
            continue;
        const struct slc_fact *x = fact_of(line, a), *y = fact_of(line, b);
        if ((x == NULL) != (y == NULL) ||
            (x != y && (slc_tells_each(line) || !sl_str_equal(x->class, y->class))))
            return true;
    }
    return false;
}

/* A later value of its list that all lists show together with it. */
static const struct slc_fact *
shown_with(const struct slc_subject *subject, const struct slc_fact *fact)
{
    for (const struct slc_fact *other = fact->next; other != NULL; other = other->next)
        if (!slc_literal_equal(fact->value, other->value) &&
            !slc_lists_tell_apart(subject, fact->value, other->value))
            return other;
    return NULL;
}

/* A single value is as wide as a day, where it is one; a share of it has no width. */
static bool
allows_single_values(const struct slc_measures *measures, const struct slc_measured *line)
{
    const int64_t wanted = slc_minutes_wanted(measures, line);
    return line->column->type.id == SLC_TYPE_DATE && wanted > 0 && wanted <= SLC_MINUTES_A_DAY;
}

static void
refuse(const struct slc_measures *measures, struct slc_measured *line,
       const struct slc_measured *list, const struct slc_fact *a, const struct slc_fact *b)
{
    struct sl_arena *arena = measures->program->arena;
    const struct sl_str text = slc_line_text(list);
    slc_refuse(
        line,
        sl_arena_format(arena,
                        "'%.*s' shows %.*s and %.*s together, and where this line cuts moves "
                        "between them: then each shows alone",
                        SL_FMT(text), SL_FMT(slc_span_text(a->value->at)),
                        SL_FMT(slc_span_text(b->value->at))),
        sl_arena_format(arena, "leave out this line, or list one value in '%.*s'", SL_FMT(text)),
        list);
}

static void
judge_line(const struct slc_measures *measures, struct slc_subject *subject,
           struct slc_measured *line)
{
    for (const struct slc_measured *list = subject->lines; list != NULL; list = list->next)
        for (const struct slc_fact *fact =
                 list->tells == SLC_TELLS_LISTED && !list->absent ? list->facts : NULL;
             fact != NULL; fact = fact->next) {
            const struct slc_fact *other = shown_with(subject, fact);
            if (other != NULL) {
                refuse(measures, line, list, fact, other);
                return;
            }
        }
}

void
slc_judge_anchored_lists(const struct slc_measures *measures, struct slc_subject *subject)
{
    if (slc_free_whole_line(subject) != NULL)
        return;
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        if (line->tells == SLC_TELLS_CUTS && (line->anchor != NULL || line->clock) &&
            slc_has_distance(measures, line) && slc_point_is_known(measures, line, line) &&
            !allows_single_values(measures, line))
            judge_line(measures, subject, line);
}
