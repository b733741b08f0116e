/* names_leaf.c - declared leaves of documents, and the calls that read them. */
#include "language/function.h"
#include "names/names.h"
#include "syntax/carried.h"

/* The types that a leaf can be read as. */
static bool
is_a_leafs(enum slc_type_id type)
{
    return type == SLC_TYPE_TEXT || type == SLC_TYPE_NUMERIC || type == SLC_TYPE_BOOLEAN;
}

static void
check_type(const struct slc_names *names, const struct slc_column *leaf)
{
    if (leaf->type.id == SLC_TYPE_NONE || (is_a_leafs(leaf->type.id) && !leaf->type.has_precision))
        return;
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0111, leaf->type_name.at,
                                           "no leaf of a document is read as this type");
    slc_help(findings, finding,
             "write text (json_text), numeric (json_number) or boolean (json_bool)");
}

static void
check_path(const struct slc_names *names, const struct slc_column *leaf)
{
    if (slc_is_path(leaf->place->path.text))
        return;
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0111, leaf->place->path.at,
                                           "a path is names with full stops between them");
    slc_help(findings, finding, "write it as json_text reads it:   \"bp.systolic\"");
}

static void
bind_document(const struct slc_names *names, const struct slc_table *table, struct slc_column *leaf)
{
    struct slc_column *document = slc_symbol_object(
        slc_names_find_in(names, SLC_NAME_COLUMN, table->columns_by_name, &leaf->place->document,
                          slc_qname_text(names, &table->name)));
    leaf->leaf_of = document;
    if (document == NULL || document->type.id == SLC_TYPE_JSONB ||
        document->type.id == SLC_TYPE_NONE)
        return;
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0111, leaf->place->document.at,
                                           "column '%.*s' is no document: only jsonb has leaves",
                                           SL_FMT(document->name.text));
    slc_cause(findings, finding, document->at, "declared here");
    leaf->leaf_of = NULL;
}

void
slc_names_bind_leaves(const struct slc_names *names, struct slc_table *table)
{
    struct slc_symbols paths;
    slc_symbols_init(&paths, names->program->arena);
    for (struct slc_column *leaf = table->leaves; leaf != NULL; leaf = leaf->next) {
        leaf->number = table->ncolumns + table->nleaves++;
        leaf->table = table;
        slc_names_bind_label(names, &leaf->label);
        leaf->presence_rank = slc_names_bind_level(names, &leaf->presence);
        slc_names_bind_decision(names, &leaf->place->decision);
        check_type(names, leaf);
        check_path(names, leaf);
        bind_document(names, table, leaf);
        const struct slc_symbol *earlier = slc_symbols_add(&paths, leaf->name.text, leaf->at, leaf);
        if (earlier != NULL)
            slc_names_report_twice(names, &leaf->name, "leaf", earlier->at);
    }
}

void
slc_names_bind_leaf(struct slc_expr *call)
{
    const struct slc_column *document = NULL;
    struct sl_str path = slc_path_read(call, &document);
    struct slc_column *leaf = path.ptr != NULL ? slc_leaf_at(document, path) : NULL;
    if (leaf == NULL)
        return;
    leaf->leaf_read = true;
    if (call->function->effect == SLC_TIDIES) /* it gives the value, not whether there is one */
        call->leaf = leaf;
}
