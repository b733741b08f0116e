#include "attack/matching.h"

#include "attack/secret.h"
#include "language/function.h"

#include <stdlib.h>

/* ---- sets ------------------------------------------------------------------------------------ */

static uint32_t
stands_for(uint32_t *towards, uint32_t number)
{
    while (towards[number] != number) {
        towards[number] = towards[towards[number]];
        number = towards[number];
    }
    return number;
}

static void
unite(uint32_t *towards, uint32_t a, uint32_t b)
{
    a = stands_for(towards, a);
    b = stands_for(towards, b);
    towards[a > b ? a : b] = a > b ? b : a;
}

/* ---- codes ----------------------------------------------------------------------------------- */

struct use_of {
    const struct slc_ir_destination *destination;
    const struct slc_ir_key_use *use;
    uint32_t release;
};

static int
by_use(const void *left, const void *right)
{
    const struct use_of *a = left, *b = right;
    if (a->destination != b->destination)
        return a->destination > b->destination ? 1 : -1;
    const int key = sl_str_compare(a->use->key->name, b->use->key->name);
    return key != 0 ? key : sl_str_compare(a->use->kind, b->use->kind);
}

static void
join_codes(struct slc_matching *matching)
{
    const struct slc_ir *ir = matching->ir;
    uint32_t count = 0;
    for (uint32_t at = 0; at < ir->nreleases; at++)
        count += ir->releases[at].nkeys;
    struct use_of *uses = SL_NEW_ARRAY(ir->arena, struct use_of, count + 1);
    count = 0;
    for (uint32_t at = 0; at < ir->nreleases; at++)
        for (uint32_t slot = 0; slot < ir->releases[at].nkeys; slot++)
            uses[count++] =
                (struct use_of) { ir->releases[at].destination, &ir->releases[at].keys[slot], at };
    if (count > 0)
        qsort(uses, count, sizeof *uses, by_use);
    for (uint32_t at = 1; at < count; at++)
        if (by_use(&uses[at - 1], &uses[at]) == 0)
            unite(matching->joined, uses[at - 1].release, uses[at].release);
}

static bool
is_unsaid(const struct slc_ir_release *release, const struct slc_ir_arg *arg)
{
    return arg->expr != NULL && arg->expr->op == SLC_IR_COLUMN &&
           slc_ir_cell_column(release, arg->expr->cell)->kind.len == 0;
}

/* The key of a call that makes codes of a column that does not say what it identifies; a shift makes them of the column
 * that has a label. */
static const struct slc_ir_key *
key_of_unsaid(const struct slc_ir_release *release, const struct slc_ir_expr *call)
{
    const struct slc_ir_key *key = NULL;
    bool unsaid = false;
    for (uint32_t at = 0; at < call->nargs; at++) {
        const struct slc_ir_arg *arg = &call->args[at];
        if (arg->kind == SLC_PARAMETER_KEY)
            key = release->keys[arg->key].key;
        else if ((arg->label != NULL) == (call->function->measure == SLC_MEASURES_SHIFTED))
            unsaid = unsaid || is_unsaid(release, arg);
    }
    return unsaid ? key : NULL;
}

static bool
has_unsaid(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
           const struct slc_ir_release *other)
{
    const struct slc_ir_key *key = expr->op == SLC_IR_CALL ? key_of_unsaid(release, expr) : NULL;
    for (uint32_t slot = 0; key != NULL && slot < other->nkeys; slot++)
        if (other->keys[slot].key == key)
            return true;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (has_unsaid(release, slc_operand(expr, at), other))
            return true;
    return false;
}

/* Whether a column of which it makes codes under a key of the other does not say what it identifies. */
static bool
meets_unsaid(const struct slc_ir_release *one, const struct slc_ir_release *other)
{
    for (uint32_t at = 0; at < one->nfields; at++)
        if (has_unsaid(one, one->fields[at].expr, other))
            return true;
    return false;
}

bool
slc_codes_match(const struct slc_matching *matching, const struct slc_ir_release *a,
                const struct slc_ir_release *b)
{
    const struct slc_ir *ir = matching->ir;
    if (a->destination != b->destination)
        return false;
    return stands_for(matching->joined, (uint32_t)(a - ir->releases)) ==
               stands_for(matching->joined, (uint32_t)(b - ir->releases)) ||
           meets_unsaid(a, b) || meets_unsaid(b, a);
}

/* ---- values ---------------------------------------------------------------------------------- */

static const struct slc_ir_column *
kept_column(const struct slc_ir_release *release, uint32_t field)
{
    const struct slc_ir_expr *expr = release->fields[field].expr;
    return expr->op == SLC_IR_COLUMN ? slc_ir_cell_column(release, expr->cell) : NULL;
}

bool
slc_values_match(const struct slc_ir_release *a, const struct slc_ir_release *b)
{
    for (uint32_t i = 0; i < a->nfields; i++)
        for (uint32_t j = 0; j < b->nfields; j++) {
            const struct slc_ir_column *one = kept_column(a, i), *other = kept_column(b, j);
            if (one == NULL || other == NULL)
                continue;
            if (one == other && (one->key || one->unique))
                return true;
            if (one->kind.len > 0 && sl_str_equal(one->kind, other->kind))
                return true;
        }
    return false;
}

/* ---- all ------------------------------------------------------------------------------------- */

struct slc_matching
slc_matching_of(const struct slc_ir *ir)
{
    struct slc_matching matching = { .ir = ir };
    matching.joined = SL_NEW_ARRAY(ir->arena, uint32_t, ir->nreleases + 1);
    for (uint32_t at = 0; at < ir->nreleases; at++)
        matching.joined[at] = at;
    join_codes(&matching);
    return matching;
}
