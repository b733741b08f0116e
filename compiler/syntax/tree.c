#include "syntax/tree.h"

#include "source/date.h"
#include "syntax/syntax.h"

struct slc_name
slc_tree_name(struct sl_str text, struct slc_span at, bool quoted)
{
    return (struct slc_name) { .text = text, .at = at, .quoted = quoted };
}

struct slc_name_list
slc_tree_names(struct slc_syntax *syntax, struct slc_name_list names, struct slc_name name)
{
    struct slc_name *node = SL_NEW(syntax->arena, struct slc_name);
    *node = name;
    if (names.last == NULL)
        return (struct slc_name_list) { node, node };
    names.last->next = node;
    return (struct slc_name_list) { names.first, node };
}

struct slc_number
slc_tree_count(struct slc_syntax *syntax, struct sl_str text, struct slc_span at)
{
    if (text.len > 0 && text.ptr[0] == '-')
        slc_find(syntax->findings, SLC_E0006, at, "this number cannot be negative");
    return (struct slc_number) { .text = text, .at = at };
}

struct slc_date
slc_tree_date(struct sl_str text, struct slc_span at)
{
    struct slc_date date = { .at = at };
    (void)slc_date_read(text, &date.days); /* the lexer reported what is no date */
    return date;
}

struct slc_label_text
slc_tree_label(struct slc_name_list words, struct slc_span at)
{
    return (struct slc_label_text) {
        .level = *words.first, .categories = words.first->next, .at = at, .label = { .level = -1 }
    };
}

struct slc_literal *
slc_tree_literal(struct slc_syntax *syntax, enum slc_literal_kind kind, struct sl_str text,
                 struct slc_span at)
{
    struct slc_literal *literal = SL_NEW(syntax->arena, struct slc_literal);
    literal->kind = kind;
    literal->text = text;
    literal->at = at;
    if (kind == SLC_LITERAL_DATE)
        (void)slc_date_read(text, &literal->days); /* the lexer reported what is no date */
    return literal;
}

struct slc_literal *
slc_tree_boolean(struct slc_syntax *syntax, bool value, struct slc_span at)
{
    struct slc_literal *literal =
        slc_tree_literal(syntax, SLC_LITERAL_BOOLEAN, value ? SL_STR("yes") : SL_STR("no"), at);
    literal->boolean = value;
    return literal;
}

struct slc_literals
slc_tree_literals(struct slc_literals literals, struct slc_literal *literal)
{
    if (literals.last == NULL)
        return (struct slc_literals) { literal, literal };
    literals.last->next = literal;
    return (struct slc_literals) { literals.first, literal };
}
