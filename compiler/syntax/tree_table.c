#include "nearest_name.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

static void
report_parameters(struct slc_syntax *syntax, struct slc_span at, const char *form)
{
    struct slc_finding *finding =
        slc_find(syntax->findings, SLC_E0018, at, "this type is written otherwise");
    slc_help(syntax->findings, finding, "%s", form);
}

/* A whole number from 0 to 10,485,760 (the most of varchar(n)); -1 when it is not. */
static int32_t
small_number(const struct slc_literal *literal)
{
    int32_t value = 0;
    if (literal->kind != SLC_LITERAL_NUMBER || literal->text.len > 8)
        return -1;
    for (size_t at = 0; at < literal->text.len; at++) {
        if (literal->text.ptr[at] < '0' || literal->text.ptr[at] > '9')
            return -1;
        value = value * 10 + (literal->text.ptr[at] - '0');
    }
    return value <= 10485760 ? value : -1;
}

static void
read_precision(struct slc_syntax *syntax, struct slc_type *type, const struct slc_literal *first,
               bool scale_allowed, struct slc_span at)
{
    const struct slc_literal *second = first->next;
    int32_t precision = small_number(first), scale = second == NULL ? 0 : small_number(second);
    if (precision < 1 || scale < 0 ||
        (second != NULL && (!scale_allowed || second->next != NULL))) {
        report_parameters(syntax, at,
                          scale_allowed
                              ? "numeric, or numeric(12,2): digits in all, and after the point"
                              : "varchar(20): how many characters it may have");
        return;
    }
    type->has_precision = true;
    type->precision = (uint32_t)precision;
    type->scale = (uint32_t)scale;
}

static void
read_labels(struct slc_syntax *syntax, struct slc_type *type, const struct slc_literal *literals,
            struct slc_span at)
{
    struct slc_enum_label *first = NULL, **end = &first;
    for (const struct slc_literal *literal = literals; literal != NULL; literal = literal->next) {
        if (literal->kind != SLC_LITERAL_STRING) {
            report_parameters(syntax, literal->at,
                              "enum(\"letter\", \"email\"): its values as strings");
            return;
        }
        struct slc_enum_label *label = SL_NEW(syntax->arena, struct slc_enum_label);
        label->text = literal->text;
        label->at = literal->at;
        *end = label;
        end = &label->next;
    }
    if (first == NULL)
        report_parameters(syntax, at, "enum(\"letter\", \"email\"): its values as strings");
    type->labels = first;
}

static void
report_unknown(struct slc_syntax *syntax, struct slc_name name)
{
    struct slc_finding *finding = slc_find(syntax->findings, SLC_E0019, name.at,
                                           "there is no type '%.*s'", SL_FMT(name.text));
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, name.text);
    for (int id = SLC_TYPE_NONE + 1; id < SLC_NTYPES; id++)
        (void)sl_nearest_offer(&nearest, sl_str_of(slc_type_info((enum slc_type_id)id)->spelling));
    if (nearest.best.ptr != NULL) {
        slc_help(syntax->findings, finding, "did you mean '%.*s'?", SL_FMT(nearest.best));
        slc_fix(syntax->findings, finding, name.at, nearest.best);
        return;
    }
    slc_help(syntax->findings, finding,
             "a type that the language does not know is written: opaque");
}

struct slc_type
slc_tree_type(struct slc_syntax *syntax, struct slc_name name, struct slc_literal *parameters,
              bool nullable, struct slc_span at)
{
    struct slc_type type = { .id = slc_type_named(name.text), .nullable = nullable };
    syntax->type_name = name;
    if (type.id == SLC_TYPE_ENUM)
        read_labels(syntax, &type, parameters, at);
    else if (type.id == SLC_TYPE_NONE)
        report_unknown(syntax, name);
    else if (parameters == NULL)
        return type;
    else if (type.id == SLC_TYPE_NUMERIC)
        read_precision(syntax, &type, parameters, true, at);
    else if (type.id == SLC_TYPE_VARCHAR || type.id == SLC_TYPE_CHAR)
        read_precision(syntax, &type, parameters, false, at);
    else
        slc_find(syntax->findings, SLC_E0018, at, "'%.*s' takes nothing in parentheses",
                 SL_FMT(name.text));
    return type;
}

void
slc_tree_begin_column(struct slc_syntax *syntax)
{
    syntax->column = SL_NEW(syntax->arena, struct slc_column);
    syntax->column->presence_rank = -1;
}

void
slc_tree_begin_leaf(struct slc_syntax *syntax)
{
    slc_tree_begin_column(syntax);
    syntax->column->place = SL_NEW(syntax->arena, struct slc_leaf_place);
}

void
slc_tree_flag(struct slc_syntax *syntax, bool *flag, struct slc_span at)
{
    if (*flag)
        slc_find(syntax->findings, SLC_E0015, at, "'%.*s' stands here twice",
                 SL_FMT(slc_span_text(at)));
    *flag = true;
}

void
slc_tree_kind(struct slc_syntax *syntax, struct slc_name kind, struct slc_span at)
{
    if (syntax->column->kind.text.len > 0)
        slc_find(syntax->findings, SLC_E0015, at, "'identifies' stands here twice");
    syntax->column->kind = kind;
}

void
slc_tree_encryption(struct slc_syntax *syntax, struct slc_name key, struct slc_name format,
                    struct slc_arg *parameters)
{
    struct slc_column *column = syntax->column;
    column->encryption_key = key;
    column->encryption_format = format;
    column->encryption_parameters = parameters;
}

void
slc_tree_end_column(struct slc_syntax *syntax, struct slc_span at)
{
    struct slc_column *column = syntax->column;
    column->at = at;
    column->type_name = syntax->type_name;
    column->table = syntax->item->table;
    *syntax->columns_end = column;
    syntax->columns_end = &column->next;
    slc_tree_line(syntax, SLC_LINE_COLUMN, at);
}

/* A leaf is called by its document and its path. Where a document lacks it, or has something of another
 * type there, it is missing. */
void
slc_tree_end_leaf(struct slc_syntax *syntax, struct slc_span at)
{
    struct slc_column *leaf = syntax->column;
    leaf->at = at;
    leaf->type_name = syntax->type_name;
    leaf->type.nullable = true;
    leaf->table = syntax->item->table;
    leaf->name = (struct slc_name) { .text = sl_arena_format(syntax->arena, "%.*s.%.*s",
                                                             SL_FMT(leaf->place->document.text),
                                                             SL_FMT(leaf->place->path.text)),
                                     .at = leaf->place->path.at };
    *syntax->leaves_end = leaf;
    syntax->leaves_end = &leaf->next;
    slc_tree_line(syntax, SLC_LINE_LEAF, at);
}

void
slc_tree_withheld(struct slc_syntax *syntax, struct slc_name_list names, struct slc_string because,
                  struct slc_span at)
{
    struct slc_withheld *withheld = SL_NEW(syntax->arena, struct slc_withheld);
    withheld->names = names.first;
    withheld->because = because;
    withheld->at = at;
    *syntax->withheld_end = withheld;
    syntax->withheld_end = &withheld->next;
    slc_tree_line(syntax, SLC_LINE_TABLE_WITHHOLD, at);
}

void
slc_tree_withheld_new(struct slc_syntax *syntax, struct slc_string because, struct slc_span at)
{
    syntax->item->table->withheld_new = (struct slc_withheld_new) { because, at };
    slc_tree_line(syntax, SLC_LINE_WITHHOLD_NEW, at);
}

void
slc_tree_publish(struct slc_syntax *syntax, enum slc_publish publish, struct slc_span at)
{
    syntax->item->table->publish = publish;
    syntax->item->table->publish_at = at;
    slc_tree_line(syntax, SLC_LINE_PUBLISH, at);
}
