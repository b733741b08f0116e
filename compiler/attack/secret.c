#include "attack/secret.h"

#include "language/function.h"

bool
slc_may_hold(const struct slc_ir_destination *destination, struct slc_ir_label label)
{
    return label.level <= destination->clearance &&
           slc_number_set_is_subset(label.categories, destination->accepts);
}

/* ---- expressions ----------------------------------------------------------------------------- */

/* A call has arguments, everything else operands. */
uint32_t
slc_operand_count(const struct slc_ir_expr *expr)
{
    if (expr->op != SLC_IR_CALL)
        return expr->noperands;
    uint32_t count = 0;
    for (uint32_t at = 0; at < expr->nargs; at++)
        count += expr->args[at].expr != NULL;
    return count;
}

const struct slc_ir_expr *
slc_operand(const struct slc_ir_expr *expr, uint32_t at)
{
    if (expr->op != SLC_IR_CALL)
        return expr->operands[at];
    for (uint32_t arg = 0;; arg++)
        if (expr->args[arg].expr != NULL && at-- == 0)
            return expr->args[arg].expr;
}

static struct sl_str
path_of(const struct slc_ir_expr *call)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].kind == SLC_PARAMETER_PATH)
            return call->args[at].literals[0].text;
    return (struct sl_str) { NULL, 0 };
}

static bool
is_column(const struct slc_secret *secret, const struct slc_ir_release *release,
          const struct slc_ir_expr *expr)
{
    return expr->op == SLC_IR_COLUMN && !secret->moment &&
           release->cells[expr->cell].column == secret->column;
}

bool
slc_is_at_place(const struct slc_secret *secret, const struct slc_ir_release *release,
                const struct slc_ir_expr *call)
{
    return is_column(secret, release, call->args[0].expr) &&
           sl_str_equal(path_of(call), secret->path);
}

bool
slc_is_secret(const struct slc_secret *secret, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr)
{
    if (secret->moment)
        return expr->op == SLC_IR_COMMIT_TIME;
    if (secret->path.len == 0)
        return is_column(secret, release, expr);
    return expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_JSON &&
           expr->function->effect == SLC_TIDIES && slc_is_at_place(secret, release, expr);
}

bool
slc_reads_source(const struct slc_secret *secret, const struct slc_ir_release *release,
                 const struct slc_ir_expr *expr)
{
    if (is_column(secret, release, expr) || slc_is_secret(secret, release, expr))
        return true;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (slc_reads_source(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

bool
slc_reads_secret(const struct slc_secret *secret, const struct slc_ir_release *release,
                 const struct slc_ir_expr *expr)
{
    if (slc_is_secret(secret, release, expr))
        return true;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (slc_reads_secret(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

/* ---- pairs ----------------------------------------------------------------------------------- */

struct secrets_found {
    struct slc_secret *secrets;
    uint32_t count, room;
    struct slc_secret now; /* what the next one has in common with the last */
};

static void
add(struct secrets_found *to)
{
    struct sl_arena *arena = to->now.ir->arena;
    if (to->count == to->room) {
        uint32_t room = to->room * 2 + 16;
        struct slc_secret *more = SL_NEW_ARRAY(arena, struct slc_secret, room);
        if (to->count > 0)
            memcpy(more, to->secrets, to->count * sizeof *more);
        to->secrets = more;
        to->room = room;
    }
    to->secrets[to->count++] = to->now;
}

static bool
is_known(const struct secrets_found *to, const struct slc_ir_expr *call)
{
    for (uint32_t at = 0; at < to->count; at++) {
        const struct slc_secret *secret = &to->secrets[at];
        if (secret->destination == to->now.destination && secret->table == to->now.table &&
            secret->column == to->now.column && secret->leaf == call->leaf &&
            sl_str_equal(secret->path, path_of(call)))
            return true;
    }
    return false;
}

static const struct slc_table *
written_table(const struct slc_program *program, const struct slc_ir_table *table)
{
    const struct slc_table *written = program->tables;
    while (!sl_str_equal(written->name.first.text, table->schema) ||
           !sl_str_equal(written->name.second.text, table->name))
        written = written->next;
    return written;
}

static struct slc_span
leaf_at(const struct slc_secret *document, const struct slc_ir_leaf *leaf)
{
    const struct slc_table *table = written_table(document->program, document->table);
    for (const struct slc_column *written = table->leaves; written != NULL; written = written->next)
        if ((uint32_t)written->number ==
            document->table->ncolumns + (uint32_t)(leaf - document->table->leaves))
            return written->at;
    return document->at;
}

/* A place of the document that the call reads. */
static void
add_place(struct secrets_found *to, const struct slc_ir_expr *call)
{
    struct slc_secret document = to->now;
    to->now.leaf = call->leaf;
    to->now.path = path_of(call);
    to->now.type = call->type;
    to->now.type.nullable = true;
    if (call->leaf != NULL) {
        to->now.label = slc_ir_leaf_label(call->leaf);
        to->now.at = leaf_at(&document, call->leaf);
        to->now.fits = slc_may_hold(document.destination, to->now.label);
    }
    if (!to->now.fits)
        add(to);
    to->now = document;
}

static void
add_places(struct secrets_found *to, const struct slc_ir_release *release,
           const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_JSON &&
        expr->function->effect == SLC_TIDIES && is_column(&to->now, release, expr->args[0].expr) &&
        !is_known(to, expr))
        add_place(to, expr);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        add_places(to, release, slc_operand(expr, at));
}

static struct slc_span
column_at(const struct slc_secret *secret, uint32_t number)
{
    const struct slc_column *column = written_table(secret->program, secret->table)->columns;
    while ((uint32_t)column->number != number)
        column = column->next;
    return column->at;
}

static bool
is_read(const struct slc_secret *document)
{
    for (uint32_t at = 0; at < document->nreleases; at++)
        for (uint32_t cell = 0; cell < document->releases[at]->ncells; cell++)
            if (document->releases[at]->cells[cell].column == document->column)
                return true;
    return false;
}

/* The declared leaves of the document, which leave with it, too. */
static void
add_leaves(struct secrets_found *to)
{
    const struct slc_ir_table *table = to->now.table;
    const struct slc_secret document = to->now;
    for (uint32_t at = 0; at < table->nleaves; at++) {
        const struct slc_ir_leaf *leaf = &table->leaves[at];
        if (leaf->document != document.column)
            continue;
        to->now.leaf = leaf;
        to->now.path = sl_str_from(leaf->name, table->columns[document.column].name.len + 1);
        to->now.type = leaf->type;
        to->now.type.nullable = true;
        to->now.label = slc_ir_leaf_label(leaf);
        to->now.at = leaf_at(&document, leaf);
        to->now.fits = slc_may_hold(document.destination, to->now.label);
        if (!to->now.fits)
            add(to);
        to->now = document;
    }
}

static bool
is_time(const struct slc_ir_type *type)
{
    return type->id == SLC_TYPE_TIMESTAMP || type->id == SLC_TYPE_TIMESTAMPTZ ||
           type->id == SLC_TYPE_TIME || type->id == SLC_TYPE_DATE;
}

static void
add_column(struct secrets_found *to, uint32_t number)
{
    const struct slc_ir_column *column = &to->now.table->columns[number];
    to->now.column = number;
    to->now.type = column->type;
    to->now.label = slc_ir_column_label(column);
    to->now.at = column_at(&to->now, number);
    to->now.fits = slc_may_hold(to->now.destination, to->now.label);
    if (!to->now.fits || column->encryption != NULL ||
        (to->now.destination->positions_apart && is_time(&column->type)))
        add(to);
    if (column->type.id != SLC_TYPE_JSONB)
        return;
    if (is_read(&to->now))
        add_leaves(to);
    for (uint32_t at = 0; at < to->now.nreleases; at++) {
        const struct slc_ir_release *release = to->now.releases[at];
        for (uint32_t field = 0; field < release->nfields; field++)
            add_places(to, release, release->fields[field].expr);
        if (release->filter != NULL)
            add_places(to, release, release->filter);
    }
}

/* When the row was changed, which tells what else was. */
static void
add_moment(struct secrets_found *to)
{
    const struct slc_destination *written = to->now.program->destinations;
    while (!sl_str_equal(written->name.text, to->now.destination->name))
        written = written->next;
    struct slc_secret moment = to->now;
    moment.moment = true;
    moment.fits = true;
    moment.at = written->at;
    moment.type = (struct slc_ir_type) { .id = SLC_TYPE_TIMESTAMPTZ };
    moment.label = (struct slc_ir_label) { 0 };
    const struct slc_secret now = to->now;
    to->now = moment;
    add(to);
    to->now = now;
}

static void
add_table(struct secrets_found *to)
{
    const struct slc_ir *ir = to->now.ir;
    const struct slc_ir_release **releases =
        SL_NEW_ARRAY(ir->arena, const struct slc_ir_release *, ir->nreleases);
    to->now.releases = releases;
    to->now.nreleases = 0;
    for (uint32_t at = 0; at < ir->nreleases; at++)
        if (ir->releases[at].table == to->now.table &&
            ir->releases[at].destination == to->now.destination)
            releases[to->now.nreleases++] = &ir->releases[at];
    for (uint32_t at = 0; to->now.nreleases > 0 && at < to->now.table->ncolumns; at++)
        add_column(to, at);
    if (to->now.nreleases > 0 && to->now.destination->positions_apart)
        add_moment(to);
}

struct slc_secret *
slc_secrets(const struct slc_program *program, const struct slc_ir *ir,
            const struct slc_ir_destination *destination, uint32_t *ret_count)
{
    struct secrets_found to = { .now = { .program = program, .ir = ir } };
    for (uint32_t i = 0; i < ir->ndestinations; i++) {
        to.now.destination = &ir->destinations[i];
        if (destination != NULL && destination != to.now.destination)
            continue;
        for (uint32_t at = 0; at < ir->ntables; at++) {
            to.now.table = &ir->tables[at];
            add_table(&to);
        }
    }
    *ret_count = to.count;
    return to.secrets;
}
