/* reads.c - whether an expression reads a column, or a declared leaf of a document. */
#include "explain/words.h"
#include "language/function.h"
#include "syntax/carried.h"
#include "syntax/walk.h"

struct reading {
    const struct slc_column *column;
    bool found;
};

static void
look_for_column(void *context, struct slc_expr *expr)
{
    struct reading *reading = context;
    reading->found =
        reading->found || (expr->kind == SLC_EXPR_NAME && expr->column == reading->column);
}

/* How often a document stands in an expression, and how often no more of it is read than a part that holds
 * nothing of the leaf, or whether there is one. */
struct reading_leaf {
    const struct slc_column *leaf;
    unsigned documents, apart;
};

/* How many operands of a test for presence are the document itself. */
static unsigned
tests_document(const struct slc_expr *expr, const struct slc_column *document)
{
    unsigned count = 0;
    if (expr->kind == SLC_EXPR_IS_MISSING)
        return expr->left->column == document;
    if (expr->function == NULL || expr->function->measure != SLC_MEASURES_PRESENCE)
        return 0;
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        count += arg->expr != NULL && arg->expr->column == document;
    return count;
}

static void
look_for_leaf(void *context, struct slc_expr *expr)
{
    struct reading_leaf *reading = context;
    const struct slc_column *leaf = reading->leaf, *document = NULL;
    struct sl_str path = slc_path_read(expr, &document);
    reading->documents += expr->kind == SLC_EXPR_NAME && expr->column == leaf->leaf_of;
    if (path.ptr != NULL)
        reading->apart +=
            document == leaf->leaf_of && !slc_paths_meet(path, leaf->place->path.text);
    else
        reading->apart += tests_document(expr, leaf->leaf_of);
}

bool
slc_reads_column(struct slc_expr *expr, const struct slc_column *column)
{
    struct reading reading = { .column = column };
    struct reading_leaf reading_leaf = { .leaf = column };
    slc_walk(expr, column->leaf_of != NULL ? look_for_leaf : look_for_column,
             column->leaf_of != NULL ? (void *)&reading_leaf : (void *)&reading);
    return reading.found || reading_leaf.documents > reading_leaf.apart;
}
