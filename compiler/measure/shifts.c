/* shifts.c - dates that are moved by days which the receiver does not know.
 *
 * Two shifts of one date, or a shift beside anything else that is told of it, place it more closely than the
 * shift promises. All dates of one `per` under one key are moved alike: one that leaves otherwise, too, gives
 * the shift of the others away. */
#include "measure/calendar_cuts.h"
#include "measure/choose.h"
#include "measure/knowledge.h"
#include "releases/keyed.h"

static bool
places(const struct slc_measured *line)
{
    bool same = line->function != NULL && line->function->measure == SLC_MEASURES_SAME;
    return same || (line->tells != SLC_TELLS_LITTLE && line->tells != SLC_TELLS_OPAQUE);
}

static const struct slc_measured *
line_beside(const struct slc_subject *subject, const struct slc_measured *shift)
{
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        if (line != shift && places(line) && !line->absent && !line->decided &&
            !slc_line_equal(line, shift))
            return line;
    return NULL;
}

/* Whether dates of both lines are moved by the same days. */
static bool
moves_alike(const struct slc_measures *measures, const struct slc_measured *a,
            const struct slc_measured *b)
{
    struct sl_arena *arena = measures->program->arena;
    return a->tells == SLC_TELLS_SHIFTED && b->tells == SLC_TELLS_SHIFTED && a->key == b->key &&
           a->per != NULL && b->per != NULL &&
           sl_str_equal(slc_column_kind(arena, a->per), slc_column_kind(arena, b->per));
}

/* A shifted date of this scope that moves alike and is known otherwise within the days of the shift. */
static const struct slc_measured *
gives_away(const struct slc_measures *measures, const struct slc_scope *scope,
           const struct slc_measured *shift)
{
    int64_t within = (2 * shift->amount + 1) * SLC_MINUTES_A_DAY;
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            if (line->column != shift->column && moves_alike(measures, line, shift) &&
                slc_minutes_told(measures, scope->destination, line->column, false) < within)
                return line;
    return NULL;
}

static const struct slc_measured *
find_giveaway(const struct slc_measures *measures, const struct slc_measured *shift)
{
    const struct slc_destination *destination = shift->subject->scope->destination;
    for (int column = 0; column < measures->ncolumns; column++)
        for (const struct slc_scope *scope = measures->scopes[column]; scope != NULL;
             scope = scope->next) {
            const struct slc_measured *line =
                scope->destination == destination ? gives_away(measures, scope, shift) : NULL;
            if (line != NULL)
                return line;
        }
    return NULL;
}

void
slc_judge_shifts(const struct slc_measures *measures, struct slc_subject *subject)
{
    struct sl_arena *arena = measures->program->arena;
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        if (!line->rests || line->tells != SLC_TELLS_SHIFTED)
            continue;
        const struct slc_measured *beside = line_beside(subject, line);
        const struct slc_measured *giveaway = find_giveaway(measures, line);
        if (beside != NULL)
            slc_refuse(line,
                       sl_arena_format(arena,
                                       "'%.*s' tells of the same date, so that fewer days are "
                                       "possible than the shift promises",
                                       SL_FMT(slc_line_text(beside))),
                       SL_STR("release a shifted date once, and nothing else of it"), beside);
        if (giveaway != NULL)
            slc_refuse(
                line,
                sl_arena_format(arena,
                                "'%.*s' is moved by the same days and leaves otherwise, too: "
                                "that gives the shift away",
                                SL_FMT(giveaway->column->name.text)),
                SL_STR("use another key, or do not shift the date that is known"), giveaway);
    }
}
