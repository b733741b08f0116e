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

/* What stands in the database at the place of a column that is gone: perhaps its new name. */
static const struct slc_found_column *
renamed_to(const struct slc_drift *drift, const struct slc_column *column)
{
    uint32_t place = (uint32_t)column->number;
    if (place >= drift->found->ncolumns)
        return NULL;
    const struct slc_found_column *found = &drift->found->columns[place];
    bool known = declared_column(drift, found->name) != NULL;
    return known || found->type.id != column->type.id ? NULL : found;
}

static void
report_removed(const struct slc_drift *drift, const struct slc_column *column)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0604, column->name.at, "the database has no column '%.*s'",
                 SL_FMT(column->name.text));
    const struct slc_found_column *renamed = renamed_to(drift, column);
    if (renamed != NULL)
        slc_help(findings, finding, "if it was renamed, and still holds the same, write: %.*s",
                 SL_FMT(renamed->name));
    else
        slc_help(findings, finding, "take it out of the table, and of every line that names it");
}

/* ---- what a column of both is -------------------------------------------------------------- */

/* A type without parameters takes any; opaque takes everything. An encrypted column's type is its
 * plaintext's: in the database it is text or bytea. */
static bool
same_type(const struct slc_column *declared, const struct slc_found_column *found)
{
    const struct slc_type *a = &declared->type, *b = &found->type;
    if (a->id == SLC_TYPE_OPAQUE || a->id == SLC_TYPE_NONE)
        return true;
    if (declared->encrypted)
        return b->id == SLC_TYPE_TEXT || b->id == SLC_TYPE_VARCHAR || b->id == SLC_TYPE_BYTEA;
    if (a->id != b->id)
        return false;
    return !a->has_precision ||
           (b->has_precision && a->precision == b->precision && a->scale == b->scale);
}

static struct sl_str
found_type(const struct slc_drift *drift, const struct slc_found_column *found)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    slc_add_type(&text, drift->program->arena, &found->type);
    struct sl_str kept = sl_arena_copy(drift->program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return kept;
}

static void
report_type(const struct slc_drift *drift, const struct slc_column *declared,
            const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0605, declared->type_name.at,
                                           "the column '%.*s' is %.*s in the database",
                                           SL_FMT(declared->name.text), SL_FMT(found->sql));
    if (declared->encrypted) {
        slc_note(findings, finding, "an encrypted column is text or bytea there");
        return;
    }
    slc_help(findings, finding, "write: %.*s", SL_FMT(found_type(drift, found)));
}

static bool
has_label(const struct slc_enum_label *labels, struct sl_str text)
{
    for (const struct slc_enum_label *label = labels; label != NULL; label = label->next)
        if (sl_str_equal(label->text, text))
            return true;
    return false;
}

static void
check_labels(const struct slc_drift *drift, const struct slc_column *declared,
             const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    for (const struct slc_enum_label *label = found->type.labels; label != NULL;
         label = label->next) {
        if (has_label(declared->type.labels, label->text))
            continue;
        struct slc_finding *finding = slc_find(
            findings, SLC_E0608, declared->type_name.at,
            "the enum has a label \"%.*s\" that the policy does not list", SL_FMT(label->text));
        slc_help(findings, finding,
                 "list it, and review what the lines that read '%.*s' make of it",
                 SL_FMT(declared->name.text));
    }
    for (const struct slc_enum_label *label = declared->type.labels; label != NULL;
         label = label->next)
        if (!has_label(found->type.labels, label->text))
            slc_find(findings, SLC_W0601, label->at,
                     "the database's enum has no label \"%.*s\": it can never come",
                     SL_FMT(label->text));
}

static void
check_missing(const struct slc_drift *drift, const struct slc_column *declared,
              const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding;
    if (found->type.nullable && !declared->type.nullable) {
        finding = slc_find(findings, SLC_E0606, declared->type_name.at,
                           "the column '%.*s' may be missing in the database",
                           SL_FMT(declared->name.text));
        slc_help(findings, finding, "write %.*s, and say what a missing value means",
                 SL_FMT(found_type(drift, found)));
    } else if (!found->type.nullable && declared->type.nullable) {
        finding = slc_find(findings, SLC_W0601, declared->type_name.at,
                           "the column '%.*s' is never missing in the database",
                           SL_FMT(declared->name.text));
        slc_help(findings, finding, "the ? can go");
    }
}

static void
check_generated(const struct slc_drift *drift, const struct slc_column *declared,
                const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    if (found->generated && !declared->generated) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0607, declared->name.at,
                     "the column '%.*s' is generated: the stream does not carry it",
                     SL_FMT(declared->name.text));
        slc_help(findings, finding, "write `generated` behind its label, and withhold it");
    } else if (declared->generated && !found->generated) {
        slc_find(findings, SLC_W0601, declared->name.at,
                 "the column '%.*s' is not generated in the database: a line could read it",
                 SL_FMT(declared->name.text));
    }
}

static void
check_column(const struct slc_drift *drift, const struct slc_column *declared,
             const struct slc_found_column *found)
{
    if (!same_type(declared, found))
        report_type(drift, declared, found);
    else if (declared->type.id == SLC_TYPE_ENUM && !declared->encrypted)
        check_labels(drift, declared, found);
    check_missing(drift, declared, found);
    check_generated(drift, declared, found);
}

/* ---- all of a table ------------------------------------------------------------------------ */

/* Two columns that swapped their names differ in nothing else. */
static void
report_order(const struct slc_drift *drift, const struct slc_column *column,
             const struct slc_column *last)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0609, column->name.at,
                                           "in the database the column '%.*s' stands behind '%.*s'",
                                           SL_FMT(column->name.text), SL_FMT(last->name.text));
    slc_cause(findings, finding, last->name.at, "here it stands before this one");
    slc_help(findings, finding,
             "find out whether the two swapped their names, and then list the columns in the "
             "database's order");
}

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
        if (last != NULL && declared->number < last->number)
            report_order(drift, declared, last);
        else
            last = declared;
        check_column(drift, declared, found);
    }
    for (const struct slc_column *column = drift->declared->columns; column != NULL;
         column = column->next)
        if (slc_found_column_of(drift, column) == NULL)
            report_removed(drift, column);
}
