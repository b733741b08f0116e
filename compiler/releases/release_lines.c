/* Lines that a release must have, may have once, or that say nothing. */
#include "calendar.h"
#include "language/decimal.h"
#include "releases/releases.h"

/* ---- the header ---------------------------------------------------------------------------- */

static void
check_version(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_decimal version;
    if (release->version.text.len == 0)
        return;
    bool whole = slc_decimal_read(release->version.text, &version) && version.scale == 0;
    if (whole && version.digits >= 1 && version.digits <= INT32_MAX)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0413, release->version.at, "a version is a whole number from 1");
    slc_help(findings, finding, "version 1");
}

static void
check_review(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_program *program = releasing->program;
    if (release->review_by.at.source == NULL || release->review_by.days >= program->today)
        return;
    struct slc_finding *finding = slc_find(program->findings, SLC_W0401, release->review_by.at,
                                           "this release should have been reviewed by now");
    struct sl_civil next = sl_civil_of_days(sl_days_add_months(program->today, 12));
    slc_help(program->findings, finding, "once it is reviewed: review by %04lld-%02d-%02d",
             (long long)next.year, next.month, next.day);
}

/* ---- statements that stand alone ----------------------------------------------------------- */

static const struct {
    enum slc_statement_kind kind;
    const char *words;
} single[] = {
    { SLC_DISCLOSE_ROWS, "disclose rows" }, { SLC_ONLY_ROWS, "only rows" },
    { SLC_REJECTED_ROWS, "rejected rows" }, { SLC_DELETED_ROWS, "deleted rows" },
    { SLC_UPDATES, "updates send" },        { SLC_METADATA, "metadata" },
};

static void
check_repeated(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        const struct slc_statement *first = slc_release_line(release, single[i].kind);
        const struct slc_statement *again = first != NULL ? first->next : NULL;
        for (; again != NULL; again = again->next) {
            if (again->kind != single[i].kind)
                continue;
            struct slc_finding *finding =
                slc_find(findings, SLC_E0407, again->at, "a second '%s' line", single[i].words);
            slc_cause(findings, finding, first->at, "first here");
            slc_help(findings, finding, "keep one of them");
        }
    }
}

static void
check_rejected(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    const struct slc_statement *rejected = slc_release_line(release, SLC_REJECTED_ROWS);
    if (rejected == NULL || slc_release_line(release, SLC_ONLY_ROWS) != NULL)
        return;
    struct slc_finding *finding = slc_find(findings, SLC_E0408, rejected->at,
                                           "no row is rejected: this release has no filter");
    slc_help(findings, finding, "delete this line, or add a filter: only rows where …");
}

static void
check_metadata(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    const struct slc_statement *metadata = slc_release_line(release, SLC_METADATA);
    const struct slc_name *first = NULL;
    for (const struct slc_name *name = metadata != NULL ? metadata->names : NULL; name != NULL;
         name = name->next) {
        if (!sl_str_is(name->text, "commit_time")) {
            struct slc_finding *finding = slc_find(
                findings, SLC_E0410, name->at, "there is no metadata '%.*s'", SL_FMT(name->text));
            slc_help(findings, finding, "metadata commit_time");
        } else if (first != NULL) {
            struct slc_finding *finding =
                slc_find(findings, SLC_E0410, name->at, "'commit_time' is named twice");
            slc_cause(findings, finding, first->at, "first here");
            slc_help(findings, finding, "metadata commit_time");
        } else {
            first = name;
        }
    }
}

static void
check_deleted(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    if (slc_release_line(release, SLC_DELETED_ROWS) != NULL ||
        slc_release_is_faulty(releasing, release))
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0406, release->stream.at, "a release needs a 'deleted rows' line");
    slc_help(findings, finding, "deleted rows send key");
    slc_help(findings, finding, "or, where the receiver keeps erased rows: deleted rows stay");
}

void
slc_check_lines(const struct slc_releasing *releasing, const struct slc_release *release)
{
    check_version(releasing, release);
    check_review(releasing, release);
    check_repeated(releasing, release);
    check_rejected(releasing, release);
    check_metadata(releasing, release);
    check_deleted(releasing, release);
}
