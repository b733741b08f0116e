#include "database/drift_internal.h"
#include "database/found_text.h"

static void
check_key_columns(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding;
    for (const struct slc_column *column = drift->declared->columns; column != NULL;
         column = column->next) {
        const struct slc_found_column *found = slc_found_column_of(drift, column);
        if (found == NULL)
            continue;
        if (column->key && !found->in_identity) {
            finding = slc_find(
                findings, SLC_E0610, column->name.at,
                "the key column '%.*s' is not in the database's %s", SL_FMT(column->name.text),
                drift->found->identity == 'i' ? "replica identity index" : "primary key");
            slc_help(findings, finding,
                     "mark as `key` the columns that tell its rows apart there, or give the table "
                     "such a key");
        } else if (!column->key && slc_is_key_column(drift->found, found) &&
                   drift->declared->identity != SLC_IDENTITY_INDEX) {
            finding = slc_find(findings, SLC_E0610, column->name.at,
                               "the column '%.*s' is in the database's primary key",
                               SL_FMT(column->name.text));
            slc_help(findings, finding,
                     "write `key` behind its label, and a row key line in each release");
        }
    }
}

static const char *
identity_name(char identity)
{
    switch (identity) {
    case 'f': return "full";
    case 'i': return "an index";
    case 'n': return "nothing";
    default: return "the primary key";
    }
}

static char
declared_identity(const struct slc_table *table)
{
    switch (table->identity) {
    case SLC_IDENTITY_FULL: return 'f';
    case SLC_IDENTITY_INDEX: return 'i';
    case SLC_IDENTITY_DEFAULT: break;
    }
    return 'd';
}

static void
report_identity(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    char wanted = declared_identity(drift->declared);
    struct slc_finding *finding =
        slc_find(findings, SLC_E0611, drift->declared->name.at,
                 "its replica identity is %s in the policy, and %s in the database",
                 identity_name(wanted), identity_name(drift->found->identity));
    if (drift->declared->identity_index.at.source != NULL)
        slc_cause(findings, finding, drift->declared->identity_index.at, "declared here");
    slc_help(findings, finding,
             drift->found->identity == 'f'
                 ? "write `publish whole rows` into the table; or, where nobody needs whole old "
                   "rows, give it the replica identity of the policy"
                 : "apply setup.sql, which sets it unless others may need the present one, or "
                   "write what the database has into the table");
}

static void
check_index(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    const struct slc_name *index = &drift->declared->identity_index;
    if (drift->declared->identity != SLC_IDENTITY_INDEX || drift->found->identity != 'i' ||
        sl_str_equal(index->text, drift->found->identity_index))
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0611, index->at, "its replica identity is another index: %.*s",
                 SL_FMT(drift->found->identity_index));
    slc_help(findings, finding,
             "apply setup.sql, which sets it unless others may need the present one, or write what "
             "the database has into the table");
}

static struct slc_finding *
report_leaf(const struct slc_drift *drift, struct sl_str leaf)
{
    return slc_find(drift->program->findings, SLC_E0611, drift->declared->name.at,
                    "the partition %.*s has another replica identity than its root", SL_FMT(leaf));
}

/* Under whole rows a partition may have whole old ones, too. */
static void
check_leaves(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    const struct sl_str leaf = drift->found->other_leaf, full = drift->found->full_leaf;
    if (full.len > 0 && !slc_publishes_whole_rows(drift->declared))
        slc_help(
            findings, report_leaf(drift, full),
            "it has whole old rows, which setup.sql takes from nobody: write `publish whole "
            "rows` into the table; or, where nobody needs them, give the partition the replica "
            "identity of its root");
    if (leaf.len > 0)
        slc_help(findings, report_leaf(drift, leaf),
                 "apply setup.sql, which sets it for every partition unless others may need the "
                 "present one");
}

void
slc_check_drift_of_key(const struct slc_drift *drift)
{
    bool whole = drift->found->identity == 'f' && slc_publishes_whole_rows(drift->declared);
    if (!whole && drift->found->identity != declared_identity(drift->declared)) {
        report_identity(drift);
        return; /* what is in the key follows from it */
    }
    check_index(drift);
    if (drift->found->identity != 'f')
        check_key_columns(drift); /* what holds the key of whole rows is judged by itself */
    check_leaves(drift);
}
