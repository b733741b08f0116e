/* ast_expr.h - expressions as written, and what names, types and labels note on them. */
#ifndef SLC_AST_EXPR_H
#define SLC_AST_EXPR_H

#include "language/type.h"
#include "syntax/ast_words.h"

struct slc_function;
struct slc_measured;

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
    struct slc_column *leaf; /* of CALL: the declared leaf that it reads; NULL: none */
    /* noted by types */
    struct slc_type type;
    /* noted by the measure: what it tells of each column it is applied to; NULL: nothing */
    struct slc_measured *lines;
    /* noted by labels: what this expression carries, and why it was lowered, if it was */
    struct slc_label label;
    struct slc_lowered_by *lowered_by; /* NULL: none */
    bool presence_kept; /* owners' rows lower the value, and not whether it is missing */
};

#endif
