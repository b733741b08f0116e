#include "labels/disclosure_bound.h"
#include "labels/labels.h"
#include "language/encryption.h"

static bool
is_for(const struct slc_downgrade *rule, const struct slc_lowering *lowering)
{
    if (lowering->function != NULL && rule->function == lowering->function)
        return true;
    if (lowering->operator_class == SLC_NOT_AN_OPERATOR)
        return false;
    return (int)lowering->operator_class == rule->operator_class;
}

static void
remember(struct slc_label_context *context, const struct slc_downgrade *rule, struct sl_str reason,
         struct slc_span elsewhere)
{
    if (context->obstacle.rule == NULL)
        context->obstacle = (struct slc_obstacle) { rule, reason, elsewhere };
}

static bool
bounds_are_met(struct slc_label_context *context, const struct slc_downgrade *rule,
               const struct slc_lowering *lowering)
{
    const struct slc_labels *labels = context->labels;
    for (const struct slc_bound *bound = rule->bounds; bound != NULL; bound = bound->next)
        for (int at = 0; at < lowering->ncolumns; at++) {
            struct slc_bound_verdict verdict =
                slc_disclosure_meets(labels->disclosures, context->release->destination,
                                     lowering->columns[at], bound, lowering->at);
            if (verdict.met)
                continue;
            struct sl_str reason =
                sl_arena_format(labels->program->arena, "its bound is '%.*s', but %.*s",
                                SL_FMT(slc_span_text(bound->at)), SL_FMT(verdict.reason));
            remember(context, rule, reason, verdict.elsewhere);
            return false;
        }
    return true;
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
    const struct slc_span nowhere = { NULL, 0, 0 };
    if (!is_for(rule, lowering) || rule->to_rank < 0)
        return false;
    if (rule->until.at.source != NULL && rule->until.days < context->labels->program->today) {
        remember(context, rule, SL_STR("its 'until' is past"), nowhere);
        return false;
    }
    if (rule->from_rank >= 0 && label.level > rule->from_rank) {
        remember(context, rule, SL_STR("its 'from' is lower than what is read here"), nowhere);
        return false;
    }
    if (rule->from_rank < 0 && shows_encrypted(lowering)) {
        remember(context, rule,
                 SL_STR("for an encrypted column it has to say 'from' what level it lowers"),
                 nowhere);
        return false;
    }
    if (rule->bounds != NULL && !lowering->bounded_rules_apply) {
        remember(context, rule, SL_STR("a comparison without a literal has no bound to keep to"),
                 nowhere);
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
