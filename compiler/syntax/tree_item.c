#include "syntax/syntax.h"
#include "syntax/tree.h"

static struct slc_item *
new_item(struct slc_syntax *syntax, enum slc_item_kind kind, struct slc_span at)
{
    struct slc_item *item = SL_NEW(syntax->arena, struct slc_item);
    item->kind = kind;
    item->at = at;
    return item;
}

static void
add_item(struct slc_syntax *syntax, struct slc_item *item)
{
    *syntax->items_end = item;
    syntax->items_end = &item->next;
}

/* Makes the node of a block, and readies its lists. */
static void
make_block(struct slc_syntax *syntax, struct slc_item *item)
{
    switch (item->kind) {
    case SLC_ITEM_LEVELS: syntax->levels_end = &item->levels; break;
    case SLC_ITEM_CATEGORY:
        item->category = SL_NEW(syntax->arena, struct slc_category);
        syntax->downgrades_end = &item->category->downgrades;
        break;
    case SLC_ITEM_KEY: item->key = SL_NEW(syntax->arena, struct slc_key); break;
    case SLC_ITEM_DESTINATION:
        item->destination = SL_NEW(syntax->arena, struct slc_destination);
        item->destination->clearance_rank = -1;
        break;
    case SLC_ITEM_TABLE:
        item->table = SL_NEW(syntax->arena, struct slc_table);
        syntax->columns_end = &item->table->columns;
        syntax->leaves_end = &item->table->leaves;
        syntax->withheld_end = &item->table->withheld;
        break;
    case SLC_ITEM_RELEASE:
        item->release = SL_NEW(syntax->arena, struct slc_release);
        item->release->row_label.level = -1;
        syntax->statements_end = &item->release->statements;
        break;
    case SLC_ITEM_RISK: item->risk = SL_NEW(syntax->arena, struct slc_risk); break;
    case SLC_ITEM_TEST:
        item->test = SL_NEW(syntax->arena, struct slc_test);
        syntax->nevers_end = &item->test->never;
        break;
    case SLC_ITEM_USE:
    case SLC_ITEM_USE_STANDARD:
    case SLC_ITEM_ROLE: break; /* no blocks */
    }
}

void
slc_tree_begin(struct slc_syntax *syntax, enum slc_item_kind kind, struct slc_span at)
{
    syntax->item = new_item(syntax, kind, at);
    syntax->block_faults = syntax->faults;
    syntax->any_line = false;
    for (int line = 0; line < SLC_NLINES; line++)
        syntax->lines_seen[line] = (struct slc_span) { 0 };
    make_block(syntax, syntax->item);
}

/* Gives the block's own node its span. */
static void
span_block(struct slc_item *item, struct slc_span at)
{
    item->at = at;
    switch (item->kind) {
    case SLC_ITEM_CATEGORY: item->category->at = at; break;
    case SLC_ITEM_KEY: item->key->at = at; break;
    case SLC_ITEM_DESTINATION: item->destination->at = at; break;
    case SLC_ITEM_TABLE: item->table->at = at; break;
    case SLC_ITEM_RELEASE: item->release->at = at; break;
    case SLC_ITEM_RISK: item->risk->at = at; break;
    case SLC_ITEM_TEST: item->test->at = at; break;
    case SLC_ITEM_LEVELS:
    case SLC_ITEM_USE:
    case SLC_ITEM_USE_STANDARD:
    case SLC_ITEM_ROLE: break; /* none */
    }
}

void
slc_tree_end(struct slc_syntax *syntax, struct slc_span at)
{
    slc_tree_check_lines(syntax, syntax->item->at);
    span_block(syntax->item, at);
    add_item(syntax, syntax->item);
}

void
slc_tree_end_file(struct slc_syntax *syntax)
{
    if (syntax->file->language.at.source != NULL || syntax->language_faulty)
        return;
    struct slc_span start = { syntax->file->source, 0, 0 };
    struct slc_finding *finding =
        slc_find(syntax->findings, SLC_E0009, start,
                 "the file does not begin with the version of its language");
    slc_help(syntax->findings, finding, "policy language 1");
}

void
slc_tree_language(struct slc_syntax *syntax, struct slc_number version, struct slc_span at)
{
    if (syntax->file->language.at.source != NULL) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0009, at, "'policy language' stands once in a file");
        slc_cause(syntax->findings, finding, syntax->file->language.at, "it stands here already");
        return;
    }
    if (syntax->file->items != NULL)
        slc_find(syntax->findings, SLC_E0009, at,
                 "'policy language' stands before everything else in a file");
    if (!sl_str_is(version.text, "1")) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0009, version.at,
                     "this compiler knows version 1 of the language, not version %.*s",
                     SL_FMT(version.text));
        slc_help(syntax->findings, finding, "policy language 1");
    }
    syntax->file->language = version;
}

void
slc_tree_use(struct slc_syntax *syntax, enum slc_item_kind kind, struct slc_string path,
             struct slc_span at)
{
    struct slc_item *item = new_item(syntax, kind, at);
    item->use = path;
    add_item(syntax, item);
}

void
slc_tree_role(struct slc_syntax *syntax, struct slc_name name, struct slc_string doc,
              struct slc_span at)
{
    struct slc_item *item = new_item(syntax, SLC_ITEM_ROLE, at);
    item->role = SL_NEW(syntax->arena, struct slc_role);
    item->role->name = name;
    item->role->doc = doc;
    add_item(syntax, item);
}

void
slc_tree_level(struct slc_syntax *syntax, struct slc_name name, struct slc_string doc)
{
    struct slc_level *level = SL_NEW(syntax->arena, struct slc_level);
    level->name = name;
    level->doc = doc;
    *syntax->levels_end = level;
    syntax->levels_end = &level->next;
    slc_tree_line(syntax, SLC_LINE_LEVEL, name.at);
}

void
slc_tree_category(struct slc_syntax *syntax, struct slc_name name, struct slc_name owner,
                  struct slc_string doc)
{
    syntax->item->category->name = name;
    syntax->item->category->owner = owner;
    syntax->item->category->doc = doc;
}

struct slc_bound *
slc_tree_bound(struct slc_syntax *syntax, bool at_least, struct slc_number number,
               struct slc_name unit, struct slc_span at)
{
    struct slc_bound *bound = SL_NEW(syntax->arena, struct slc_bound);
    bound->at_least = at_least;
    bound->number = number;
    bound->unit = unit;
    bound->at = at;
    return bound;
}

struct slc_bounds
slc_tree_bounds(struct slc_bounds bounds, struct slc_bound *bound)
{
    if (bounds.last == NULL)
        return (struct slc_bounds) { bound, bound };
    bounds.last->next = bound;
    return (struct slc_bounds) { bounds.first, bound };
}

void
slc_tree_downgrade(struct slc_syntax *syntax, struct slc_downgrade row)
{
    struct slc_downgrade *downgrade = SL_NEW(syntax->arena, struct slc_downgrade);
    *downgrade = row;
    downgrade->to_rank = downgrade->from_rank = -1;
    *syntax->downgrades_end = downgrade;
    syntax->downgrades_end = &downgrade->next;
}

void
slc_tree_key(struct slc_syntax *syntax, struct slc_name name, bool for_decryption)
{
    syntax->item->key->name = name;
    syntax->item->key->for_decryption = for_decryption;
}

void
slc_tree_risk(struct slc_syntax *syntax, struct slc_qname stream, struct slc_name *identifying,
              struct slc_name *sensitive, struct slc_number people)
{
    struct slc_risk *risk = syntax->item->risk;
    risk->stream = stream;
    risk->identifying = identifying;
    risk->sensitive = sensitive;
    risk->people = people;
}
