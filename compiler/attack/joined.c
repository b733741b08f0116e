/* joined.c - columns of one kind under one key: who knows what a pseudonym means in a row of the one knows it in every
 * row of the others. So a value in all of these columns, each in a row of its own, is one secret: its table is all
 * their tables side by side, in which these columns are one. */
#include "attack/codes.h"
#include "attack/secret_list.h"

struct joins {
    struct slc_secret_list *list;
    const struct slc_program *program;
    struct slc_codes codes;
};

/* ---- one table of several -------------------------------------------------------------------- */

struct building {
    struct joins *joins;
    struct slc_secret secret;
    struct slc_ir_table *table;
    struct slc_ir_column *columns;
    struct slc_secret_part *parts;
    const struct slc_ir_release **releases;
};

static void
join_column(const struct slc_ir *ir, struct slc_ir_column *to, const struct slc_ir_column *from)
{
    to->label = (struct slc_ir_label) {
        .level = to->label.level > from->label.level ? to->label.level : from->label.level,
        .categories = slc_number_set_union(ir->arena, to->label.categories, from->label.categories),
    };
    to->type.nullable = to->type.nullable || from->type.nullable;
    if (from->has_presence && (!to->has_presence || from->presence > to->presence)) {
        to->has_presence = true;
        to->presence = from->presence;
    }
    if (to->encryption == NULL)
        to->encryption = from->encryption;
}

/* A release that reads the joined table. */
static const struct slc_ir_release *
moved_release(const struct building *building, const struct slc_secret_part *part,
              const struct slc_ir_release *release)
{
    struct sl_arena *arena = building->joins->codes.ir->arena;
    struct slc_ir_release *copy = SL_NEW(arena, struct slc_ir_release);
    struct slc_ir_cell *cells = SL_NEW_ARRAY(arena, struct slc_ir_cell, release->ncells + 1);
    for (uint32_t at = 0; at < release->ncells; at++) {
        cells[at] = release->cells[at];
        cells[at].column = slc_part_column(&building->secret, part, cells[at].column);
    }
    *copy = *release;
    copy->table = building->table;
    copy->cells = cells;
    return copy;
}

static void
add_part(struct building *building, const struct slc_code_told *coded)
{
    const struct slc_ir_table *table = coded->release->table;
    struct slc_secret *secret = &building->secret;
    struct slc_secret_part *part = &building->parts[secret->nparts++];
    *part = (struct slc_secret_part) {
        .table = table,
        .column = coded->column,
        .offset = building->table->ncolumns,
        .first = secret->nreleases,
        .at = slc_secret_column_at(secret, table, coded->column),
    };
    if (table->ncolumns > 0)
        memcpy(building->columns + part->offset, table->columns,
               table->ncolumns * sizeof *table->columns);
    building->table->ncolumns += table->ncolumns;
    const struct slc_ir_release **releases = building->releases + part->first;
    part->nreleases = slc_releases_of(&building->joins->codes, coded, releases);
    for (uint32_t at = 0; at < part->nreleases; at++)
        releases[at] = moved_release(building, part, releases[at]);
    secret->nreleases += part->nreleases;
}

/* ---- which columns --------------------------------------------------------------------------- */

static bool
reads_otherwise(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
                uint32_t column)
{
    struct slc_code_told coded;
    if (slc_coded_by(release, expr, &coded))
        return false;
    if (expr->op == SLC_IR_COLUMN)
        return release->cells[expr->cell].column == column;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (reads_otherwise(release, slc_operand(expr, at), column))
            return true;
    return false;
}

/* Whether the destination is told more of the column than its codes. */
static bool
is_told(const struct joins *joins, const struct slc_code_told *coded)
{
    const struct slc_ir_release **releases = SL_NEW_ARRAY(
        joins->codes.ir->arena, const struct slc_ir_release *, joins->codes.ir->nreleases);
    const uint32_t count = slc_releases_of(&joins->codes, coded, releases);
    for (uint32_t at = 0; at < count; at++) {
        const struct slc_ir_release *release = releases[at];
        for (uint32_t i = 0; i < release->nfields; i++)
            if (reads_otherwise(release, release->fields[i].expr, coded->column))
                return true;
        if (release->filter != NULL && reads_otherwise(release, release->filter, coded->column))
            return true;
    }
    return false;
}

static bool
is_above(const struct joins *joins, const struct slc_code_told *coded)
{
    return !slc_may_hold(joins->codes.destination,
                         slc_ir_column_label(&coded->release->table->columns[coded->column]));
}

/* Each column whose codes are joined with those of the first, once. */
static uint32_t
columns_joined(struct joins *joins, uint32_t first, const struct slc_code_told **ret)
{
    uint32_t count = 0;
    const struct slc_ir_table *table = joins->codes.coded[first].release->table;
    const enum slc_type_id type = table->columns[joins->codes.coded[first].column].type.id;
    for (uint32_t at = first; at < joins->codes.count; at++) {
        struct slc_code_told *coded = &joins->codes.coded[at];
        if (!slc_are_joined(coded, &joins->codes.coded[first]))
            continue;
        coded->seen = true;
        bool new = coded->release->table->columns[coded->column].type.id == type;
        for (uint32_t earlier = 0; new &&earlier < count; earlier++)
            new = !slc_is_same_column(ret[earlier], coded);
        if (new)
            ret[count++] = coded;
    }
    return count;
}

/* Those of which more is told, and one that the destination may not hold. */
static uint32_t
keep_telling(const struct joins *joins, const struct slc_code_told **columns, uint32_t count)
{
    uint32_t kept = 0;
    bool above = false, told = false;
    for (uint32_t at = 0; at < count; at++) {
        const bool tells = is_told(joins, columns[at]);
        if (!tells && (above || !is_above(joins, columns[at])))
            continue;
        above = above || is_above(joins, columns[at]);
        told = told || tells;
        columns[kept++] = columns[at];
    }
    return above && told ? kept : 0;
}

/* ---- secrets --------------------------------------------------------------------------------- */

static struct building
building_of(struct joins *joins, const struct slc_code_told *const *columns, uint32_t count)
{
    struct sl_arena *arena = joins->codes.ir->arena;
    struct building building = { .joins = joins };
    uint32_t room = 1;
    for (uint32_t at = 0; at < count; at++)
        room += columns[at]->release->table->ncolumns;
    building.table = SL_NEW(arena, struct slc_ir_table);
    building.columns = SL_NEW_ARRAY(arena, struct slc_ir_column, room);
    building.parts = SL_NEW_ARRAY(arena, struct slc_secret_part, count);
    building.releases = SL_NEW_ARRAY(arena, const struct slc_ir_release *,
                                     (size_t)count * joins->codes.ir->nreleases);
    *building.table = (struct slc_ir_table) { .schema = columns[0]->release->table->schema,
                                              .name = columns[0]->release->table->name,
                                              .columns = building.columns };
    building.secret = (struct slc_secret) { .program = joins->program,
                                            .ir = joins->codes.ir,
                                            .destination = joins->codes.destination,
                                            .table = building.table,
                                            .column = columns[0]->column,
                                            .releases = building.releases,
                                            .parts = building.parts };
    return building;
}

/* One column that is as secret as all together is tried by itself. */
static bool
is_one_alone(const struct slc_code_told *column, uint32_t nparts, struct slc_ir_label label)
{
    const struct slc_ir_label own =
        slc_ir_column_label(&column->release->table->columns[column->column]);
    return nparts == 1 && own.level == label.level &&
           slc_number_set_is_subset(label.categories, own.categories);
}

static void
add_secret(struct joins *joins, uint32_t first)
{
    const struct slc_code_told **columns =
        SL_NEW_ARRAY(joins->codes.ir->arena, const struct slc_code_told *, joins->codes.count);
    const uint32_t joined = columns_joined(joins, first, columns);
    const uint32_t count = joined > 1 ? keep_telling(joins, columns, joined) : 0;
    if (count == 0)
        return;
    struct building building = building_of(joins, columns, count);
    struct slc_secret *secret = &building.secret;
    for (uint32_t at = 0; at < count; at++)
        add_part(&building, columns[at]);
    struct slc_ir_column *column = &building.columns[secret->column];
    for (uint32_t at = 1; at < count; at++)
        join_column(joins->codes.ir, column,
                    &columns[at]->release->table->columns[columns[at]->column]);
    secret->type = column->type;
    secret->label = slc_ir_column_label(column);
    secret->at = building.parts[0].at;
    if (!is_one_alone(columns[0], count, secret->label))
        slc_secret_list_add(joins->list, secret);
}

void
slc_add_joined(struct slc_secret_list *list, const struct slc_program *program,
               const struct slc_ir *ir, const struct slc_ir_destination *destination)
{
    struct joins joins = { .list = list,
                           .program = program,
                           .codes = slc_codes_of(ir, destination) };
    for (uint32_t at = 0; at < joins.codes.count; at++)
        if (!joins.codes.coded[at].seen)
            add_secret(&joins, at);
}
