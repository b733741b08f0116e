#include "emit/report/report_parts.h"
#include "ir/ir_text.h"
#include "text/escape.h"

/* ---- who allowed it ------------------------------------------------------------------------ */

static void
add_role(const struct slc_report *report, const struct slc_ir_role *role)
{
    slc_add_markdown(report->out, role->doc.len > 0 ? role->doc : role->name);
}

void
slc_report_rule(const struct slc_report *report, const struct slc_ir_rule *rule)
{
    sl_buf_printf(report->out, "the owner of %.*s (", SL_FMT(rule->category->name));
    add_role(report, rule->category->owner);
    sl_buf_add_str(report->out, SL_STR(", "));
    slc_add_place(report->out, &rule->place);
    if (rule->until.text.len > 0)
        sl_buf_printf(report->out, ", until %.*s", SL_FMT(rule->until.text));
    sl_buf_add_byte(report->out, ')');
}

void
slc_report_decision(const struct slc_report *report, const struct slc_ir_decision *decision)
{
    sl_buf_add_str(report->out, SL_STR("a decision of "));
    for (uint32_t i = 0; i < decision->napproved_by; i++) {
        sl_buf_add_str(report->out, i == 0 ? SL_STR("") : SL_STR(" and "));
        add_role(report, decision->approved_by[i]);
    }
    sl_buf_printf(report->out, " until %.*s", SL_FMT(decision->until.text));
    if (decision->decided.text.len > 0)
        sl_buf_printf(report->out, ", decided %.*s", SL_FMT(decision->decided.text));
    sl_buf_add_str(report->out, SL_STR(": \""));
    slc_add_markdown(report->out, decision->because);
    sl_buf_add_byte(report->out, '"');
}

/* ---- fields -------------------------------------------------------------------------------- */

static void
add_columns(const struct slc_report *report, const uint32_t *cells, uint32_t ncells)
{
    for (uint32_t i = 0; i < ncells; i++) {
        sl_buf_add_str(report->out, i == 0 ? SL_STR("") : SL_STR(", "));
        slc_add_markdown_code(report->out, slc_ir_cell_column(report->release, cells[i])->name);
    }
}

/* personal contact → internal, by the owner of contact (…) and a decision of … */
static void
add_label_change(const struct slc_report *report, const struct slc_ir_field *field)
{
    sl_buf_add_str(report->out, SL_STR(" Label: "));
    slc_add_label(report->out, report->ir, field->before);
    if (field->before.level != field->after.level) { /* categories stay */
        sl_buf_add_str(report->out, SL_STR(" → "));
        slc_add_label(report->out, report->ir, field->after);
    }
    const char *between = ", by ";
    for (uint32_t i = 0; i < field->nrules; i++) {
        sl_buf_add_str(report->out, sl_str_of(between));
        slc_report_rule(report, field->rules[i]);
        between = " and ";
    }
    if (field->decision != NULL) {
        sl_buf_add_str(report->out, sl_str_of(between));
        slc_report_decision(report, field->decision);
    }
    if (field->before.level != field->after.level && field->nrules == 0 && field->decision == NULL)
        sl_buf_add_str(report->out, SL_STR(", as its leaf is declared"));
    sl_buf_add_byte(report->out, '.');
}

/* Which columns are decrypted for the field, and which are looked at as they are stored. */
static void
add_decrypted(const struct slc_report *report, const struct slc_ir_field *field, bool plain)
{
    const char *between = plain ? " Decrypts " : " Looks, without decrypting, at ";
    for (uint32_t i = 0; i < field->ncells; i++) {
        uint32_t cell = field->cells[i];
        const struct slc_ir_column *column = slc_ir_cell_column(report->release, cell);
        if (plain ? !slc_ir_reads_plain(report->release, field->expr, cell)
                  : !slc_ir_reads_stored(field->expr, cell))
            continue;
        sl_buf_add_str(report->out, sl_str_of(between));
        slc_add_markdown_code(report->out, column->name);
        between = ", ";
    }
    if (between[0] == ',')
        sl_buf_add_byte(report->out, '.');
}

static void
add_field(const struct slc_report *report, const struct slc_ir_field *field)
{
    const struct slc_ir_type *type = &field->expr->type;
    sl_buf_printf(report->out, "- **`%.*s`**, %.*s%s%s: ", SL_FMT(field->name),
                  SL_FMT(type->spelling), type->nullable ? " or missing" : "",
                  field->row_key ? ", row key" : "");
    if (field->doc.len > 0) {
        slc_add_markdown(report->out, field->doc);
        sl_buf_add_str(report->out, SL_STR(". "));
    }
    if (field->expr->op == SLC_IR_COLUMN) {
        sl_buf_add_str(report->out, SL_STR("The column "));
        add_columns(report, field->cells, field->ncells);
        sl_buf_add_str(report->out, SL_STR(" as it is."));
    } else {
        slc_add_markdown_code(report->out,
                              slc_ir_expr_text(report->ir->arena, report->release, field->expr));
        sl_buf_add_str(report->out, SL_STR(", made of "));
        add_columns(report, field->cells, field->ncells);
        sl_buf_add_byte(report->out, '.');
        add_decrypted(report, field, true);
        add_decrypted(report, field, false);
        slc_report_learns(report, field->expr);
    }
    add_label_change(report, field);
    sl_buf_add_str(report->out, SL_STR(" ("));
    slc_add_place(report->out, &field->place);
    sl_buf_add_str(report->out, SL_STR(")\n"));
}

void
slc_report_fields(const struct slc_report *report)
{
    sl_buf_add_str(report->out, SL_STR("#### What leaves\n\n"));
    for (uint32_t i = 0; i < report->release->nfields; i++)
        add_field(report, report->release->record[i]);
    if (report->release->commit_time)
        sl_buf_add_str(report->out,
                       SL_STR("- **`_commit_time`**: when the change was committed, in "
                              "whole seconds.\n"));
    sl_buf_add_byte(report->out, '\n');
}

/* ---- withheld columns ---------------------------------------------------------------------- */

void
slc_report_withheld(const struct slc_report *report)
{
    const struct slc_ir_table *table = report->release->table;
    if (report->release->nwithheld == 0 && !table->withholds_new)
        return;
    sl_buf_add_str(report->out, SL_STR("#### What is withheld\n\n"
                                       "| column | label | why |\n|---|---|---|\n"));
    for (uint32_t i = 0; i < report->release->nwithheld; i++) {
        const struct slc_ir_withheld *withheld = &report->release->withheld[i];
        const struct slc_ir_column *column = &table->columns[withheld->column];
        sl_buf_add_str(report->out, SL_STR("| "));
        slc_add_markdown_code(report->out, column->name);
        sl_buf_add_str(report->out, SL_STR(" | "));
        slc_add_label(report->out, report->ir, column->carried);
        sl_buf_add_str(report->out, SL_STR(" | "));
        slc_add_markdown(report->out, withheld->because);
        sl_buf_printf(report->out, "%s |\n",
                      withheld->by_table ? " (in every release of the table)" : "");
    }
    if (table->withholds_new) {
        sl_buf_add_str(report->out,
                       SL_STR("| every column that the database adds | not known yet | "));
        slc_add_markdown(report->out, table->new_because);
        sl_buf_add_str(report->out, SL_STR(" (in every release of the table) |\n"));
    }
    sl_buf_add_byte(report->out, '\n');
    if (table->publishes_whole_rows)
        sl_buf_add_str(report->out, SL_STR("Whole rows of the table cross the wire to the pusher's "
                                           "reader, also the columns that are\nwithheld; it "
                                           "decodes only what is read.\n\n"));
}

/* ---- rows and events ----------------------------------------------------------------------- */

static void
add_rows(const struct slc_report *report)
{
    const struct slc_ir_release *release = report->release;
    if (release->filter == NULL) {
        sl_buf_add_str(report->out, SL_STR("- Rows: all of the table."));
    } else {
        sl_buf_add_str(report->out, SL_STR("- Rows: those where "));
        slc_add_markdown_code(
            report->out, slc_ir_expr_text(report->ir->arena, report->release, release->filter));
        sl_buf_add_str(report->out, SL_STR("; a row that leaves the filter is sent as a delete."));
    }
    sl_buf_add_str(report->out, SL_STR(" That a row is there carries "));
    slc_add_label(report->out, report->ir, release->row_label);
    const struct slc_ir_decision *decisions[] = { release->rows_decision,
                                                  release->filter_decision };
    for (size_t i = 0; i < 2; i++) {
        if (decisions[i] == NULL)
            continue;
        sl_buf_add_str(report->out, SL_STR(", by "));
        slc_report_decision(report, decisions[i]);
    }
    sl_buf_add_str(report->out, SL_STR(".\n"));
    if (release->table->has_presence) {
        sl_buf_add_str(report->out, SL_STR("- Presence: that somebody has a row in this table at "
                                           "all is "));
        slc_add_label(report->out, report->ir, release->table->presence);
        sl_buf_add_str(report->out, SL_STR(" before any decision.\n"));
    }
    if (release->rejected_send_key)
        sl_buf_add_str(report->out, SL_STR("- Rejected rows: an update of a row that the filter "
                                           "rejects is announced by its row key.\n"));
}

static void
add_changes(const struct slc_report *report)
{
    const struct slc_ir_release *release = report->release;
    sl_buf_add_str(
        report->out,
        release->deletes_stay
            ? SL_STR("- Deletes: **nothing is sent. The destination keeps rows that the "
                     "platform has deleted, those of erased people among them.**\n")
            : SL_STR("- Deletes: the row key is sent; a truncation of the table, too.\n"));
    if (release->updates_changes) {
        sl_buf_add_str(report->out,
                       SL_STR("- Updates: sent only when a released field differs from "
                              "what was last sent.\n"));
        return;
    }
    sl_buf_add_str(report->out, SL_STR("- Updates: all are sent, so the receiver learns that a row "
                                       "was touched when no released field changed"));
    if (release->updates_decision != NULL) {
        sl_buf_add_str(report->out, SL_STR("; by "));
        slc_report_decision(report, release->updates_decision);
    }
    sl_buf_add_str(report->out, SL_STR(".\n"));
}

void
slc_report_events(const struct slc_report *report)
{
    const struct slc_ir_release *release = report->release;
    sl_buf_add_str(report->out, SL_STR("#### Rows, changes, positions\n\n"));
    add_rows(report);
    add_changes(report);
    sl_buf_add_str(
        report->out,
        release->destination->positions_apart
            ? SL_STR("- Positions: each record carries an ordinal of its own stream; streams "
                     "cannot be joined by it.\n")
            : SL_STR("- Positions: each record carries the position of its commit; whoever "
                     "holds two streams can tell which records were one transaction.\n"));
    if (release->table->identity == SLC_IR_IDENTITY_FULL)
        sl_buf_add_str(report->out, SL_STR("- Replica identity full: every column of the table "
                                           "crosses the wire to the reader, which decodes only "
                                           "those named above.\n"));
    sl_buf_add_byte(report->out, '\n');
}
