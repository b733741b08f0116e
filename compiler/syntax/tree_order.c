#include "syntax/syntax.h"
#include "syntax/tree.h"

/* Every line: how it is called, its place among the lines of its block (those with the same place
 * stand in any order), and whether it may be repeated. */
static const struct {
    const char *name;
    int place;
    bool many;
} lines[SLC_NLINES] = {
    [SLC_LINE_LEVEL] = { "a level", 1, true },
    [SLC_LINE_LINKS] = { "'links'", 1, false },
    [SLC_LINE_CLEARANCE] = { "'clearance'", 1, false },
    [SLC_LINE_ACCEPTS] = { "'accepts'", 2, false },
    [SLC_LINE_POSITIONS] = { "'positions'", 3, false },
    [SLC_LINE_PURPOSE] = { "'purpose'", 4, false },
    [SLC_LINE_ROTATE] = { "'rotate every'", 5, false },
    [SLC_LINE_OWNED_BY] = { "'owned by'", 5, false },
    [SLC_LINE_COLUMN] = { "a column", 1, true },
    [SLC_LINE_LEAF] = { "a leaf", 1, true },
    [SLC_LINE_TABLE_WITHHOLD] = { "'withhold'", 2, true },
    [SLC_LINE_WITHHOLD_NEW] = { "'withhold new columns'", 2, false },
    [SLC_LINE_PUBLISH] = { "'publish'", 2, false },
    [SLC_LINE_OWNER] = { "'owner'", 4, false },
    [SLC_LINE_LAWFUL_BASIS] = { "'lawful basis'", 4, false },
    [SLC_LINE_REVIEW_BY] = { "'review by'", 4, false },
    [SLC_LINE_STATEMENT] = { "what leaves", 5, true },
    [SLC_LINE_GIVEN] = { "'given'", 1, false },
    [SLC_LINE_BEFORE] = { "'before'", 2, false },
    [SLC_LINE_EXPECT] = { "'expect'", 3, false },
    [SLC_LINE_NEVER] = { "'never'", 4, true },
};

/* What each kind of block cannot do without. */
static const struct {
    enum slc_item_kind kind;
    enum slc_line line;
} required[] = {
    { SLC_ITEM_LEVELS, SLC_LINE_LEVEL },
    { SLC_ITEM_KEY, SLC_LINE_PURPOSE },
    { SLC_ITEM_DESTINATION, SLC_LINE_CLEARANCE },
    { SLC_ITEM_DESTINATION, SLC_LINE_ACCEPTS },
    { SLC_ITEM_DESTINATION, SLC_LINE_PURPOSE },
    { SLC_ITEM_DESTINATION, SLC_LINE_OWNED_BY },
    { SLC_ITEM_TABLE, SLC_LINE_COLUMN },
    { SLC_ITEM_RELEASE, SLC_LINE_STATEMENT },
    { SLC_ITEM_TEST, SLC_LINE_GIVEN },
    { SLC_ITEM_TEST, SLC_LINE_EXPECT },
};

static const char *
block_name(enum slc_item_kind kind)
{
    switch (kind) {
    case SLC_ITEM_LEVELS: return "the list of levels";
    case SLC_ITEM_CATEGORY: return "this category";
    case SLC_ITEM_KEY: return "this key";
    case SLC_ITEM_DESTINATION: return "this destination";
    case SLC_ITEM_TABLE: return "this table";
    case SLC_ITEM_RELEASE: return "this release";
    case SLC_ITEM_RISK: return "this risk check";
    case SLC_ITEM_TEST: return "this test";
    case SLC_ITEM_USE:
    case SLC_ITEM_USE_STANDARD:
    case SLC_ITEM_ROLE: break; /* no blocks */
    }
    return "this item";
}

void
slc_tree_line(struct slc_syntax *syntax, enum slc_line line, struct slc_span at)
{
    struct slc_span before = syntax->lines_seen[line];
    if (before.source != NULL && !lines[line].many) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0015, at, "%s stands twice in %s", lines[line].name,
                     block_name(syntax->item->kind));
        slc_cause(syntax->findings, finding, before, "it stands here already");
    } else if (syntax->any_line && lines[line].place < lines[syntax->last_line].place) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0015, at, "%s must stand before %s", lines[line].name,
                     lines[syntax->last_line].name);
        slc_cause(syntax->findings, finding, syntax->lines_seen[syntax->last_line],
                  "move it before this line");
    } else {
        syntax->last_line = line;
    }
    if (before.source == NULL)
        syntax->lines_seen[line] = at;
    syntax->any_line = true;
}

static void
lacks(struct slc_syntax *syntax, enum slc_line line, struct slc_span at)
{
    slc_find(syntax->findings, SLC_E0015, at, "%s lacks %s", block_name(syntax->item->kind),
             lines[line].name);
}

static void
check_key(struct slc_syntax *syntax, struct slc_span at)
{
    static const enum slc_line for_pseudonyms[] = { SLC_LINE_LINKS, SLC_LINE_ROTATE };
    if (!syntax->item->key->for_decryption) {
        if (syntax->lines_seen[SLC_LINE_LINKS].source == NULL)
            lacks(syntax, SLC_LINE_LINKS, at);
        return;
    }
    for (int index = 0; index < 2; index++) {
        struct slc_span seen = syntax->lines_seen[for_pseudonyms[index]];
        if (seen.source != NULL)
            slc_find(syntax->findings, SLC_E0015, seen,
                     "%s is for keys that make pseudonyms, not for decryption",
                     lines[for_pseudonyms[index]].name);
    }
}

void
slc_tree_check_lines(struct slc_syntax *syntax, struct slc_span at)
{
    if (syntax->faults != syntax->block_faults)
        return;
    for (size_t index = 0; index < sizeof required / sizeof *required; index++)
        if (required[index].kind == syntax->item->kind &&
            syntax->lines_seen[required[index].line].source == NULL)
            lacks(syntax, required[index].line, at);
    if (syntax->item->kind == SLC_ITEM_KEY)
        check_key(syntax, at);
}
