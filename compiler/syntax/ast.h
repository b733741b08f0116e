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
#include "language/type.h"
#include "source/source.h"

struct slc_function;
struct slc_symbols;

/* ---- words --------------------------------------------------------------------------------- */

struct slc_name {
    struct sl_str text; /* without backquotes */
    struct slc_span at;
    bool quoted; /* was in backquotes */
    struct slc_name *next;
};

/* schema.table, destination.stream */
struct slc_qname {
    struct slc_name first, second;
    struct slc_span at;
};

/* A string literal, decoded. `at.source` NULL: not written. */
struct slc_string {
    struct sl_str text;
    struct slc_span at;
    struct slc_string *next;
};

struct slc_number {
    struct sl_str text; /* as written, with its sign */
    struct slc_span at;
};

struct slc_date {
    int32_t days;       /* since 1970-01-01 */
    struct slc_span at; /* source NULL: not written */
};

struct slc_comment {
    struct sl_str text; /* from '#' to the end of the line */
    struct slc_span at;
    bool own_line; /* nothing but space before it */
    struct slc_comment *next;
};

struct slc_enum_label {
    struct sl_str text;
    struct slc_span at;
    struct slc_enum_label *next;
};

/* ---- labels -------------------------------------------------------------------------------- */

/* Levels are numbered from 0, rising; categories from 0 in order of declaration. At most 64. */
typedef uint64_t slc_category_set;

struct slc_label {
    int level; /* -1: not known, the fault was reported */
    slc_category_set categories;
};

struct slc_label_text { /* LEVEL CATEGORY* as written */
    struct slc_name level, *categories;
    struct slc_span at;
    /* noted by names */
    struct slc_label label;
};

/* ---- expressions --------------------------------------------------------------------------- */

enum slc_literal_kind {
    SLC_LITERAL_STRING,
    SLC_LITERAL_NUMBER,
    SLC_LITERAL_DATE,
    SLC_LITERAL_BOOLEAN
};

struct slc_literal {
    enum slc_literal_kind kind;
    struct slc_span at;
    struct sl_str text; /* STRING decoded; NUMBER and DATE as written */
    bool boolean;
    int32_t days; /* of DATE */
    struct slc_literal *next;
};

enum slc_expr_kind {
    SLC_EXPR_NAME,       /* email, commit_time */
    SLC_EXPR_LITERAL,    /* "x", 5, 2026-01-01, yes */
    SLC_EXPR_CALL,       /* present(email) */
    SLC_EXPR_COMPARE,    /* balance >= 100 */
    SLC_EXPR_IS,         /* status is not "closed" */
    SLC_EXPR_IN,         /* status is in ["plan", "paused"] */
    SLC_EXPR_IS_MISSING, /* email is missing */
    SLC_EXPR_AND,
    SLC_EXPR_OR,
    SLC_EXPR_NOT,
    SLC_EXPR_IF_MISSING, /* postcode_area(postcode) if missing "unknown" */
    SLC_EXPR_CHOOSE,     /* choose when … then … otherwise … */
    SLC_EXPR_MISSING,    /* an arm: missing */
};

enum slc_compare { SLC_LESS, SLC_GREATER, SLC_LESS_OR_EQUAL, SLC_GREATER_OR_EQUAL };

enum slc_arg_kind {
    SLC_ARG_EXPR,     /* positional */
    SLC_ARG_LITERAL,  /* to: 50 */
    SLC_ARG_NAME,     /* using: customer_link, at: commit_time, of: other_column */
    SLC_ARG_LIST,     /* edges: [0, 250] */
    SLC_ARG_QUANTITY, /* width: 10 years */
};

struct slc_arg {
    enum slc_arg_kind kind;
    struct slc_span at;
    struct slc_name label;        /* "edges" of `edges:`; text.len 0: positional */
    struct slc_expr *expr;        /* EXPR; for NAME, made by names when it means a column or time */
    struct slc_literal *literals; /* LITERAL: one; LIST: all; QUANTITY: the number */
    struct slc_name name;         /* NAME; QUANTITY: the unit */
    struct slc_arg *next;
    /* noted by names */
    const struct slc_key *key; /* of `using:` */
};

/* A row of a category's owner that lowered an expression; one for each category in its label. */
struct slc_lowered_by {
    const struct slc_downgrade *rule;
    struct slc_lowered_by *next;
};

struct slc_arm {
    struct slc_expr *when, *then;
    struct slc_arm *next;
};

struct slc_expr {
    enum slc_expr_kind kind;
    struct slc_span at;
    bool parenthesised;
    uint16_t depth; /* of operands below, and itself: at most SLC_MAX_EXPRESSION_DEPTH */
    bool negated;   /* IS, IN, IS_MISSING: `is not …` */
    enum slc_compare compare;
    struct slc_name name;          /* NAME, CALL */
    struct slc_literal *literals;  /* LITERAL, IS, IF_MISSING: one; IN: all */
    struct slc_expr *left, *right; /* operands; unary ones use left */
    struct slc_arg *args;          /* CALL */
    struct slc_arm *arms;          /* CHOOSE */
    struct slc_expr *otherwise;    /* CHOOSE */
    /* noted by names: of NAME one of the two; of CALL the function; NULL after a fault */
    struct slc_column *column;
    bool commit_time;
    const struct slc_function *function;
    /* noted by types */
    struct slc_type type;
    /* noted by labels: what this expression carries, and why it was lowered, if it was */
    struct slc_label label;
    struct slc_lowered_by *lowered_by; /* NULL: none */
};

/* ---- declarations -------------------------------------------------------------------------- */

struct slc_level {
    struct slc_name name;
    struct slc_string doc;
    int rank;
    struct slc_level *next;
};

struct slc_role {
    struct slc_name name;
    struct slc_string doc;
    struct slc_role *next;
};

struct slc_bound { /* at least 5 years */
    bool at_least;
    struct slc_number number;
    struct slc_name unit; /* text.len 0: none */
    struct slc_span at;
    struct slc_bound *next;
};

struct slc_downgrade { /* may become internal from personal by band at least 250 until 2027-01-01 */
    struct slc_span at;
    struct slc_name to, from, by; /* from.text.len 0: any level */
    struct slc_bound *bounds;
    struct slc_date until;
    struct slc_string doc;
    struct slc_downgrade *next;
    /* noted by names */
    const struct slc_category *category;
    int to_rank, from_rank;              /* -1: not written, or a fault */
    const struct slc_function *function; /* NULL for the operators' names: see `operator` */
    int operator_class;                  /* enum slc_operator of function.h */
};

struct slc_category {
    struct slc_name name, owner;
    struct slc_string doc;
    struct slc_downgrade *downgrades;
    struct slc_span at;
    struct slc_category *next;
    /* noted by names */
    int number;
    const struct slc_role *owner_role;
};

struct slc_key {
    struct slc_name name;
    bool for_decryption;
    struct slc_name *links; /* stream names */
    struct slc_string purpose;
    struct slc_number rotate_every; /* text.len 0: not written */
    struct slc_name rotate_unit;
    struct slc_span at;
    struct slc_key *next;
};

struct slc_destination {
    struct slc_name name, clearance, *accepts, owner;
    bool positions_written, positions_apart;
    struct slc_string purpose;
    struct slc_span at;
    struct slc_destination *next;
    /* noted by names */
    int clearance_rank;
    slc_category_set accepted;
    const struct slc_role *owner_role;
    /* noted by labels: from 0, in order */
    int number;
};

/* ---- tables -------------------------------------------------------------------------------- */

struct slc_column {
    struct slc_name name;
    struct slc_type type;      /* as declared */
    struct slc_name type_name; /* as written, for messages */
    struct slc_label_text label;
    bool key, identifying, sensitive, unique, generated;
    struct slc_name presence; /* text.len 0: not written */
    bool encrypted, plaintext_allowed;
    struct slc_name encryption_key, encryption_format;
    struct slc_arg *encryption_parameters; /* aes_gcm(…) */
    struct slc_string doc;
    struct slc_span at;
    struct slc_column *next;
    /* noted by names */
    int number; /* position in the table block, from 0 */
    struct slc_table *table;
    int presence_rank;             /* -1: not written */
    struct slc_withheld *withheld; /* in the table block; NULL: not */
    /* noted by releases: a place that shows it has few values (source NULL: none), and what tests give
     * it: how often, and how many different values */
    struct slc_span few_at;
    uint32_t given, given_values;
};

struct slc_withheld { /* withhold a, b because "…" */
    struct slc_name *names;
    struct slc_string because;
    struct slc_span at;
    struct slc_withheld *next;
};

enum slc_identity { SLC_IDENTITY_DEFAULT, SLC_IDENTITY_FULL, SLC_IDENTITY_INDEX };

struct slc_table {
    struct slc_qname name;
    bool has_presence;
    struct slc_label_text presence;
    enum slc_identity identity;
    struct slc_name identity_index;
    struct slc_string doc;
    struct slc_column *columns;
    struct slc_withheld *withheld;
    struct slc_span at;
    struct slc_table *next;
    /* noted by names */
    int ncolumns;
    const struct slc_symbols *columns_by_name; /* objects: struct slc_column */
    /* noted by labels: the number of its first column among all tables' columns */
    int first_column;
};

/* ---- releases ------------------------------------------------------------------------------ */

struct slc_decision { /* because "…" approved by a and b until 2027-01-01 */
    bool written;
    struct slc_string because;
    struct slc_name *approved_by;
    struct slc_date until;
    struct slc_span at;
};

enum slc_statement_kind {
    SLC_ROW_KEY,
    SLC_KEEP,
    SLC_DERIVE,
    SLC_DISCLOSE, /* also `disclose row key`: row_key is set */
    SLC_DISCLOSE_ROWS,
    SLC_WITHHOLD,
    SLC_ONLY_ROWS,
    SLC_REJECTED_ROWS, /* send key */
    SLC_DELETED_ROWS,  /* send key, or stay: `stay` is set */
    SLC_UPDATES,       /* send changes: `changes` is set; or always */
    SLC_METADATA,
};

struct slc_statement {
    enum slc_statement_kind kind;
    struct slc_span at;
    struct slc_name field; /* the name it leaves under: ROW_KEY, KEEP (as), DERIVE, DISCLOSE */
    struct slc_name column_name; /* KEEP */
    struct slc_expr *expr;       /* ROW_KEY, DERIVE, DISCLOSE, ONLY_ROWS; for KEEP made by names */
    bool row_key, stay, changes;
    struct slc_label_text from; /* DISCLOSE */
    struct slc_name as_level; /* DISCLOSE, DISCLOSE_ROWS, ONLY_ROWS, UPDATES; len 0: not written */
    struct slc_decision decision;
    struct slc_name *names;    /* WITHHOLD, METADATA */
    struct slc_string because; /* WITHHOLD */
    struct slc_string doc;
    struct slc_statement *next;
    /* noted by names */
    int as_rank; /* -1: not written or a fault */
    /* noted by labels */
    struct slc_label label; /* of the field as it leaves */
};

struct slc_release {
    struct slc_qname table_name; /* schema.table */
    struct slc_qname stream;     /* destination.stream */
    struct slc_number version;
    struct slc_name owner; /* text.len 0: not written */
    struct slc_string purpose, lawful_basis;
    struct slc_date review_by;
    struct slc_statement *statements;
    struct slc_span at;
    struct slc_release *next;
    /* noted by names */
    struct slc_table *table; /* NULL after a fault */
    const struct slc_destination *destination;
    const struct slc_symbols *fields_by_name; /* objects: struct slc_statement */
    /* noted by labels */
    struct slc_label row_label; /* after `disclose rows` and `only rows … as` */
};

/* ---- risk and tests ------------------------------------------------------------------------ */

struct slc_risk {
    struct slc_qname stream;
    struct slc_name *identifying, *sensitive;
    struct slc_number people, values; /* text.len 0: not written */
    struct slc_span at;
    struct slc_risk *next;
    /* noted by names */
    const struct slc_release *release;
};

enum slc_given_kind {
    SLC_GIVEN_LITERAL,
    SLC_GIVEN_MISSING,
    SLC_GIVEN_UNCHANGED,
    SLC_GIVEN_ABSENT,
    SLC_GIVEN_PRESENT
};

struct slc_given { /* email "ann@example.com"; expect region missing */
    struct slc_name name;
    enum slc_given_kind kind;
    struct slc_literal *literal;
    struct slc_span at;
    struct slc_given *next;
    /* noted by names: of given and before the first two, of expect the last */
    struct slc_column *column;
    bool commit_time;
    const struct slc_statement *field;
};

struct slc_test {
    struct slc_string title;
    struct slc_qname stream;
    struct slc_given *given, *before, *expect;
    bool expect_row_absent, expect_row_deleted;
    struct slc_string *never;
    struct slc_span at;
    struct slc_test *next;
    /* noted by names */
    const struct slc_release *release;
};

/* ---- files and the whole ------------------------------------------------------------------- */

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
struct slc_origin;
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
    int ncategories;
    struct slc_key *keys;
    struct slc_destination *destinations;
    struct slc_table *tables;
    struct slc_release *releases;
    struct slc_risk *risks;
    struct slc_test *tests;
};

#endif
