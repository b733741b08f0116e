#include "releases/rows.h"

#include "language/function.h"
#include "language/joined.h"
#include "names/symbols.h"
#include "releases/keyed.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* A stream tells the values of a column (or of several together, as match_code does) by some name. */
struct telling {
    const struct slc_release *release;
    struct sl_str columns;           /* of which table and columns */
    const struct slc_column *column; /* NULL: it is several */
    struct slc_joined *name;
    bool unique;
    struct telling *next;
};

struct joining {
    struct slc_program *program;
    const struct slc_release *release;
    struct slc_symbols names; /* destination, kind and key -> struct slc_joined */
    struct telling *tellings, **end;
    uint32_t numbers;
    bool changed;
};

/* ---- sets ---------------------------------------------------------------------------------- */

static struct slc_joined *
add_set(struct joining *joining)
{
    return slc_joined_new(joining->program->arena, joining->numbers++);
}

static struct sl_str
numbered(const struct joining *joining, struct slc_joined *set)
{
    return sl_arena_format(joining->program->arena, "%u", slc_joined_root(set)->number);
}

/* Unites a set with those that were met under the same key before. */
static void
unite_alike(struct joining *joining, struct slc_symbols *met, struct sl_str key,
            struct slc_joined *set)
{
    const struct slc_symbol *earlier =
        slc_symbols_add(met, key, joining->program->releases->at, set);
    if (earlier != NULL)
        joining->changed |= slc_join(earlier->object, set);
}

/* ---- what streams tell --------------------------------------------------------------------- */

static bool
is_whole_key(const struct slc_column *column)
{
    for (const struct slc_column *other = column->table->columns; other != NULL;
         other = other->next)
        if (other->key && other != column)
            return false;
    return column->key;
}

/* Notes that the release tells what a call makes codes of, or a column as it is, under that key. */
static void
add_telling(struct joining *joining, struct sl_str kind, struct sl_str key, struct telling telling)
{
    struct sl_arena *arena = joining->program->arena;
    struct sl_str name = slc_symbol_pair(arena, joining->release->destination->name.text,
                                         slc_symbol_pair(arena, kind, key));
    struct slc_joined *set = add_set(joining);
    const struct slc_symbol *earlier =
        slc_symbols_add(&joining->names, name, joining->release->at, set);
    telling.release = joining->release;
    telling.name = earlier != NULL ? earlier->object : set;
    *joining->end = SL_NEW(arena, struct telling);
    **joining->end = telling;
    joining->end = &(*joining->end)->next;
}

static struct sl_str
column_name(const struct joining *joining, const struct slc_column *column)
{
    return sl_arena_format(joining->program->arena, "%.*s.%.*s.%.*s",
                           SL_FMT(column->table->name.first.text),
                           SL_FMT(column->table->name.second.text), SL_FMT(column->name.text));
}

/* Only such columns join rows, or translate between names for those that do. */
static bool
may_join(const struct slc_column *column)
{
    return column->key || column->unique || column->kind.text.len > 0;
}

static void
add_column(struct joining *joining, const struct slc_column *column, struct sl_str key)
{
    if (!may_join(column))
        return;
    add_telling(joining, slc_column_kind(joining->program->arena, column), key,
                (struct telling) {
                    .columns = column_name(joining, column),
                    .column = column,
                    .unique = column->unique || is_whole_key(column),
                });
}

/* Whether the codes tell a row: one of their columns does, or they are of the whole key. */
static bool
codes_tell_a_row(const struct slc_keyed *keyed, const struct slc_table *table)
{
    bool whole = false;
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next) {
        bool coded = false;
        for (const struct slc_arg *arg = keyed->first; arg != NULL;
             arg = slc_keyed_next(keyed, arg))
            coded = coded || arg->expr->column == column;
        if (coded && column->unique)
            return true;
        if (column->key && !coded)
            return false;
        whole = whole || column->key;
    }
    return whole;
}

static void
add_codes(struct joining *joining, const struct slc_keyed *keyed)
{
    struct sl_arena *arena = joining->program->arena;
    struct sl_str columns = { NULL, 0 };
    if (keyed->form == SLC_KEYED_CODE) {
        add_column(joining, keyed->first->expr->column, keyed->key->name.text);
        return;
    }
    for (const struct slc_arg *arg = keyed->first; arg != NULL; arg = slc_keyed_next(keyed, arg))
        columns = slc_symbol_pair(arena, columns, column_name(joining, arg->expr->column));
    add_telling(joining, slc_keyed_kind(arena, keyed),
                slc_symbol_pair(arena, keyed->key->name.text, SL_STR("match_code")),
                (struct telling) {
                    .columns = columns,
                    .unique = codes_tell_a_row(keyed, joining->release->table),
                });
}

/* A number that leaves as it is where it is a whole one: `round_down(no, to: 1)`, `clamp`. */
static bool
keeps_values(const struct slc_expr *call)
{
    const struct slc_arg *to = slc_arg_labelled(call, "to");
    switch ((int)call->function->measure) {
    case SLC_MEASURES_EACH: return true;
    case SLC_MEASURES_STEPS:
    case SLC_MEASURES_MIDDLES:
        return to != NULL && to->literals != NULL && sl_str_is(to->literals->text, "1");
    default: return false;
    }
}

/* The columns whose values the expression gives. */
static void
add_values(struct joining *joining, const struct slc_expr *expr)
{
    bool if_missing;
    struct slc_keyed keyed;
    const struct slc_column *column = slc_direct_column(expr, &if_missing);
    if (column != NULL)
        add_column(joining, column, SL_STR(""));
    else if (expr == NULL)
        return;
    else if (expr->kind == SLC_EXPR_CHOOSE) {
        for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next)
            add_values(joining, arm->then);
        add_values(joining, expr->otherwise);
    } else if (slc_keyed_call(expr, &keyed)) {
        if (keyed.first != NULL && (keyed.form == SLC_KEYED_CODE || keyed.form == SLC_KEYED_MATCH))
            add_codes(joining, &keyed);
    } else if (expr->function != NULL && expr->args != NULL && keeps_values(expr))
        add_values(joining, expr->args->expr);
}

static void
add_release(struct joining *joining, struct slc_release *release)
{
    joining->release = release;
    release->rows = NULL;
    if (release->destination == NULL || release->table == NULL || release->told)
        return;
    release->rows = add_set(joining);
    for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
        if (slc_makes_a_field(s))
            add_values(joining, s->expr);
}

/* ---- joining ------------------------------------------------------------------------------- */

/* Under shared positions, the streams of one table. */
static void
join_by_positions(struct joining *joining)
{
    struct sl_arena *arena = joining->program->arena;
    struct slc_symbols met;
    slc_symbols_init(&met, arena);
    for (const struct slc_release *release = joining->program->releases; release != NULL;
         release = release->next) {
        if (release->rows == NULL || release->destination->positions_apart)
            continue;
        const struct slc_qname *table = &release->table->name;
        struct sl_str key = slc_symbol_pair(arena, table->first.text, table->second.text);
        key = slc_symbol_pair(arena, release->destination->name.text, key);
        unite_alike(joining, &met, key, release->rows);
    }
}

/* Names that joined streams tell one column by are of the same values. */
static void
translate_names(struct joining *joining)
{
    struct sl_arena *arena = joining->program->arena;
    struct slc_symbols met;
    slc_symbols_init(&met, arena);
    for (struct telling *one = joining->tellings; one != NULL; one = one->next) {
        struct sl_str rows = numbered(joining, one->release->rows);
        unite_alike(joining, &met, slc_symbol_pair(arena, rows, one->columns), one->name);
    }
}

/* Streams that tell one unique column by the same name are of the same rows. */
static void
join_by_columns(struct joining *joining)
{
    struct slc_symbols met;
    slc_symbols_init(&met, joining->program->arena);
    for (struct telling *one = joining->tellings; one != NULL; one = one->next)
        if (one->unique)
            unite_alike(joining, &met, numbered(joining, one->name), one->release->rows);
}

/* The names by which the release whose tellings begin here tells all columns of its key; len 0: not all. */
static struct sl_str
names_of_key(const struct joining *joining, const struct telling *first)
{
    struct sl_arena *arena = joining->program->arena;
    const struct slc_qname *table = &first->release->table->name;
    struct sl_str names = slc_symbol_pair(arena, table->first.text, table->second.text);
    bool any = false;
    for (const struct slc_column *column = first->release->table->columns; column != NULL;
         column = column->next) {
        const struct telling *one = first;
        if (!column->key)
            continue;
        while (one != NULL && one->release == first->release && one->column != column)
            one = one->next;
        if (one == NULL || one->release != first->release)
            return (struct sl_str) { NULL, 0 };
        names = slc_symbol_pair(arena, names, numbered(joining, one->name));
        any = true;
    }
    return any ? names : (struct sl_str) { NULL, 0 };
}

static void
join_by_keys(struct joining *joining)
{
    const struct slc_release *before = NULL;
    struct slc_symbols met;
    slc_symbols_init(&met, joining->program->arena);
    for (struct telling *one = joining->tellings; one != NULL; one = one->next) {
        if (one->release == before)
            continue;
        before = one->release;
        struct sl_str names = names_of_key(joining, one);
        if (names.len > 0)
            unite_alike(joining, &met, names, before->rows);
    }
}

void
slc_collect_rows(struct slc_program *program)
{
    struct joining joining = { .program = program };
    joining.end = &joining.tellings;
    slc_symbols_init(&joining.names, program->arena);
    for (struct slc_release *release = program->releases; release != NULL; release = release->next)
        add_release(&joining, release);
    join_by_positions(&joining);
    do {
        joining.changed = false;
        translate_names(&joining);
        join_by_columns(&joining);
        join_by_keys(&joining);
    } while (joining.changed);
}

bool
slc_rows_join(const struct slc_release *a, const struct slc_release *b)
{
    if (a->told || b->told)
        return a->destination == b->destination && a->table == b->table;
    return a == b || (a->rows != NULL && b->rows != NULL &&
                      slc_joined_root(a->rows) == slc_joined_root(b->rows));
}
