/* secrets.c - which pairs of a destination and a column there are. */
#include "attack/secret_list.h"
#include "attack/written.h"
#include "language/function.h"

struct secrets_found {
    struct slc_secret_list list;
    struct slc_secret now; /* what the next one has in common with the last */
};

void
slc_secret_list_add(struct slc_secret_list *list, const struct slc_secret *secret)
{
    struct sl_arena *arena = secret->ir->arena;
    if (list->count == list->room) {
        uint32_t room = list->room * 2 + 16;
        struct slc_secret *more = SL_NEW_ARRAY(arena, struct slc_secret, room);
        if (list->count > 0)
            memcpy(more, list->secrets, list->count * sizeof *more);
        list->secrets = more;
        list->room = room;
    }
    list->secrets[list->count] = *secret;
    if (secret->nparts == 0) {
        struct slc_secret_part *part = SL_NEW(arena, struct slc_secret_part);
        *part = (struct slc_secret_part) { .table = secret->table,
                                           .column = secret->column,
                                           .nreleases = secret->nreleases,
                                           .at = secret->at };
        list->secrets[list->count].parts = part;
        list->secrets[list->count].nparts = 1;
    }
    list->count++;
}

static bool
is_known(const struct secrets_found *to, const struct slc_ir_expr *call)
{
    for (uint32_t at = 0; at < to->list.count; at++) {
        const struct slc_secret *secret = &to->list.secrets[at];
        if (secret->destination == to->now.destination && secret->table == to->now.table &&
            secret->column == to->now.column && secret->leaf == call->leaf &&
            sl_str_equal(secret->path, slc_path_of(call)))
            return true;
    }
    return false;
}

static struct slc_span
leaf_at(const struct slc_secret *document, const struct slc_ir_leaf *leaf)
{
    const struct slc_table *table = slc_written_table(document->program, document->table);
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
    to->now.path = slc_path_of(call);
    to->now.type = call->type;
    to->now.type.nullable = true;
    if (call->leaf != NULL) {
        to->now.label = slc_ir_leaf_label(call->leaf);
        to->now.at = leaf_at(&document, call->leaf);
        to->now.fits = slc_may_hold(document.destination, to->now.label);
    }
    if (!to->now.fits)
        slc_secret_list_add(&to->list, &to->now);
    to->now = document;
}

static void
add_places(struct secrets_found *to, const struct slc_ir_release *release,
           const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_JSON &&
        expr->function->effect == SLC_TIDIES && slc_reads_document(&to->now, release, expr) &&
        !is_known(to, expr))
        add_place(to, expr);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        add_places(to, release, slc_operand(expr, at));
}

struct slc_span
slc_secret_column_at(const struct slc_secret *secret, const struct slc_ir_table *table,
                     uint32_t number)
{
    const struct slc_column *column = slc_written_table(secret->program, table)->columns;
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
            slc_secret_list_add(&to->list, &to->now);
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
    to->now.at = slc_secret_column_at(&to->now, to->now.table, number);
    to->now.fits = slc_may_hold(to->now.destination, to->now.label);
    if (!to->now.fits || column->encryption != NULL ||
        (to->now.destination->positions_apart && is_time(&column->type)))
        slc_secret_list_add(&to->list, &to->now);
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
    slc_secret_list_add(&to->list, &to->now);
    to->now = now;
}

static void
add_table(struct secrets_found *to)
{
    const struct slc_ir *ir = to->now.ir;
    uint32_t count = 0;
    for (uint32_t at = 0; at < ir->nreleases; at++)
        count += ir->releases[at].table == to->now.table;
    const struct slc_ir_release **releases =
        SL_NEW_ARRAY(ir->arena, const struct slc_ir_release *, count + 1);
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
        slc_add_joined(&to.list, program, ir, to.now.destination);
    }
    *ret_count = to.list.count;
    return to.list.secrets;
}
