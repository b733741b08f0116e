/* release_leaves.c - declared leaves that nobody reads: they promise something about nothing, unless they
 * are above their document, which then carries what they carry. */
#include "releases/releases.h"
#include "syntax/carried.h"

/* Where only a part of the releases is compiled, another part may read it: tables without a release are
 * left alone. */
void
slc_check_table_leaves(const struct slc_releasing *releasing, const struct slc_table *table)
{
    struct slc_findings *findings = releasing->program->findings;
    if (table->leaves == NULL || !table->released)
        return;
    for (const struct slc_column *leaf = table->leaves; leaf != NULL; leaf = leaf->next) {
        if (leaf->leaf_read || leaf->leaf_of == NULL ||
            slc_leaf_raises(releasing->program->arena, leaf))
            continue;
        struct slc_finding *finding =
            slc_find(findings, SLC_W0405, leaf->place->path.at, "no line reads '%.*s' of '%.*s'",
                     SL_FMT(leaf->place->path.text), SL_FMT(leaf->place->document.text));
        slc_help(
            findings, finding,
            "delete it, or look for the path that a line reads, as in:   json_text(%.*s, path: "
            "\"%.*s\")",
            SL_FMT(leaf->place->document.text), SL_FMT(leaf->place->path.text));
    }
}
