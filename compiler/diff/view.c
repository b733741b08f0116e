#include "diff/view.h"

#include "ir/ir_canonical.h"
#include "maxima.h"
#include "text/keep_text.h"

/* The moment at which rows are tried: 2026-01-01, as in tests that give none. */
static const int64_t commit_time_us = INT64_C(1767225600) * 1000000;

/* ---- atoms ---------------------------------------------------------------------------------- */

/* Functions whose texts begin with a capital, a digit or a sign. */
static bool
begins_like_no_word(const struct slc_ir_expr *expr)
{
    static const char *const names[] = {
        "band",        "age_band",        "interval_band",     "percent_band",
        "length_band", "word_count_band", "quarter",           "month",
        "week",        "postcode_area",   "postcode_district", "postcode_sector"
    };
    for (size_t i = 0; expr->op == SLC_IR_CALL && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], expr->function->name) == 0)
            return true;
    return false;
}

/* `f(x) if missing "unknown"` tells f(x) too where "unknown" is none of its values. */
static bool
shows_its_operand(const struct slc_ir_expr *expr)
{
    if (expr->op != SLC_IR_IF_MISSING || expr->literals[0].kind != SLC_IR_TEXT)
        return false;
    struct sl_str instead = expr->literals[0].text;
    return (instead.len == 0 || (instead.ptr[0] >= 'a' && instead.ptr[0] <= 'z')) &&
           begins_like_no_word(expr->operands[0]);
}

static void
add_atom(struct sl_arena *arena, struct slc_receiver_view *view,
         const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    struct sl_str text = slc_canonical_text(arena, release, expr);
    view->atoms[view->natoms++] = (struct slc_atom) { release, expr, text };
}

static size_t
count_conditions(const struct slc_ir_expr *filter)
{
    if (filter == NULL || filter->op != SLC_IR_AND)
        return filter != NULL;
    return count_conditions(filter->operands[0]) + count_conditions(filter->operands[1]);
}

/* Of a row that is there, every condition of the filter is known to hold. */
static void
add_conditions(struct sl_arena *arena, struct slc_receiver_view *view,
               const struct slc_ir_release *release, const struct slc_ir_expr *filter)
{
    if (filter == NULL)
        return;
    if (filter->op != SLC_IR_AND) {
        add_atom(arena, view, release, filter);
        return;
    }
    add_conditions(arena, view, release, filter->operands[0]);
    add_conditions(arena, view, release, filter->operands[1]);
}

static void
fill_atoms(struct sl_arena *arena, struct slc_receiver_view *view)
{
    size_t room = 0;
    for (uint32_t r = 0; r < view->nreleases; r++)
        room +=
            (size_t)view->releases[r]->nfields * 2 + count_conditions(view->releases[r]->filter);
    view->atoms = SL_NEW_ARRAY(arena, struct slc_atom, room + 1);
    for (uint32_t r = 0; r < view->nreleases; r++) {
        add_conditions(arena, view, view->releases[r], view->releases[r]->filter);
        for (uint32_t f = 0; f < view->releases[r]->nfields; f++) {
            const struct slc_ir_expr *expr = view->releases[r]->fields[f].expr;
            add_atom(arena, view, view->releases[r], expr);
            if (shows_its_operand(expr))
                add_atom(arena, view, view->releases[r], expr->operands[0]);
        }
    }
}

/* ---- views and their columns ---------------------------------------------------------------- */

static void
fill_view(struct sl_arena *arena, struct slc_receiver_view *view, const struct slc_ir *ir,
          const struct slc_ir_table *table, struct sl_str destination)
{
    view->ir = ir;
    view->releases = SL_NEW_ARRAY(arena, const struct slc_ir_release *, ir->nreleases + 1);
    view->keys = SL_NEW_ARRAY(arena, const struct slc_key_bytes *, ir->nreleases + 1);
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *release = &ir->releases[i];
        if (!sl_str_equal(release->destination_name, destination) ||
            !sl_str_equal(release->table->schema, table->schema) ||
            !sl_str_equal(release->table->name, table->name))
            continue;
        view->keys[view->nreleases] = slc_test_keys(arena, release);
        view->releases[view->nreleases++] = release;
    }
    fill_atoms(arena, view);
}

static struct slc_pair_column *
column_named(struct slc_pair *pair, struct sl_str name)
{
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (sl_str_equal(pair->columns[i].name, name))
            return &pair->columns[i];
    struct slc_pair_column *column = &pair->columns[pair->ncolumns++];
    column->name = name;
    return column;
}

static void
fill_columns(struct slc_pair *pair)
{
    size_t room = 0;
    for (int side = 0; side < SLC_NSIDES; side++)
        if (pair->views[side].nreleases > 0)
            room += pair->views[side].releases[0]->table->ncolumns;
    pair->columns = SL_NEW_ARRAY(pair->arena, struct slc_pair_column, room + 1);
    for (int side = 0; side < SLC_NSIDES; side++) {
        const struct slc_ir_table *table =
            pair->views[side].nreleases > 0 ? pair->views[side].releases[0]->table : NULL;
        for (uint32_t i = 0; table != NULL && i < table->ncolumns; i++) {
            struct slc_pair_column *column = column_named(pair, table->columns[i].name);
            column->column[side] = &table->columns[i];
            column->number[side] = (int)i;
        }
    }
    for (uint32_t i = 0; i < pair->ncolumns; i++) {
        const struct slc_ir_column *base = pair->columns[i].column[SLC_BASE],
                                   *head = pair->columns[i].column[SLC_HEAD];
        pair->columns[i].comparable =
            base == NULL || head == NULL ||
            slc_type_info(base->type.id)->kind == slc_type_info(head->type.id)->kind;
    }
}

/* An arena, or the end of the program, saying so. */
static struct sl_arena *
arena_of_its_own(struct sl_arena *arena)
{
    struct sl_arena *own = sl_arena_new(SLC_MAX_ARENA_BYTES);
    if (own == NULL)
        (void)sl_arena_must(arena, SIZE_MAX / 2, 1);
    return own;
}

struct slc_pair *
slc_pair_new(struct sl_arena *arena, const struct slc_ir *base, const struct slc_ir *head,
             const struct slc_ir_table *table, struct sl_str destination)
{
    struct sl_arena *own = arena_of_its_own(arena);
    struct slc_pair *pair = SL_NEW(own, struct slc_pair);
    pair->arena = own;
    pair->scratch = arena_of_its_own(arena);
    fill_view(own, &pair->views[SLC_BASE], base, table, destination);
    fill_view(own, &pair->views[SLC_HEAD], head, table, destination);
    fill_columns(pair);
    for (int side = 0; side < SLC_NSIDES; side++)
        pair->row[side] = SL_NEW_ARRAY(own, struct sl_value, pair->ncolumns + 1);
    return pair;
}

void
slc_pair_done(struct slc_pair *pair)
{
    sl_arena_free(pair->scratch);
    sl_arena_free(pair->arena);
}

uint32_t
slc_pair_cell(const struct slc_pair *pair, const struct slc_ir_release *release, uint32_t cell)
{
    struct sl_str name = slc_ir_cell_column(release, cell)->name;
    uint32_t at = 0;
    while (!sl_str_equal(pair->columns[at].name, name))
        at++;
    return at;
}

void
slc_pair_reads(const struct slc_pair *pair, const struct slc_ir_release *release,
               const struct slc_ir_expr *expr, bool *columns)
{
    if (expr->op == SLC_IR_COLUMN)
        columns[slc_pair_cell(pair, release, expr->cell)] = true;
    for (uint32_t i = 0; i < expr->noperands; i++)
        slc_pair_reads(pair, release, expr->operands[i], columns);
    for (uint32_t i = 0; i < expr->nargs; i++)
        if (expr->args[i].expr != NULL)
            slc_pair_reads(pair, release, expr->args[i].expr, columns);
}

bool *
slc_pair_reads_of(const struct slc_pair *pair, const struct slc_ir_release *release,
                  const struct slc_ir_expr *expr)
{
    bool *reads = SL_NEW_ARRAY(pair->arena, bool, pair->ncolumns + 1);
    slc_pair_reads(pair, release, expr, reads);
    return reads;
}

bool
slc_pair_comparable(const struct slc_pair *pair, const bool *columns)
{
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (columns[i] && !pair->columns[i].comparable)
            return false;
    return true;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static const struct slc_key_bytes *
keys_in(const struct slc_receiver_view *view, const struct slc_ir_release *release)
{
    uint32_t at = 0;
    while (view->releases[at] != release)
        at++;
    return view->keys[at];
}

void
slc_pair_set_row(struct slc_pair *pair, const struct sl_value *row)
{
    sl_arena_reset(pair->scratch);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        for (int side = 0; side < SLC_NSIDES; side++)
            if (pair->columns[i].column[side] != NULL)
                pair->row[side][pair->columns[i].number[side]] = row[i];
}

struct sl_value
slc_pair_eval(const struct slc_pair *pair, enum slc_side side, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr)
{
    const struct slc_row row = { pair->row[side], commit_time_us };
    const struct slc_evaluation evaluation = { .arena = pair->scratch,
                                               .release = release,
                                               .keys = keys_in(&pair->views[side], release),
                                               .row = &row };
    return slc_eval(&evaluation, expr);
}

bool
slc_pair_passes(const struct slc_pair *pair, enum slc_side side,
                const struct slc_ir_release *release)
{
    if (release->filter == NULL)
        return true;
    struct sl_value passes = slc_pair_eval(pair, side, release, release->filter);
    return passes.state == SL_VALUE && passes.boolean;
}

struct sl_str
slc_shown_value(struct sl_arena *arena, struct sl_value value)
{
    struct sl_buf out;
    if (value.state != SL_VALUE)
        return SL_STR("missing");
    if (value.kind == SL_BOOLEAN)
        return value.boolean ? SL_STR("yes") : SL_STR("no");
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_eval_json(&out, value);
    return slc_take_text(arena, &out);
}
