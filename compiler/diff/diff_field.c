/* The fields of a release that is in both versions. */
#include "diff_internal.h"

#include "prove.h"

/* A field of both versions, or of one. */
struct fields {
    struct slc_diff *diff;
    struct slc_pair *pair;
    const struct slc_ir_release *release[SLC_NSIDES];
    const struct slc_ir_field *field[SLC_NSIDES]; /* NULL: this version has none of that name */
    struct sl_str what;
};

static struct slc_target
target_of(const struct fields *fields, enum slc_side side)
{
    return (struct slc_target) { .side = side,
                                 .release = fields->release[side],
                                 .counterpart = fields->release[slc_other_side(side)],
                                 .expr = fields->field[side]->expr };
}

static struct slc_change *
change_field(const struct fields *fields, enum slc_privacy privacy, const char *says)
{
    struct slc_change *change =
        slc_change_add(fields->diff, privacy, "field", fields->what, "%s", says);
    for (int side = 0; side < SLC_NSIDES; side++)
        if (fields->field[side] != NULL)
            slc_change_at(fields->diff, change, (enum slc_side)side, fields->field[side]->place);
    return change;
}

/* The field of a version on one of the example's rows; empty where the version has none. */
static struct sl_str
value_on(const struct fields *fields, enum slc_side side, const struct sl_value *row)
{
    if (fields->field[side] == NULL)
        return (struct sl_str) { NULL, 0 };
    slc_pair_try(fields->pair, row);
    return slc_shown_value(
        fields->diff->arena,
        slc_pair_eval(fields->pair, side, fields->release[side], fields->field[side]->expr));
}

static void
add_example(const struct fields *fields, struct slc_change *change, enum slc_example_kind kind,
            const struct slc_witness *witness)
{
    if (witness == NULL)
        return;
    struct slc_diff_example *example = &change->examples[change->nexamples++];
    *example =
        (struct slc_diff_example) { .kind = kind,
                                    .witness = slc_witness_copy(fields->diff->arena, witness) };
    for (int row = 0; row < 2; row++) {
        example->before[row] = value_on(fields, SLC_BASE, witness->rows[row]);
        example->now[row] = value_on(fields, SLC_HEAD, witness->rows[row]);
    }
}

/* ---- a field that comes or goes ------------------------------------------------------------- */

static void
diff_new_field(const struct fields *fields)
{
    const struct slc_target target = target_of(fields, SLC_HEAD);
    if (fields->pair->views[SLC_BASE].nreleases == 0) { /* the table is new to this destination */
        slc_ground_field(fields->diff, change_field(fields, SLC_WIDENED, "field is new"),
                         target.release, fields->field[SLC_HEAD]);
        return;
    }
    if (slc_follows(fields->pair, target)) {
        (void)change_field(fields, SLC_SAME, "field is new, and follows from what left before");
        return;
    }
    struct slc_change *change = change_field(fields, SLC_WIDENED, "field is new");
    add_example(fields, change, SLC_EXAMPLE_WIDER, slc_find_witness(fields->pair, target));
    slc_ground_field(fields->diff, change, fields->release[SLC_HEAD], fields->field[SLC_HEAD]);
}

static void
diff_gone_field(const struct fields *fields)
{
    bool told = slc_follows(fields->pair, target_of(fields, SLC_BASE));
    struct slc_change *change =
        told ? change_field(fields, SLC_SAME, "field is gone, and still follows from what leaves")
             : change_field(fields, SLC_NARROWED, "field is gone");
    slc_change_breaks(change, fields->release[SLC_BASE], fields->release[SLC_HEAD]);
}

/* ---- a field that says something else ------------------------------------------------------- */

static bool
same_meaning(const struct fields *fields)
{
    struct sl_arena *arena = fields->diff->arena;
    return sl_str_equal(
        slc_expr_text(arena, fields->release[SLC_BASE], fields->field[SLC_BASE]->expr),
        slc_expr_text(arena, fields->release[SLC_HEAD], fields->field[SLC_HEAD]->expr));
}

static bool
same_type(const struct slc_ir_type *a, const struct slc_ir_type *b)
{
    return sl_str_equal(a->spelling, b->spelling) && (a->nullable || !b->nullable);
}

/* Consumers keep working when the field is of the same type and has the same value on every row. */
static bool
breaks(const struct fields *fields, bool same_values)
{
    const struct slc_ir_field *base = fields->field[SLC_BASE], *head = fields->field[SLC_HEAD];
    return !same_values || base->row_key != head->row_key ||
           !same_type(&base->expr->type, &head->expr->type);
}

/* The key of a call that codes a column: `pseudonym(…, using: KEY)`. NULL: it is none. */
static const struct slc_ir_key *
coding_key(const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    for (uint32_t i = 0; expr->op == SLC_IR_CALL && i < expr->nargs; i++)
        if (expr->args[i].kind == SLC_PARAMETER_KEY)
            return release->keys[expr->args[i].key];
    return NULL;
}

static bool
another_key(const struct fields *fields)
{
    const struct slc_ir_key *base = coding_key(fields->release[SLC_BASE],
                                               fields->field[SLC_BASE]->expr),
                            *head = coding_key(fields->release[SLC_HEAD],
                                               fields->field[SLC_HEAD]->expr);
    return base != NULL && head != NULL && !sl_str_equal(base->name, head->name);
}

/* Which of the two tells what the other does: by proof, and where there is none, by example. */
static struct slc_change *
judge(const struct fields *fields)
{
    const struct slc_target head = target_of(fields, SLC_HEAD), base = target_of(fields, SLC_BASE);
    bool narrower = slc_follows(fields->pair, head), wider = slc_follows(fields->pair, base);
    if (narrower)
        return wider ? change_field(fields, SLC_SAME, "tells the same in another form")
                     : change_field(fields, SLC_NARROWED, "tells less");
    const struct slc_witness *more = slc_find_witness(fields->pair, head);
    const struct slc_witness *less = wider ? NULL : slc_find_witness(fields->pair, base);
    struct slc_change *change;
    if (another_key(fields))
        change =
            change_field(fields, SLC_INCOMPARABLE,
                         "another key: joins other streams, and no more with records sent before");
    else if (wider || (more != NULL && less == NULL))
        change = change_field(fields, SLC_WIDENED, "tells more");
    else if (more != NULL)
        change =
            change_field(fields, SLC_INCOMPARABLE, "tells something else, some more and some less");
    else
        change = change_field(fields, SLC_INCOMPARABLE, "tells something else");
    change->proved = change->privacy != SLC_INCOMPARABLE || more != NULL || another_key(fields);
    add_example(fields, change, SLC_EXAMPLE_WIDER, more);
    add_example(fields, change, SLC_EXAMPLE_NARROWER, less);
    if (change->privacy == SLC_WIDENED)
        slc_ground_field(fields->diff, change, head.release, fields->field[SLC_HEAD]);
    return change;
}

static void
diff_common_field(const struct fields *fields)
{
    const struct slc_ir_field *base = fields->field[SLC_BASE], *head = fields->field[SLC_HEAD];
    bool same = same_meaning(fields) && same_type(&head->expr->type, &base->expr->type) &&
                same_type(&base->expr->type, &head->expr->type) && base->row_key == head->row_key;
    if (!same) {
        struct slc_change *change = judge(fields);
        bool same_values = same_meaning(fields) ||
                           slc_same_by_cases(fields->pair, fields->release[SLC_BASE], base->expr,
                                             fields->release[SLC_HEAD], head->expr);
        if (breaks(fields, same_values))
            slc_change_breaks(change, fields->release[SLC_BASE], fields->release[SLC_HEAD]);
    }
    fields->diff->nunchanged_fields += same;
    slc_diff_decision(fields->diff, fields->what, base->decision, head->decision, base->place,
                      head->place);
}

/* ---- all fields ----------------------------------------------------------------------------- */

static const struct slc_ir_field *
field_named(const struct slc_ir_release *release, struct sl_str name)
{
    for (uint32_t i = 0; i < release->nfields; i++)
        if (sl_str_equal(release->fields[i].name, name))
            return &release->fields[i];
    return NULL;
}

void
slc_diff_fields(struct slc_diff *diff, struct slc_pair *pair, const struct slc_ir_release *base,
                const struct slc_ir_release *head)
{
    struct fields fields = { .diff = diff, .pair = pair, .release = { base, head } };
    for (uint32_t i = 0; i < head->nfields; i++) {
        fields.field[SLC_HEAD] = &head->fields[i];
        fields.field[SLC_BASE] = base != NULL ? field_named(base, head->fields[i].name) : NULL;
        fields.what = slc_dotted(diff, head->name, head->fields[i].name);
        if (fields.field[SLC_BASE] != NULL)
            diff_common_field(&fields);
        else
            diff_new_field(&fields);
    }
    for (uint32_t i = 0; base != NULL && i < base->nfields; i++) {
        fields.field[SLC_HEAD] = NULL;
        fields.field[SLC_BASE] = &base->fields[i];
        fields.what = slc_dotted(diff, base->name, base->fields[i].name);
        if (field_named(head, base->fields[i].name) == NULL)
            diff_gone_field(&fields);
    }
}
