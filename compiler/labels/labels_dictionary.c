/* labels_dictionary.c - a value beside its pseudonym, where the pseudonyms of another column are the same.
 *
 * Columns of one kind under one key in a destination have one pseudonym for one value. Where one of them
 * leaves readably and as a pseudonym for one row, the two are a dictionary: it says what the pseudonyms of
 * the others mean. That is refused where another is not to be read there. */
#include "labels/labels.h"
#include "names/symbols.h"
#include "releases/keyed.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* A call that makes codes, in a release. */
struct use {
    const struct slc_release *release;
    const struct slc_expr *call;
    struct slc_keyed keyed;
    struct use *next; /* another one whose codes are the same for the same values */
};

struct collecting {
    struct sl_arena *arena;
    const struct slc_release *release;
    struct slc_symbols sets; /* destination, key, form and kind -> the first use */
};

static void
collect_use(void *context, struct slc_expr *expr)
{
    struct collecting *collecting = context;
    struct sl_arena *arena = collecting->arena;
    struct slc_keyed keyed;
    if (!slc_keyed_call(expr, &keyed) ||
        (keyed.form != SLC_KEYED_CODE && keyed.form != SLC_KEYED_MATCH))
        return;
    struct sl_str set =
        slc_symbol_pair(arena, collecting->release->stream.first.text, keyed.key->name.text);
    set = slc_symbol_pair(arena, set, sl_arena_format(arena, "%d", (int)keyed.form));
    set = slc_symbol_pair(arena, set, slc_keyed_kind(arena, &keyed));
    struct use *use = SL_NEW(arena, struct use);
    *use = (struct use) { collecting->release, expr, keyed, NULL };
    struct slc_symbol *earlier = slc_symbols_add(&collecting->sets, set, expr->at, use);
    if (earlier == NULL)
        return;
    use->next = earlier->object;
    earlier->object = use;
}

/* ---- rows that are one --------------------------------------------------------------------- */

/* The column that a line of a row key gives; *ret_key: under which key, NULL for the value as it is. */
static const struct slc_column *
column_of_key_line(const struct slc_expr *expr, const struct slc_key **ret_key)
{
    struct slc_keyed keyed;
    *ret_key = NULL;
    if (!slc_keyed_call(expr, &keyed))
        return expr->column;
    *ret_key = keyed.key;
    return keyed.first != NULL ? keyed.first->expr->column : NULL;
}

/* Whether two lines of row keys give one value: the same column, as it is or as a pseudonym under one key. */
static bool
same_key_line(const struct slc_expr *a, const struct slc_expr *b)
{
    const struct slc_key *key_a, *key_b;
    const struct slc_column *column = column_of_key_line(a, &key_a);
    return column != NULL && column == column_of_key_line(b, &key_b) && key_a == key_b;
}

static bool
has_key_line(const struct slc_release *release, const struct slc_expr *expr)
{
    for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
        if (s->row_key && same_key_line(s->expr, expr))
            return true;
    return false;
}

/* Whether the receiver can tell which record of the one is of the row of which record of the other, where
 * both are of one table. What an earlier version told (told/told.h) is written without its row key: it may
 * have been any. */
static bool
rows_join(const struct slc_release *a, const struct slc_release *b)
{
    if (a == b)
        return true;
    if (a->destination != b->destination)
        return false;
    if (!a->destination->positions_apart || b->told)
        return true;
    for (const struct slc_statement *s = a->statements; s != NULL; s = s->next)
        if (s->row_key && !has_key_line(b, s->expr))
            return false;
    return true;
}

/* ---- dictionaries -------------------------------------------------------------------------- */

/* Whether some line gives the column's value for the rows of the use. */
static bool
is_readable(const struct slc_program *program, const struct use *use,
            const struct slc_column *column)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        if (!rows_join(use->release, release))
            continue;
        for (const struct slc_statement *s = release->statements; s != NULL; s = s->next) {
            bool if_missing = false;
            if (slc_direct_column(s->expr, &if_missing) == column)
                return true;
        }
    }
    return false;
}

/* Whether the use is a dictionary: all its columns are readable. */
static bool
is_read_beside(const struct slc_program *program, const struct use *use)
{
    for (const struct slc_arg *arg = use->keyed.first; arg != NULL;
         arg = slc_keyed_next(&use->keyed, arg))
        if (!is_readable(program, use, arg->expr->column))
            return false;
    return true;
}

static bool
codes_column(const struct use *use, const struct slc_column *column)
{
    for (const struct slc_arg *arg = use->keyed.first; arg != NULL;
         arg = slc_keyed_next(&use->keyed, arg))
        if (arg->expr->column == column)
            return true;
    return false;
}

/* A column of another use, not of this one, that may not be read at the destination. */
static const struct slc_column *
hidden_beside(const struct use *use, const struct use *other)
{
    for (const struct slc_arg *arg = other->keyed.first; arg != NULL;
         arg = slc_keyed_next(&other->keyed, arg)) {
        const struct slc_column *column = arg->expr->column;
        if (!codes_column(use, column) &&
            !slc_label_fits(slc_column_label(column), use->release->destination))
            return column;
    }
    return NULL;
}

static void
report(const struct slc_program *program, const struct use *use, const struct use *other,
       const struct slc_column *hidden)
{
    struct slc_findings *findings = program->findings;
    const struct slc_column *read = use->keyed.first->expr->column;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0350, use->call->at,
                 "'%.*s' leaves readably beside its pseudonym, which '%.*s' has, too",
                 SL_FMT(read->name.text), SL_FMT(hidden->name.text));
    slc_cause(findings, finding, other->call->at, "the pseudonyms that it tells");
    slc_note(findings, finding,
             "who has a row of the one reads in it what the same pseudonym means in a row of the "
             "other, and '%.*s' is %.*s",
             SL_FMT(hidden->name.text), SL_FMT(slc_label_text(program, slc_column_label(hidden))));
    slc_help(
        findings, finding,
        "leave out the value or its pseudonym, or take 'identifies %.*s' off one of the columns: "
        "then they have different pseudonyms",
        SL_FMT(hidden->kind.text));
}

/* One finding for codes that are the same: the first dictionary of them. */
static void
check_set(const struct slc_program *program, const struct use *uses)
{
    for (const struct use *use = uses; use != NULL; use = use->next) {
        if (uses->next == NULL || !is_read_beside(program, use))
            continue;
        for (const struct use *other = uses; other != NULL; other = other->next) {
            const struct slc_column *hidden = hidden_beside(use, other);
            if (hidden == NULL)
                continue;
            report(program, use, other, hidden);
            return;
        }
    }
}

void
slc_check_dictionaries(const struct slc_labels *labels)
{
    struct slc_program *program = labels->program;
    struct collecting collecting = { .arena = program->arena };
    slc_symbols_init(&collecting.sets, program->arena);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        collecting.release = release;
        if (release->destination == NULL)
            continue;
        for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
            slc_walk(s->expr, collect_use, &collecting);
    }
    for (const struct slc_symbol *set = collecting.sets.first; set != NULL; set = set->next)
        check_set(program, set->object);
}
