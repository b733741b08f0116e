/* ast.h - the tree as written, and what later stages note on it.
 *
 * The parser makes nodes in source order and fills everything down to the line "noted by". Lists
 * are linked by `next`, in source order. Everything lives in the compilation's arena; nothing is
 * freed by itself. Names are views of the source or of the arena. The formatter prints the tree
 * back; comments are kept beside it (struct slc_comment), by place. */
#ifndef SLC_AST_H
#define SLC_AST_H

#include "arena.h"
#include "findings/finding.h"
#include "syntax/ast_expr.h"
#include "syntax/ast_policy.h"
#include "syntax/ast_release.h"
#include "syntax/ast_table.h"
#include "syntax/ast_test.h"
#include "syntax/ast_words.h"

struct slc_measures;
struct slc_code_set;
struct slc_origin;

enum slc_item_kind {
    SLC_ITEM_USE,
    SLC_ITEM_USE_STANDARD,
    SLC_ITEM_LEVELS,
    SLC_ITEM_ROLE,
    SLC_ITEM_CATEGORY,
    SLC_ITEM_KEY,
    SLC_ITEM_DESTINATION,
    SLC_ITEM_TABLE,
    SLC_ITEM_RELEASE,
    SLC_ITEM_RISK,
    SLC_ITEM_TEST,
};

/* One item of a file in source order: what the formatter walks. One member is set, by kind. */
struct slc_item {
    enum slc_item_kind kind;
    struct slc_span at;
    struct slc_string use;
    struct slc_level *levels;
    struct slc_role *role;
    struct slc_category *category;
    struct slc_key *key;
    struct slc_destination *destination;
    struct slc_table *table;
    struct slc_release *release;
    struct slc_risk *risk;
    struct slc_test *test;
    struct slc_item *next;
};

struct slc_file {
    struct slc_source *source;
    struct slc_number language; /* of `policy language 1` */
    struct slc_item *items;
    struct slc_comment *comments;
    bool used; /* reached by `use` alone: its releases are not compiled */
    struct slc_file *next;
};

/* All declarations of all files, each list in the order of files (sorted by name) and places.
 * Filled by names from the items: names linked through `next` there are these same objects. */
struct slc_program {
    struct sl_arena *arena;
    struct slc_findings *findings;
    const struct slc_origin *origin; /* where files come from; NULL: paths of the disk */
    int32_t today; /* days since 1970-01-01: --today, SOURCE_DATE_EPOCH, else today */
    const struct slc_source *instead; /* read in place of the file of its path; NULL: none */
    struct slc_file *files;
    struct slc_level *levels;
    int nlevels;
    struct slc_role *roles;
    struct slc_category *categories;
    uint32_t ncategories;
    struct slc_key *keys;
    uint32_t nkeys;
    struct slc_destination *destinations;
    struct slc_table *tables;
    struct slc_release *releases;
    const struct slc_measures *measures; /* noted by labels: what receivers can tell apart */
    struct slc_code_set *code_sets;      /* noted by labels: releases/codes.h */
    struct slc_risk *risks;
    struct slc_test *tests;
};

#endif
