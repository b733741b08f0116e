#include "diff/cases.h"

#include "diff/shown_rows.h"
#include "maxima.h"

/* Whether an atom reads only columns of the set. */
static bool
reads_within(const struct slc_pair *pair, const struct slc_atom *atom, const bool *columns)
{
    const bool *reads = slc_pair_reads_of(pair, atom->release, atom->expr);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (reads[i] && !columns[i])
            return false;
    return true;
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
    const struct slc_receiver_view *view = &pair->views[slc_other_side(target.side)];
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
    bool *columns = slc_pair_reads_of(pair, target.release, target.expr);
    struct slc_domains *uses = slc_domains_new(pair);
    uint32_t natoms;
    if (slc_ir_reads_commit_time(target.expr))
        return false; /* the rows are tried at one time alone */
    slc_domains_use(uses, target.release, target.expr);
    if (!slc_domains_complete(uses, columns))
        return false;
    const struct slc_atom **atoms = choose_atoms(pair, target, columns, uses, &natoms);
    struct slc_combination rows = slc_combination_first(pair, uses, columns, false);
    if (!slc_domains_complete(uses, columns) || !rows.complete)
        return false;
    struct slc_shown_rows *shown = SL_NEW(pair->arena, struct slc_shown_rows);
    do {
        struct sl_buf view;
        sl_buf_init(&view, SL_MAX_RECORD_BYTES);
        slc_pair_set_row(pair, rows.row);
        for (uint32_t i = 0; i < natoms; i++)
            slc_add_row_value(&view, slc_pair_eval(pair, other, atoms[i]->release, atoms[i]->expr));
        slc_shown_rows_add(shown, &rows, &view, target);
    } while (slc_combination_next(&rows));
    const struct slc_shown_row *one, *another;
    return !slc_shown_rows_differ(shown, &rows, &one, &another);
}

bool
slc_same_by_cases(struct slc_pair *pair, const struct slc_ir_release *base,
                  const struct slc_ir_expr *base_expr, const struct slc_ir_release *head,
                  const struct slc_ir_expr *head_expr)
{
    bool *columns = slc_pair_reads_of(pair, head, head_expr);
    struct slc_domains *uses = slc_domains_new(pair);
    slc_pair_reads(pair, base, base_expr, columns);
    slc_domains_use(uses, base, base_expr);
    slc_domains_use(uses, head, head_expr);
    struct slc_combination rows = slc_combination_first(pair, uses, columns, false);
    if (!slc_domains_complete(uses, columns) || !rows.complete)
        return false;
    do {
        struct sl_buf before, now;
        sl_buf_init(&before, SL_MAX_RECORD_BYTES);
        sl_buf_init(&now, SL_MAX_RECORD_BYTES);
        slc_pair_set_row(pair, rows.row);
        slc_add_row_value(&before, slc_pair_eval(pair, SLC_BASE, base, base_expr));
        slc_add_row_value(&now, slc_pair_eval(pair, SLC_HEAD, head, head_expr));
        bool same = sl_str_equal(sl_buf_str(&before), sl_buf_str(&now));
        sl_buf_done(&before);
        sl_buf_done(&now);
        if (!same)
            return false;
    } while (slc_combination_next(&rows));
    return true;
}
