/* why_not.c - a line that is not there: read and judged as if it stood at the release's end. */
#include "buf.h"
#include "explain/explain.h"
#include "explain/explain_internal.h"
#include "maxima.h"

/* Before the release's `end`. */
static uint32_t
place_of_line(const struct slc_release *release)
{
    return release->at.end - (uint32_t)strlen("end");
}

struct slc_source *
slc_why_not_source(struct sl_arena *arena, const struct slc_release *release, struct sl_str line)
{
    const struct slc_source *source = release->at.source;
    size_t at = place_of_line(release);
    struct sl_str before = { source->text.ptr, at };
    struct sl_str after = sl_str_from(source->text, at);
    struct sl_str text =
        sl_arena_format(arena, "%.*s    %.*s\n%.*s", SL_FMT(before), SL_FMT(line), SL_FMT(after));
    struct slc_source *changed = slc_source_of(arena, source->name, text);
    changed->path = source->path;
    return changed;
}

/* ---- what the line would take the place of --------------------------------------------------- */

/* Findings that a column is withheld and read: with the new line, the old one would go. They leave the
 * list of findings; returns them. */
static struct slc_finding *
take_withheld(struct slc_findings *findings)
{
    struct slc_finding *withheld = NULL, **withheld_end = &withheld, **end = &findings->first;
    for (struct slc_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        bool taken = finding->code == SLC_E0402;
        if (taken) {
            *withheld_end = finding;
            withheld_end = &finding->next;
            findings->errors--;
        } else {
            *end = finding;
            end = &finding->next;
        }
    }
    *end = *withheld_end = NULL;
    findings->end = end;
    return withheld;
}

/* Of the finding's two places the one that is not in the new line. */
static void
add_replaced(const struct slc_why_not *why_not, const struct slc_finding *withheld,
             const struct slc_statement *statement)
{
    slc_page_list(why_not->page, "replaces", "It would take the place of");
    for (; withheld != NULL; withheld = withheld->next) {
        bool cause =
            withheld->at.begin >= statement->at.begin && withheld->at.end <= statement->at.end;
        struct slc_span at = cause ? withheld->cause : withheld->at;
        slc_page_item(why_not->page, "%.*s", SL_FMT(slc_place_text(why_not->program, at)));
    }
}

/* ---- findings, for programs ------------------------------------------------------------------ */

static struct sl_str
remarks_of(struct sl_arena *arena, const struct slc_finding *finding, bool help)
{
    struct sl_str all = SL_STR("");
    for (const struct slc_remark *remark = finding->remarks; remark != NULL; remark = remark->next)
        if (remark->help == help)
            all = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(all), all.len > 0 ? "\n" : "",
                                  SL_FMT(remark->text));
    return all;
}

static void
add_findings(struct slc_why_not *why_not)
{
    static const char *const columns[] = {
        "code", "severity", "place", "message", "notes", "help"
    };
    struct sl_arena *arena = why_not->program->arena;
    slc_page_table(why_not->page, "findings", "What stands against it", columns, 6);
    for (const struct slc_finding *finding = why_not->program->findings->first; finding != NULL;
         finding = finding->next) {
        slc_page_cell(why_not->page, "%s", slc_code_name(finding->code));
        slc_page_cell(why_not->page, "%s",
                      slc_code_severity(finding->code) == SLC_ERROR ? "error" : "warning");
        slc_page_cell(why_not->page, "%.*s", SL_FMT(slc_place_text(why_not->program, finding->at)));
        slc_page_cell(why_not->page, "%.*s", SL_FMT(finding->message));
        slc_page_cell(why_not->page, "%.*s", SL_FMT(remarks_of(arena, finding, false)));
        slc_page_cell(why_not->page, "%.*s", SL_FMT(remarks_of(arena, finding, true)));
    }
}

/* ---- the line -------------------------------------------------------------------------------- */

static const struct slc_release *
same_release(const struct slc_program *program, const struct slc_release *release)
{
    for (const struct slc_release *other = program->releases; other != NULL; other = other->next)
        if (sl_str_equal(other->stream.first.text, release->stream.first.text) &&
            sl_str_equal(other->stream.second.text, release->stream.second.text))
            return other;
    return NULL;
}

/* The statement that was written: the release's last, if it stands where the line was put; NULL for a
 * line that is no statement. */
static const struct slc_statement *
written_statement(const struct slc_release *changed, const struct slc_release *release)
{
    const struct slc_statement *last = changed != NULL ? changed->statements : NULL;
    while (last != NULL && last->next != NULL)
        last = last->next;
    return last != NULL && last->at.begin >= place_of_line(release) ? last : NULL;
}

void
slc_explain_why_not(struct slc_why_not *why_not, const struct slc_release *release,
                    struct sl_str line, bool with_findings)
{
    const struct slc_program *program = why_not->program;
    const struct slc_release *changed = same_release(program, release);
    const struct slc_statement *statement = written_statement(changed, release);
    const struct slc_finding *withheld = take_withheld(program->findings);
    slc_page_fact(why_not->page, "line", "Line", "%.*s", SL_FMT(line));
    slc_page_fact(why_not->page, "release", "In", "%.*s",
                  SL_FMT(slc_full_name(program, &release->stream)));
    slc_page_fact(why_not->page, "verdict", "So", "%s",
                  program->findings->errors > 0 ? "it would be refused"
                                                : "nothing stands against it");
    if (statement != NULL && statement->expr != NULL)
        slc_explain_steps(program, why_not->page, changed, statement);
    if (statement != NULL)
        add_replaced(why_not, withheld, statement);
    if (with_findings)
        add_findings(why_not);
}
