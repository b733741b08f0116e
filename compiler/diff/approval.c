#include "diff/approval.h"

#include "calendar.h"
#include "diff/diff_refused.h"
#include "findings/finding.h"
#include "ir/ir_text.h"
#include "maxima.h"
#include "text/keep_text.h"

struct slc_grant {
    enum slc_grant_kind kind;
    struct sl_str name, why;
    struct slc_grant *next;
};

void
slc_approval_note_grant(struct slc_diff *diff, enum slc_grant_kind kind, struct sl_str name,
                        struct sl_str why)
{
    struct slc_grant *grant = SL_NEW(diff->arena, struct slc_grant);
    *grant = (struct slc_grant) { kind, name, why, diff->grants };
    diff->grants = grant;
}

/* What is said of a line that leans on it; empty: the change did not make it. */
static struct sl_str
said_of(const struct slc_diff *diff, enum slc_grant_kind kind, struct sl_str name)
{
    for (const struct slc_grant *grant = diff->grants; grant != NULL; grant = grant->next)
        if (grant->kind == kind && sl_str_equal(grant->name, name))
            return grant->why;
    return (struct sl_str) { NULL, 0 };
}

struct sl_str
slc_rule_name(struct slc_diff *diff, const struct slc_ir_place *place)
{
    return sl_arena_format(diff->arena, "%.*s:%u", SL_FMT(place->file), (unsigned)place->line);
}

struct sl_str
slc_column_name(struct slc_diff *diff, const struct slc_ir_table *table,
                const struct slc_ir_column *column)
{
    return slc_dotted(diff, slc_dotted(diff, table->schema, table->name), column->name);
}

/* What lets a line through when no decision does: the labels of the cells that it reads, and owners' rules. */
struct leans_on {
    const struct slc_ir_release *release;
    const uint32_t *cells;
    uint32_t ncells;
    const struct slc_ir_rule *const *rules;
    uint32_t nrules;
};

/* The first of them, of the table's or of the destination that this change makes; empty: none. */
static struct sl_str
granted_by_itself(struct slc_diff *diff, const struct leans_on *leans)
{
    const struct slc_ir_release *release = leans->release;
    struct sl_str why = { NULL, 0 };
    for (uint32_t i = 0; i < leans->nrules && why.len == 0; i++)
        why = said_of(diff, SLC_GRANT_RULE, slc_rule_name(diff, &leans->rules[i]->place));
    for (uint32_t i = 0; i < leans->ncells && why.len == 0; i++)
        why = said_of(
            diff, SLC_GRANT_COLUMN,
            slc_column_name(diff, release->table, slc_ir_cell_column(release, leans->cells[i])));
    if (why.len == 0)
        why = said_of(diff, SLC_GRANT_TABLE,
                      slc_dotted(diff, release->table->schema, release->table->name));
    if (why.len == 0)
        why = said_of(diff, SLC_GRANT_DESTINATION, release->destination_name);
    if (why.len == 0)
        why = said_of(diff, SLC_GRANT_LEVELS, SL_STR(""));
    return why;
}

/* Whether a line reads a column that could only be withheld in the base: the change says so of it. */
static bool
was_only_withheld(struct slc_diff *diff, struct slc_change *change, const struct leans_on *leans)
{
    struct sl_str why = { NULL, 0 };
    for (uint32_t i = 0; i < leans->ncells && why.len == 0; i++)
        why = said_of(diff, SLC_GRANT_FROM_WITHHELD,
                      slc_column_name(diff, leans->release->table,
                                      slc_ir_cell_column(leans->release, leans->cells[i])));
    if (why.len > 0)
        change->approval = why;
    return why.len > 0;
}

static struct sl_str
decision_text(struct slc_diff *diff, const struct slc_ir_decision *decision)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    sl_buf_add_str(&out, SL_STR("by a decision approved by "));
    for (uint32_t i = 0; i < decision->napproved_by; i++)
        sl_buf_printf(&out, "%s%.*s", i > 0 ? " and " : "", SL_FMT(decision->approved_by[i]->name));
    sl_buf_printf(&out, " until %.*s", SL_FMT(decision->until.text));
    if (decision->decided.text.len > 0)
        sl_buf_printf(&out, ", decided %.*s", SL_FMT(decision->decided.text));
    return slc_take_text(diff->arena, &out);
}

/* Whether a decision that was taken on the day it names can hold until its end, and can be later than the one
 * before: that one named a day, or was taken at most so long before its own end. */
static bool
is_day_of_its_own(const struct slc_ir_decision *base, const struct slc_ir_decision *head)
{
    int64_t day = head->decided.days;
    if (head->until.days > sl_days_add_months(day, SLC_LONGEST_DECISION_MONTHS))
        return false;
    return base == NULL ||
           (day > sl_days_add_months(base->until.days, -SLC_LONGEST_DECISION_MONTHS) &&
            (base->decided.text.len == 0 || day > base->decided.days));
}

/* Whether the head's decision was taken for what it says now. A decision is its whole text and what it
 * covers: where the base has one at the same line, the head's says that it was decided later. */
static bool
is_decided_anew(const struct slc_diff *diff, struct slc_decision_pair decisions)
{
    const struct slc_ir_decision *base = decisions.base, *head = decisions.head;
    if (head->decided.text.len == 0)
        return base == NULL;
    return head->decided.days <= diff->sides[SLC_HEAD].program->today &&
           is_day_of_its_own(base, head);
}

void
slc_approve_by_decision(struct slc_diff *diff, struct slc_change *change,
                        struct slc_decision_pair decisions)
{
    const struct slc_ir_date *day = &decisions.head->decided;
    change->recorded = is_decided_anew(diff, decisions);
    if (change->recorded)
        change->approval = decision_text(diff, decisions.head);
    else if (day->text.len > 0)
        change->approval = sl_arena_format(
            diff->arena,
            "what stands here now cannot have been decided on %.*s: that day is to be later than "
            "the decision before, not after today, and at most %d months before the end",
            SL_FMT(day->text), SLC_LONGEST_DECISION_MONTHS);
    else
        change->approval = SL_STR("the decision was taken for what stood here before; once it is "
                                  "taken again, the line says so: until … decided DATE");
}

static struct sl_str
rules_text(struct slc_diff *diff, const struct slc_ir_rule *const *rules, uint32_t nrules)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    sl_buf_add_str(&out, SL_STR("by what the owners allow: "));
    for (uint32_t i = 0; i < nrules; i++)
        sl_buf_printf(&out, "%s%.*s by %.*s (%.*s, %.*s:%u)", i > 0 ? ", " : "",
                      SL_FMT(rules[i]->category->name), SL_FMT(rules[i]->by),
                      SL_FMT(rules[i]->category->owner->name), SL_FMT(rules[i]->place.file),
                      (unsigned)rules[i]->place.line);
    return slc_take_text(diff->arena, &out);
}

static struct sl_str
within_text(struct slc_diff *diff, const struct slc_ir_release *release, const char *of,
            struct slc_ir_label label)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    sl_buf_add_str(&out, sl_str_of(of));
    slc_add_label(&out, diff->sides[SLC_HEAD].ir, label);
    sl_buf_printf(&out, ", within the clearance of '%.*s'", SL_FMT(release->destination_name));
    return slc_take_text(diff->arena, &out);
}

/* What `sluice check` has against a line of the head: nobody allowed what it refuses. */
static bool
is_refused(struct slc_diff *diff, struct slc_change *change, const struct slc_ir_place *place)
{
    for (const struct slc_finding *finding = diff->sides[SLC_HEAD].program->findings->first;
         finding != NULL; finding = finding->next) {
        if (slc_code_severity(finding->code) != SLC_ERROR || !slc_finding_is_at(finding, place))
            continue;
        change->recorded = false;
        change->approval = sl_arena_format(diff->arena, "'sluice check' refuses this line (%s)",
                                           slc_code_name(finding->code));
        return true;
    }
    return false;
}

void
slc_approval_of_field(struct slc_diff *diff, struct slc_change *change,
                      const struct slc_ir_release *release, const struct slc_ir_field *before,
                      const struct slc_ir_field *field)
{
    const struct leans_on leans = { release, field->cells, field->ncells, field->rules,
                                    field->nrules };
    if (is_refused(diff, change, &field->place) || was_only_withheld(diff, change, &leans))
        return;
    if (field->decision != NULL) {
        slc_approve_by_decision(diff, change,
                                (struct slc_decision_pair) {
                                    before != NULL ? before->decision : NULL, field->decision });
        return;
    }
    change->approval = granted_by_itself(diff, &leans);
    change->recorded = change->approval.len == 0;
    if (change->recorded)
        change->approval = field->nrules > 0
                               ? rules_text(diff, field->rules, field->nrules)
                               : within_text(diff, release, "its label is ", field->after);
}

void
slc_approval_of_rows(struct slc_diff *diff, struct slc_change *change,
                     const struct slc_ir_release *release, struct slc_decision_pair decisions)
{
    const struct leans_on leans = { release, release->filter_cells, release->nfilter_cells,
                                    release->filter_rules, release->nfilter_rules };
    if (is_refused(diff, change, &release->filter_place) || was_only_withheld(diff, change, &leans))
        return;
    if (decisions.head != NULL) {
        slc_approve_by_decision(diff, change, decisions);
        return;
    }
    change->approval = granted_by_itself(diff, &leans);
    change->recorded = change->approval.len == 0;
    if (change->recorded)
        change->approval =
            within_text(diff, release, "that a row is there is ", release->row_label);
}
