#include "releases/keyed.h"

#include "language/function.h"
#include "names/symbols.h"
#include "syntax/walk.h"

/* ---- calls --------------------------------------------------------------------------------- */

static enum slc_keyed_form
form_of(const struct slc_function *function)
{
    if (slc_parameter_labelled(function, SL_STR("per")) != NULL)
        return SLC_KEYED_SHIFT;
    if (slc_function_is_variadic(function))
        return SLC_KEYED_MATCH;
    return function->bound == SLC_BOUND_BUCKETS ? SLC_KEYED_BUCKET : SLC_KEYED_CODE;
}

static bool
names_a_column(const struct slc_arg *arg)
{
    return arg != NULL && arg->expr != NULL && arg->expr->column != NULL;
}

static bool
takes_a_key(const struct slc_function *function)
{
    return function->measure == SLC_MEASURES_OPAQUE || function->measure == SLC_MEASURES_BUCKETS ||
           function->measure == SLC_MEASURES_SHIFTED;
}

bool
slc_keyed_call(const struct slc_expr *expr, struct slc_keyed *ret_keyed)
{
    if (expr->function == NULL || !takes_a_key(expr->function))
        return false;
    const struct slc_arg *using = expr->args;
    while (using != NULL && using->key == NULL)
        using = using->next;
    if (using == NULL)
        return false;
    enum slc_keyed_form form = form_of(expr->function);
    const struct slc_arg *first =
        form == SLC_KEYED_SHIFT ? slc_arg_labelled(expr, "per") : expr->args;
    *ret_keyed = (struct slc_keyed) { .form = form, .key = using->key, .using = using };
    ret_keyed->first = names_a_column(first) ? first
                       : first == NULL       ? NULL
                                             : slc_keyed_next(ret_keyed, first);
    return true;
}

const struct slc_arg *
slc_keyed_next(const struct slc_keyed *keyed, const struct slc_arg *arg)
{
    if (keyed->form != SLC_KEYED_MATCH)
        return NULL;
    for (arg = arg->next; arg != NULL; arg = arg->next)
        if (arg->label.text.len == 0 && names_a_column(arg))
            return arg;
    return NULL;
}

/* ---- kinds --------------------------------------------------------------------------------- */

/* A name as it stands in a kind: in backquotes where it could not do without, however it is written. */
static struct sl_str
plain_or_quoted(struct sl_arena *arena, struct sl_str name)
{
    bool plain = name.len > 0 && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');
    for (size_t at = 0; at < name.len; at++) {
        char c = name.ptr[at];
        plain = plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }
    return plain ? name : sl_arena_format(arena, "`%.*s`", SL_FMT(name));
}

struct sl_str
slc_column_kind(struct sl_arena *arena, const struct slc_column *column)
{
    if (column->kind.text.len > 0)
        return column->kind.text;
    const struct slc_qname *table = &column->table->name;
    return sl_arena_format(arena, "%.*s.%.*s.%.*s",
                           SL_FMT(plain_or_quoted(arena, table->first.text)),
                           SL_FMT(plain_or_quoted(arena, table->second.text)),
                           SL_FMT(plain_or_quoted(arena, column->name.text)));
}

struct sl_str
slc_keyed_kind(struct sl_arena *arena, const struct slc_keyed *keyed)
{
    struct sl_str kind = { 0 };
    for (const struct slc_arg *arg = keyed->first; arg != NULL; arg = slc_keyed_next(keyed, arg)) {
        struct sl_str one = slc_column_kind(arena, arg->expr->column);
        kind = arg == keyed->first
                   ? one
                   : sl_arena_format(arena, "%.*s\x1f%.*s", SL_FMT(kind), SL_FMT(one));
    }
    return kind;
}

/* ---- columns that count as one ------------------------------------------------------------- */

struct coding {
    struct sl_arena *arena;
    const struct slc_destination *destination;
    struct slc_symbols sets; /* destination, key and kind -> a column's slc_coded */
};

static struct slc_coded *
coded_in(const struct slc_column *column, const struct slc_destination *destination)
{
    struct slc_coded *coded = column->coded;
    while (coded != NULL && coded->destination != destination)
        coded = coded->next;
    return coded;
}

static struct slc_coded *
root_of(struct slc_coded *coded)
{
    while (coded->set != coded)
        coded = coded->set;
    return coded;
}

/* The column's entry for the destination at hand, made where it lacks. */
static struct slc_coded *
enter(const struct coding *coding, struct slc_column *column)
{
    struct slc_coded *coded = coded_in(column, coding->destination);
    if (coded != NULL)
        return coded;
    coded = SL_NEW(coding->arena, struct slc_coded);
    *coded = (struct slc_coded) { column, coding->destination, coded, column->coded };
    column->coded = coded;
    return coded;
}

static void
note_column(struct coding *coding, struct slc_column *column, const struct slc_key *key)
{
    struct sl_arena *arena = coding->arena;
    struct slc_coded *own = enter(coding, column);
    struct sl_str where = slc_symbol_pair(arena, coding->destination->name.text, key->name.text);
    where = slc_symbol_pair(arena, where, slc_column_kind(arena, column));
    const struct slc_symbol *earlier = slc_symbols_add(&coding->sets, where, column->name.at, own);
    if (earlier == NULL)
        return;
    struct slc_coded *theirs = earlier->object;
    root_of(own)->set = root_of(theirs);
}

static void
note_call(void *context, struct slc_expr *expr)
{
    struct coding *coding = context;
    struct slc_keyed keyed;
    if (!slc_keyed_call(expr, &keyed) || keyed.form == SLC_KEYED_SHIFT)
        return;
    for (const struct slc_arg *arg = keyed.first; arg != NULL; arg = slc_keyed_next(&keyed, arg))
        note_column(coding, arg->expr->column, keyed.key);
}

void
slc_collect_coded(struct slc_program *program)
{
    struct coding coding = { .arena = program->arena };
    slc_symbols_init(&coding.sets, program->arena);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        coding.destination = release->destination;
        if (release->destination == NULL)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            slc_walk(statement->expr, note_call, &coding);
    }
}

const struct slc_column *
slc_column_counted_as(const struct slc_destination *destination, const struct slc_column *column)
{
    struct slc_coded *coded = coded_in(column, destination);
    return coded != NULL ? root_of(coded)->column : column;
}
