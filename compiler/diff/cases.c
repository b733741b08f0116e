#include "diff/cases.h"

#include "buf.h"
#include "diff/combination.h"
#include "maxima.h"
#include "text/keep_text.h"

#include <stdlib.h>

static bool *
reads_of(const struct slc_pair *pair, const struct slc_ir_release *release,
         const struct slc_ir_expr *expr)
{
    bool *reads = SL_NEW_ARRAY(pair->arena, bool, pair->ncolumns + 1);
    slc_pair_reads(pair, release, expr, reads);
    return reads;
}

/* Whether an expression reads only columns of the set; whether it reads any. */
static bool
reads_within(const struct slc_pair *pair, const struct slc_atom *atom, const bool *columns)
{
    const bool *reads = reads_of(pair, atom->release, atom->expr);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (reads[i] && !columns[i])
            return false;
    return true;
}

static bool
reads_any(const struct slc_pair *pair, const struct slc_atom *atom, const bool *columns)
{
    const bool *reads = reads_of(pair, atom->release, atom->expr);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (reads[i] && columns[i])
            return true;
    return false;
}

/* ---- rows that look the same ---------------------------------------------------------------- */

struct seen {
    struct sl_str view, target;
    uint32_t *at; /* the combination */
};

struct seen_rows {
    struct seen rows[SLC_MOST_ROWS];
    uint32_t count;
};

static int
by_view(const void *a, const void *b)
{
    const struct seen *left = a, *right = b;
    int order = sl_str_compare(left->view, right->view);
    return order != 0 ? order : sl_str_compare(left->target, right->target);
}

static void
add_shown_value(struct sl_buf *out, struct sl_value value)
{
    if (value.state == SL_VALUE)
        slc_eval_json(out, value);
    else
        sl_buf_add_byte(out, '-');
    sl_buf_add_byte(out, '\n');
}

static void
remember(struct slc_tried *rows, struct seen_rows *seen, struct sl_buf *view,
         struct slc_target target)
{
    struct slc_pair *pair = rows->pair;
    struct seen *row = &seen->rows[seen->count++];
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    add_shown_value(&out, slc_pair_eval(pair, target.side, target.release, target.expr));
    row->target = slc_take_text(pair->arena, &out);
    row->view = slc_take_text(pair->arena, view);
    row->at = SL_NEW_ARRAY(pair->arena, uint32_t, pair->ncolumns + 1);
    memcpy(row->at, rows->at, pair->ncolumns * sizeof *row->at);
}

static uint32_t
distance(const struct slc_tried *rows, const struct seen *one, const struct seen *other)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
        count += one->at[i] != other->at[i];
    return count;
}

/* Two that look the same and differ, in as few columns as a short search finds; false: there are
 * none. */
static bool
find_difference(const struct slc_tried *rows, struct seen_rows *seen, const struct seen **ret_one,
                const struct seen **ret_other)
{
    enum { NEIGHBOURS = 64 };
    uint32_t least = UINT32_MAX;
    qsort(seen->rows, seen->count, sizeof *seen->rows, by_view);
    for (uint32_t i = 0; i < seen->count && least > 1; i++)
        for (uint32_t j = i + 1; j < seen->count && j <= i + NEIGHBOURS; j++) {
            const struct seen *one = &seen->rows[i], *other = &seen->rows[j];
            if (!sl_str_equal(one->view, other->view))
                break;
            if (sl_str_equal(one->target, other->target) || distance(rows, one, other) >= least)
                continue;
            least = distance(rows, one, other);
            *ret_one = one;
            *ret_other = other;
        }
    return least < UINT32_MAX;
}

/* ---- proofs --------------------------------------------------------------------------------- */

static bool
same_filter(const struct slc_pair *pair, const struct slc_ir_release *a,
            const struct slc_ir_release *b)
{
    if (b == NULL || a->filter == NULL || b->filter == NULL)
        return b != NULL && a->filter == b->filter;
    return sl_str_equal(slc_expr_text(pair->arena, a, a->filter),
                        slc_expr_text(pair->arena, b, b->filter));
}

/* Whether the receiver can tell which records of two releases are of one row: by an equal row key. */
static bool
linked(const struct slc_pair *pair, const struct slc_ir_release *a, const struct slc_ir_release *b)
{
    if (a == b || a->nrow_key != b->nrow_key)
        return a == b;
    for (uint32_t i = 0; i < a->nrow_key; i++)
        if (!sl_str_equal(slc_expr_text(pair->arena, a, a->record[i]->expr),
                          slc_expr_text(pair->arena, b, b->record[i]->expr)))
            return false;
    return true;
}

bool
slc_atom_is_seen(const struct slc_pair *pair, const struct slc_atom *atom, struct slc_target target)
{
    const struct slc_ir_release *about =
        target.counterpart != NULL ? target.counterpart : target.release;
    if (!linked(pair, atom->release, about))
        return false;
    return atom->release->filter == NULL || same_filter(pair, atom->release, target.release) ||
           same_filter(pair, atom->release, target.counterpart);
}

/* Whether an atom takes part in a proof: about these columns alone, and by regions alone. */
static bool
takes_part(struct slc_pair *pair, const struct slc_atom *atom, struct slc_target target,
           const bool *columns)
{
    struct slc_domains *uses = slc_domains_new(pair);
    slc_domains_use(uses, atom->release, atom->expr);
    return slc_atom_is_seen(pair, atom, target) && reads_within(pair, atom, columns) &&
           slc_domains_complete(uses, columns);
}

/* The atoms that take part, and their uses; *ret_count: how many. */
static const struct slc_atom **
choose_atoms(struct slc_pair *pair, struct slc_target target, const bool *columns,
             struct slc_domains *uses, uint32_t *ret_count)
{
    const struct slc_view *view = &pair->views[slc_other_side(target.side)];
    const struct slc_atom **atoms =
        SL_NEW_ARRAY(pair->arena, const struct slc_atom *, view->natoms + 1);
    *ret_count = 0;
    for (uint32_t i = 0; i < view->natoms; i++) {
        const struct slc_atom *atom = &view->atoms[i];
        if (!takes_part(pair, atom, target, columns))
            continue;
        slc_domains_use(uses, atom->release, atom->expr);
        atoms[(*ret_count)++] = atom;
    }
    return atoms;
}

bool
slc_follows_by_cases(struct slc_pair *pair, struct slc_target target)
{
    const enum slc_side other = slc_other_side(target.side);
    bool *columns = reads_of(pair, target.release, target.expr);
    struct slc_domains *uses = slc_domains_new(pair);
    uint32_t natoms;
    slc_domains_use(uses, target.release, target.expr);
    if (!slc_domains_complete(uses, columns))
        return false;
    const struct slc_atom **atoms = choose_atoms(pair, target, columns, uses, &natoms);
    struct slc_tried rows = slc_tried_first(pair, uses, columns, false);
    if (!slc_domains_complete(uses, columns) || !rows.complete)
        return false;
    struct seen_rows *seen = SL_NEW(pair->arena, struct seen_rows);
    do {
        struct sl_buf view;
        sl_buf_init(&view, SL_MAX_RECORD_BYTES);
        slc_pair_try(pair, rows.row);
        for (uint32_t i = 0; i < natoms; i++)
            add_shown_value(&view, slc_pair_eval(pair, other, atoms[i]->release, atoms[i]->expr));
        remember(&rows, seen, &view, target);
    } while (slc_tried_next(&rows));
    const struct seen *one, *another;
    return !find_difference(&rows, seen, &one, &another);
}

bool
slc_same_by_cases(struct slc_pair *pair, const struct slc_ir_release *base,
                  const struct slc_ir_expr *base_expr, const struct slc_ir_release *head,
                  const struct slc_ir_expr *head_expr)
{
    bool *columns = reads_of(pair, head, head_expr);
    struct slc_domains *uses = slc_domains_new(pair);
    slc_pair_reads(pair, base, base_expr, columns);
    slc_domains_use(uses, base, base_expr);
    slc_domains_use(uses, head, head_expr);
    struct slc_tried rows = slc_tried_first(pair, uses, columns, false);
    if (!slc_domains_complete(uses, columns) || !rows.complete)
        return false;
    do {
        struct sl_buf before, now;
        sl_buf_init(&before, SL_MAX_RECORD_BYTES);
        sl_buf_init(&now, SL_MAX_RECORD_BYTES);
        slc_pair_try(pair, rows.row);
        add_shown_value(&before, slc_pair_eval(pair, SLC_BASE, base, base_expr));
        add_shown_value(&now, slc_pair_eval(pair, SLC_HEAD, head, head_expr));
        bool same = sl_str_equal(sl_buf_str(&before), sl_buf_str(&now));
        sl_buf_done(&before);
        sl_buf_done(&now);
        if (!same)
            return false;
    } while (slc_tried_next(&rows));
    return true;
}

/* ---- examples ------------------------------------------------------------------------------- */

/* All that the other version's destination receives of the row that is tried. */
static void
add_view(struct sl_buf *out, struct slc_pair *pair, enum slc_side side)
{
    const struct slc_view *view = &pair->views[side];
    for (uint32_t r = 0; r < view->nreleases; r++) {
        const struct slc_ir_release *release = view->releases[r];
        if (!slc_pair_passes(pair, side, release)) {
            sl_buf_add_str(out, SL_STR("nothing\n"));
            continue;
        }
        for (uint32_t f = 0; f < release->nfields; f++)
            add_shown_value(out, slc_pair_eval(pair, side, release, release->fields[f].expr));
    }
}

/* The row of a combination. */
static const struct sl_value *
row_at(const struct slc_tried *rows, const struct seen *seen)
{
    struct slc_pair *pair = rows->pair;
    struct sl_value *row = SL_NEW_ARRAY(pair->arena, struct sl_value, pair->ncolumns + 1);
    memcpy(row, rows->row, pair->ncolumns * sizeof *row);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (rows->columns[i])
            row[i] = rows->domains[i].values[seen->at[i]];
    return row;
}

static struct sl_str
shown_in(const struct slc_tried *rows, uint32_t column, const struct seen *row)
{
    return slc_shown_value(rows->pair->arena, rows->domains[column].values[row->at[column]]);
}

static struct sl_str
without_break(struct sl_str text)
{
    text.len -= text.len > 0;
    return sl_str_is(text, "-") ? SL_STR("missing") : text;
}

static const struct slc_witness *
witness_of(const struct slc_tried *rows, const struct seen *one, const struct seen *other)
{
    struct slc_pair *pair = rows->pair;
    struct slc_witness *witness = SL_NEW(pair->arena, struct slc_witness);
    witness->values = SL_NEW_ARRAY(pair->arena, struct slc_witness_value, pair->ncolumns + 1);
    witness->one = without_break(one->target);
    witness->other = without_break(other->target);
    witness->rows[0] = row_at(rows, one);
    witness->rows[1] = row_at(rows, other);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (rows->columns[i] && one->at[i] != other->at[i])
            witness->values[witness->nvalues++] = (struct slc_witness_value) {
                .column = pair->columns[i].name,
                .one = shown_in(rows, i, one),
                .other = shown_in(rows, i, other),
            };
    return witness;
}

static bool
passes_both(struct slc_pair *pair, struct slc_target target)
{
    return slc_pair_passes(pair, target.side, target.release) &&
           (target.counterpart == NULL ||
            slc_pair_passes(pair, slc_other_side(target.side), target.counterpart));
}

/* What varies in a search: what the target reads, and what decides whether its row leaves. */
static struct slc_tried
search_of(struct slc_pair *pair, struct slc_target target)
{
    const struct slc_view *view = &pair->views[slc_other_side(target.side)];
    struct slc_domains *uses = slc_domains_new(pair);
    bool *columns = reads_of(pair, target.release, target.expr);
    slc_domains_use(uses, target.release, target.expr);
    for (uint32_t i = 0; i < view->natoms; i++)
        if (reads_any(pair, &view->atoms[i], columns))
            slc_domains_use(uses, view->atoms[i].release, view->atoms[i].expr);
    const struct slc_ir_release *filtering[] = { target.release, target.counterpart };
    for (int i = 0; i < 2; i++)
        if (filtering[i] != NULL && filtering[i]->filter != NULL) {
            slc_domains_use(uses, filtering[i], filtering[i]->filter);
            slc_pair_reads(pair, filtering[i], filtering[i]->filter, columns);
        }
    return slc_tried_first(pair, uses, columns, true);
}

/* Holds what only filters read at the first values that let rows through: two rows should differ in
 * nothing else than what the target reads. */
static void
settle_filters(struct slc_tried *rows, struct slc_target target)
{
    const bool *reads = reads_of(rows->pair, target.release, target.expr);
    do
        slc_pair_try(rows->pair, rows->row);
    while (!passes_both(rows->pair, target) && slc_tried_next(rows));
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
        if (rows->columns[i] && !reads[i])
            rows->columns[i] = false;
    slc_tried_restart(rows);
}

static bool
all_comparable(const struct slc_pair *pair, const bool *columns)
{
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (columns[i] && !pair->columns[i].comparable)
            return false;
    return true;
}

const struct slc_witness *
slc_witness_copy(struct sl_arena *arena, const struct slc_witness *witness)
{
    struct slc_witness *copy = SL_NEW(arena, struct slc_witness);
    copy->values = SL_NEW_ARRAY(arena, struct slc_witness_value, witness->nvalues + 1);
    copy->nvalues = witness->nvalues;
    copy->one = sl_arena_copy(arena, witness->one);
    copy->other = sl_arena_copy(arena, witness->other);
    for (uint32_t i = 0; i < witness->nvalues; i++)
        copy->values[i] = (struct slc_witness_value) {
            .column = witness->values[i].column, /* the policies' */
            .one = sl_arena_copy(arena, witness->values[i].one),
            .other = sl_arena_copy(arena, witness->values[i].other),
        };
    return copy;
}

static const struct slc_witness *
search(struct slc_tried *rows, struct slc_target target)
{
    struct slc_pair *pair = rows->pair;
    struct seen_rows *seen = SL_NEW(pair->arena, struct seen_rows);
    const struct seen *one, *other;
    do {
        struct sl_buf text;
        slc_pair_try(pair, rows->row);
        if (!passes_both(pair, target))
            continue;
        sl_buf_init(&text, SL_MAX_RECORD_BYTES);
        add_view(&text, pair, slc_other_side(target.side));
        remember(rows, seen, &text, target);
    } while (slc_tried_next(rows) && seen->count < SLC_MOST_ROWS);
    return find_difference(rows, seen, &one, &other) ? witness_of(rows, one, other) : NULL;
}

const struct slc_witness *
slc_find_witness(struct slc_pair *pair, struct slc_target target)
{
    struct slc_tried rows = search_of(pair, target);
    if (!all_comparable(pair, rows.columns))
        return NULL;
    settle_filters(&rows, target);
    const struct slc_witness *witness = search(&rows, target);
    if (witness != NULL)
        return witness;
    rows = search_of(pair, target);
    return search(&rows, target);
}

/* ---- filters -------------------------------------------------------------------------------- */

static const struct slc_witness *
row_of(const struct slc_tried *rows)
{
    struct slc_pair *pair = rows->pair;
    struct slc_witness *row = SL_NEW(pair->arena, struct slc_witness);
    row->values = SL_NEW_ARRAY(pair->arena, struct slc_witness_value, pair->ncolumns + 1);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (rows->columns[i])
            row->values[row->nvalues++] = (struct slc_witness_value) {
                .column = pair->columns[i].name,
                .one = slc_shown_value(pair->arena, rows->row[i]),
            };
    return row;
}

/* Whether one of the conditions that `and` joins is this text. */
static bool
has_condition(struct sl_arena *arena, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr, struct sl_str text)
{
    if (sl_str_equal(slc_expr_text(arena, release, expr), text))
        return true;
    return expr->op == SLC_IR_AND && (has_condition(arena, release, expr->operands[0], text) ||
                                      has_condition(arena, release, expr->operands[1], text));
}

/* Whether every condition of `to` is one of `from`. */
static bool
conditions_are_in(struct sl_arena *arena, const struct slc_ir_release *from,
                  const struct slc_ir_release *to, const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_AND)
        return conditions_are_in(arena, from, to, expr->operands[0]) &&
               conditions_are_in(arena, from, to, expr->operands[1]);
    return has_condition(arena, from, from->filter, slc_expr_text(arena, to, expr));
}

enum slc_implied
slc_filter_implies(struct slc_pair *pair, enum slc_side side, const struct slc_ir_release *from,
                   const struct slc_ir_release *to, const struct slc_witness **ret_row)
{
    *ret_row = NULL;
    if (to->filter == NULL)
        return SLC_IMPLIED;
    if (from->filter != NULL && conditions_are_in(pair->arena, from, to, to->filter))
        return SLC_IMPLIED;
    struct slc_domains *uses = slc_domains_new(pair);
    bool *columns = SL_NEW_ARRAY(pair->arena, bool, pair->ncolumns + 1);
    slc_domains_use(uses, to, to->filter);
    slc_pair_reads(pair, to, to->filter, columns);
    if (from->filter != NULL) {
        slc_domains_use(uses, from, from->filter);
        slc_pair_reads(pair, from, from->filter, columns);
    }
    bool complete = slc_domains_complete(uses, columns);
    struct slc_tried rows = slc_tried_first(pair, uses, columns, !complete);
    if (!all_comparable(pair, columns))
        return SLC_NOT_KNOWN;
    do {
        slc_pair_try(pair, rows.row);
        if (slc_pair_passes(pair, side, from) && !slc_pair_passes(pair, slc_other_side(side), to)) {
            *ret_row = row_of(&rows);
            return SLC_NOT_IMPLIED;
        }
    } while (slc_tried_next(&rows));
    return complete && rows.complete ? SLC_IMPLIED : SLC_NOT_KNOWN;
}
