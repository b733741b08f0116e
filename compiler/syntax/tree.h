/* tree.h - what the grammar's rules make: nodes of ast.h.
 *
 * Only parser.y calls these. A block's lines are added to the block that is being read (struct
 * slc_syntax knows it): blocks never nest. Lists keep their last node, so that long ones take
 * linear time. */
#ifndef SLC_TREE_H
#define SLC_TREE_H

#include "syntax/ast.h"

struct slc_syntax;

struct slc_name_list {
    struct slc_name *first, *last;
};
struct slc_literals {
    struct slc_literal *first, *last;
};
struct slc_args {
    struct slc_arg *first, *last;
};
struct slc_arms {
    struct slc_arm *first, *last;
};
struct slc_bounds {
    struct slc_bound *first, *last;
};
struct slc_givens {
    struct slc_given *first, *last;
};

/* `as LEVEL because … approved by … until …`, or nothing of it */
struct slc_decision_text {
    struct slc_name as_level;
    struct slc_decision decision;
};

/* `NAME = EXPRESSION "…"` */
struct slc_field_text {
    struct slc_name name;
    struct slc_expr *expr;
    struct slc_string doc;
};

/* The value of any symbol of the grammar. */
union slc_value {
    struct sl_str text;
    struct slc_name name;
    struct slc_name_list names;
    struct slc_qname qname;
    struct slc_string string;
    struct slc_number number;
    struct slc_date date;
    struct slc_label_text label;
    struct slc_decision decision;
    struct slc_decision_text decided;
    struct slc_literal *literal;
    struct slc_literals literals;
    struct slc_expr *expr;
    struct slc_arm *arm;
    struct slc_arms arms;
    struct slc_arg *arg;
    struct slc_args args;
    struct slc_bound *bound;
    struct slc_bounds bounds;
    struct slc_given *given;
    struct slc_givens givens;
    struct slc_type type;
    enum slc_compare compare;
    bool flag;
};

/* ---- words (tree.c) ------------------------------------------------------------------------ */

struct slc_name slc_tree_name(struct sl_str text, struct slc_span at, bool quoted);
struct slc_name_list slc_tree_names(struct slc_syntax *syntax, struct slc_name_list names,
                                    struct slc_name name);
/* A number without a sign. */
struct slc_number slc_tree_count(struct slc_syntax *syntax, struct sl_str text, struct slc_span at);
struct slc_date slc_tree_date(struct sl_str text, struct slc_span at);
struct slc_label_text slc_tree_label(struct slc_name_list words, struct slc_span at);
struct slc_literal *slc_tree_literal(struct slc_syntax *syntax, enum slc_literal_kind kind,
                                     struct sl_str text, struct slc_span at);
struct slc_literal *slc_tree_boolean(struct slc_syntax *syntax, bool value, struct slc_span at);
struct slc_literals slc_tree_literals(struct slc_literals literals, struct slc_literal *literal);

/* ---- expressions (tree_expr.c) ------------------------------------------------------------- */

struct slc_expr *slc_tree_reference(struct slc_syntax *syntax, struct slc_name name);
struct slc_expr *slc_tree_constant(struct slc_syntax *syntax, struct slc_literal *literal);
struct slc_expr *slc_tree_call(struct slc_syntax *syntax, struct slc_name function,
                               struct slc_args args, struct slc_span at);
struct slc_expr *slc_tree_unary(struct slc_syntax *syntax, enum slc_expr_kind kind,
                                struct slc_expr *operand, struct slc_span at);
/* AND, OR, COMPARE: too long a chain is reported and cut. */
struct slc_expr *slc_tree_binary(struct slc_syntax *syntax, enum slc_expr_kind kind,
                                 struct slc_expr *left, struct slc_expr *right, struct slc_span at);
/* IS, IN, IF_MISSING: an expression against literals. */
struct slc_expr *slc_tree_against(struct slc_syntax *syntax, enum slc_expr_kind kind,
                                  struct slc_expr *operand, struct slc_literal *literals,
                                  struct slc_span at);
struct slc_expr *slc_tree_parenthesised(struct slc_expr *expr, struct slc_span at);
struct slc_expr *slc_tree_choose(struct slc_syntax *syntax, struct slc_arms arms,
                                 struct slc_expr *otherwise, struct slc_span at);
struct slc_expr *slc_tree_missing(struct slc_syntax *syntax, struct slc_span at);
struct slc_arm *slc_tree_arm(struct slc_syntax *syntax, struct slc_expr *when,
                             struct slc_expr *then);
struct slc_arms slc_tree_arms(struct slc_arms arms, struct slc_arm *arm);
struct slc_arg *slc_tree_arg(struct slc_syntax *syntax, enum slc_arg_kind kind, struct slc_span at);
struct slc_arg *slc_tree_labelled(struct slc_arg *arg, struct sl_str label,
                                  struct slc_span label_at, struct slc_span at);
struct slc_args slc_tree_args(struct slc_args args, struct slc_arg *arg);

/* ---- items of a file (tree_item.c) --------------------------------------------------------- */

/* A block begins: makes the node that its lines fill. */
void slc_tree_begin(struct slc_syntax *syntax, enum slc_item_kind kind, struct slc_span at);
/* A block ends: checks that no line lacks, and adds it to the file. */
void slc_tree_end(struct slc_syntax *syntax, struct slc_span at);

/* The file ends: it must have begun with its language. */
void slc_tree_end_file(struct slc_syntax *syntax);

void slc_tree_language(struct slc_syntax *syntax, struct slc_number version, struct slc_span at);
void slc_tree_use(struct slc_syntax *syntax, enum slc_item_kind kind, struct slc_string path,
                  struct slc_span at);
void slc_tree_role(struct slc_syntax *syntax, struct slc_name name, struct slc_string doc,
                   struct slc_span at);
void slc_tree_level(struct slc_syntax *syntax, struct slc_name name, struct slc_string doc);
void slc_tree_category(struct slc_syntax *syntax, struct slc_name name, struct slc_name owner,
                       struct slc_string doc);
struct slc_bound *slc_tree_bound(struct slc_syntax *syntax, bool at_least, struct slc_number number,
                                 struct slc_name unit, struct slc_span at);
struct slc_bounds slc_tree_bounds(struct slc_bounds bounds, struct slc_bound *bound);
void slc_tree_downgrade(struct slc_syntax *syntax, struct slc_downgrade row);
void slc_tree_key(struct slc_syntax *syntax, struct slc_name name, bool for_decryption);
void slc_tree_risk(struct slc_syntax *syntax, struct slc_qname stream, struct slc_name *identifying,
                   struct slc_name *sensitive, struct slc_number people);

/* ---- tables (tree_table.c) ----------------------------------------------------------------- */

struct slc_type slc_tree_type(struct slc_syntax *syntax, struct slc_name name,
                              struct slc_literal *parameters, bool nullable, struct slc_span at);
void slc_tree_begin_column(struct slc_syntax *syntax);
void slc_tree_begin_leaf(struct slc_syntax *syntax);
/* Sets a flag of a column, which may be written once. */
void slc_tree_flag(struct slc_syntax *syntax, bool *flag, struct slc_span at);
/* `identifies KIND`, which may be written once. */
void slc_tree_kind(struct slc_syntax *syntax, struct slc_name kind, struct slc_span at);
void slc_tree_encryption(struct slc_syntax *syntax, struct slc_name key, struct slc_name format,
                         struct slc_arg *parameters);
void slc_tree_end_column(struct slc_syntax *syntax, struct slc_span at);
void slc_tree_end_leaf(struct slc_syntax *syntax, struct slc_span at);
void slc_tree_withheld(struct slc_syntax *syntax, struct slc_name_list names,
                       struct slc_string because, struct slc_span at);
void slc_tree_withheld_new(struct slc_syntax *syntax, struct slc_string because,
                           struct slc_span at);
void slc_tree_publish(struct slc_syntax *syntax, enum slc_publish publish, struct slc_span at);

/* ---- releases and tests (tree_release.c) --------------------------------------------------- */

void slc_tree_release(struct slc_syntax *syntax, struct slc_qname table, struct slc_qname stream,
                      struct slc_number version);
/* A statement of the release, to be filled by the caller. */
struct slc_statement *slc_tree_statement(struct slc_syntax *syntax, enum slc_statement_kind kind,
                                         struct slc_span at);
struct slc_statement *slc_tree_field(struct slc_syntax *syntax, enum slc_statement_kind kind,
                                     struct slc_field_text field, struct slc_span at);
void slc_tree_keep(struct slc_syntax *syntax, struct slc_name column, struct slc_name field,
                   struct slc_string doc, struct slc_span at);
void slc_tree_decide(struct slc_statement *statement, struct slc_decision_text decided);

struct slc_given *slc_tree_given(struct slc_syntax *syntax, struct slc_name name,
                                 enum slc_given_kind kind, struct slc_literal *literal,
                                 struct slc_span at);
/* `expect NAME WORD`: the word can only be `present`. */
struct slc_given *slc_tree_expect_word(struct slc_syntax *syntax, struct slc_name name,
                                       struct slc_name word, struct slc_span at);
struct slc_givens slc_tree_givens(struct slc_givens givens, struct slc_given *given);
void slc_tree_never(struct slc_syntax *syntax, struct slc_string text);

/* ---- the order of lines (tree_order.c) ----------------------------------------------------- */

/* The lines of blocks, as far as they may stand once or have a place. */
enum slc_line {
    SLC_LINE_LEVEL,
    SLC_LINE_LINKS,
    SLC_LINE_CLEARANCE,
    SLC_LINE_ACCEPTS,
    SLC_LINE_POSITIONS,
    SLC_LINE_PURPOSE,
    SLC_LINE_ROTATE,
    SLC_LINE_OWNED_BY,
    SLC_LINE_COLUMN,
    SLC_LINE_LEAF,
    SLC_LINE_TABLE_WITHHOLD,
    SLC_LINE_WITHHOLD_NEW,
    SLC_LINE_PUBLISH,
    SLC_LINE_OWNER,
    SLC_LINE_LAWFUL_BASIS,
    SLC_LINE_REVIEW_BY,
    SLC_LINE_STATEMENT,
    SLC_LINE_GIVEN,
    SLC_LINE_BEFORE,
    SLC_LINE_EXPECT,
    SLC_LINE_NEVER,
    SLC_NLINES
};

/* Notes a line of the block, and reports one that is repeated or out of its place. */
void slc_tree_line(struct slc_syntax *syntax, enum slc_line line, struct slc_span at);

/* At the end of a block: reports what it lacks, unless a syntax error may have swallowed it. */
void slc_tree_check_lines(struct slc_syntax *syntax, struct slc_span at);

#endif
