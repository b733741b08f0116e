#include "labels/labels.h"
#include "language/encryption.h"

static void
remember(struct slc_label_context *context, const struct slc_downgrade *rule, struct sl_str reason,
         const struct slc_measure_verdict *verdict)
{
    if (context->obstacle.rule != NULL)
        return;
    context->obstacle = (struct slc_obstacle) { .rule = rule, .reason = reason };
    if (verdict == NULL)
        return;
    context->obstacle.help = verdict->help;
    context->obstacle.elsewhere = verdict->elsewhere;
}

/* "its bound is 'at least 400' and 'at most 1', but "; nothing for a rule that has none. */
static struct sl_str
bounds_text(struct sl_arena *arena, const struct slc_downgrade *rule)
{
    bool grouped = rule->function != NULL && rule->function->bound == SLC_BOUND_CLASSES;
    struct sl_str text = grouped ? SL_STR("its classes hold two values at least") : SL_STR("");
    for (const struct slc_bound *bound = rule->bounds; bound != NULL; bound = bound->next)
        text = bound == rule->bounds
                   ? sl_arena_format(arena, "its bound is '%.*s'", SL_FMT(slc_span_text(bound->at)))
                   : sl_arena_format(arena, "%.*s and '%.*s'", SL_FMT(text),
                                     SL_FMT(slc_span_text(bound->at)));
    return text.len > 0 ? sl_arena_format(arena, "%.*s, but ", SL_FMT(text)) : text;
}

static bool
bounds_are_met(struct slc_label_context *context, const struct slc_downgrade *rule,
               const struct slc_lowering *lowering)
{
    struct sl_arena *arena = context->labels->program->arena;
    if (lowering->line == NULL)
        return true;
    struct slc_measure_verdict verdict =
        slc_measure_meets(context->labels->measures, lowering->line, rule);
    if (verdict.reason.len > 0)
        remember(context, rule,
                 sl_arena_format(arena, "%.*s%.*s", SL_FMT(bounds_text(arena, rule)),
                                 SL_FMT(verdict.reason)),
                 &verdict);
    return verdict.met;
}

/* A part of an encrypted column's plaintext, as it is. */
static bool
shows_encrypted(const struct slc_lowering *lowering)
{
    if (lowering->function == NULL ||
        slc_encrypted_use(lowering->function) != SLC_ENCRYPTED_WHERE_SAID)
        return false;
    for (int at = 0; at < lowering->ncolumns; at++)
        if (lowering->columns[at]->encrypted)
            return true;
    return false;
}

/* Whether this owner's row applies; what stands in its way is remembered. */
static bool
applies(struct slc_label_context *context, const struct slc_downgrade *rule, struct slc_label label,
        const struct slc_lowering *lowering)
{
    if (!slc_row_is_for(rule, lowering->function, lowering->operator_class) || rule->to_rank < 0)
        return false;
    if (rule->until.at.source != NULL && rule->until.days < context->labels->program->today) {
        remember(context, rule, SL_STR("its 'until' is past"), NULL);
        return false;
    }
    if (rule->from_rank >= 0 && label.level > rule->from_rank) {
        remember(context, rule, SL_STR("its 'from' is lower than what is read here"), NULL);
        return false;
    }
    if (rule->from_rank < 0 && shows_encrypted(lowering)) {
        remember(context, rule,
                 SL_STR("for an encrypted column it has to say 'from' what level it lowers"), NULL);
        return false;
    }
    if (rule->bounds != NULL && !lowering->bounded_rules_apply) {
        remember(context, rule, SL_STR("a comparison without a literal has no bound to keep to"),
                 NULL);
        return false;
    }
    return bounds_are_met(context, rule, lowering);
}

/* Of the rows that apply, the one that lowers furthest. */
static const struct slc_downgrade *
best_rule(struct slc_label_context *context, const struct slc_category *category,
          struct slc_label label, const struct slc_lowering *lowering)
{
    const struct slc_downgrade *best = NULL;
    for (const struct slc_downgrade *rule = category->downgrades; rule != NULL; rule = rule->next)
        if (applies(context, rule, label, lowering) &&
            (best == NULL || rule->to_rank < best->to_rank))
            best = rule;
    return best;
}

struct slc_label
slc_lower_label(struct slc_label_context *context, struct slc_label label,
                const struct slc_lowering *lowering, struct slc_lowered_by **ret_rules)
{
    struct slc_lowered_by *rules = NULL, **end = &rules;
    int highest = -1;
    if (slc_number_set_is_empty(label.categories))
        return label;
    for (const struct slc_category *category = context->labels->program->categories;
         category != NULL; category = category->next) {
        if (!slc_number_set_has(label.categories, category->number))
            continue;
        const struct slc_downgrade *rule = best_rule(context, category, label, lowering);
        if (rule == NULL)
            return label;
        *end = SL_NEW(context->labels->program->arena, struct slc_lowered_by);
        (*end)->rule = rule;
        end = &(*end)->next;
        if (rule->to_rank > highest)
            highest = rule->to_rank;
    }
    if (highest >= label.level)
        return label;
    *end = *ret_rules;
    *ret_rules = rules;
    label.level = highest;
    return label;
}
