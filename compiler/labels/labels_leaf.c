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

/* The label alone is below the document, and its presence raises it again. */
static void
report_presence(const struct slc_program *program, const struct slc_column *leaf)
{
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0315, leaf->label.at,
                 "this decision is needless: the leaf's presence is %.*s, so that the leaf is not "
                 "below its document",
                 SL_FMT(leaf->presence.text));
    slc_cause(program->findings, finding, leaf->presence.at, "its presence");
    slc_help(program->findings, finding, "take the decision out, or the presence");
}

/* Below its document a leaf is what the document's owners decided. */
static void
check_level(const struct slc_labels *labels, const struct slc_column *leaf)
{
    const struct slc_program *program = labels->program;
    struct slc_label document = slc_column_label(leaf->leaf_of);
    if (leaf->place->decision.written && leaf->label.label.level < document.level &&
        leaf->presence_rank >= document.level) {
        report_presence(program, leaf);
        return;
    }
    if (leaf->place->decision.written) {
        const struct slc_decided decided = {
            .from = document,
            .as = &leaf->label.level,
            .as_rank = slc_column_label(leaf).level,
            .decision = &leaf->place->decision,
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

/* The leaf for which a document is of the highest level; NULL: it is so itself. */
static const struct slc_column *
secret_leaf(const struct slc_program *program, const struct slc_column *column)
{
    if (slc_level_is_secret(program, slc_column_label(column).level))
        return NULL;
    const struct slc_column *document = column->leaf_of != NULL ? column->leaf_of : column;
    const struct slc_column *leaf = column->table->leaves;
    while (leaf != NULL && !(leaf->leaf_of == document &&
                             slc_level_is_secret(program, slc_column_label(leaf).level)))
        leaf = leaf->next;
    return leaf;
}

void
slc_report_secret(const struct slc_program *program, const struct slc_column *column,
                  struct slc_span at)
{
    struct slc_findings *findings = program->findings;
    const struct slc_column *leaf = secret_leaf(program, column);
    const struct slc_column *secret = leaf != NULL ? leaf : column;
    const struct slc_column *withheld = column->leaf_of != NULL ? column->leaf_of : column;
    struct sl_str level = slc_level_name(program, slc_column_label(secret).level);
    struct slc_finding *finding =
        leaf == NULL ? slc_find(findings, SLC_E0304, at,
                                "column '%.*s' is %.*s: it can only be withheld, not read",
                                SL_FMT(column->name.text), SL_FMT(level))
                     : slc_find(findings, SLC_E0304, at,
                                "this reads the leaf '%.*s', which is %.*s: it can only be "
                                "withheld, not read",
                                SL_FMT(leaf->name.text), SL_FMT(level));
    slc_cause(findings, finding, secret->label.at, "labelled here");
    slc_help(findings, finding, "withhold %.*s because \"…\"", SL_FMT(withheld->name.text));
    if (leaf != NULL)
        slc_help(findings, finding, "or read other leaves of it:   json_text(%.*s, path: \"…\")",
                 SL_FMT(withheld->name.text));
}

static bool
is_within(const struct slc_program *program, struct slc_label part, struct slc_label whole)
{
    return slc_label_equal(slc_label_join(program->arena, part, whole), whole);
}

void
slc_note_leaves(const struct slc_program *program, struct slc_finding *finding,
                const struct slc_expr *name)
{
    const struct slc_column *document = name->column;
    for (const struct slc_column *leaf = document->table->leaves; leaf != NULL; leaf = leaf->next) {
        struct slc_place place = slc_source_place(leaf->at.source, leaf->at.begin);
        if (leaf->leaf_of == document && slc_leaf_raises(program->arena, leaf) &&
            is_within(program, slc_column_label(leaf), name->label))
            slc_note(program->findings, finding,
                     "'%.*s' carries what its leaves carry: '%.*s', line %u, is %.*s",
                     SL_FMT(document->name.text), SL_FMT(leaf->place->path.text), place.line,
                     SL_FMT(slc_label_text(program, slc_column_label(leaf))));
    }
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
