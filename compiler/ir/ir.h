/* ir.h - what a checked program means: flat, ordered, everything resolved.
 *
 * Made by lower.c from a program without errors; all that emitters, the evaluator and the test
 * runner know of policies. No pointer leads back to the tree. Lists are arrays; names are resolved
 * to indices or pointers within the IR. Everything lives in the program's arena.
 *
 * Order: tables by schema and name, destinations, keys and releases by name, so that nothing here
 * depends on how policies are spread over files; columns as in the table block; fields, withheld
 * columns and conditions as in the release. */
#ifndef SLC_IR_H
#define SLC_IR_H

#include "arena.h"
#include "hash.h"
#include "language/function.h"
#include "language/number_set.h"
#include "language/type.h"

/* Where something stands in the policies: the source's name (relative, never a path of a machine),
 * the line from 1, and the policy's own text with its line breaks. `line` 0: no place. */
struct slc_ir_place {
    struct sl_str file;
    uint32_t line;
    struct sl_str text;
};

/* A calendar day; `text` "2028-06-30", empty when not written. */
struct slc_ir_date {
    int32_t days; /* since 1970-01-01 */
    struct sl_str text;
};

/* ---- labels -------------------------------------------------------------------------------- */

struct slc_ir_level {
    struct sl_str name, doc;
};

struct slc_ir_role {
    struct sl_str name, doc;
};

struct slc_ir_category {
    struct sl_str name, doc;
    const struct slc_ir_role *owner;
};

/* A level (index into ir->levels) and categories (indexes into ir->categories). */
struct slc_ir_label {
    uint32_t level;
    struct slc_number_set categories;
};

/* A category owner's `may become` row that lowered an expression. */
struct slc_ir_rule {
    const struct slc_ir_category *category;
    struct sl_str by; /* "present", "comparison" */
    uint32_t to;      /* level */
    struct slc_ir_date until;
    struct sl_str doc;
    struct slc_ir_place place;
};

/* because "…" approved by … until … decided … */
struct slc_ir_decision {
    struct sl_str because;
    const struct slc_ir_role *const *approved_by;
    uint32_t napproved_by;
    struct slc_ir_date until;
    struct slc_ir_date decided; /* empty: not written */
    uint32_t to;                /* the level it lowers to */
};

/* ---- types and literals -------------------------------------------------------------------- */

struct slc_ir_type {
    enum slc_type_id id;
    bool nullable;               /* may be missing */
    struct sl_str spelling;      /* as policies write it: "numeric(12,2)", "enum"; without `?` */
    uint32_t precision, scale;   /* of numeric(p,s), varchar(n), char(n); precision 0: none */
    const struct sl_str *labels; /* of ENUM, in policy order */
    uint32_t nlabels;
};

enum slc_ir_literal_kind {
    SLC_IR_TEXT,
    SLC_IR_NUMBER, /* digits * 10^-scale, exactly as spelled: 2.50 is 250, 2 */
    SLC_IR_DATE,
    SLC_IR_MIDNIGHT,     /* a date that stands for a timestamp: `made if missing 2000-01-01` */
    SLC_IR_MIDNIGHT_UTC, /* for a timestamptz */
    SLC_IR_BOOLEAN
};

struct slc_ir_literal {
    enum slc_ir_literal_kind kind;
    struct sl_str text; /* TEXT decoded; NUMBER and DATE as spelled; BOOLEAN "yes" or "no" */
    int64_t digits;
    uint32_t scale;
    int32_t days;
    bool boolean;
};

/* ---- expressions --------------------------------------------------------------------------- */

enum slc_ir_op {
    SLC_IR_COLUMN,      /* cell */
    SLC_IR_COMMIT_TIME, /* timestamptz, whole seconds */
    SLC_IR_LITERAL,     /* literals[0] */
    SLC_IR_MISSING,     /* an arm of CHOOSE: missing */
    SLC_IR_CALL,        /* function over args */
    SLC_IR_LESS,        /* operands[0] < operands[1]; likewise the next three */
    SLC_IR_LESS_OR_EQUAL,
    SLC_IR_GREATER,
    SLC_IR_GREATER_OR_EQUAL,
    SLC_IR_IS,         /* operands[0] is literals[0] */
    SLC_IR_IN,         /* operands[0] is in literals */
    SLC_IR_IS_MISSING, /* operands[0] is NULL */
    SLC_IR_NOT_MISSING,
    SLC_IR_AND, /* of two operands; longer ones nest to the left */
    SLC_IR_OR,
    SLC_IR_NOT,        /* also made of `is not …`, `is not in …` */
    SLC_IR_IF_MISSING, /* operands[0], or literals[0] where it is missing */
    SLC_IR_CHOOSE,     /* operands: when, then, when, then, …, otherwise: an odd number */
};

/* One argument of a call, in the order of the function's parameters (function.h); a
 * repeating parameter has one or more. Members by kind. */
struct slc_ir_arg {
    enum slc_parameter_kind kind;
    const char *label;              /* "edges"; NULL: positional */
    const struct slc_ir_expr *expr; /* VALUE, TIME */
    uint32_t key;                   /* KEY: slot of the release's keys */
    enum slc_unit unit;             /* UNIT */
    const struct slc_ir_literal
        *literals; /* NUMBER, COUNT, PATH, YEARS, DAYS: one; EDGES, LITERALS,
                                              TEXTS, WORDS: all */
    uint32_t nliterals;
};

struct slc_ir_expr {
    enum slc_ir_op op;
    struct slc_ir_type type;
    uint32_t cell;                       /* COLUMN: index into the release's cells */
    bool stored;                         /* COLUMN: encrypted, and looked at without decrypting */
    const struct slc_function *function; /* CALL */
    const struct slc_ir_leaf *leaf;      /* CALL: the declared leaf that it reads; NULL: none */
    const struct slc_ir_arg *args;
    uint32_t nargs;
    const struct slc_ir_expr *const *operands;
    uint32_t noperands;
    const struct slc_ir_literal *literals;
    uint32_t nliterals;
    /* Whether its value is sealed in generated C: a column above the destination's clearance or
     * acceptance, a part of a document likewise, and functions that lower nothing and
     * `if missing` over one. All else is open. */
    bool sealed;
    struct slc_ir_label label; /* after lowering: by rules, which the field lists, or a decision */
};

/* ---- tables and destinations --------------------------------------------------------------- */

/* `encrypted with KEY as FORMAT (NAME: VALUE, …)` */
struct slc_ir_encryption {
    struct sl_str key, format;
    const struct slc_ir_parameter {
        struct sl_str name, value;
    } * parameters; /* by name */
    uint32_t nparameters;
    bool plaintext_allowed;
};

struct slc_ir_column {
    struct sl_str name;
    struct slc_ir_type type; /* of the plaintext, where it is encrypted */
    struct slc_ir_label label;
    struct slc_ir_label carried; /* by its whole value: of a document with its declared leaves */
    bool
        unlabelled; /* its table has no release, and nobody has said what it holds: `label` tells nothing */
    bool key, identifying, sensitive, unique, generated;
    struct sl_str kind; /* of `identifies`; empty: not written */
    bool has_presence;
    uint32_t presence;                          /* level of a written `presence` */
    const struct slc_ir_encryption *encryption; /* NULL: it is not encrypted */
    bool decrypted;                             /* by some release */
    bool withheld;                              /* by the table block, from every release */
    struct sl_str because;
    bool read; /* by some release: in the publication's column list */
    struct sl_str doc;
    struct slc_ir_place place;
};

/* A declared leaf of a document, read by json_text and the like. */
struct slc_ir_leaf {
    struct sl_str name; /* "vitals.bp.systolic": the document and the path */
    uint32_t document;  /* index into the table's columns */
    struct slc_ir_type type;
    struct slc_ir_label label;
    bool has_presence;
    uint32_t presence;                      /* level of a written `presence` */
    const struct slc_ir_decision *decision; /* to label it below its document; NULL: none */
    struct sl_str doc;
    struct slc_ir_place place;
};

enum slc_ir_identity { SLC_IR_IDENTITY_DEFAULT, SLC_IR_IDENTITY_INDEX, SLC_IR_IDENTITY_FULL };

struct slc_ir_table {
    struct sl_str schema, name, doc;
    const struct slc_ir_column *columns; /* as in the table block: index = slc_column.number */
    uint32_t ncolumns;
    const struct slc_ir_leaf *leaves; /* as in the table block */
    uint32_t nleaves;
    enum slc_ir_identity identity;
    struct sl_str identity_index; /* of INDEX */
    bool publishes_whole_rows;    /* `publish whole rows`, or `replica identity full` */
    struct slc_ir_place publish_place;
    bool withholds_new; /* `withhold new columns because "…"` */
    struct sl_str new_because;
    struct slc_ir_place new_place;
    bool has_presence;
    struct slc_ir_label presence;
    struct slc_ir_place place;
};

struct slc_ir_destination {
    struct sl_str name, purpose;
    uint32_t clearance;            /* level */
    struct slc_number_set accepts; /* categories */
    bool positions_apart;
    const struct slc_ir_decision *shared; /* behind `positions shared`; NULL: none */
    const struct slc_ir_role *owner;
    struct slc_ir_place place;
};

struct slc_ir_key {
    struct sl_str name, purpose;
    bool for_decryption;
    const struct sl_str *links; /* stream names, sorted */
    uint32_t nlinks;
    struct sl_str rotate_every; /* "12 months"; empty: not written */
    struct sl_str replaces;     /* "customer_link until 2027-06-30"; empty: not written */
    struct slc_ir_place place;
};

/* ---- releases ------------------------------------------------------------------------------ */

/* A key for pseudonyms, and the kind of what it makes codes of: "customer"; "app.persons.id" of a column
 * that identifies nothing; of match_code the kinds of all its columns, U+001F between them. */
struct slc_ir_key_use {
    const struct slc_ir_key *key;
    struct sl_str kind;
};

/* A column that the release reads. */
struct slc_ir_cell {
    uint32_t column; /* index into the table's columns; cells stand in that order */
    bool sealed;     /* its label does not fit the destination, or it is encrypted: only functions
                        may read it */
    bool decrypted;  /* some field reads its plaintext */
    uint32_t slot;   /* index into the release's decrypted cells */
};

enum slc_ir_verb { SLC_IR_ROW_KEY, SLC_IR_KEEP, SLC_IR_DERIVE, SLC_IR_DISCLOSE };

struct slc_ir_field {
    struct sl_str name;
    enum slc_ir_verb verb;
    bool row_key; /* verb ROW_KEY, or `disclose row key` */
    const struct slc_ir_expr *expr;
    struct sl_str doc;
    const uint32_t *cells; /* what it reads, rising */
    uint32_t ncells;
    struct slc_ir_label before;             /* join of the columns read */
    struct slc_ir_label after;              /* as it leaves */
    const struct slc_ir_rule *const *rules; /* that lowered it, in the order of the expression */
    uint32_t nrules;
    const struct slc_ir_decision *decision; /* of DISCLOSE; else NULL */
    struct slc_ir_place place;
};

struct slc_ir_withheld {
    uint32_t column;
    struct sl_str because; /* may be empty */
    bool by_table;         /* the table block withholds it from every release */
    struct slc_ir_place place;
};

struct slc_ir_release {
    struct sl_str destination_name, stream; /* "lake", "customers" */
    struct sl_str name;                     /* "lake.customers" */
    struct sl_str version;                  /* digits */
    const struct slc_ir_table *table;
    const struct slc_ir_destination *destination;
    const struct slc_ir_role *owner; /* NULL: not written */
    struct sl_str purpose, lawful_basis;
    struct slc_ir_date review_by;

    const struct slc_ir_cell *cells;
    uint32_t ncells;
    const uint32_t *decrypted; /* slot -> cell, rising */
    uint32_t ndecrypted;
    const struct slc_ir_key_use *keys; /* by slot, sorted by the key's name and the kind */
    uint32_t nkeys;
    const struct slc_ir_field *fields; /* in policy order */
    uint32_t nfields;
    const struct slc_ir_field *const *record; /* in record order: row key fields, then the others */
    uint32_t nrow_key;                        /* how many of `record` are row key fields */
    const struct slc_ir_withheld *withheld;
    uint32_t nwithheld;

    const struct slc_ir_expr *filter; /* a boolean, never missing; NULL: all rows */
    const uint32_t *filter_cells;
    uint32_t nfilter_cells;
    const struct slc_ir_decision *filter_decision; /* `only rows … as`; NULL: none */
    const struct slc_ir_rule *const *filter_rules;
    uint32_t nfilter_rules;
    struct slc_ir_place filter_place;
    bool rejected_send_key;
    struct slc_ir_place rejected_place;
    bool deletes_stay; /* else their key is sent */
    struct slc_ir_place deletes_place;
    bool updates_changes;                           /* else always */
    const struct slc_ir_decision *updates_decision; /* `updates send always as`; NULL: none */
    struct slc_ir_place updates_place;              /* line 0: not written */
    bool commit_time;                               /* metadata commit_time */
    struct slc_ir_place metadata_place;
    const struct slc_ir_decision *rows_decision; /* `disclose rows as`; NULL: none */
    const bool *leaves; /* of the table, by index: whether it reads the declared leaf */
    struct slc_ir_place rows_place;
    struct slc_ir_label row_label;

    struct slc_ir_date earliest_expiry; /* of its decisions and rules; empty: none */
    struct slc_ir_place place;          /* of the `release` line */
    struct sl_str canonical;            /* its semantics as text: ir_canonical.c */
    char sha256[SL_SHA256_HEX_CHARS + 1];
    char row_key_sha256[SL_SHA256_HEX_CHARS + 1]; /* of the row key's alone */
};

/* ---- the whole ----------------------------------------------------------------------------- */

/* `risk check … identifying … at least N people alike`: for the report and for counting; no part of the
 * semantics, since nothing leaves otherwise for it. */
struct slc_ir_risk {
    const struct slc_ir_release *release;
    const struct slc_ir_field *const *identifying;
    uint32_t nidentifying;
    const struct slc_ir_field *const *sensitive;
    uint32_t nsensitive;
    struct sl_str people, values; /* digits; values empty: not asked */
    struct slc_ir_place place;
};

/* A policy file that was read. */
struct slc_ir_input {
    struct sl_str name;
    bool standard; /* ships with the compiler */
    char sha256[SL_SHA256_HEX_CHARS + 1];
};

struct slc_ir {
    struct sl_arena *arena;
    const struct slc_ir_level *levels; /* rising */
    uint32_t nlevels;
    const struct slc_ir_role *roles;
    uint32_t nroles;
    const struct slc_ir_category *categories;
    uint32_t ncategories;
    const struct slc_ir_key *keys;
    uint32_t nkeys;
    const struct slc_ir_destination *destinations; /* those with a release */
    uint32_t ndestinations;
    const struct slc_ir_table *tables; /* those with a release */
    uint32_t ntables;
    const struct slc_ir_table *idle_tables; /* those without: nothing is made of them */
    uint32_t nidle_tables;
    const struct slc_ir_release *releases;
    uint32_t nreleases;
    const struct slc_ir_risk *risks; /* in the program's order */
    uint32_t nrisks;
    const struct slc_ir_input *inputs; /* sorted by name */
    uint32_t ninputs;
    struct slc_ir_date earliest_expiry; /* of any release; empty: none */
    struct sl_str earliest_release;     /* whose that is */
    struct sl_str canonical;            /* ir_canonical.c */
    char sha256[SL_SHA256_HEX_CHARS + 1];
};

/* By name, "lake.customers"; NULL when there is none. */
const struct slc_ir_release *slc_ir_release_named(const struct slc_ir *ir, struct sl_str name);

/* The table of the same name, which may be of another version, also where no release reads it; NULL when
 * there is none. */
const struct slc_ir_table *slc_ir_table_like(const struct slc_ir *ir,
                                             const struct slc_ir_table *table);

/* By name; NULL when there is none. */
const struct slc_ir_field *slc_ir_field_named(const struct slc_ir_release *release,
                                              struct sl_str name);

/* Whether it reads a part of a document, which has a label of its own. */
bool slc_ir_reads_part(const struct slc_ir_expr *expr);

/* A column's or a declared leaf's label, with a written presence as its floor. */
struct slc_ir_label slc_ir_column_label(const struct slc_ir_column *column);
struct slc_ir_label slc_ir_leaf_label(const struct slc_ir_leaf *leaf);

/* Whether codes of both are equal for equal values, in one destination. */
bool slc_same_key_use(const struct slc_ir_key_use *a, const struct slc_ir_key_use *b);

/* How a value of the expression's type is held. */
enum sl_kind slc_ir_kind(const struct slc_ir_expr *expr);

/* Whether the expression reads the cell's plaintext (of an encrypted column), its stored form. */
bool slc_ir_reads_plain(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
                        uint32_t cell);
bool slc_ir_reads_stored(const struct slc_ir_expr *expr, uint32_t cell);

/* Whether it is made of when the row was changed. */
bool slc_ir_reads_commit_time(const struct slc_ir_expr *expr);

/* The columns of a release's cell and of its table. */
static inline const struct slc_ir_column *
slc_ir_cell_column(const struct slc_ir_release *release, uint32_t cell)
{
    return &release->table->columns[release->cells[cell].column];
}

#endif
