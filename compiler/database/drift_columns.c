#include "database/drift_internal.h"
#include "database/found_text.h"
#include "maxima.h"
#include "names/symbols.h"

const struct slc_found_column *
slc_found_column_of(const struct slc_drift *drift, const struct slc_column *column)
{
    for (uint32_t at = 0; at < drift->found->ncolumns; at++)
        if (sl_str_equal(drift->found->columns[at].name, column->name.text))
            return &drift->found->columns[at];
    return NULL;
}

static struct slc_column *
declared_column(const struct slc_drift *drift, struct sl_str name)
{
    const struct slc_symbol *symbol = slc_symbols_find(drift->declared->columns_by_name, name);
    return symbol != NULL ? symbol->object : NULL;
}

/* ---- columns that one of the two lacks ----------------------------------------------------- */

/* A line that can be pasted; where no policy can write the name, nothing. */
static void
help_with_column(const struct slc_drift *drift, struct slc_finding *finding,
                 const struct slc_found_column *column)
{
    struct sl_buf text;
    if (!slc_name_can_be_written(column->name))
        return;
    sl_buf_init(&text, SL_MIB);
    slc_add_found_column(&text, drift->program->arena, drift->found, column);
    slc_help(drift->program->findings, finding, "%.*s", SL_FMT(sl_buf_str(&text)));
    sl_buf_done(&text);
}

static void
report_added(const struct slc_drift *drift, const struct slc_found_column *column,
             const struct slc_column *before)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding = slc_find(
        findings, SLC_E0603, drift->declared->name.at,
        "the database has a column '%.*s' that the policy does not name", SL_FMT(column->name));
    if (before != NULL)
        slc_cause(findings, finding, before->name.at, "it stands behind this one");
    slc_note(findings, finding,
             "label it, and decide in each release of the table what becomes of it; a table with "
             "`withhold new columns because …` lets the pusher go on without");
    help_with_column(drift, finding, column);
}

/* Nothing of it leaves, and the pusher goes on: somebody has to look at it all the same. */
static void
report_withheld_new(const struct slc_drift *drift, const struct slc_found_column *column)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_W0602, drift->declared->withheld_new.at,
                 "the database has a column '%.*s' that the policy does not name: it is withheld",
                 SL_FMT(column->name));
    slc_note(findings, finding,
             "once it is labelled, each release of the table decides what becomes of it");
    help_with_column(drift, finding, column);
}

/* The only column of the database that the policy does not name and that has the type of a column that is gone:
 * perhaps its new name. */
static const struct slc_found_column *
renamed_to(const struct slc_drift *drift, const struct slc_column *column)
{
    const struct slc_found_column *candidate = NULL;
    for (uint32_t at = 0; at < drift->found->ncolumns; at++) {
        const struct slc_found_column *found = &drift->found->columns[at];
        if (found->type.id != column->type.id || declared_column(drift, found->name) != NULL)
            continue;
        if (candidate != NULL)
            return NULL;
        candidate = found;
    }
    return candidate;
}

static void
report_removed(const struct slc_drift *drift, const struct slc_column *column)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding =
        slc_find(findings, slc_drift_code(drift, column, SLC_E0604), column->name.at,
                 "the database has no column '%.*s'", SL_FMT(column->name.text));
    const struct slc_found_column *renamed = renamed_to(drift, column);
    if (renamed != NULL)
        slc_help(findings, finding, "if it was renamed, and still holds the same, write: %.*s",
                 SL_FMT(renamed->name));
    else
        slc_help(findings, finding, "take it out of the table, and of every line that names it");
}

/* ---- all of a table ------------------------------------------------------------------------ */

/* By name: where a column stands differs between databases. */
void
slc_check_drift_of_columns(const struct slc_drift *drift)
{
    const struct slc_column *last = NULL;
    for (uint32_t at = 0; at < drift->found->ncolumns; at++) {
        const struct slc_found_column *found = &drift->found->columns[at];
        const struct slc_column *declared = declared_column(drift, found->name);
        if (declared == NULL) {
            if (drift->declared->withheld_new.at.source != NULL)
                report_withheld_new(drift, found);
            else
                report_added(drift, found, last);
            continue;
        }
        last = declared;
        slc_check_drift_of_column(drift, declared, found);
    }
    for (const struct slc_column *column = drift->declared->columns; column != NULL;
         column = column->next)
        if (slc_found_column_of(drift, column) == NULL)
            report_removed(drift, column);
}
