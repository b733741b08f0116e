#include "syntax/syntax.h"
#include "syntax/tree.h"

void
slc_tree_release(struct slc_syntax *syntax, struct slc_qname table, struct slc_qname stream,
                 struct slc_number version)
{
    syntax->item->release->table_name = table;
    syntax->item->release->stream = stream;
    syntax->item->release->version = version;
}

struct slc_statement *
slc_tree_statement(struct slc_syntax *syntax, enum slc_statement_kind kind, struct slc_span at)
{
    struct slc_statement *statement = SL_NEW(syntax->arena, struct slc_statement);
    statement->kind = kind;
    statement->at = at;
    statement->as_rank = -1;
    statement->label.level = -1;
    statement->from.label.level = -1;
    *syntax->statements_end = statement;
    syntax->statements_end = &statement->next;
    slc_tree_line(syntax, SLC_LINE_STATEMENT, at);
    return statement;
}

struct slc_statement *
slc_tree_field(struct slc_syntax *syntax, enum slc_statement_kind kind, struct slc_field_text field,
               struct slc_span at)
{
    struct slc_statement *statement = slc_tree_statement(syntax, kind, at);
    statement->field = field.name;
    statement->expr = field.expr;
    statement->doc = field.doc;
    statement->row_key = kind == SLC_ROW_KEY;
    return statement;
}

void
slc_tree_keep(struct slc_syntax *syntax, struct slc_name column, struct slc_name field,
              struct slc_string doc, struct slc_span at)
{
    struct slc_statement *statement = slc_tree_statement(syntax, SLC_KEEP, at);
    statement->column_name = column;
    statement->field = field;
    statement->doc = doc;
}

void
slc_tree_decide(struct slc_statement *statement, struct slc_decision_text decided)
{
    statement->as_level = decided.as_level;
    statement->decision = decided.decision;
}

struct slc_given *
slc_tree_given(struct slc_syntax *syntax, struct slc_name name, enum slc_given_kind kind,
               struct slc_literal *literal, struct slc_span at)
{
    struct slc_given *given = SL_NEW(syntax->arena, struct slc_given);
    given->name = name;
    given->kind = kind;
    given->literal = literal;
    given->at = at;
    return given;
}

struct slc_given *
slc_tree_expect_word(struct slc_syntax *syntax, struct slc_name name, struct slc_name word,
                     struct slc_span at)
{
    if (!sl_str_is(word.text, "present")) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0003, word.at,
                     "'%.*s' is nothing that a field can be expected to be", SL_FMT(word.text));
        slc_help(syntax->findings, finding,
                 "write a value, or one of: missing, unchanged, absent, present");
        slc_help(syntax->findings, finding, "text stands in quotes: \"%.*s\"", SL_FMT(word.text));
    }
    return slc_tree_given(syntax, name, SLC_GIVEN_PRESENT, NULL, at);
}

struct slc_givens
slc_tree_givens(struct slc_givens givens, struct slc_given *given)
{
    if (givens.last == NULL)
        return (struct slc_givens) { given, given };
    givens.last->next = given;
    return (struct slc_givens) { givens.first, given };
}

void
slc_tree_never(struct slc_syntax *syntax, struct slc_string text)
{
    struct slc_string *never = SL_NEW(syntax->arena, struct slc_string);
    *never = text;
    *syntax->nevers_end = never;
    syntax->nevers_end = &never->next;
}
