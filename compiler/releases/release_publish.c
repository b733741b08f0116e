/* What a table block says of the publication, and of columns that nobody has seen yet. Withholding
 * those is safe only where nothing of them is told: where they do not cross the wire, and where no
 * update shows that one of them changed. */
#include "releases/releases.h"

static void
check_list(const struct slc_releasing *releasing, const struct slc_table *table)
{
    struct slc_findings *findings = releasing->program->findings;
    bool listed = table->publish_at.source != NULL && table->publish == SLC_PUBLISH_LISTED_COLUMNS;
    if (!listed || table->identity != SLC_IDENTITY_FULL)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0418, table->publish_at,
                 "under 'replica identity full' PostgreSQL allows no column list: every UPDATE and "
                 "DELETE of the table would fail");
    slc_cause(findings, finding, table->name.at, "its replica identity is full");
    slc_help(findings, finding, "publish whole rows");
    slc_help(findings, finding, "or take 'replica identity full' out of the table's first line");
}

static void
check_new_columns(const struct slc_releasing *releasing, const struct slc_table *table)
{
    struct slc_findings *findings = releasing->program->findings;
    bool full = table->identity == SLC_IDENTITY_FULL;
    if (table->withheld_new.at.source == NULL || !slc_publishes_whole_rows(table))
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0417, table->withheld_new.at,
                 "whole rows of this table cross the wire to the reader, and a new column's values "
                 "with them, before anybody has looked at it");
    slc_cause(findings, finding, full ? table->name.at : table->publish_at,
              full ? "its replica identity is full" : "whole rows are published");
    slc_help(findings, finding,
             "take this line out, and name new columns in the policy before the database has them");
    slc_help(findings, finding, "or keep it and publish listed columns%s",
             full ? ", with the primary key or an index as the replica identity" : "");
}

void
slc_check_table_publishing(const struct slc_releasing *releasing, const struct slc_table *table)
{
    check_list(releasing, table);
    check_new_columns(releasing, table);
}

void
slc_check_new_columns_untold(const struct slc_releasing *releasing,
                             const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    const struct slc_withheld_new *withheld = &release->table->withheld_new;
    const struct slc_statement *updates = slc_release_line(release, SLC_UPDATES);
    bool decided = updates != NULL && updates->as_level.text.len > 0;
    if (withheld->at.source == NULL || decided || (updates != NULL && updates->changes))
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0417, updates != NULL ? updates->at : release->stream.at,
                 "every update of a row is sent, and tells so that a column changed which nobody "
                 "has labelled yet");
    slc_cause(findings, finding, withheld->at, "columns that the policy does not know are allowed");
    slc_help(findings, finding, "updates send changes");
}
