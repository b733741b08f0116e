/* ast_release.h - releases and their statements as written. */
#ifndef SLC_AST_RELEASE_H
#define SLC_AST_RELEASE_H

#include "syntax/ast_expr.h"

struct slc_destination;
struct slc_joined;
struct slc_symbols;
struct slc_table;

enum slc_statement_kind {
    SLC_ROW_KEY,
    SLC_KEEP,
    SLC_DERIVE,
    SLC_DISCLOSE, /* also `disclose row key` */
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
    bool row_key;                /* `row key`, and `disclose row key` */
    bool stay, changes;          /* of DELETED_ROWS, of UPDATES */
    struct slc_label_text from;  /* DISCLOSE */
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
    bool
        told; /* by an earlier version: its lines count together with the others', and are not sent (told/told.h) */
    struct slc_release *next;
    /* noted by names */
    struct slc_table *table; /* NULL after a fault */
    const struct slc_destination *destination;
    const struct slc_symbols *fields_by_name; /* objects: struct slc_statement */
    /* noted by labels */
    struct slc_joined *rows;    /* that its records are of: releases/rows.h */
    struct slc_label row_label; /* after `disclose rows` and `only rows … as` */
};

#endif
