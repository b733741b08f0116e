/* Whether the platform can still update and delete rows of its own table. */
#include "database/drift_internal.h"
#include "refusal.h"

void
slc_check_drift_of_writes(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    const struct slc_found_refusal *refused = &drift->found->refused;
    const struct sl_refusal *why = sl_refusal_of(refused->why);
    if (why == NULL)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0616, drift->declared->name.at,
                 "the platform's UPDATE and DELETE of %.*s fail now", SL_FMT(refused->name));
    slc_note(findings, finding, "the database has %s%s%.*s", why->found,
             refused->lacks.len > 0 ? ": " : "", SL_FMT(refused->lacks));
    slc_help(findings, finding, "heal them at once: %.*s", SL_FMT(refused->healed));
    slc_help(findings, finding,
             "then %s, and run setup.sql: what is released of it is filled again", why->cure);
}
