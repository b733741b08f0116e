#include "diff/diff_field.h"

#include "diff/approval.h"
#include "diff/cases.h"
#include "diff/diff_decision.h"
#include "diff/diff_join.h"
#include "diff/joining_code.h"
#include "diff/prove.h"
#include "ir/ir_canonical.h"

/* A field of both versions, or of one. */
struct fields {
    struct slc_diff *diff;
    struct slc_pair *pair;
    struct slc_release_pair releases;
    const struct slc_ir_field *field[SLC_NSIDES]; /* NULL: this version has none of that name */
    struct sl_str what;
};

static const struct slc_ir_release *
release_of(const struct fields *fields, enum slc_side side)
{
    return side == SLC_BASE ? fields->releases.base : fields->releases.head;
}

static struct slc_target
target_of(const struct fields *fields, enum slc_side side)
{
    return (struct slc_target) { .side = side,
                                 .release = release_of(fields, side),
                                 .counterpart = release_of(fields, slc_other_side(side)),
                                 .expr = fields->field[side]->expr };
}

static const struct slc_ir_place *
place_of(const struct slc_ir_field *field)
{
    return field != NULL ? &field->place : NULL;
}

static struct slc_change *
change_field(const struct fields *fields, enum slc_privacy privacy, struct sl_str says)
{
    struct slc_change *change = slc_change_add(fields->diff, privacy, "field", fields->what, says);
    slc_change_at(fields->diff, change, place_of(fields->field[SLC_BASE]),
                  place_of(fields->field[SLC_HEAD]));
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
        slc_pair_eval(fields->pair, side, release_of(fields, side), fields->field[side]->expr));
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

/* The base's field under a decision that this one takes the place of: of the same name, or under another one
 * the same of the same table, to the same destination. NULL: none. */
static const struct slc_ir_field *
decided_before(const struct fields *fields)
{
    const struct slc_ir_release *head = fields->releases.head;
    const struct slc_receiver_view *view = &fields->pair->views[SLC_BASE];
    struct sl_arena *arena = fields->diff->arena;
    if (fields->field[SLC_BASE] != NULL || fields->field[SLC_HEAD]->decision == NULL)
        return fields->field[SLC_BASE];
    struct sl_str text = slc_canonical_text(arena, head, fields->field[SLC_HEAD]->expr);
    for (uint32_t i = 0; i < view->nreleases; i++)
        for (uint32_t at = 0; at < view->releases[i]->nfields; at++) {
            const struct slc_ir_field *field = &view->releases[i]->fields[at];
            if (field->decision != NULL &&
                sl_str_equal(slc_canonical_text(arena, view->releases[i], field->expr), text))
                return field;
        }
    return NULL;
}

static void
approve(const struct fields *fields, struct slc_change *change)
{
    slc_approval_of_field(fields->diff, change, fields->releases.head, decided_before(fields),
                          fields->field[SLC_HEAD]);
}

static void
diff_decided(const struct fields *fields)
{
    const struct slc_ir_field *base = decided_before(fields), *head = fields->field[SLC_HEAD];
    if (base != NULL)
        slc_diff_decision(fields->diff, fields->what,
                          &(struct slc_decided_line) { base->decision, &base->place },
                          &(struct slc_decided_line) { head->decision, &head->place });
}

/* Whether the head's field is made of the time of the change, which the base's records neither carry nor
 * have gone into the same field. */
static bool
tells_commit_time_anew(const struct fields *fields)
{
    const struct slc_ir_release *base = fields->releases.base, *head = fields->releases.head;
    const struct slc_ir_expr *expr = fields->field[SLC_HEAD]->expr;
    struct sl_arena *arena = fields->diff->arena;
    if (!slc_ir_reads_commit_time(expr) || (base != NULL && base->commit_time))
        return false;
    struct sl_str text = slc_canonical_text(arena, head, expr);
    for (uint32_t i = 0; base != NULL && i < base->nfields; i++)
        if (sl_str_equal(slc_canonical_text(arena, base, base->fields[i].expr), text))
            return false;
    return true;
}

static void
add_new_field(const struct fields *fields)
{
    const struct slc_target target = target_of(fields, SLC_HEAD);
    if (fields->pair->views[SLC_BASE].nreleases == 0) { /* the table is new to this destination */
        approve(fields, change_field(fields, SLC_WIDENED, SL_STR("field is new")));
        return;
    }
    bool tells_when = tells_commit_time_anew(fields);
    if (!tells_when && slc_follows(fields->pair, target)) {
        (void)change_field(fields, SLC_SAME,
                           SL_STR("field is new, and follows from what left before"));
        return;
    }
    struct slc_change *change =
        change_field(fields, SLC_WIDENED,
                     tells_when ? SL_STR("field is new, and is made of when the row was changed")
                                : SL_STR("field is new"));
    add_example(fields, change, SLC_EXAMPLE_WIDER, slc_witness_find(fields->pair, target));
    approve(fields, change);
}

static void
tell_joins(const struct fields *fields)
{
    slc_diff_joins(fields->diff, fields->releases.head, fields->field[SLC_HEAD], fields->what);
}

/* A row key with one more part tells rows apart that consumers fold into one. */
static void
diff_new_field(const struct fields *fields)
{
    struct slc_change **last = fields->diff->end;
    if (!slc_diff_crossed(fields->diff, fields->releases.head, fields->field[SLC_HEAD],
                          fields->what))
        add_new_field(fields);
    tell_joins(fields);
    diff_decided(fields);
    if (fields->releases.base != NULL && fields->field[SLC_HEAD]->row_key)
        slc_change_breaks(*last, fields->releases);
}

static void
diff_gone_field(const struct fields *fields)
{
    bool still_follows = slc_follows(fields->pair, target_of(fields, SLC_BASE));
    struct slc_change *change =
        still_follows ? change_field(fields, SLC_SAME,
                                     SL_STR("field is gone, and still follows from what leaves"))
                      : change_field(fields, SLC_NARROWED, SL_STR("field is gone"));
    slc_change_breaks(change, fields->releases);
}

/* ---- a field that says something else ------------------------------------------------------- */

static bool
same_semantics(const struct fields *fields)
{
    struct sl_arena *arena = fields->diff->arena;
    return sl_str_equal(
        slc_canonical_text(arena, fields->releases.base, fields->field[SLC_BASE]->expr),
        slc_canonical_text(arena, fields->releases.head, fields->field[SLC_HEAD]->expr));
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

/* Codes of another key or kind: with whose rows they join now. */
static struct sl_str
recoded_says(const struct fields *fields)
{
    const struct slc_ir_release *base = fields->releases.base, *head = fields->releases.head;
    const struct slc_ir_key_use *was = slc_coding_key(base, fields->field[SLC_BASE]->expr),
                                *now = slc_coding_key(head, fields->field[SLC_HEAD]->expr);
    const char *what =
        sl_str_equal(was->key->name, now->key->name) ? "of another kind" : "another key";
    bool joins = slc_joining_key(head, fields->field[SLC_HEAD]->expr) != NULL;
    struct sl_str rows =
        joins ? slc_joined_words(fields->diff, head, fields->field[SLC_HEAD]) : SL_STR("nothing");
    return sl_arena_format(fields->diff->arena,
                           "%s: joins %.*s, and no more with records sent before", what,
                           SL_FMT(rows));
}

static bool
another_key(const struct fields *fields)
{
    const struct slc_ir_key_use *base = slc_coding_key(fields->releases.base,
                                                       fields->field[SLC_BASE]->expr),
                                *head = slc_coding_key(fields->releases.head,
                                                       fields->field[SLC_HEAD]->expr);
    return base != NULL && head != NULL && !slc_same_key_use(base, head);
}

/* Which of the two tells what the other does: by proof, and where there is none, by example. */
static struct slc_change *
judge(const struct fields *fields)
{
    const struct slc_target head = target_of(fields, SLC_HEAD), base = target_of(fields, SLC_BASE);
    bool narrower = slc_follows(fields->pair, head), wider = slc_follows(fields->pair, base);
    if (narrower)
        return wider ? change_field(fields, SLC_SAME, SL_STR("tells the same in another form"))
                     : change_field(fields, SLC_NARROWED, SL_STR("tells less"));
    const struct slc_witness *more = slc_witness_find(fields->pair, head);
    const struct slc_witness *less = wider ? NULL : slc_witness_find(fields->pair, base);
    struct slc_change *change;
    if (another_key(fields))
        change = change_field(fields, SLC_INCOMPARABLE, recoded_says(fields));
    else if (wider || (more != NULL && less == NULL))
        change = change_field(fields, SLC_WIDENED, SL_STR("tells more"));
    else if (more != NULL)
        change = change_field(fields, SLC_INCOMPARABLE,
                              SL_STR("tells something else, some more and some less"));
    else
        change = change_field(fields, SLC_INCOMPARABLE, SL_STR("tells something else"));
    change->proved = change->privacy != SLC_INCOMPARABLE || more != NULL || another_key(fields);
    add_example(fields, change, SLC_EXAMPLE_WIDER, more);
    add_example(fields, change, SLC_EXAMPLE_NARROWER, less);
    if (change->privacy == SLC_WIDENED)
        approve(fields, change);
    return change;
}

static void
diff_common_field(const struct fields *fields)
{
    const struct slc_ir_field *base = fields->field[SLC_BASE], *head = fields->field[SLC_HEAD];
    bool same = same_semantics(fields) && same_type(&head->expr->type, &base->expr->type) &&
                same_type(&base->expr->type, &head->expr->type) && base->row_key == head->row_key;
    if (!same) {
        struct slc_change *change = judge(fields);
        (void)slc_diff_crossed(fields->diff, fields->releases.head, head, fields->what);
        tell_joins(fields);
        bool same_values = same_semantics(fields) ||
                           slc_same_by_cases(fields->pair, fields->releases.base, base->expr,
                                             fields->releases.head, head->expr);
        if (breaks(fields, same_values))
            slc_change_breaks(change, fields->releases);
    }
    fields->diff->nunchanged_fields += same;
    diff_decided(fields);
}

/* ---- all fields ----------------------------------------------------------------------------- */

void
slc_diff_fields(struct slc_diff *diff, struct slc_pair *pair, struct slc_release_pair releases)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    struct fields fields = { .diff = diff, .pair = pair, .releases = releases };
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
