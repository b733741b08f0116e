/* labels_leaf.c - declared leaves of documents: what their declarations may say. */
#include "labels/labels.h"

static void
check_categories(const struct slc_labels *labels, const struct slc_column *leaf)
{
    const struct slc_program *program = labels->program;
    const struct slc_column *document = leaf->leaf_of;
    struct slc_number_set lacking = slc_number_set_minus(
        program->arena, document->label.label.categories, leaf->label.label.categories);
    if (slc_number_set_is_empty(lacking))
        return;
    struct slc_finding *finding = slc_find(program->findings, SLC_E0343, leaf->label.at,
                                           "this leaf leaves out %.*s, which its document carries",
                                           SL_FMT(slc_category_names(program, lacking)));
    slc_cause(program->findings, finding, document->label.at, "the document");
    slc_help(program->findings, finding,
             "add them to its label: their owners decide about it, too");
}

/* Below its document a leaf is what the document's owners decided. */
static void
check_level(const struct slc_labels *labels, const struct slc_column *leaf)
{
    const struct slc_program *program = labels->program;
    struct slc_label document = slc_column_label(leaf->leaf_of);
    if (leaf->decision.written) {
        const struct slc_decided decided = {
            .from = document,
            .as = &leaf->label.level,
            .as_rank = slc_column_label(leaf).level,
            .decision = &leaf->decision,
            .what = "the document",
        };
        (void)slc_decide(labels, &decided);
        return;
    }
    if (slc_column_label(leaf).level >= document.level)
        return;
    struct slc_finding *finding = slc_find(
        program->findings, SLC_E0344, leaf->label.at, "this leaf is %.*s, and its document %.*s",
        SL_FMT(leaf->label.level.text), SL_FMT(slc_level_name(program, document.level)));
    slc_cause(program->findings, finding, leaf->leaf_of->label.at, "the document");
    slc_help(program->findings, finding,
             "have the owners of %.*s decide it, behind the label:   because \"…\" approved by … "
             "until …",
             SL_FMT(slc_category_names(program, document.categories)));
}

void
slc_check_leaves(const struct slc_labels *labels, const struct slc_table *table)
{
    for (const struct slc_column *leaf = table->leaves; leaf != NULL; leaf = leaf->next) {
        if (leaf->leaf_of == NULL || !slc_label_known(leaf->label.label) ||
            !slc_label_known(leaf->leaf_of->label.label))
            continue;
        check_categories(labels, leaf);
        check_level(labels, leaf);
    }
}
