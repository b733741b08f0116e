/* agreement_pairs.c - non-interference, tested: rows that a release does not tell apart give the same
 * record.
 *
 * A pair is a random row and another that differs from it in every column that the release does not
 * read, and in some that it reads: where a column is read by one function alone, that function's
 * sampler says what it cannot tell apart; else the evaluator is asked whether the expressions that
 * read the column give the same for both. */
#include "agreement.h"

#include "atoms.h"
#include "eval/eval.h"
#include "maxima.h"
#include "random_value.h"
#include "sampler.h"

#include <stdlib.h>

enum { CHUNK = 20000, MOST_SHOWN = 5 };

/* A row as PostgreSQL prints it: `ptr` NULL is missing. */
struct row {
    struct sl_str cells[SLT_MOST_COLUMNS];
};

/* Of a release's columns: of the values of the first row, and of what is done to them for the second. */
struct chances {
    struct slt_chance values[SLT_MOST_COLUMNS], changes[SLT_MOST_COLUMNS];
};

struct making {
    const struct slt_run *run;
    struct sl_arena *arena; /* of the pair */
    struct sl_buf buffer;
    const struct slc_ir_release *release;
    const struct slt_table *table;
    struct chances *chances;
    const struct slt_atoms *atoms;
    const struct slc_key_bytes *keys;
    uint64_t sampled[SLC_NFUNCTIONS]; /* pairs in which the function's own sampler took part */
    uint64_t asked;                   /* columns changed after asking the evaluator */
};

/* ---- values ---------------------------------------------------------------------------------- */

static struct sl_str
keep(struct making *making)
{
    struct sl_str copy =
        sl_arena_copy(making->arena, (struct sl_str) { making->buffer.bytes, making->buffer.len });
    sl_buf_clear(&making->buffer);
    return copy.ptr == NULL ? SL_STR("") : copy;
}

static struct sl_str
any_cell(struct making *making, struct slt_chance *chance, const struct slt_column *column)
{
    if (column->nullable && slt_percent(chance, 15))
        return (struct sl_str) { NULL, 0 };
    slt_random_value(&making->buffer, chance, column);
    return keep(making);
}

static struct sl_value
read_cell(struct making *making, const struct row *row, uint32_t column)
{
    struct sl_str text = sl_arena_copy(making->arena, row->cells[column]);
    return slt_read_cell(making->arena, &making->release->table->columns[column],
                         (char *)(uintptr_t)text.ptr, text.len,
                         row->cells[column].ptr == NULL ? SL_MISSING : SL_VALUE);
}

/* All of a value: as JSON some are the same that conditions tell apart. */
static void
write_value(struct sl_buf *out, struct sl_value value)
{
    sl_buf_printf(out, "%d ", (int)value.state);
    if (value.state != SL_VALUE)
        return;
    switch (value.kind) {
    case SL_BOOLEAN: sl_buf_printf(out, "%d", (int)value.boolean); break;
    case SL_INTEGER:
    case SL_DATE:
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: sl_buf_printf(out, "%lld", (long long)value.integer); break;
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_TEXT:
    case SL_UUID:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: sl_buf_add_str(out, value.text); break;
    }
}

/* What an atom gives for a row. */
static struct sl_str
told(struct making *making, const struct slt_atom *atom, const struct row *row)
{
    struct sl_value *values = SL_NEW_ARRAY(making->arena, struct sl_value, making->table->ncolumns);
    for (uint32_t cell = 0; cell < making->release->ncells; cell++)
        if ((atom->cells >> cell & 1) != 0) {
            uint32_t column = making->release->cells[cell].column;
            values[column] = read_cell(making, row, column);
        }
    const struct slc_row read = { values, SLT_COMMIT_TIME_US };
    const struct slc_evaluation evaluation = { making->arena, making->release, making->keys,
                                               &read };
    write_value(&making->buffer, slc_eval(&evaluation, atom->expr));
    return keep(making);
}

/* ---- another row ----------------------------------------------------------------------------- */

static bool
all_tell_the_same(struct making *making, uint32_t cell, const struct row *a, const struct row *b)
{
    for (uint32_t at = 0; at < making->atoms->natoms; at++) {
        const struct slt_atom *atom = &making->atoms->atoms[at];
        if ((atom->cells >> cell & 1) != 0 &&
            !sl_str_equal(told(making, atom, a), told(making, atom, b)))
            return false;
    }
    return true;
}

/* The one call that reads the cell, directly and as its first argument; NULL when others do, too. */
static const struct slc_ir_expr *
only_reader(const struct slt_atoms *atoms, uint32_t cell)
{
    const struct slc_ir_expr *reader = NULL;
    for (uint32_t at = 0; at < atoms->natoms; at++) {
        if ((atoms->atoms[at].cells >> cell & 1) == 0)
            continue;
        const struct slc_ir_expr *expr = atoms->atoms[at].expr;
        if (reader != NULL || expr->op != SLC_IR_CALL || expr->args[0].expr == NULL ||
            expr->args[0].expr->op != SLC_IR_COLUMN ||
            atoms->atoms[at].cells != UINT64_C(1) << cell)
            return NULL;
        reader = expr;
    }
    return reader;
}

static bool
sample(struct making *making, const struct slc_ir_expr *call, uint32_t column, struct row *row)
{
    slt_sampler *sampler = slt_sampler_of(call->function->id);
    struct slt_sampling sampling = { .chance = &making->chances->changes[column],
                                     .call = call,
                                     .type = &making->release->table->columns[column].type,
                                     .value = read_cell(making, row, column),
                                     .text = row->cells[column] };
    if (sampler == NULL || sampling.value.state != SL_VALUE)
        return false;
    bool found = sampler(&sampling, &making->buffer);
    struct sl_str other = keep(making);
    if (!found || sl_str_equal(other, row->cells[column]))
        return false;
    row->cells[column] = other;
    making->sampled[call->function->id]++;
    return true;
}

/* Changes a cell that the release reads, where that can be done without its telling. */
static bool
change(struct making *making, uint32_t cell, struct row *row)
{
    uint32_t column = making->release->cells[cell].column;
    const struct slc_ir_expr *reader = only_reader(making->atoms, cell);
    if (reader != NULL && sample(making, reader, column, row))
        return true;
    struct slt_chance *chance = &making->chances->changes[column];
    if (!slt_percent(chance, 20))
        return false;
    struct row other = *row;
    other.cells[column] = any_cell(making, chance, &making->table->columns[column]);
    if (!all_tell_the_same(making, cell, row, &other))
        return false;
    *row = other;
    making->asked++;
    return true;
}

static uint64_t
shared_with(const struct slt_atoms *atoms, uint32_t cell)
{
    uint64_t cells = 0;
    for (uint32_t at = 0; at < atoms->natoms; at++)
        if ((atoms->atoms[at].cells >> cell & 1) != 0)
            cells |= atoms->atoms[at].cells;
    return cells;
}

static void
make_pair(struct making *making, struct row *a, struct row *b)
{
    uint64_t read = 0, fixed = making->atoms->kept;
    struct chances *chances = making->chances;
    for (uint32_t column = 0; column < making->table->ncolumns; column++)
        a->cells[column] =
            any_cell(making, &chances->values[column], &making->table->columns[column]);
    *b = *a;
    for (uint32_t cell = 0; cell < making->release->ncells; cell++) {
        read |= UINT64_C(1) << making->release->cells[cell].column;
        if ((fixed >> cell & 1) == 0 && change(making, cell, b))
            fixed |= shared_with(making->atoms, cell);
    }
    for (uint32_t column = 1; column < making->table->ncolumns; column++)
        if ((read >> column & 1) == 0)
            b->cells[column] =
                any_cell(making, &chances->changes[column], &making->table->columns[column]);
}

/* ---- through generated C --------------------------------------------------------------------- */

static void
write_row(struct making *making, uint32_t number, const struct row *row, FILE *to)
{
    (void)fprintf(to, "%u", number);
    for (uint32_t column = 0; column < making->table->ncolumns; column++) {
        (void)putc('\t', to);
        if (row->cells[column].ptr == NULL)
            (void)fputs("\\N", to);
        else
            slt_write_escaped(row->cells[column], to);
    }
    (void)putc('\n', to);
}

static void
write_pairs(struct making *making, uint32_t number, uint32_t pairs, FILE *to)
{
    struct row a = { 0 }, b;
    for (uint32_t pair = 0; pair < pairs; pair++) {
        make_pair(making, &a, &b);
        write_row(making, number, &a, to);
        write_row(making, number, &b, to);
        sl_arena_reset(making->arena);
    }
}

static FILE *
open_in(const struct slt_run *run, const char *name, const char *mode)
{
    FILE *file = fopen(sl_arena_format(run->arena, "%s/%s", run->folder, name).ptr, mode);
    if (file == NULL) {
        (void)fprintf(stderr, "%s/%s cannot be opened\n", run->folder, name);
        exit(2);
    }
    return file;
}

static void
show(const struct slt_run *run, uint64_t pair, const char *a, const char *b)
{
    char *line = NULL;
    size_t room = 0;
    FILE *rows = open_in(run, "rows", "r");
    (void)fprintf(stderr, "seed %llu: two rows that the release should not tell apart\n",
                  (unsigned long long)run->seed);
    for (uint64_t at = 0; at < 2 * pair + 2 && getline(&line, &room, rows) > 0; at++)
        if (at >= 2 * pair)
            (void)fprintf(stderr, "  %s", line);
    (void)fprintf(stderr, "give\n  %s  %s", a, b);
    (void)fclose(rows);
    free(line);
}

/* How many of the pairs in the file `rows` give different records. */
static uint64_t
compare_pairs(const struct slt_run *run, uint64_t pairs)
{
    char *a = NULL, *b = NULL;
    size_t room_a = 0, room_b = 0;
    uint64_t differ = 0;
    if (!slt_run_projector(run))
        exit(1);
    FILE *from = open_in(run, "projected", "r");
    for (uint64_t pair = 0; pair < pairs; pair++) {
        if (getline(&a, &room_a, from) <= 0 || getline(&b, &room_b, from) <= 0) {
            (void)fputs("the projector wrote fewer lines than it was given\n", stderr);
            exit(1);
        }
        if (strcmp(a, b) != 0 && differ++ < MOST_SHOWN)
            show(run, pair, a, b);
    }
    (void)fclose(from);
    free(a);
    free(b);
    return differ;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void
tell(const struct making *making, uint64_t pairs, uint64_t differ)
{
    for (int at = 0; at < SLC_NFUNCTIONS; at++)
        if (slt_sampler_of((enum slc_function_id)at) != NULL)
            (void)printf("sampled %s %llu\n", slc_functions[at].name,
                         (unsigned long long)making->sampled[at]);
    (void)printf("%llu pairs, %llu columns changed on the evaluator's word, %llu pairs differ\n",
                 (unsigned long long)pairs, (unsigned long long)making->asked,
                 (unsigned long long)differ);
}

static struct chances
chances_of(const struct slt_table *table)
{
    const struct slt_chance values = slt_chance_of(&table->chance, SL_STR("values"));
    const struct slt_chance changes = slt_chance_of(&table->chance, SL_STR("changes"));
    struct chances chances;
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        chances.values[at] = slt_chance_of(&values, table->columns[at].name);
        chances.changes[at] = slt_chance_of(&changes, table->columns[at].name);
    }
    return chances;
}

int
slt_pairs(const struct slt_run *run, uint64_t pairs)
{
    uint32_t count = run->ir->nreleases;
    struct making making = { .run = run, .arena = sl_arena_new(SL_GIB) };
    struct slt_atoms *atoms = SL_NEW_ARRAY(run->arena, struct slt_atoms, count);
    struct chances *chances = SL_NEW_ARRAY(run->arena, struct chances, count);
    const struct slc_key_bytes **keys =
        SL_NEW_ARRAY(run->arena, const struct slc_key_bytes *, count);
    uint64_t done = 0, differ = 0;
    if (count == 0)
        return 2;
    sl_buf_init(&making.buffer, SL_MIB);
    for (uint32_t at = 0; at < count; at++) {
        atoms[at] = slt_atoms_of(run->arena, &run->ir->releases[at]);
        chances[at] = chances_of(slt_table_of(run, &run->ir->releases[at]));
        keys[at] = slc_test_keys(run->arena, &run->ir->releases[at]);
    }
    while (done < pairs) {
        FILE *to = open_in(run, "rows", "w");
        for (uint32_t at = 0; at < count; at++) {
            making.release = &run->ir->releases[at];
            making.table = slt_table_of(run, making.release);
            making.chances = &chances[at];
            making.atoms = &atoms[at];
            making.keys = keys[at];
            write_pairs(&making, at, CHUNK / count, to);
        }
        if (fclose(to) != 0)
            exit(2);
        differ += compare_pairs(run, (uint64_t)(CHUNK / count) * count);
        done += (uint64_t)(CHUNK / count) * count;
    }
    tell(&making, done, differ);
    sl_buf_done(&making.buffer);
    sl_arena_free(making.arena);
    return differ == 0 ? 0 : 1;
}
