#include "labels/labels.h"

/* ---- columns and tables ---------------------------------------------------------------------- */

/* `what` is labelled so: "column 'email'". */
static void
report_no_category(const struct slc_program *program, const struct slc_label_text *label,
                   struct sl_str what)
{
    struct sl_str level = label->level.text;
    struct slc_finding *finding = slc_find(program->findings, SLC_E0302, label->at,
                                           "%.*s is %.*s but names no category, so nobody owns it",
                                           SL_FMT(what), SL_FMT(level));
    struct sl_str names = { 0 };
    for (const struct slc_category *c = program->categories; c != NULL; c = c->next)
        names = sl_arena_format(program->arena, "%.*s%s%.*s", SL_FMT(names),
                                names.len > 0 ? ", " : "", SL_FMT(c->name.text));
    if (names.len > 0)
        slc_note(program->findings, finding, "the categories are: %.*s", SL_FMT(names));
    struct sl_str example =
        program->categories != NULL ? program->categories->name.text : SL_STR("CATEGORY");
    slc_help(program->findings, finding, "name what it is about, as in:   %.*s %.*s", SL_FMT(level),
             SL_FMT(example));
}

static void
check_column(const struct slc_program *program, const struct slc_column *column)
{
    struct slc_label label = column->label.label;
    if (!slc_label_known(label))
        return;
    if (label.level > 0 && column->label.categories == NULL)
        report_no_category(
            program, &column->label,
            sl_arena_format(program->arena, "column '%.*s'", SL_FMT(column->name.text)));
    if (column->presence_rank < 0)
        return;
    if (slc_level_is_secret(program, column->presence_rank))
        slc_find(program->findings, SLC_E0308, column->presence.at,
                 "'%.*s' has no presence: label the column itself %.*s",
                 SL_FMT(column->presence.text), SL_FMT(column->presence.text));
    else if (column->presence_rank < label.level)
        slc_find(program->findings, SLC_E0308, column->presence.at,
                 "presence may only raise: the column is %.*s already",
                 SL_FMT(column->label.level.text));
}

static void
check_table(const struct slc_program *program, const struct slc_table *table)
{
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        check_column(program, column);
    for (const struct slc_column *leaf = table->leaves; leaf != NULL; leaf = leaf->next)
        check_column(program, leaf);
    if (!table->has_presence)
        return;
    if (table->presence.label.level > 0 && table->presence.categories == NULL)
        report_no_category(program, &table->presence, SL_STR("that a row is here"));
    if (slc_level_is_secret(program, table->presence.label.level))
        slc_find(program->findings, SLC_E0308, table->presence.at,
                 "a table's presence cannot be '%.*s': then no row may be released at all",
                 SL_FMT(table->presence.level.text));
}

/* ---- owners' rows ---------------------------------------------------------------------------- */

/* What a row is for: an operator as such, or a function's kind of bound. */
static enum slc_bound_kind
bound_kind_of(const struct slc_downgrade *rule)
{
    switch ((enum slc_operator)rule->operator_class) {
    case SLC_OPERATOR_COMPARISON: return SLC_BOUND_THRESHOLDS;
    case SLC_OPERATOR_MEMBERSHIP: return SLC_BOUND_LISTED;
    case SLC_OPERATOR_PRESENT: return SLC_BOUND_NONE;
    case SLC_NOT_AN_OPERATOR: break;
    }
    return rule->function != NULL ? rule->function->bound : SLC_BOUND_NONE;
}

/* `at least` measures distances of cut points; thresholds of comparisons are cut points too. */
static bool
takes_at_least(enum slc_bound_kind kind)
{
    return kind == SLC_BOUND_STEP || kind == SLC_BOUND_YEARS || kind == SLC_BOUND_INTERVAL ||
           kind == SLC_BOUND_THRESHOLDS || kind == SLC_BOUND_CLASSES ||
           kind == SLC_BOUND_NO_DISTANCE;
}

/* `at most` limits what grows with every further line. */
static bool
takes_at_most(enum slc_bound_kind kind)
{
    return kind == SLC_BOUND_LISTED || kind == SLC_BOUND_CLASSES || kind == SLC_BOUND_THRESHOLDS ||
           kind == SLC_BOUND_CHARACTERS || kind == SLC_BOUND_BITS || kind == SLC_BOUND_BUCKETS;
}

static void
check_bound(const struct slc_program *program, const struct slc_downgrade *rule,
            enum slc_bound_kind kind, const struct slc_bound *bound)
{
    bool known = bound->at_least ? takes_at_least(kind) : takes_at_most(kind);
    bool years = kind == SLC_BOUND_YEARS, interval = kind == SLC_BOUND_INTERVAL;
    bool has_unit = bound->unit.text.len > 0;
    bool dated = kind == SLC_BOUND_THRESHOLDS && bound->at_least; /* limits can lie between dates */
    if (!known) {
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0307, bound->at, "'%.*s' has no bound '%s'",
                     SL_FMT(rule->by.text), bound->at_least ? "at least" : "at most");
        if (takes_at_least(kind) || takes_at_most(kind))
            slc_help(program->findings, finding, "its bound is written '%s'",
                     takes_at_least(kind) ? "at least" : "at most");
        return;
    }
    if (kind == SLC_BOUND_NO_DISTANCE) {
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0307, bound->at,
                     "'%.*s' can never meet a bound 'at least': it tells single values",
                     SL_FMT(rule->by.text));
        slc_help(program->findings, finding,
                 "write the row without a bound, or a row for 'band' in its place");
        return;
    }
    if (interval && !has_unit) {
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0307, bound->at,
                     "the bound of '%.*s' has a unit of time", SL_FMT(rule->by.text));
        slc_help(program->findings, finding,
                 "write one of: minutes, hours, days, weeks, months, years");
    } else if (!interval && !dated && (years ? !sl_str_is(bound->unit.text, "years") : has_unit)) {
        slc_find(program->findings, SLC_E0307, bound->at,
                 years ? "the bound of '%.*s' is in years" : "the bound of '%.*s' has no unit",
                 SL_FMT(rule->by.text));
    }
}

static void
check_rule(const struct slc_program *program, const struct slc_downgrade *rule)
{
    enum slc_bound_kind kind = bound_kind_of(rule);
    bool unknown = rule->function == NULL && rule->operator_class == SLC_NOT_AN_OPERATOR;
    if (unknown)
        return; /* reported by names */
    if (slc_level_is_secret(program, rule->from_rank))
        slc_find(program->findings, SLC_E0306, rule->from.at,
                 "nothing lowers '%.*s': it can only be withheld", SL_FMT(rule->from.text));
    else if (rule->from_rank >= 0 && rule->to_rank >= rule->from_rank)
        slc_find(program->findings, SLC_E0306, rule->to.at, "'%.*s' is not lower than '%.*s'",
                 SL_FMT(rule->to.text), SL_FMT(rule->from.text));
    else if (slc_level_is_secret(program, rule->to_rank))
        slc_find(program->findings, SLC_E0306, rule->to.at,
                 "'%.*s' is the highest level: nothing is lowered to it", SL_FMT(rule->to.text));
    for (const struct slc_bound *bound = rule->bounds; bound != NULL; bound = bound->next)
        check_bound(program, rule, kind, bound);
    if (takes_at_most(kind) && rule->bounds == NULL) {
        struct slc_finding *finding =
            slc_find(program->findings, SLC_W0330, rule->at,
                     "this rule has no bound: what '%.*s' tells grows with every line",
                     SL_FMT(rule->by.text));
        slc_help(program->findings, finding, "state how much may be told:   by %.*s at most 3",
                 SL_FMT(rule->by.text));
    }
    if (rule->until.at.source != NULL && rule->until.days < program->today)
        slc_find(program->findings, SLC_W0332, rule->until.at,
                 "this rule has ended and lowers nothing any more");
}

void
slc_check_declared_labels(const struct slc_labels *labels)
{
    const struct slc_program *program = labels->program;
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        check_table(program, table);
        slc_check_leaves(labels, table);
        slc_check_whole_rows(labels, table);
    }
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next)
        for (const struct slc_downgrade *rule = category->downgrades; rule != NULL;
             rule = rule->next)
            check_rule(program, rule);
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        if (slc_level_is_secret(program, destination->clearance_rank))
            slc_find(program->findings, SLC_E0305, destination->clearance.at,
                     "'%.*s' cannot be a clearance: data of the highest level is only withheld",
                     SL_FMT(destination->clearance.text));
}
