#include "findings/finding.h"

#include "maxima.h"

#include <stdlib.h>

static const struct {
    const char *name, *title;
    enum slc_severity severity;
} codes[SLC_NCODES] = {
#define SLC_FINDING(code, severity_of_code, title_of_code)                                         \
    [SLC_##code] = { .name = #code, .title = (title_of_code), .severity = SLC_##severity_of_code },
#include "findings/findings.def"
#undef SLC_FINDING
};

/* Made of docs/findings.txt, which docs/findings.py holds against findings.def. */
static const char *const helps[SLC_NCODES] = {
#include "findings/findings_help.inc"
};

void
slc_findings_init(struct slc_findings *findings, struct sl_arena *arena)
{
    *findings = (struct slc_findings) { .arena = arena };
    findings->end = &findings->first;
}

struct slc_finding *
slc_find(struct slc_findings *findings, enum slc_code code, struct slc_span at, const char *format,
         ...)
{
    unsigned before = findings->errors + findings->warnings;
    if (codes[code].severity == SLC_ERROR)
        findings->errors++;
    else
        findings->warnings++;
    if (before >= SLC_MAX_FINDINGS)
        return &findings->spare;

    struct slc_finding *finding = SL_NEW(findings->arena, struct slc_finding);
    finding->code = code;
    finding->at = at;
    finding->remarks_end = &finding->remarks;
    va_list args;
    va_start(args, format);
    finding->message = sl_arena_vformat(findings->arena, format, args);
    va_end(args);
    *findings->end = finding;
    findings->end = &finding->next;
    return finding;
}

void
slc_at_label(struct slc_findings *findings, struct slc_finding *finding, const char *format, ...)
{
    if (finding == &findings->spare)
        return;
    va_list args;
    va_start(args, format);
    finding->at_label = sl_arena_vformat(findings->arena, format, args);
    va_end(args);
}

void
slc_cause(struct slc_findings *findings, struct slc_finding *finding, struct slc_span at,
          const char *format, ...)
{
    if (finding == &findings->spare)
        return;
    va_list args;
    va_start(args, format);
    finding->cause = at;
    finding->cause_label = sl_arena_vformat(findings->arena, format, args);
    va_end(args);
}

static void SL_PRINTF(4, 0) add_remark(struct slc_findings *findings, struct slc_finding *finding,
                                       bool help, const char *format, va_list args)
{
    if (finding == &findings->spare)
        return;
    struct slc_remark *remark = SL_NEW(findings->arena, struct slc_remark);
    remark->help = help;
    remark->text = sl_arena_vformat(findings->arena, format, args);
    *finding->remarks_end = remark;
    finding->remarks_end = &remark->next;
}

void
slc_note(struct slc_findings *findings, struct slc_finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_remark(findings, finding, false, format, args);
    va_end(args);
}

void
slc_help(struct slc_findings *findings, struct slc_finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_remark(findings, finding, true, format, args);
    va_end(args);
}

void
slc_fix(struct slc_findings *findings, struct slc_finding *finding, struct slc_span at,
        struct sl_str text)
{
    if (finding != &findings->spare)
        finding->fix = (struct slc_fix) { at, sl_arena_copy(findings->arena, text) };
}

/* ---- their order ---------------------------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
    const struct slc_finding *left = *(const struct slc_finding *const *)a;
    const struct slc_finding *right = *(const struct slc_finding *const *)b;
    if ((left->at.source == NULL) != (right->at.source == NULL))
        return left->at.source == NULL ? -1 : 1;
    if (left->at.source != right->at.source) {
        int order = sl_str_compare(left->at.source->path, right->at.source->path);
        if (order != 0)
            return order;
    }
    if (left->at.begin != right->at.begin)
        return left->at.begin < right->at.begin ? -1 : 1;
    if (left->code != right->code)
        return left->code < right->code ? -1 : 1;
    return left->number < right->number ? -1 : 1;
}

const struct slc_finding *const *
slc_findings_sorted(struct slc_findings *findings, unsigned *ret_count)
{
    unsigned count = 0;
    for (struct slc_finding *finding = findings->first; finding != NULL; finding = finding->next)
        finding->number = count++;
    const struct slc_finding **sorted =
        SL_NEW_ARRAY(findings->arena, const struct slc_finding *, count + 1);
    for (struct slc_finding *finding = findings->first; finding != NULL; finding = finding->next)
        sorted[finding->number] = finding;
    qsort(sorted, count, sizeof(struct slc_finding *), compare);
    *ret_count = count;
    return sorted;
}

/* ---- codes ---------------------------------------------------------------------------------- */

const char *
slc_code_name(enum slc_code code)
{
    return codes[code].name;
}

enum slc_severity
slc_code_severity(enum slc_code code)
{
    return codes[code].severity;
}

const char *
slc_code_title(enum slc_code code)
{
    return codes[code].title;
}

const char *
slc_code_help(enum slc_code code)
{
    return helps[code];
}
