#include "lower/lower_statements.h"

#include "lower/lower_expr.h"
#include "lower/lower_parts.h"
#include "lower/lower_reads.h"
#include "syntax/carried.h"
#include "syntax/walk.h"

struct joining {
    struct sl_arena *arena;
    struct slc_label label;
};

/* A column carries what is read of it; a declared leaf what it is declared as. */
static void
join_read(void *context, struct slc_expr *expr)
{
    struct joining *joining = context;
    if (expr->kind == SLC_EXPR_NAME && expr->column != NULL)
        joining->label = slc_label_join(
            joining->arena, joining->label,
            slc_label_join(joining->arena, expr->label, slc_column_label(expr->column)));
    struct slc_column *leaf = expr->leaf != NULL ? expr->leaf : slc_leaf_tested(expr);
    if (leaf != NULL)
        joining->label =
            slc_label_join(joining->arena, joining->label, slc_whole_label(joining->arena, leaf));
}

/* What a line reads, before any function or decision lowers it. */
static struct slc_ir_label
label_read(struct slc_release_to_ir *to, const struct slc_statement *s)
{
    struct joining joining = { .arena = to->all->arena };
    slc_walk(s->expr, join_read, &joining);
    return slc_lowered_label(joining.label);
}

static enum slc_ir_verb
verb_of(enum slc_statement_kind kind)
{
    return kind == SLC_ROW_KEY  ? SLC_IR_ROW_KEY
           : kind == SLC_KEEP   ? SLC_IR_KEEP
           : kind == SLC_DERIVE ? SLC_IR_DERIVE
                                : SLC_IR_DISCLOSE;
}

static void
lower_field(struct slc_release_to_ir *to, const struct slc_statement *s, struct slc_ir_field *ret)
{
    slc_begin_reading(to);
    *ret =
        (struct slc_ir_field) { .name = s->field.text,
                                .verb = verb_of(s->kind),
                                .row_key = s->row_key,
                                .expr = slc_lower_expr(to, s->expr),
                                .doc = s->doc.text,
                                .after = slc_lowered_label(s->label),
                                .decision = slc_lower_decision(to->all, &s->decision, s->as_rank),
                                .place = slc_lower_place(s->at) };
    ret->cells = slc_cells_read(to, &ret->ncells);
    ret->before = label_read(to, s);
    ret->rules = to->reading.rules;
    ret->nrules = to->reading.nrules;
}

static void
lower_filter(struct slc_release_to_ir *to, const struct slc_statement *s,
             struct slc_ir_release *ret)
{
    slc_begin_reading(to);
    ret->filter = slc_lower_expr(to, s->expr);
    ret->filter_cells = slc_cells_read(to, &ret->nfilter_cells);
    ret->filter_rules = to->reading.rules;
    ret->nfilter_rules = to->reading.nrules;
    ret->filter_decision = slc_lower_decision(to->all, &s->decision, s->as_rank);
    ret->filter_place = slc_lower_place(s->at);
}

/* The release's statements while they are lowered: its arrays, still writable. */
struct lowering {
    struct slc_release_to_ir *to;
    struct slc_ir_release *ret;
    struct slc_ir_field *fields;
    struct slc_ir_withheld *withheld;
};

static const struct slc_column *
column_named(const struct slc_table *table, struct sl_str name)
{
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        if (sl_str_equal(column->name.text, name))
            return column;
    return NULL;
}

static void
lower_withheld(const struct lowering *at, const struct slc_name *names, struct slc_ir_withheld like)
{
    for (const struct slc_name *name = names; name != NULL; name = name->next) {
        like.column = (uint32_t)column_named(at->to->release->table, name->text)->number;
        at->withheld[at->ret->nwithheld++] = like;
    }
}

static void
lower_statement(const struct lowering *at, const struct slc_statement *s)
{
    struct slc_release_to_ir *to = at->to;
    struct slc_ir_release *ret = at->ret;
    struct slc_ir_place place = slc_lower_place(s->at);
    switch (s->kind) {
    case SLC_ROW_KEY:
    case SLC_KEEP:
    case SLC_DERIVE:
    case SLC_DISCLOSE: lower_field(to, s, &at->fields[ret->nfields++]); break;
    case SLC_DISCLOSE_ROWS:
        ret->rows_decision = slc_lower_decision(to->all, &s->decision, s->as_rank);
        ret->rows_place = place;
        break;
    case SLC_WITHHOLD:
        lower_withheld(at, s->names,
                       (struct slc_ir_withheld) { .because = s->because.text, .place = place });
        break;
    case SLC_ONLY_ROWS: lower_filter(to, s, ret); break;
    case SLC_REJECTED_ROWS:
        ret->rejected_send_key = true;
        ret->rejected_place = place;
        break;
    case SLC_DELETED_ROWS:
        ret->deletes_stay = s->stay;
        ret->deletes_place = place;
        break;
    case SLC_UPDATES:
        ret->updates_changes = s->changes;
        ret->updates_decision = slc_lower_decision(to->all, &s->decision, s->as_rank);
        ret->updates_place = place;
        break;
    case SLC_METADATA: /* commit_time is the only one there is */
        ret->commit_time = true;
        ret->metadata_place = place;
        break;
    }
}

static uint32_t
count_statements(const struct slc_release *release)
{
    uint32_t count = 0;
    for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
        count++;
    return count;
}

void
slc_lower_statements(struct slc_release_to_ir *to, struct slc_ir_release *ret)
{
    struct sl_arena *arena = to->all->arena;
    const struct lowering at = {
        .to = to,
        .ret = ret,
        .fields = SL_NEW_ARRAY(arena, struct slc_ir_field, count_statements(to->release) + 1),
        .withheld = SL_NEW_ARRAY(arena, struct slc_ir_withheld, to->table->ncolumns + 1),
    };
    ret->fields = at.fields;
    ret->withheld = at.withheld;
    for (const struct slc_statement *s = to->release->statements; s != NULL; s = s->next)
        lower_statement(&at, s);
    for (const struct slc_withheld *w = to->release->table->withheld; w != NULL; w = w->next)
        lower_withheld(&at, w->names,
                       (struct slc_ir_withheld) { .because = w->because.text,
                                                  .by_table = true,
                                                  .place = slc_lower_place(w->at) });
}
