#include "finding.h"

#include "maxima.h"

static const struct {
    const char *name;
    enum slc_severity severity;
} codes[SLC_NCODES] = {
#define SLC_FINDING(code, severity_of_code, title_of_code)                                         \
    [SLC_##code] = { .name = #code, .severity = SLC_##severity_of_code },
#include "findings.def"
#undef SLC_FINDING
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
