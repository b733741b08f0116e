#include "measure/choose.h"

#include "language/encryption.h"

/* With more combinations of rows than these, the first ones are tried. */
enum { MOST_COMBINATIONS = 256 };

const struct slc_bound *
slc_bound_of(const struct slc_downgrade *row, bool at_least)
{
    const struct slc_bound *bound = row->bounds;
    while (bound != NULL && bound->at_least != at_least)
        bound = bound->next;
    return bound;
}

struct sl_str
slc_line_text(const struct slc_measured *line)
{
    return slc_span_text(line->expr->at);
}

/* ---- rows ------------------------------------------------------------------------------------ */

bool
slc_row_is_for(const struct slc_downgrade *row, const struct slc_function *function,
               enum slc_operator operator_class)
{
    if (function != NULL && row->function == function)
        return true;
    return operator_class != SLC_NOT_AN_OPERATOR && (int)operator_class == row->operator_class;
}

static bool
has_ended(const struct slc_program *program, const struct slc_downgrade *row)
{
    return row->until.at.source != NULL && row->until.days < program->today;
}

static size_t
count_rows(const struct slc_category *category)
{
    size_t count = 0;
    for (const struct slc_downgrade *row = category->downgrades; row != NULL; row = row->next)
        count++;
    return count;
}

/* Adds the rows that lower to between two levels, the furthest first and else in their order. */
static void
add_rows(const struct slc_program *program, struct slc_chooser *chooser, int low, int high)
{
    for (int rank = low; rank <= high; rank++)
        for (const struct slc_downgrade *row = chooser->category->downgrades; row != NULL;
             row = row->next)
            if (row->to_rank == rank && !has_ended(program, row) &&
                slc_row_is_for(row, chooser->function, chooser->operator_class))
                chooser->rows[chooser->nrows++] = row;
}

struct slc_chooser *
slc_chooser_of(const struct slc_measured *line, const struct slc_category *category)
{
    struct slc_chooser *chooser = line->subject->scope->choosers;
    while (chooser != NULL &&
           (chooser->category != category || chooser->function != line->function ||
            chooser->operator_class != line->operator_class))
        chooser = chooser->next;
    return chooser;
}

static void
add_chooser(const struct slc_measures *measures, struct slc_measured *line,
            const struct slc_category *category)
{
    struct slc_program *program = measures->program;
    struct slc_scope *scope = line->subject->scope;
    int clearance = scope->destination->clearance_rank;
    struct slc_chooser *chooser = SL_NEW(program->arena, struct slc_chooser);
    *chooser = (struct slc_chooser) {
        .category = category,
        .function = line->function,
        .operator_class = line->operator_class,
        .rows =
            SL_NEW_ARRAY(program->arena, const struct slc_downgrade *, count_rows(category) + 1),
        .next = scope->choosers,
    };
    add_rows(program, chooser, 0, clearance);
    if (chooser->nrows == 0)
        add_rows(program, chooser, clearance + 1, program->nlevels);
    scope->choosers = chooser;
}

bool
slc_line_has_category(const struct slc_measured *line, const struct slc_category *category)
{
    return slc_number_set_has(line->label.categories, (uint32_t)category->number);
}

static void
add_choosers(const struct slc_measures *measures, struct slc_measured *line)
{
    if (line->function == NULL && line->operator_class == SLC_NOT_AN_OPERATOR)
        return;
    for (const struct slc_category *category = measures->program->categories; category != NULL;
         category = category->next)
        if (slc_line_has_category(line, category) && slc_chooser_of(line, category) == NULL)
            add_chooser(measures, line, category);
}

static bool
compares_columns(const struct slc_measured *line)
{
    return line->expr->kind == SLC_EXPR_COMPARE && (line->anchor != NULL || line->clock);
}

/* Whether the row can lower this very line, its bounds aside. */
static bool
applies(const struct slc_measured *line, const struct slc_downgrade *row)
{
    if (row->from_rank >= 0 && line->label.level > row->from_rank)
        return false;
    if (row->from_rank < 0 && line->at_any_level && line->function != NULL &&
        slc_encrypted_use(line->function) == SLC_ENCRYPTED_WHERE_SAID)
        return false;
    if (line->function != NULL && line->function->bound == SLC_BOUND_NO_DISTANCE)
        return slc_bound_of(row, true) == NULL; /* no call ever meets it; the row is reported */
    return row->bounds == NULL || !compares_columns(line);
}

const struct slc_downgrade *
slc_row_taken(const struct slc_measured *line, const struct slc_category *category)
{
    const struct slc_chooser *chooser = slc_chooser_of(line, category);
    if (chooser == NULL || chooser->nrows == 0 || !applies(line, chooser->rows[chooser->taken]))
        return NULL;
    return chooser->rows[chooser->taken];
}

bool
slc_every_row(const struct slc_measures *measures, const struct slc_measured *line,
              slc_row_test *test, const void *context)
{
    for (const struct slc_category *category = measures->program->categories; category != NULL;
         category = category->next) {
        if (!slc_line_has_category(line, category))
            continue;
        const struct slc_downgrade *row = slc_row_taken(line, category);
        if (row != NULL && !test(context, row))
            return false;
    }
    return true;
}

static bool
has_no_distance(const void *context, const struct slc_downgrade *row)
{
    (void)context;
    return slc_bound_of(row, true) == NULL;
}

bool
slc_has_distance(const struct slc_measures *measures, const struct slc_measured *line)
{
    return line->rests && line->tells == SLC_TELLS_CUTS &&
           !slc_every_row(measures, line, has_no_distance, NULL);
}

bool
slc_counts_alike(const struct slc_measured *a, const struct slc_measured *b)
{
    return a->scale == b->scale && a->clock == b->clock && a->anchor == b->anchor &&
           a->inverse == b->inverse && a->whole_days == b->whole_days &&
           sl_str_equal(a->tidied, b->tidied);
}

const struct slc_measured *
slc_free_whole_line(const struct slc_subject *subject)
{
    const struct slc_subject *one = subject->scope->subjects;
    for (; one != NULL; one = one->next) {
        bool holds = !one->mixed && (one == subject || one->path.len == 0);
        for (const struct slc_measured *line = one->lines; holds && line != NULL; line = line->next)
            if (line->tells == SLC_TELLS_WHOLE && !line->absent)
                return line;
    }
    return NULL;
}

/* ---- one combination ------------------------------------------------------------------------- */

void
slc_refuse(struct slc_measured *line, struct sl_str reason, struct sl_str help,
           const struct slc_measured *other)
{
    if (!line->verdict.met)
        return;
    line->verdict = (struct slc_measure_verdict) { .reason = reason, .help = help };
    if (other != NULL && !slc_span_holds(line->expr->at, other->expr->at))
        line->verdict.elsewhere = other->expr->at;
}

/* Whether each category's owner has a row for the line. */
static bool
finds_rows(const struct slc_measures *measures, const struct slc_measured *line)
{
    for (const struct slc_category *category = measures->program->categories; category != NULL;
         category = category->next)
        if (slc_line_has_category(line, category) && slc_row_taken(line, category) == NULL)
            return false;
    return !slc_number_set_is_empty(line->label.categories);
}

void
slc_judge_combination(const struct slc_measures *measures, struct slc_scope *scope)
{
    struct slc_subject *subject;
    for (subject = scope->subjects; subject != NULL; subject = subject->next)
        for (struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
            bool needs = line->needs && !line->decided;
            line->rests = needs && finds_rows(measures, line);
            line->absent = needs && !line->rests && !line->told;
            line->verdict = (struct slc_measure_verdict) { .met = true };
        }
    for (subject = scope->subjects; subject != NULL; subject = subject->next) {
        slc_judge_distances(measures, subject);
        slc_judge_anchors(measures, subject);
        slc_judge_anchored_lists(measures, subject);
        slc_judge_classes(measures, subject);
        slc_judge_shifts(measures, subject);
    }
    slc_judge_counts(measures, scope);
}

static size_t
count_refused(const struct slc_scope *scope)
{
    size_t count = 0;
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            count += line->absent || !line->verdict.met;
    return count;
}

/* The next combination, as a number whose digits are the rows taken; false: it was the last. */
static bool
take_next(struct slc_scope *scope)
{
    for (struct slc_chooser *chooser = scope->choosers; chooser != NULL; chooser = chooser->next) {
        if (++chooser->taken < chooser->nrows)
            return true;
        chooser->taken = 0;
    }
    return false;
}

static void
take_combination(struct slc_scope *scope, size_t number)
{
    for (struct slc_chooser *chooser = scope->choosers; chooser != NULL; chooser = chooser->next)
        chooser->taken = 0;
    while (number-- > 0)
        (void)take_next(scope);
}

void
slc_judge_scope(const struct slc_measures *measures, struct slc_scope *scope)
{
    size_t best = 0, fewest = SIZE_MAX, number = 0;
    if (scope->judged)
        return;
    scope->judged = true;
    scope->choosers = NULL;
    for (struct slc_subject *subject = scope->subjects; subject != NULL; subject = subject->next)
        for (struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            add_choosers(measures, line);
    do {
        slc_judge_combination(measures, scope);
        size_t refused = count_refused(scope);
        if (refused < fewest) {
            fewest = refused;
            best = number;
        }
        number++;
    } while (fewest > 0 && number < MOST_COMBINATIONS && take_next(scope));
    if (fewest == 0)
        return; /* the last one judged */
    take_combination(scope, best);
    slc_judge_combination(measures, scope);
}
