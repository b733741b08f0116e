#include "diff/shown_rows.h"

#include "maxima.h"
#include "text/keep_text.h"

#include <stdlib.h>

static int
by_view(const void *a, const void *b)
{
    const struct slc_shown_row *left = a, *right = b;
    int order = sl_str_compare(left->view, right->view);
    return order != 0 ? order : sl_str_compare(left->target, right->target);
}

void
slc_add_row_value(struct sl_buf *out, struct sl_value value)
{
    if (value.state == SL_VALUE)
        slc_eval_json(out, value);
    else
        sl_buf_add_byte(out, '-');
    sl_buf_add_byte(out, '\n');
}

void
slc_shown_rows_add(struct slc_shown_rows *shown, const struct slc_combination *rows,
                   struct sl_buf *view, struct slc_target target)
{
    struct slc_pair *pair = rows->pair;
    struct slc_shown_row *row = &shown->rows[shown->count++];
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_add_row_value(&out, slc_pair_eval(pair, target.side, target.release, target.expr));
    row->target = slc_take_text(pair->arena, &out);
    row->view = slc_take_text(pair->arena, view);
    row->at = SL_NEW_ARRAY(pair->arena, uint32_t, pair->ncolumns + 1);
    memcpy(row->at, rows->at, pair->ncolumns * sizeof *row->at);
}

static uint32_t
distance(const struct slc_combination *rows, const struct slc_shown_row *one,
         const struct slc_shown_row *other)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
        count += one->at[i] != other->at[i];
    return count;
}

bool
slc_shown_rows_differ(struct slc_shown_rows *shown, const struct slc_combination *rows,
                      const struct slc_shown_row **ret_one, const struct slc_shown_row **ret_other)
{
    enum { NEIGHBOURS = 64 };
    uint32_t least = UINT32_MAX;
    qsort(shown->rows, shown->count, sizeof *shown->rows, by_view);
    for (uint32_t i = 0; i < shown->count && least > 1; i++)
        for (uint32_t j = i + 1; j < shown->count && j <= i + NEIGHBOURS; j++) {
            const struct slc_shown_row *one = &shown->rows[i], *other = &shown->rows[j];
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
