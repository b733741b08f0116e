#include "emit/c/emit_c_statements.h"
#include "emit/report/emit_report.h"
#include "emit/sql/sql_expr.h"
#include "emit/sql/sql_risk.h"
#include "explain/explain_internal.h"
#include "ir/ir_text.h"
#include "ir/value_set.h"
#include "ir/variety.h"
#include "labels/label.h"
#include "maxima.h"
#include "text/escape.h"

/* ---- where it comes from -------------------------------------------------------------------- */

static void
add_columns(const struct slc_explained *explained, const struct slc_named_subject *subject,
            struct slc_page *page)
{
    static const char *const columns[] = { "column", "type", "label", "place" };
    const struct slc_program *program = explained->program;
    const struct slc_table *table = subject->release->table;
    slc_page_table(page, "made_of", "Made of", columns, 4);
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next) {
        if (!slc_reads_column(subject->field->expr, column))
            continue;
        slc_page_cell(page, "%.*s.%.*s", SL_FMT(slc_full_name(program, &table->name)),
                      SL_FMT(column->name.text));
        slc_page_cell(page, "%.*s", SL_FMT(slc_said_type(program, &column->type)));
        slc_page_cell(page, "%.*s", SL_FMT(slc_label_text(program, column->label.label)));
        slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, column->at)));
    }
}

/* ---- what it tells -------------------------------------------------------------------------- */

struct learning {
    struct slc_page *page;
    bool functions[SLC_NFUNCTIONS];
    const char *sentence; /* of the operator that was last explained */
};

static void
add_learned(struct learning *learning, const struct slc_ir_expr *expr)
{
    const char *sentence = slc_operator_learns(expr->op);
    if (expr->op == SLC_IR_CALL && !learning->functions[expr->function->id]) {
        learning->functions[expr->function->id] = true;
        slc_page_item(learning->page, "%s: %s The receiver learns: %s", expr->function->name,
                      expr->function->does, expr->function->learns);
    }
    if (sentence != NULL && sentence != learning->sentence) {
        slc_page_item(learning->page, "%s", sentence);
        learning->sentence = sentence;
    }
    for (uint32_t i = 0; i < expr->nargs; i++)
        if (expr->args[i].expr != NULL)
            add_learned(learning, expr->args[i].expr);
    for (uint32_t i = 0; i < expr->noperands; i++)
        add_learned(learning, expr->operands[i]);
}

static void
add_what_it_tells(const struct slc_explained *explained, const struct slc_ir_release *release,
                  const struct slc_ir_field *field, struct slc_page *page)
{
    struct sl_arena *arena = explained->program->arena;
    struct learning learning = { .page = page };
    slc_page_list(page, "learns", "What the receiver can learn");
    if (field->expr->op == SLC_IR_COLUMN)
        slc_page_item(page, "The value, as it is.");
    else
        add_learned(&learning, field->expr);
    struct slc_variety_count count = slc_count_variety(arena, release, field->expr);
    if (!count.known) {
        slc_page_item(page, "How many values can be told apart is not bounded.");
        return;
    }
    slc_page_item(page, "At most %.*s values can be told apart%s.",
                  SL_FMT(slc_variety_words(arena, count)),
                  field->expr->type.nullable ? ", missing among them" : "");
    struct slc_value_set set;
    slc_page_list(page, "values", "Its values");
    if (slc_value_set(arena, field->expr, release, &set))
        for (uint32_t i = 0; i < set.count; i++)
            slc_page_item(page, "\"%.*s\"", SL_FMT(set.values[i]));
}

/* ---- what is made of it --------------------------------------------------------------------- */

/* "email (rails, with the key platform)": what a pusher decrypts for the field. */
static struct sl_str
decrypted_for(const struct slc_ir_release *release, const struct slc_ir_field *field,
              struct sl_arena *arena)
{
    struct sl_str list = SL_STR("");
    for (uint32_t i = 0; i < field->ncells; i++) {
        const struct slc_ir_column *column = slc_ir_cell_column(release, field->cells[i]);
        if (!slc_ir_reads_plain(release, field->expr, field->cells[i]))
            continue;
        list = sl_arena_format(arena, "%.*s%s%.*s (%.*s, with the key %.*s)", SL_FMT(list),
                               list.len > 0 ? ", " : "", SL_FMT(column->name),
                               SL_FMT(column->encryption->format), SL_FMT(column->encryption->key));
    }
    return list;
}

/* A query that gives in PostgreSQL what is sent, for who may look at the data; what is keyed needs
 * pgcrypto and the key in a setting (sql_expr.h). */
static void
add_sql(const struct slc_ir_release *release, const struct slc_ir_field *field,
        struct slc_page *page)
{
    if (slc_reads_encrypted(release, field)) {
        slc_page_block(
            page, "sql", "In SQL, as of now",
            SL_STR("-- made of an encrypted column: PostgreSQL has no key, only the pusher can "
                   "work it out"));
        return;
    }
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    const struct slc_sql sql = {
        .out = &text,
        .release = release,
        .commit_time = SL_STR("date_trunc('second', now())"),
    };
    sl_buf_add_str(&text, SL_STR("SELECT "));
    slc_add_sql(&sql, field->expr);
    sl_buf_add_str(&text, SL_STR(" AS "));
    slc_add_sql_name(&text, field->name);
    sl_buf_add_str(&text, SL_STR("\nFROM "));
    slc_add_sql_name(&text, release->table->schema);
    sl_buf_add_byte(&text, '.');
    slc_add_sql_name(&text, release->table->name);
    slc_page_block(page, "sql", "In SQL, as of now", sl_buf_str(&text));
    sl_buf_done(&text);
}

/* ---- all ------------------------------------------------------------------------------------ */

static void
add_facts(const struct slc_explained *explained, const struct slc_named_subject *subject,
          struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    const struct slc_statement *field = subject->field;
    const struct slc_destination *destination = subject->release->destination;
    bool row_key = field->row_key;
    slc_page_fact(page, "kind", "Kind", "field%s", row_key ? " of the row key" : "");
    slc_page_fact(page, "line", "Line", "%.*s", SL_FMT(slc_policy_text(program, field->at)));
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, field->at)));
    slc_page_fact(page, "type", "Type", "%.*s", SL_FMT(slc_said_type(program, &field->expr->type)));
    slc_page_fact(page, "label", "Label", "%.*s", SL_FMT(slc_label_text(program, field->label)));
    slc_page_fact(page, "destination", "Goes to", "%.*s, cleared for %.*s, which accepts %.*s",
                  SL_FMT(destination->name.text), SL_FMT(destination->clearance.text),
                  SL_FMT(slc_category_names(program, destination->accepted)));
    struct sl_str allowed = slc_allowed_by(program, field);
    slc_page_fact(page, "allowed_by", "Allowed by", "%.*s",
                  SL_FMT(allowed.len > 0 ? allowed
                                         : SL_STR("the labels of its columns: nothing had to be "
                                                  "lowered")));
}

void
slc_explain_field(const struct slc_explained *explained, const struct slc_named_subject *subject,
                  struct slc_page *page)
{
    const struct slc_ir_release *release = slc_release_in_ir(explained, subject->release);
    const struct slc_ir_field *field = slc_field_in_ir(release, subject->field);
    add_facts(explained, subject, page);
    slc_page_fact(page, "decrypts", "Decrypts", "%.*s",
                  SL_FMT(decrypted_for(release, field, explained->program->arena)));
    add_columns(explained, subject, page);
    slc_explain_steps(explained->program, page, subject->release, subject->field);
    add_what_it_tells(explained, release, field, page);
    add_sql(release, field, page);
    slc_page_block(page, "c", "In the generated C", slc_c_of_field(explained->ir, release, field));
}
