#include "measure/line.h"

#include "measure/line_cuts.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* initials() shows so many letters at most. */
enum { INITIALS_SHOWN = 4 };

/* ---- comparisons and lists ------------------------------------------------------------------- */

static void
read_comparison(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_expr *expr = line->expr;
    bool left = expr->left == line->operand;
    const struct slc_expr *other = left ? expr->right : expr->left;
    bool below_or_above = expr->compare == SLC_GREATER || expr->compare == SLC_LESS_OR_EQUAL;
    struct slc_decimal number = { 0, 0 };
    line->tells = SLC_TELLS_CUTS;
    line->unit = SLC_BOUND_THRESHOLDS;
    if (other->kind == SLC_EXPR_LITERAL && !slc_literal_number(other->literals, &number))
        return;
    struct slc_cut *cut = slc_add_cut(arena, line, SLC_CUT_AT);
    cut->number = number;
    /* `x > 5` cuts behind 5, and so does `5 >= x`, read from the other side */
    cut->behind = left ? below_or_above : !below_or_above;
}

static void
add_facts(struct sl_arena *arena, struct slc_measured *line, const struct slc_literal *values,
          const struct slc_literal *classes)
{
    struct slc_fact **end = &line->facts;
    line->tells = SLC_TELLS_LISTED;
    line->unit = SLC_BOUND_LISTED;
    for (; values != NULL; values = values->next) {
        *end = SL_NEW(arena, struct slc_fact);
        (*end)->value = values;
        if (classes != NULL) {
            (*end)->class = classes->text;
            classes = classes->next;
        }
        end = &(*end)->next;
    }
}

static const struct slc_literal *
list_labelled(const struct slc_expr *call, const char *label)
{
    const struct slc_arg *arg = slc_arg_labelled(call, label);
    return arg != NULL ? arg->literals : NULL;
}

/* ---- counted calls --------------------------------------------------------------------------- */

/* The greatest of the call's plain numbers: characters, buckets, the longer of two prefixes. */
static void
read_amount(struct slc_measured *line, enum slc_tells tells)
{
    line->tells = tells;
    line->unit = line->function->bound;
    for (const struct slc_arg *arg = line->expr->args; arg != NULL; arg = arg->next) {
        const struct slc_literal *literal = slc_arg_literal(arg);
        if (literal == NULL)
            literal = arg->kind == SLC_ARG_QUANTITY ? arg->literals : NULL;
        struct slc_decimal number;
        if (literal != NULL && slc_literal_number(literal, &number) && number.digits > line->amount)
            line->amount = number.digits;
    }
}

static void
read_characters(struct slc_measured *line, enum slc_character_end end)
{
    read_amount(line, SLC_TELLS_CHARACTERS);
    line->end = end;
    if (end == SLC_OF_WORDS)
        line->amount = INITIALS_SHOWN;
}

static void
read_keyed(struct slc_measured *line)
{
    for (const struct slc_arg *arg = line->expr->args; arg != NULL; arg = arg->next) {
        if (arg->key != NULL)
            line->key = arg->key;
        if (sl_str_is(arg->label.text, "per") && arg->expr != NULL)
            line->per = arg->expr->column;
    }
}

/* ---- a call ---------------------------------------------------------------------------------- */

static void
read_classes(struct sl_arena *arena, struct slc_measured *line)
{
    add_facts(arena, line, list_labelled(line->expr, "from"), list_labelled(line->expr, "to"));
}

static void
read_listed(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_literal *allowed = list_labelled(line->expr, "allowed");
    if (allowed != NULL)
        add_facts(arena, line, allowed, NULL);
    else
        read_classes(arena, line); /* a group that counts as one_of */
}

static void
read_squares(struct sl_arena *arena, struct slc_measured *line)
{
    slc_add_steps(arena, line, SLC_CUT_STEPS, "km");
    line->scale = SLC_SCALE_KILOMETRES;
}

/* Every measure has its place here: one without does not build. */
static void
read_call(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_expr *call = line->expr;
    switch (line->function->measure) {
    case SLC_MEASURES_EDGES: slc_add_edges(arena, line, SLC_SCALE_VALUE, 1); break;
    case SLC_MEASURES_SHARES: slc_add_edges(arena, line, SLC_SCALE_SHARE, 1); break;
    case SLC_MEASURES_LENGTHS: slc_add_edges(arena, line, SLC_SCALE_LENGTH, 1); break;
    case SLC_MEASURES_WORD_COUNTS: slc_add_edges(arena, line, SLC_SCALE_WORDS, 1); break;
    case SLC_MEASURES_STEPS: slc_add_steps(arena, line, SLC_CUT_STEPS, "to"); break;
    case SLC_MEASURES_MIDDLES: slc_add_steps(arena, line, SLC_CUT_MIDDLES, "to"); break;
    case SLC_MEASURES_SQUARES: read_squares(arena, line); break;
    case SLC_MEASURES_EACH: slc_add_each(arena, line); break;
    case SLC_MEASURES_ZERO: slc_add_both_sides(arena, line, (struct slc_decimal) { 0, 0 }); break;
    case SLC_MEASURES_POWERS: slc_add_powers(arena, line); break;
    case SLC_MEASURES_AGES: slc_add_ages(arena, line); break;
    case SLC_MEASURES_CALENDAR: slc_add_calendar(arena, line); break;
    case SLC_MEASURES_SPANS:
    case SLC_MEASURES_SPAN_EDGES: slc_add_span(arena, line); break;
    case SLC_MEASURES_RECURRING: line->tells = SLC_TELLS_RECURRING; break;
    case SLC_MEASURES_LISTED: read_listed(arena, line); break;
    case SLC_MEASURES_WORDS: add_facts(arena, line, list_labelled(call, "words"), NULL); break;
    case SLC_MEASURES_CLASSES: read_classes(arena, line); break;
    case SLC_MEASURES_FROM_FRONT: read_characters(line, SLC_FROM_FRONT); break;
    case SLC_MEASURES_FROM_BACK: read_characters(line, SLC_FROM_BACK); break;
    case SLC_MEASURES_INITIALS: read_characters(line, SLC_OF_WORDS); break;
    case SLC_MEASURES_PREFIX: read_amount(line, SLC_TELLS_PREFIX); break;
    case SLC_MEASURES_BUCKETS: read_amount(line, SLC_TELLS_BUCKET); break;
    case SLC_MEASURES_SHIFTED: read_amount(line, SLC_TELLS_SHIFTED); break;
    case SLC_MEASURES_OPAQUE: line->tells = SLC_TELLS_OPAQUE; break;
    case SLC_MEASURES_SAME:
    case SLC_MEASURES_PRESENCE:
    case SLC_MEASURES_KIND:
    case SLC_MEASURES_WHOLE:
    case SLC_NMEASURES: break;
    }
    read_keyed(line);
}

/* The other operand of a span, a share or a comparison of columns: what the cuts are relative to. */
static void
read_anchor(struct slc_measured *line, const struct slc_expr *other)
{
    bool if_missing;
    if (other == NULL || other == line->operand || line->tells != SLC_TELLS_CUTS)
        return;
    if (other->commit_time)
        line->clock = true;
    else
        line->anchor = slc_direct_column(other, &if_missing);
}

static bool
is_relative(const struct slc_measured *line)
{
    if (line->function == NULL)
        return line->expr->kind == SLC_EXPR_COMPARE;
    enum slc_measure measure = line->function->measure;
    return measure == SLC_MEASURES_SPANS || measure == SLC_MEASURES_SPAN_EDGES ||
           measure == SLC_MEASURES_SHARES;
}

/* A span is read from its first date: from the second it runs the other way. A share of the second
 * number is one of the first turned over, and the two are not compared. */
static void
turn_over(struct slc_measured *line)
{
    const struct slc_arg *first = line->expr->args;
    if (line->function == NULL || first == NULL || first->expr == line->operand)
        return;
    line->inverse = line->function->measure == SLC_MEASURES_SHARES;
    for (struct slc_cut *cut = line->cuts; cut != NULL && !line->inverse; cut = cut->next) {
        if (cut->kind != SLC_CUT_AT)
            continue;
        cut->number.digits = -cut->number.digits;
        cut->behind = !cut->behind;
    }
}

void
slc_line_read(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_expr *expr = line->expr;
    line->tells = SLC_TELLS_LITTLE;
    if (expr->kind == SLC_EXPR_COMPARE)
        read_comparison(arena, line);
    else if (expr->kind == SLC_EXPR_IS || expr->kind == SLC_EXPR_IN)
        add_facts(arena, line, expr->literals, NULL);
    else if (slc_compared_literal(expr) != NULL)
        add_facts(arena, line, slc_compared_literal(expr), NULL);
    else if (line->function != NULL)
        read_call(arena, line);
    if (line->scale == SLC_SCALE_LENGTH || line->scale == SLC_SCALE_WORDS)
        line->tidied = slc_tidying(arena, line->operand);
    if (!is_relative(line))
        return;
    read_anchor(line, expr->left);
    read_anchor(line, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        if (arg->kind == SLC_ARG_EXPR || (arg->expr != NULL && arg->expr->column != NULL))
            read_anchor(line, arg->expr);
    turn_over(line);
}
