#include "syntax/carried.h"

#include "language/function.h"
#include "syntax/walk.h"

bool
slc_label_known(struct slc_label label)
{
    return label.level >= 0;
}

struct slc_label
slc_label_join(struct sl_arena *arena, struct slc_label a, struct slc_label b)
{
    if (!slc_label_known(a) || !slc_label_known(b))
        return (struct slc_label) { .level = -1 };
    return (struct slc_label) { .level = a.level > b.level ? a.level : b.level,
                                .categories =
                                    slc_number_set_union(arena, a.categories, b.categories) };
}

struct slc_label
slc_column_label(const struct slc_column *column)
{
    struct slc_label label = column->label.label;
    if (slc_label_known(label) && column->presence_rank > label.level)
        label.level = column->presence_rank;
    return label;
}

bool
slc_is_path(struct sl_str text)
{
    bool name_begins = true;
    for (size_t at = 0; at < text.len; at++) {
        if (name_begins && text.ptr[at] == '.')
            return false;
        name_begins = text.ptr[at] == '.';
    }
    return !name_begins;
}

bool
slc_paths_meet(struct sl_str a, struct sl_str b)
{
    const struct sl_str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    return memcmp(shorter.ptr, longer.ptr, shorter.len) == 0 &&
           (shorter.len == longer.len || longer.ptr[shorter.len] == '.');
}

/* `label`, and what the document's leaves at, above or under the path carry. */
static struct slc_label
join_leaves(struct sl_arena *arena, struct slc_label label, const struct slc_column *document,
            struct sl_str path)
{
    for (const struct slc_column *leaf = document->table->leaves; leaf != NULL; leaf = leaf->next)
        if (leaf->leaf_of == document && slc_paths_meet(leaf->place->path.text, path))
            label = slc_label_join(arena, label, slc_column_label(leaf));
    return label;
}

struct slc_label
slc_whole_label(struct sl_arena *arena, const struct slc_column *column)
{
    struct slc_label label = slc_column_label(column);
    if (column->leaf_of != NULL)
        return join_leaves(arena, label, column->leaf_of, column->place->path.text);
    for (const struct slc_column *leaf = column->table->leaves; leaf != NULL; leaf = leaf->next)
        if (leaf->leaf_of == column)
            label = slc_label_join(arena, label, slc_column_label(leaf));
    return label;
}

struct slc_label
slc_direct_label(struct sl_arena *arena, const struct slc_column *column)
{
    return column->leaf_of != NULL ? slc_whole_label(arena, column) : slc_column_label(column);
}

struct slc_label
slc_path_label(struct sl_arena *arena, const struct slc_column *document, struct sl_str path)
{
    return join_leaves(arena, slc_column_label(document), document, path);
}

bool
slc_leaf_raises(struct sl_arena *arena, const struct slc_column *leaf)
{
    struct slc_label document = slc_column_label(leaf->leaf_of);
    struct slc_label joined = slc_label_join(arena, document, slc_column_label(leaf));
    return joined.level > document.level ||
           !slc_number_set_equal(joined.categories, document.categories);
}

struct sl_str
slc_path_read(const struct slc_expr *call, const struct slc_column **ret_document)
{
    const struct sl_str none = { NULL, 0 };
    if (call->function == NULL || call->function->group != SLC_GROUP_JSON || call->args == NULL ||
        call->args->expr == NULL)
        return none;
    *ret_document = call->args->expr->column;
    const struct slc_arg *path = slc_arg_labelled(call, "path");
    const struct slc_literal *written = path != NULL ? slc_arg_literal(path) : NULL;
    return *ret_document != NULL && written != NULL ? written->text : none;
}

struct slc_column *
slc_leaf_at(const struct slc_column *document, struct sl_str path)
{
    struct slc_column *leaf = document->table->leaves;
    while (leaf != NULL &&
           !(leaf->leaf_of == document && sl_str_equal(leaf->place->path.text, path)))
        leaf = leaf->next;
    return leaf;
}

struct slc_column *
slc_leaf_tested(const struct slc_expr *call)
{
    const struct slc_column *document = NULL;
    struct sl_str path = slc_path_read(call, &document);
    if (path.ptr == NULL || call->function->measure != SLC_MEASURES_PRESENCE)
        return NULL;
    return slc_leaf_at(document, path);
}
