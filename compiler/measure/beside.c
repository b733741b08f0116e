/* beside.c - lines beside codes of the same values, which columns that are not to be read have, too.
 *
 * Codes of one set are equal where the values are. Where a record, or one that joins with it, tells something
 * of a value beside its code, it tells that of every row that carries the code. */
#include "measure/line.h"
#include "releases/codes.h"
#include "releases/rows.h"

/* The label that reading the column carries. */
static struct slc_label
label_of(const struct slc_column *column)
{
    struct slc_label label = column->label.label;
    if (label.level >= 0 && label.level < column->presence_rank)
        label.level = column->presence_rank;
    return label;
}

static bool
may_be_read(const struct slc_column *column, const struct slc_destination *destination)
{
    struct slc_label label = label_of(column);
    return label.level < 0 || (label.level <= destination->clearance_rank &&
                               slc_number_set_is_subset(label.categories, destination->accepted));
}

static bool
codes_column(const struct slc_code_use *code, const struct slc_column *column)
{
    for (const struct slc_arg *arg = code->keyed.first; arg != NULL;
         arg = slc_keyed_next(&code->keyed, arg))
        if (arg->expr->column == column)
            return true;
    return false;
}

/* Names for values, and whether there are any, say nothing of what they are. */
static bool
tells_values(const struct slc_measured *line)
{
    bool presence = line->operator_class == SLC_OPERATOR_PRESENT ||
                    (line->function != NULL && line->function->measure == SLC_MEASURES_PRESENCE);
    return !presence && line->tells != SLC_TELLS_OPAQUE && line->tells != SLC_TELLS_BUCKET;
}

static void
join_label(struct sl_arena *arena, struct slc_label *label, struct slc_label other)
{
    label->level = label->level > other.level ? label->level : other.level;
    label->categories = slc_number_set_union(arena, label->categories, other.categories);
}

/* On all lines of the expression: a row is for the whole of it. */
static void
note_on_lines_of(const struct slc_measures *measures, struct slc_measured *lines,
                 const struct slc_beside *beside)
{
    struct sl_arena *arena = measures->program->arena;
    struct slc_beside *noted = SL_NEW(arena, struct slc_beside);
    *noted = *beside;
    noted->next = lines->beside;
    lines->beside = noted;
    for (struct slc_measured *line = lines; line != NULL; line = line->next_of_expr) {
        line->needs = true;
        join_label(arena, &line->label, beside->label);
    }
}

static void
note_on_lines(const struct slc_measures *measures, const struct slc_beside *beside)
{
    const struct slc_release *release = beside->code->release;
    const struct slc_scope *scope = slc_scope_of(measures, release->destination, beside->read);
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            if (line->column == beside->read && tells_values(line) &&
                slc_rows_join(release, line->release))
                note_on_lines_of(measures, line->expr->lines, beside);
}

static struct slc_column *
coded_at(const struct slc_code_use *code, int position)
{
    const struct slc_arg *arg = code->keyed.first;
    while (position-- > 0 && arg != NULL)
        arg = slc_keyed_next(&code->keyed, arg);
    return arg != NULL ? arg->expr->column : NULL;
}

/* The columns behind the same part of the same codes; what the code's own columns are, it does not hide. */
static void
note_part(const struct slc_measures *measures, const struct slc_code_set *set,
          const struct slc_code_use *code, int position)
{
    const struct slc_destination *destination = code->release->destination;
    struct slc_beside beside = { .set = set, .code = code, .read = coded_at(code, position) };
    for (const struct slc_code_use *other = set->first; other != NULL; other = other->next) {
        struct slc_column *column = coded_at(other, position);
        if (column == NULL || codes_column(code, column) || may_be_read(column, destination))
            continue;
        if (beside.hidden == NULL) {
            beside.hidden = column;
            beside.other = other;
        }
        join_label(measures->program->arena, &beside.label, label_of(column));
    }
    if (beside.hidden != NULL)
        note_on_lines(measures, &beside);
}

void
slc_note_beside(const struct slc_measures *measures)
{
    for (const struct slc_code_set *set = measures->program->code_sets; set != NULL;
         set = set->next)
        for (const struct slc_code_use *code = set->first; code != NULL; code = code->next)
            for (int position = 0; coded_at(code, position) != NULL; position++)
                note_part(measures, set, code, position);
}

const struct slc_beside *
slc_measure_beside(const struct slc_expr *line)
{
    return line->lines != NULL ? line->lines->beside : NULL;
}

bool
slc_measure_tells_whole(const struct slc_expr *line)
{
    return line->lines != NULL && line->lines->tells == SLC_TELLS_WHOLE;
}
