/* The fields of a release that is in both versions. */
#include "diff/diff_internal.h"

#include "diff/cases.h"
#include "diff/prove.h"
#include "ir/ir_canonical.h"

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
    slc_pair_set_row(fields->pair, row);
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

/* ---- codes that join ------------------------------------------------------------------------- */

/* The key of a call that codes a column: `pseudonym(…, using: KEY)`. NULL: it is none. */
static const struct slc_ir_key *
coding_key(const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    for (uint32_t i = 0; expr->op == SLC_IR_CALL && i < expr->nargs; i++)
        if (expr->args[i].kind == SLC_PARAMETER_KEY)
            return release->keys[expr->args[i].key];
    return NULL;
}

/* Codes that are equal in two streams join their rows; buckets and shifts do not tell a row by itself. */
static const struct slc_ir_key *
joining_key(const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    bool joins = expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_PSEUDONYMS &&
                 expr->function->bound == SLC_BOUND_NONE;
    return joins ? coding_key(release, expr) : NULL;
}

static bool
has_code(const struct slc_ir_release *release, struct sl_str key)
{
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_key *its = joining_key(release, release->fields[i].expr);
        if (its != NULL && sl_str_equal(its->name, key))
            return true;
    }
    return false;
}

/* A release to the same destination of this table, or of another one, with a code under the key. */
static const struct slc_ir_release *
coded_release(const struct slc_ir *ir, const struct slc_ir_release *release, struct sl_str key,
              bool of_this_table)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *other = &ir->releases[i];
        bool same = sl_str_equal(other->table->schema, release->table->schema) &&
                    sl_str_equal(other->table->name, release->table->name);
        if (same == of_this_table && has_code(other, key) &&
            sl_str_equal(other->destination_name, release->destination_name))
            return other;
    }
    return NULL;
}

/* The release whose rows the head's field joins with this table's, where no field did before. */
static const struct slc_ir_release *
joined_anew(const struct fields *fields)
{
    const struct slc_ir_release *release = fields->release[SLC_HEAD];
    const struct slc_ir_key *key = joining_key(release, fields->field[SLC_HEAD]->expr);
    const struct slc_diff_side *sides = fields->diff->sides;
    if (key == NULL || coded_release(sides[SLC_BASE].ir, release, key->name, true) != NULL)
        return NULL;
    return coded_release(sides[SLC_HEAD].ir, release, key->name, false);
}

/* Recorded where the key linked the stream before: that is what its line decides. */
static void
ground_join(const struct fields *fields, struct slc_change *change)
{
    const struct slc_ir_release *release = fields->release[SLC_HEAD];
    const struct slc_ir_key *key = joining_key(release, fields->field[SLC_HEAD]->expr);
    const struct slc_ir *base = fields->diff->sides[SLC_BASE].ir;
    for (uint32_t i = 0; i < base->nkeys; i++)
        for (uint32_t link = 0; link < base->keys[i].nlinks; link++)
            if (sl_str_equal(base->keys[i].name, key->name) &&
                sl_str_equal(base->keys[i].links[link], release->stream))
                change->recorded = true;
    change->grounds = sl_arena_format(
        fields->diff->arena,
        change->recorded ? "key '%.*s' linked '%.*s' before"
                         : "that key '%.*s' links '%.*s' is nobody's decision in the policies",
        SL_FMT(key->name), SL_FMT(release->stream));
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
        const struct slc_ir_release *joined = joined_anew(fields);
        struct slc_change *change = change_field(
            fields, joined != NULL ? SLC_WIDENED : SLC_SAME,
            joined == NULL ? "field is new, and follows from what left before"
                           : sl_arena_format(fields->diff->arena,
                                             "field is new, and joins the rows with those of %.*s",
                                             SL_FMT(joined->name))
                                 .ptr);
        if (joined != NULL)
            ground_join(fields, change);
        return;
    }
    struct slc_change *change = change_field(fields, SLC_WIDENED, "field is new");
    add_example(fields, change, SLC_EXAMPLE_WIDER, slc_witness_find(fields->pair, target));
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
        slc_canonical_text(arena, fields->release[SLC_BASE], fields->field[SLC_BASE]->expr),
        slc_canonical_text(arena, fields->release[SLC_HEAD], fields->field[SLC_HEAD]->expr));
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
    const struct slc_ir_release *joined = narrower ? joined_anew(fields) : NULL;
    if (joined != NULL)
        return change_field(fields, SLC_INCOMPARABLE,
                            sl_arena_format(fields->diff->arena,
                                            "tells less, and joins the rows with those of %.*s",
                                            SL_FMT(joined->name))
                                .ptr);
    if (narrower)
        return wider ? change_field(fields, SLC_SAME, "tells the same in another form")
                     : change_field(fields, SLC_NARROWED, "tells less");
    const struct slc_witness *more = slc_witness_find(fields->pair, head);
    const struct slc_witness *less = wider ? NULL : slc_witness_find(fields->pair, base);
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

void
slc_diff_fields(struct slc_diff *diff, struct slc_pair *pair, const struct slc_ir_release *base,
                const struct slc_ir_release *head)
{
    struct fields fields = { .diff = diff, .pair = pair, .release = { base, head } };
    for (uint32_t i = 0; i < head->nfields; i++) {
        fields.field[SLC_HEAD] = &head->fields[i];
        fields.field[SLC_BASE] =
            base != NULL ? slc_ir_field_named(base, head->fields[i].name) : NULL;
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
        if (slc_ir_field_named(head, base->fields[i].name) == NULL)
            diff_gone_field(&fields);
    }
}
