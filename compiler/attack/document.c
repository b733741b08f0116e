#include "attack/document.h"

#include "json_out.h"
#include "maxima.h"

#include <stdlib.h>

/* ---- places ---------------------------------------------------------------------------------- */

struct places_found {
    struct sl_arena *arena;
    uint32_t column, room;
    struct slc_document_places places;
};

static void
add(struct places_found *to, const struct slc_ir_expr *call, struct sl_str path)
{
    struct slc_document_places *places = &to->places;
    for (uint32_t at = 0; at < places->count; at++)
        if (sl_str_equal(places->each[at].path, path))
            return;
    if (places->count == to->room) {
        to->room = to->room * 2 + 8;
        struct slc_document_place *more =
            SL_NEW_ARRAY(to->arena, struct slc_document_place, to->room);
        if (places->count > 0)
            memcpy(more, places->each, places->count * sizeof *more);
        places->each = more;
    }
    places->each[places->count] =
        (struct slc_document_place) { .path = path, .leaf = call->leaf, .type = call->type };
    places->each[places->count++].value.state = SL_MISSING;
}

static void
add_leaf(struct places_found *to, const struct slc_ir_table *table, const struct slc_ir_leaf *leaf)
{
    const struct slc_ir_expr read = { .leaf = leaf, .type = leaf->type };
    if (leaf->document == to->column)
        add(to, &read, sl_str_from(leaf->name, table->columns[to->column].name.len + 1));
}

static void
gather(struct places_found *to, const struct slc_ir_release *release,
       const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_JSON &&
        expr->args[0].expr->op == SLC_IR_COLUMN &&
        release->cells[expr->args[0].expr->cell].column == to->column)
        for (uint32_t at = 0; at < expr->nargs; at++)
            if (expr->args[at].kind == SLC_PARAMETER_PATH)
                add(to, expr, expr->args[at].literals[0].text);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        gather(to, release, slc_operand(expr, at));
}

static int
by_path(const void *left, const void *right)
{
    const struct slc_document_place *a = left, *b = right;
    return sl_str_compare(a->path, b->path);
}

struct slc_document_places
slc_places_of(struct sl_arena *arena, const struct slc_secret *secret, uint32_t column)
{
    struct places_found to = { .arena = arena, .column = column };
    for (uint32_t at = 0; at < secret->table->nleaves; at++)
        add_leaf(&to, secret->table, &secret->table->leaves[at]);
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_ir_release *release = secret->releases[at];
        for (uint32_t i = 0; i < release->nfields; i++)
            gather(&to, release, release->fields[i].expr);
        if (release->filter != NULL)
            gather(&to, release, release->filter);
    }
    if (to.places.count > 0)
        qsort(to.places.each, to.places.count, sizeof *to.places.each, by_path);
    return to.places;
}

/* ---- documents ------------------------------------------------------------------------------- */

/* The part of a path up to the next point. */
static struct sl_str
name_from(struct sl_str path, size_t start)
{
    size_t end = start;
    while (end < path.len && path.ptr[end] != '.')
        end++;
    return (struct sl_str) { path.ptr + start, end - start };
}

static bool
goes_on(struct sl_str path, struct sl_str name, size_t start)
{
    return path.len >= start + name.len && sl_str_equal(name_from(path, start), name);
}

/* The places from `first` to before `end` share what stands before `start` in their paths. */
static void
write_object(struct sl_buf *out, const struct slc_document_place *first,
             const struct slc_document_place *end, size_t start)
{
    bool any = false;
    sl_buf_add_byte(out, '{');
    while (first < end) {
        const struct sl_str name = name_from(first->path, start);
        const struct slc_document_place *behind = first;
        while (behind < end && goes_on(behind->path, name, start))
            behind++;
        const struct slc_document_place *deeper = first;
        while (deeper < behind && deeper->path.len == start + name.len)
            deeper++; /* a place that has places below it is an object */
        if (deeper < behind || first->value.state == SL_VALUE) {
            sl_buf_add_str(out, any ? SL_STR(", ") : SL_STR(""));
            sl_json_string(out, name);
            sl_buf_add_str(out, SL_STR(": "));
            if (deeper < behind)
                write_object(out, deeper, behind, start + name.len + 1);
            else
                slc_eval_json(out, first->value);
            any = true;
        }
        first = behind;
    }
    sl_buf_add_byte(out, '}');
}

struct sl_value
slc_document_of(struct sl_arena *arena, const struct slc_document_places *places)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    write_object(&out, places->each, places->each + places->count, 0);
    const struct sl_value value = { .state = SL_VALUE,
                                    .kind = SL_JSON,
                                    .text = sl_arena_copy(arena, sl_buf_str(&out)) };
    sl_buf_done(&out);
    return value;
}
