#include "emit/report/emit_report.h"

#include "emit/report/report_parts.h"
#include "ir/ir_text.h"
#include "text/escape.h"

#include <stdlib.h>

/* ---- a release ----------------------------------------------------------------------------- */

/* "- Owner: Head of Data" */
static void
add_fact(struct sl_buf *out, const char *name, struct sl_str text)
{
    if (text.len == 0)
        return;
    sl_buf_printf(out, "- %s: ", name);
    slc_add_markdown(out, text);
    sl_buf_add_byte(out, '\n');
}

static struct sl_str
role_text(const struct slc_ir_role *role)
{
    if (role == NULL)
        return SL_STR("");
    return role->doc.len > 0 ? role->doc : role->name;
}

static void
add_release(struct slc_report *report, const struct slc_ir_release *release)
{
    report->release = release;
    sl_buf_printf(report->out, "### %.*s version %.*s\n\nOf the table ", SL_FMT(release->name),
                  SL_FMT(release->version));
    slc_add_markdown_code(report->out, sl_arena_format(report->ir->arena, "%.*s.%.*s",
                                                       SL_FMT(release->table->schema),
                                                       SL_FMT(release->table->name)));
    sl_buf_add_str(report->out, SL_STR(" ("));
    slc_add_place(report->out, &release->place);
    sl_buf_add_str(report->out, SL_STR(")\n\n"));
    add_fact(report->out, "Purpose", release->purpose);
    add_fact(report->out, "Owner", role_text(release->owner));
    add_fact(report->out, "Lawful basis", release->lawful_basis);
    add_fact(report->out, "Review by", release->review_by.text);
    add_fact(report->out, "Earliest decision to end", release->earliest_expiry.text);
    sl_buf_printf(report->out, "- Meaning: `%s`\n\n", release->sha256);
    slc_report_fields(report);
    slc_report_withheld(report);
    slc_report_risks(report);
    slc_report_events(report);
}

/* ---- a destination ------------------------------------------------------------------------- */

static void
add_destination(struct slc_report *report, const struct slc_ir_destination *destination)
{
    sl_buf_printf(report->out, "## To %.*s\n\n", SL_FMT(destination->name));
    add_fact(report->out, "Purpose", destination->purpose);
    add_fact(report->out, "Owner", role_text(destination->owner));
    sl_buf_printf(report->out, "- Cleared for %.*s; accepts",
                  SL_FMT(report->ir->levels[destination->clearance].name));
    const char *between = " ";
    for (uint32_t i = 0; i < report->ir->ncategories; i++) {
        if (!slc_number_set_has(destination->accepts, i))
            continue;
        sl_buf_printf(report->out, "%s%.*s", between, SL_FMT(report->ir->categories[i].name));
        between = ", ";
    }
    sl_buf_add_str(report->out, SL_STR("\n\n"));
    for (uint32_t i = 0; i < report->ir->nreleases; i++)
        if (report->ir->releases[i].destination == destination)
            add_release(report, &report->ir->releases[i]);
}

/* ---- decisions ----------------------------------------------------------------------------- */

struct entry {
    const struct slc_ir_decision *decision;
    const struct slc_ir_release *release;
    struct sl_str what;
    const struct slc_ir_place *place;
};

struct entries {
    struct entry *items;
    uint32_t count;
};

static void
add_entry(struct entries *entries, const struct slc_ir_release *release, struct sl_str what,
          const struct slc_ir_decision *decision, const struct slc_ir_place *place)
{
    if (decision != NULL)
        entries->items[entries->count++] = (struct entry) { decision, release, what, place };
}

static void
collect(struct entries *entries, const struct slc_ir_release *release)
{
    for (uint32_t i = 0; i < release->nfields; i++)
        add_entry(entries, release, release->fields[i].name, release->fields[i].decision,
                  &release->fields[i].place);
    add_entry(entries, release, SL_STR("that a row is there"), release->rows_decision,
              &release->rows_place);
    add_entry(entries, release, SL_STR("which rows"), release->filter_decision,
              &release->filter_place);
    add_entry(entries, release, SL_STR("every update"), release->updates_decision,
              &release->updates_place);
    for (uint32_t i = 0; i < release->table->nleaves; i++)
        if (release->leaves[i])
            add_entry(entries, release, release->table->leaves[i].name,
                      release->table->leaves[i].decision, &release->table->leaves[i].place);
    add_entry(entries, release, SL_STR("when other rows were written"),
              release->destination->shared, &release->destination->place);
}

static int
order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By the day they end, by release, as they stand there. */
static int
compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = order_of(left->decision->until.days, right->decision->until.days);
    if (order == 0)
        order = sl_str_compare(left->release->name, right->release->name);
    return order != 0 ? order : order_of(left->place->line, right->place->line);
}

static void
add_decisions(struct slc_report *report)
{
    size_t room = 1;
    for (uint32_t i = 0; i < report->ir->nreleases; i++)
        room += report->ir->releases[i].nfields + report->ir->releases[i].table->nleaves + 4;
    struct entries entries = { SL_NEW_ARRAY(report->ir->arena, struct entry, room), 0 };
    for (uint32_t i = 0; i < report->ir->nreleases; i++)
        collect(&entries, &report->ir->releases[i]);
    if (entries.count == 0)
        return;
    qsort(entries.items, entries.count, sizeof(*entries.items), compare_entries);
    sl_buf_add_str(report->out,
                   SL_STR("## Decisions, by the day they end\n\nFrom the day after, the "
                          "policies do not compile and the pusher does not start.\n\n"
                          "| until | release | what | approved by | where |\n"
                          "|---|---|---|---|---|\n"));
    for (uint32_t i = 0; i < entries.count; i++) {
        const struct entry *entry = &entries.items[i];
        sl_buf_printf(report->out, "| %.*s | %.*s | ", SL_FMT(entry->decision->until.text),
                      SL_FMT(entry->release->name));
        slc_add_markdown(report->out, entry->what);
        sl_buf_add_str(report->out, SL_STR(" | "));
        for (uint32_t r = 0; r < entry->decision->napproved_by; r++) {
            sl_buf_add_str(report->out, r == 0 ? SL_STR("") : SL_STR(", "));
            slc_add_markdown(report->out, role_text(entry->decision->approved_by[r]));
        }
        sl_buf_add_str(report->out, SL_STR(" | "));
        slc_add_place(report->out, entry->place);
        sl_buf_add_str(report->out, SL_STR(" |\n"));
    }
    sl_buf_add_byte(report->out, '\n');
}

/* ---- the report ---------------------------------------------------------------------------- */

void
slc_emit_report(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    struct slc_report report = { .out = slc_output_begin(outputs), .ir = ir };
    sl_buf_printf(report.out,
                  "# What leaves, and why\n\nGenerated by %s from the policies; places are "
                  "file:line. What is not named here does not leave.\nMeaning: `%s`\n\n",
                  slc_compiler_version(), ir->sha256);
    for (uint32_t i = 0; i < ir->ndestinations; i++)
        add_destination(&report, &ir->destinations[i]);
    slc_report_keys(&report);
    add_decisions(&report);
    slc_output_end(outputs, SL_STR("REPORT.md"));
}
