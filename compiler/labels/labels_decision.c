#include "calendar.h"
#include "labels/labels.h"
#include "plural.h"

enum { LONGEST_DECISION_MONTHS = 24, WARN_DAYS_BEFORE_END = 60 };

static void
check_until(const struct slc_labels *labels, const struct slc_decision *decision)
{
    struct slc_findings *findings = labels->program->findings;
    int32_t today = labels->program->today;
    if (decision->until.days < today) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0316, decision->until.at, "this decision has expired");
        slc_help(findings, finding, "ask its approver again, or withhold what it releases");
    } else if (decision->until.days > sl_days_add_months(today, LONGEST_DECISION_MONTHS)) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0317, decision->until.at,
                     "a decision holds for at most %d months", LONGEST_DECISION_MONTHS);
        struct sl_civil last = sl_civil_of_days(sl_days_add_months(today, LONGEST_DECISION_MONTHS));
        slc_help(findings, finding, "until %04d-%02d-%02d", (int)last.year, last.month, last.day);
    } else if (decision->until.days < today + WARN_DAYS_BEFORE_END) {
        struct slc_finding *finding =
            slc_find(findings, SLC_W0331, decision->until.at, "this decision ends %s",
                     sl_days_ahead(decision->until.days - today).text);
        slc_help(findings, finding, "ask its approver now: after that day the build stops");
    }
}

static bool
is_approved_by(const struct slc_decision *decision, struct sl_str role)
{
    for (const struct slc_name *name = decision->approved_by; name != NULL; name = name->next)
        if (sl_str_equal(name->text, role))
            return true;
    return false;
}

static void
check_approvers(const struct slc_labels *labels, struct slc_label from,
                const struct slc_decision *decision)
{
    const struct slc_program *program = labels->program;
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next) {
        if (!slc_number_set_has(from.categories, category->number) ||
            is_approved_by(decision, category->owner.text))
            continue;
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0318, decision->approved_by->at,
                     "'%.*s' data is lowered here, and its owner has not approved",
                     SL_FMT(category->name.text));
        slc_cause(program->findings, finding, category->owner.at, "the owner of '%.*s'",
                  SL_FMT(category->name.text));
        slc_help(program->findings, finding, "add the owner:   and %.*s",
                 SL_FMT(category->owner.text));
    }
}

static void
report_needless(const struct slc_labels *labels, const struct slc_decided *decided)
{
    const struct slc_program *program = labels->program;
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0315, decided->as->at,
                 "this decision is needless: %s is %.*s already", decided->what,
                 SL_FMT(slc_label_text(program, decided->from)));
    slc_help(program->findings, finding, "take the decision out; a rule of the owners covers it");
}

struct slc_label
slc_decide(const struct slc_labels *labels, const struct slc_decided *decided)
{
    const struct slc_program *program = labels->program;
    struct slc_label label = decided->from;
    if (!slc_label_known(label) || decided->as_rank < 0)
        return (struct slc_label) { .level = -1 };
    if (slc_level_is_secret(program, label.level)) {
        slc_find(program->findings, SLC_E0319, decided->as->at,
                 "%s is %.*s, and no decision can lower that", decided->what,
                 SL_FMT(slc_level_name(program, label.level)));
        return (struct slc_label) { .level = -1 };
    }
    check_until(labels, decided->decision);
    if (decided->as_rank >= label.level) {
        if (!decided->never_needless)
            report_needless(labels, decided);
        return label;
    }
    check_approvers(labels, label, decided->decision);
    label.level = decided->as_rank;
    return label;
}
