/* emit_report_risk.c - by what a person could be recognised, and which checks count it. */
#include "emit/report/report_parts.h"
#include "ir/ir_text.h"
#include "text/escape.h"

/* ---- fields made of flagged columns --------------------------------------------------------- */

static bool
is_flagged(const struct slc_ir_column *column, bool sensitive)
{
    return sensitive ? column->sensitive : column->identifying;
}

/* " (`date_of_birth`)" behind a field that reads such columns; whether it does. */
static bool
add_flagged(const struct slc_report *report, const struct slc_ir_field *field, bool sensitive,
            const char *between)
{
    bool any = false;
    for (uint32_t i = 0; i < field->ncells; i++) {
        const struct slc_ir_column *column = slc_ir_cell_column(report->release, field->cells[i]);
        if (!is_flagged(column, sensitive))
            continue;
        if (!any)
            sl_buf_printf(report->out, "%s`%.*s` (", between, SL_FMT(field->name));
        else
            sl_buf_add_str(report->out, SL_STR(", "));
        slc_add_markdown_code(report->out, column->name);
        any = true;
    }
    if (any)
        sl_buf_add_byte(report->out, ')');
    return any;
}

/* Whether there are any. */
static bool
add_fields(const struct slc_report *report, bool sensitive, const char *heading)
{
    const char *between = heading;
    for (uint32_t i = 0; i < report->release->nfields; i++)
        if (add_flagged(report, report->release->record[i], sensitive, between))
            between = ", ";
    if (between == heading)
        return false;
    sl_buf_add_byte(report->out, '\n');
    return true;
}

/* ---- checks --------------------------------------------------------------------------------- */

static void
add_names(const struct slc_report *report, const struct slc_ir_field *const *fields,
          uint32_t nfields)
{
    for (uint32_t i = 0; i < nfields; i++)
        sl_buf_printf(report->out, "%s`%.*s`", i == 0 ? " " : ", ", SL_FMT(fields[i]->name));
}

static void
add_check(const struct slc_report *report, const struct slc_ir_risk *risk)
{
    sl_buf_printf(report->out, "- Risk check: at least %.*s people share each combination of",
                  SL_FMT(risk->people));
    add_names(report, risk->identifying, risk->nidentifying);
    if (risk->values.len > 0) {
        sl_buf_printf(report->out, ", with at least %.*s different values of",
                      SL_FMT(risk->values));
        add_names(report, risk->sensitive, risk->nsensitive);
    }
    sl_buf_add_str(report->out, SL_STR("; `sluice risk` counts them ("));
    slc_add_place(report->out, &risk->place);
    sl_buf_add_str(report->out, SL_STR(")\n"));
}

void
slc_report_risks(const struct slc_report *report)
{
    size_t before = report->out->len;
    bool checked = false;
    sl_buf_add_str(report->out, SL_STR("#### Who could be recognised\n\n"));
    size_t heading = report->out->len;
    bool identifying = add_fields(report, false, "- Made of identifying columns: ");
    (void)add_fields(report, true, "- Made of sensitive columns: ");
    for (uint32_t i = 0; i < report->ir->nrisks; i++)
        if (report->ir->risks[i].release == report->release) {
            add_check(report, &report->ir->risks[i]);
            checked = true;
        }
    if (identifying && !checked)
        sl_buf_add_str(report->out, SL_STR("- No risk check counts how many people share them.\n"));
    if (report->out->len == heading)
        report->out->len = before;
    else
        sl_buf_add_byte(report->out, '\n');
}
