/* counts.c - `at most K`: what is told of a column in all, counted by its unit.
 *
 * Thresholds, listed values, characters, prefix bits and buckets are counted apart: a line of one unit does
 * not count against a row of another. Free lines are not counted. */
#include "measure/choose.h"
#include "measure/facts.h"

/* ---- thresholds ------------------------------------------------------------------------------ */

/* The same cut, where the type has a step after rounding to it: `> 399` is `>= 400`. Numbers without a unit
 * of time always fit an axis. */
static bool
same_cut(const struct slc_subject *subject, const struct slc_cut *a, const struct slc_cut *b)
{
    struct slc_axis axis = { 0 };
    struct slc_cutter x, y;
    slc_axis_take_scale(&axis, a);
    slc_axis_take_scale(&axis, b);
    slc_axis_take_type(&axis, &subject->type);
    (void)slc_cutter_make(&axis, a, &x);
    (void)slc_cutter_make(&axis, b, &y);
    return x.position == y.position;
}

static bool
counts_threshold(const struct slc_measured *line)
{
    return line->rests && line->unit == SLC_BOUND_THRESHOLDS && line->cuts != NULL;
}

/* Comparisons of columns rest on rows without a bound alone, so that they count for none. */
static int64_t
count_thresholds(const struct slc_scope *scope)
{
    int64_t count = 0;
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
            const struct slc_measured *before = subject->lines;
            if (!counts_threshold(line))
                continue;
            while (!(counts_threshold(before) && same_cut(subject, before->cuts, line->cuts)))
                before = before->next;
            count += before == line;
        }
    return count;
}

/* ---- listed values --------------------------------------------------------------------------- */

static int64_t
count_listed(const struct slc_scope *scope, struct sl_arena *arena, bool classes)
{
    int64_t count = 0;
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next)
                count += slc_counts_fact(arena, line, fact, classes) &&
                         slc_is_first_fact(arena, line, fact, classes);
    return count;
}

/* ---- characters, bits, buckets --------------------------------------------------------------- */

/* The most of all lines that show the same end after the same tidying. */
static bool
shows_no_more(struct sl_arena *arena, const struct slc_measured *line,
              const struct slc_measured *than)
{
    return than->rests && than->tells == line->tells && than->end == line->end &&
           than->amount >= line->amount &&
           sl_str_equal(slc_tidying(arena, than->operand), slc_tidying(arena, line->operand));
}

static int64_t
count_characters(const struct slc_scope *scope, struct sl_arena *arena)
{
    int64_t count = 0;
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
            bool covered = !line->rests || line->tells != SLC_TELLS_CHARACTERS;
            bool behind = false;
            for (const struct slc_measured *one = subject->lines; one != NULL && !covered;
                 one = one->next) {
                covered = one != line && shows_no_more(arena, line, one) &&
                          (one->amount > line->amount || !behind);
                behind = behind || one == line;
            }
            count += covered ? 0 : line->amount;
        }
    return count;
}

static int64_t
greatest_amount(const struct slc_scope *scope, enum slc_tells tells)
{
    int64_t most = 0;
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            if (line->rests && line->tells == tells && line->amount > most)
                most = line->amount;
    return most;
}

/* One number of buckets under one key: others divide each bucket again. */
static const struct slc_measured *
other_buckets(const struct slc_scope *scope, const struct slc_measured *line)
{
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next)
            if (one->tells == SLC_TELLS_BUCKET &&
                (one->amount != line->amount || one->key != line->key))
                return one;
    return NULL;
}

/* ---- a row ----------------------------------------------------------------------------------- */

static int64_t
count_for(const struct slc_measures *measures, const struct slc_measured *line)
{
    const struct slc_scope *scope = line->subject->scope;
    struct sl_arena *arena = measures->program->arena;
    bool classes = slc_is_grouping(line);
    switch (line->tells) {
    case SLC_TELLS_CUTS: return count_thresholds(scope);
    case SLC_TELLS_LISTED: return count_listed(scope, arena, classes);
    case SLC_TELLS_CHARACTERS: return count_characters(scope, arena);
    case SLC_TELLS_PREFIX:
    case SLC_TELLS_BUCKET: return greatest_amount(scope, line->tells);
    case SLC_TELLS_WHOLE:
    case SLC_TELLS_RECURRING:
    case SLC_TELLS_OPAQUE:
    case SLC_TELLS_SHIFTED:
    case SLC_TELLS_LITTLE: break;
    }
    return 0;
}

static bool
allows_count(const void *context, const struct slc_downgrade *row)
{
    const int64_t *count = context;
    const struct slc_bound *bound = slc_bound_of(row, false);
    struct slc_decimal most;
    return bound == NULL || (slc_decimal_read(bound->number.text, &most) &&
                             slc_decimal_compare((struct slc_decimal) { *count, 0 }, most) <= 0);
}

static const char *
counted_words(const struct slc_measured *line)
{
    switch ((int)line->tells) {
    case SLC_TELLS_CUTS: return "limits";
    case SLC_TELLS_LISTED: return "listed values";
    case SLC_TELLS_CHARACTERS: return "characters";
    case SLC_TELLS_PREFIX: return "bits";
    default: return "buckets";
    }
}

/* Another line of the same unit, for the finding. */
static const struct slc_measured *
other_of_unit(const struct slc_measured *line)
{
    const struct slc_subject *subject = line->subject->scope->subjects;
    for (; subject != NULL; subject = subject->next)
        for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next)
            if (one != line && one->rests && one->tells == line->tells)
                return one;
    return NULL;
}

static void
judge_count(const struct slc_measures *measures, struct slc_measured *line)
{
    struct sl_arena *arena = measures->program->arena;
    int64_t count = count_for(measures, line);
    const struct slc_measured *other =
        line->tells == SLC_TELLS_BUCKET ? other_buckets(line->subject->scope, line) : NULL;
    if (other != NULL && !slc_every_row(measures, line, allows_count, &(int64_t) { INT64_MAX }))
        slc_refuse(line, SL_STR("the same column is also put into other buckets"),
                   SL_STR("use one number of buckets and one key"), other);
    if (slc_every_row(measures, line, allows_count, &count))
        return;
    slc_refuse(line,
               sl_arena_format(arena, "%lld %s are told in all lines to this destination%.*s",
                               (long long)count, counted_words(line),
                               SL_FMT(slc_counted_examples(arena, line))),
               SL_STR(""), other_of_unit(line));
}

void
slc_judge_counts(const struct slc_measures *measures, struct slc_scope *scope)
{
    for (struct slc_subject *subject = scope->subjects; subject != NULL; subject = subject->next)
        for (struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            if (line->rests)
                judge_count(measures, line);
}
