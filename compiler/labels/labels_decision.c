#include "calendar.h"
#include "labels/labels.h"
#include "plural.h"

enum { WARN_DAYS_BEFORE_END = 60 };

static void
check_until(const struct slc_labels *labels, const struct slc_decision *decision)
{
    struct slc_findings *findings = labels->program->findings;
    int32_t today = labels->program->today;
    if (decision->until.days < today) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0316, decision->until.at, "this decision has expired");
        slc_help(findings, finding, "ask its approver again, or withhold what it releases");
    } else if (decision->until.days > sl_days_add_months(today, SLC_LONGEST_DECISION_MONTHS)) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0317, decision->until.at,
                     "a decision holds for at most %d months", SLC_LONGEST_DECISION_MONTHS);
        struct sl_civil last =
            sl_civil_of_days(sl_days_add_months(today, SLC_LONGEST_DECISION_MONTHS));
        slc_help(findings, finding, "until %04d-%02d-%02d", (int)last.year, last.month, last.day);
    } else if (decision->until.days < today + WARN_DAYS_BEFORE_END) {
        struct slc_finding *finding =
            slc_find(findings, SLC_W0331, decision->until.at, "this decision ends %s",
                     sl_days_ahead(decision->until.days - today).text);
        slc_help(findings, finding, "ask its approver now: after that day the build stops");
    }
}

/* A day in the future is none on which anybody decided. Where none is written, `days` is 0: long ago. */
static void
check_decided(const struct slc_labels *labels, const struct slc_decision *decision)
{
    struct slc_findings *findings = labels->program->findings;
    int32_t today = labels->program->today;
    if (decision->decided.days <= today)
        return;
    struct slc_finding *finding = slc_find(findings, SLC_E0341, decision->decided.at,
                                           "this decision would be taken after today");
    struct sl_civil day = sl_civil_of_days(today);
    slc_help(findings, finding, "write the day on which it was taken; today is %04d-%02d-%02d",
             (int)day.year, day.month, day.day);
}

/* A policy may hold no other space (check_characters.h), but escapes may write a line break. */
static bool
is_blank(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (strchr(" \t\r\n", text.ptr[at]) == NULL)
            return false;
    return true;
}

static void
check_reason(const struct slc_labels *labels, const struct slc_decision *decision)
{
    struct slc_findings *findings = labels->program->findings;
    if (!is_blank(decision->because.text))
        return;
    struct slc_finding *finding = slc_find(findings, SLC_E0340, decision->because.at,
                                           "this decision says nothing of why it was taken");
    slc_help(findings, finding,
             "write the reason that its approver gave, for who reads it in a year");
}

void
slc_check_decision(const struct slc_labels *labels, const struct slc_decision *decision)
{
    check_until(labels, decision);
    check_decided(labels, decision);
    check_reason(labels, decision);
}

static bool
is_approved_by(const struct slc_decision *decision, struct sl_str role)
{
    for (const struct slc_name *name = decision->approved_by; name != NULL; name = name->next)
        if (sl_str_equal(name->text, role))
            return true;
    return false;
}

void
slc_check_approvers(const struct slc_labels *labels, struct slc_number_set categories,
                    const struct slc_decision *decision, const char *happens)
{
    const struct slc_program *program = labels->program;
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next) {
        if (!slc_number_set_has(categories, category->number) ||
            is_approved_by(decision, category->owner.text))
            continue;
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0318, decision->approved_by->at,
                     "'%.*s' data is %s here, and its owner has not approved",
                     SL_FMT(category->name.text), happens);
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

/* Whose owners approve. What carries no category is told about the rows of its table all the same. */
static struct slc_number_set
approving_categories(const struct slc_decided *decided)
{
    return slc_number_set_is_empty(decided->from.categories) ? decided->otherwise
                                                             : decided->from.categories;
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
    slc_check_decision(labels, decided->decision);
    bool lowers = decided->as_rank < label.level;
    if (!lowers && !decided->never_needless) {
        report_needless(labels, decided);
        return label;
    }
    slc_check_approvers(labels, approving_categories(decided), decided->decision,
                        lowers ? "lowered" : "told");
    label.level = decided->as_rank;
    return label;
}
