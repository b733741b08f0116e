#include "diff/told_together.h"

#include "findings/finding.h"
#include "told/told.h"

static bool
same_text(struct slc_span a, struct slc_span b)
{
    return sl_str_equal(slc_span_text(a), slc_span_text(b));
}

/* Two keys on one column are reported at whichever code is met last: the other is the cause. */
static bool
same_two_keys(const struct slc_finding *a, const struct slc_finding *b)
{
    return a->code == SLC_E0415 && sl_str_equal(a->message, b->message) &&
           ((same_text(a->at, b->at) && same_text(a->cause, b->cause)) ||
            (same_text(a->at, b->cause) && same_text(a->cause, b->at)));
}

static bool
same_finding(const struct slc_finding *a, const struct slc_finding *b)
{
    bool same_place =
        a->at.begin == b->at.begin && sl_str_equal(a->at.source->path, b->at.source->path);
    return a->code == b->code && (same_place || same_two_keys(a, b));
}

static bool
has_finding(const struct slc_program *program, const struct slc_finding *finding)
{
    const struct slc_finding *other = program->findings->first;
    while (other != NULL && !same_finding(other, finding))
        other = other->next;
    return other != NULL;
}

bool
slc_tells_the_same(struct sl_arena *arena, const struct slc_found_line *one,
                   const struct slc_found_line *two)
{
    const struct slc_release *a = one->release, *b = two->release;
    return sl_str_equal(a->stream.first.text, b->stream.first.text) &&
           sl_str_equal(a->table_name.first.text, b->table_name.first.text) &&
           sl_str_equal(a->table_name.second.text, b->table_name.second.text) &&
           sl_str_equal(slc_told_line(arena, one->line->expr),
                        slc_told_line(arena, two->line->expr));
}

/* Whether what was told has a line that says the same, and is refused by itself: then the line of the head is
 * not what makes it more. */
static bool
was_refused_before(const struct slc_diff_told *told, const struct slc_found_line *line)
{
    for (const struct slc_finding *finding = told->alone->findings->first; finding != NULL;
         finding = finding->next) {
        const struct slc_found_line other = slc_found_line(told->alone, finding->at);
        if (slc_code_severity(finding->code) == SLC_ERROR && other.line != NULL &&
            slc_tells_the_same(told->alone->arena, line, &other))
            return true;
    }
    return false;
}

bool
slc_is_of_both_together(const struct slc_diff *diff, const struct slc_diff_told *told,
                        const struct slc_finding *finding, const struct slc_found_line *line)
{
    if (slc_code_severity(finding->code) != SLC_ERROR || line->line == NULL)
        return false;
    return line->release->told ? !has_finding(told->alone, finding)
                               : !has_finding(diff->sides[SLC_HEAD].program, finding) &&
                                     !was_refused_before(told, line);
}
