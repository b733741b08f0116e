/* labels_field.c - the first error a reviewer meets: a field that its destination may not hold. */
#include "buf.h"
#include "labels/labels.h"
#include "maxima.h"

/* The column that carries most of the label: the cause to point at. */
static const struct slc_expr *
heaviest_column(const struct slc_expr *expr, const struct slc_expr *heaviest)
{
    if (expr == NULL)
        return heaviest;
    if (expr->column != NULL && (heaviest == NULL || expr->label.level > heaviest->label.level))
        heaviest = expr;
    heaviest = heaviest_column(expr->left, heaviest);
    heaviest = heaviest_column(expr->right, heaviest);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        heaviest = heaviest_column(arg->expr, heaviest);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        heaviest = heaviest_column(arm->when, heaviest);
        heaviest = heaviest_column(arm->then, heaviest);
    }
    return heaviest_column(expr->otherwise, heaviest);
}

static void
add_cause(const struct slc_program *program, struct slc_finding *finding,
          const struct slc_statement *statement)
{
    const struct slc_expr *from = heaviest_column(statement->expr, NULL);
    struct sl_str label = slc_label_text(program, statement->label);
    if (from == NULL)
        return;
    const struct slc_span declared = from->column->at;
    slc_cause(program->findings, finding, statement->expr->at, "%.*s: from column '%.*s', line %u",
              SL_FMT(label), SL_FMT(from->column->name.text),
              slc_source_place(declared.source, declared.begin).line);
    slc_note_leaves(program, finding, from);
}

/* "the owner of 'contact' lets it become internal by: present, postcode_area" */
static void
add_owner_note(const struct slc_program *program, struct slc_finding *finding,
               const struct slc_category *category, int clearance)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    for (int rank = 0; rank <= clearance; rank++) {
        bool first = true;
        for (const struct slc_downgrade *rule = category->downgrades; rule != NULL;
             rule = rule->next) {
            if (rule->to_rank != rank)
                continue;
            if (first)
                sl_buf_printf(&text, "%s%.*s by: ", text.len > 0 ? "; " : "",
                              SL_FMT(slc_level_name(program, rank)));
            sl_buf_printf(&text, "%s%.*s", first ? "" : ", ", SL_FMT(rule->by.text));
            first = false;
        }
    }
    if (text.len > 0)
        slc_note(program->findings, finding, "the owner of '%.*s' lets it become %.*s",
                 SL_FMT(category->name.text), SL_FMT(sl_buf_str(&text)));
    else
        slc_note(program->findings, finding,
                 "the owner of '%.*s' has no rule that lowers it far enough",
                 SL_FMT(category->name.text));
    sl_buf_done(&text);
}

/* Whether `present` alone would fit: the usual way out. */
static bool
presence_would_fit(const struct slc_label_context *context, const struct slc_expr *from)
{
    struct slc_label_context trial = *context;
    struct slc_lowered_by *rules = NULL;
    struct slc_column *column = from->column;
    struct slc_lowering lowering = {
        .operator_class = SLC_OPERATOR_PRESENT,
        .columns = &column,
        .ncolumns = 1,
        .bounded_rules_apply = true,
        .at = from->at,
    };
    struct slc_label label = slc_lower_label(&trial, slc_column_label(column), &lowering, &rules);
    return slc_label_fits(label, context->release->destination);
}

static bool
owns_an_earlier_one(const struct slc_program *program, const struct slc_category *category,
                    struct slc_number_set categories)
{
    for (const struct slc_category *one = program->categories; one != category; one = one->next)
        if (slc_number_set_has(categories, one->number) &&
            sl_str_equal(one->owner.text, category->owner.text))
            return true;
    return false;
}

struct sl_str
slc_owners_of(const struct slc_program *program, struct slc_number_set categories)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next) {
        if (!slc_number_set_has(categories, category->number) ||
            owns_an_earlier_one(program, category, categories))
            continue;
        sl_buf_printf(&text, "%s%.*s", text.len > 0 ? " and " : "", SL_FMT(category->owner.text));
    }
    struct sl_str joined = sl_arena_copy(program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return joined;
}

static void
add_ways_out(const struct slc_label_context *context, struct slc_finding *finding,
             const struct slc_statement *statement)
{
    const struct slc_program *program = context->labels->program;
    const struct slc_expr *from = heaviest_column(statement->expr, NULL);
    const struct slc_destination *destination = context->release->destination;
    struct slc_label label = statement->label;
    if (from != NULL && presence_would_fit(context, from))
        slc_help(program->findings, finding,
                 "release only whether there is one:   derive has_%.*s = present(%.*s)",
                 SL_FMT(from->column->name.text), SL_FMT(from->column->name.text));
    if (!slc_number_set_is_subset(label.categories, destination->accepted))
        return;
    slc_help(program->findings, finding,
             "or record a decision:   disclose %s%.*s = %.*s from %.*s as %.*s because \"…\" "
             "approved by %.*s until …",
             statement->row_key ? "row key " : "", SL_FMT(statement->field.text),
             SL_FMT(slc_span_text(statement->expr->at)), SL_FMT(slc_label_text(program, label)),
             SL_FMT(destination->clearance.text), SL_FMT(slc_owners_of(program, label.categories)));
}

void
slc_add_obstacle(const struct slc_label_context *context, struct slc_finding *finding)
{
    const struct slc_obstacle *obstacle = &context->obstacle;
    const struct slc_program *program = context->labels->program;
    if (obstacle->rule == NULL)
        return;
    struct slc_place place = slc_source_place(obstacle->rule->at.source, obstacle->rule->at.begin);
    slc_note(program->findings, finding, "the rule '%.*s' (%.*s:%u) does not apply: %.*s",
             SL_FMT(slc_span_text(obstacle->rule->by.at)), SL_FMT(obstacle->rule->at.source->path),
             place.line, SL_FMT(obstacle->reason));
    if (obstacle->help.len > 0)
        slc_help(program->findings, finding, "%.*s", SL_FMT(obstacle->help));
    if (obstacle->elsewhere.source == NULL)
        return;
    place = slc_source_place(obstacle->elsewhere.source, obstacle->elsewhere.begin);
    slc_note(program->findings, finding, "it counts together with %.*s:%u",
             SL_FMT(obstacle->elsewhere.source->path), place.line);
}

static bool
lets_presence_become(const struct slc_category *category, int clearance)
{
    for (const struct slc_downgrade *rule = category->downgrades; rule != NULL; rule = rule->next)
        if ((int)rule->operator_class == SLC_OPERATOR_PRESENT && rule->to_rank >= 0 &&
            rule->to_rank <= clearance)
            return true;
    return false;
}

void
slc_note_presence_kept(const struct slc_label_context *context, struct slc_finding *finding)
{
    const struct slc_program *program = context->labels->program;
    const struct slc_destination *destination = context->release->destination;
    const struct slc_column *column = context->presence_kept;
    if (column == NULL)
        return;
    slc_note(program->findings, finding,
             "what is read over 'if missing' also tells whether '%.*s' is missing",
             SL_FMT(column->name.text));
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next) {
        if (!slc_number_set_has(slc_column_label(column).categories, category->number) ||
            lets_presence_become(category, destination->clearance_rank))
            continue;
        slc_note(program->findings, finding, "the owner of '%.*s' has no row for 'present'",
                 SL_FMT(category->name.text));
        slc_help(program->findings, finding, "let %.*s write:   may become %.*s by present",
                 SL_FMT(category->owner.text), SL_FMT(destination->clearance.text));
    }
}

/* The leaf's presence was what stood in the way of a row: declared, the leaf has one of its own. */
static void
add_leaf(const struct slc_label_context *context, struct slc_finding *finding)
{
    const struct slc_program *program = context->labels->program;
    if (context->leaf == NULL)
        return;
    slc_note(
        program->findings, finding,
        "this tells whether the document has '%.*s', which is as secret as the document: no rule "
        "lowers it",
        SL_FMT(slc_span_text(context->leaf->at)));
    slc_help(program->findings, finding,
             "declare the leaf in its table; rules then hold for it:   leaf \"…\" of … %s %.*s",
             slc_type_info(context->leaf->type.id)->spelling,
             SL_FMT(slc_label_text(program, context->leaf->label)));
}

void
slc_note_accepts(const struct slc_program *program, struct slc_finding *finding,
                 const struct slc_destination *destination, struct slc_number_set refused)
{
    slc_note(program->findings, finding, "'%.*s' accepts %.*s, and not %.*s; its owner is %.*s",
             SL_FMT(destination->name.text),
             SL_FMT(slc_category_names(program, destination->accepted)),
             SL_FMT(slc_category_names(program, refused)), SL_FMT(destination->owner.text));
}

void
slc_report_field(const struct slc_label_context *context, const struct slc_statement *statement)
{
    const struct slc_program *program = context->labels->program;
    const struct slc_destination *destination = context->release->destination;
    struct slc_label label = statement->label;
    struct slc_number_set refused =
        slc_number_set_minus(program->arena, label.categories, destination->accepted);
    enum slc_code code = context->obstacle.rule != NULL              ? SLC_E0323
                         : label.level > destination->clearance_rank ? SLC_E0301
                                                                     : SLC_E0303;
    struct slc_finding *finding;
    if (label.level > destination->clearance_rank)
        finding = slc_find(program->findings, code, statement->field.at,
                           "this field would carry %.*s data to '%.*s', which is cleared for %.*s",
                           SL_FMT(slc_label_text(program, label)), SL_FMT(destination->name.text),
                           SL_FMT(destination->clearance.text));
    else
        finding =
            slc_find(program->findings, code, statement->field.at,
                     "this field would carry %.*s data to '%.*s', which does not accept it",
                     SL_FMT(slc_category_names(program, refused)), SL_FMT(destination->name.text));
    if (!slc_number_set_is_empty(refused))
        slc_note_accepts(program, finding, destination, refused);
    add_cause(program, finding, statement);
    slc_add_obstacle(context, finding);
    add_leaf(context, finding);
    if (label.level > destination->clearance_rank)
        for (const struct slc_category *category = program->categories; category != NULL;
             category = category->next)
            if (slc_number_set_has(label.categories, category->number))
                add_owner_note(program, finding, category, destination->clearance_rank);
    if (label.level > destination->clearance_rank)
        slc_note_presence_kept(context, finding);
    add_ways_out(context, finding, statement);
}

void
slc_report_unruled(const struct slc_label_context *context)
{
    const struct slc_program *program = context->labels->program;
    const struct slc_expr *line = context->unruled;
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0324, line->at,
                 "this tells of an encrypted column, and no owner's row that applies lets it");
    slc_add_obstacle(context, finding);
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next)
        if (slc_number_set_has(line->label.categories, (uint32_t)category->number))
            slc_note(program->findings, finding, "the owner of '%.*s' is %.*s",
                     SL_FMT(category->name.text), SL_FMT(category->owner.text));
    slc_help(program->findings, finding,
             "let the owner write a row for it, or record a decision with 'disclose'");
}
