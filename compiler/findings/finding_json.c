#include "findings/finding_json.h"

#include "config.h"

static void
add_place(struct slc_json *json, const char *name, struct slc_span at, struct sl_str label)
{
    struct slc_place begin = slc_source_place(at.source, at.begin);
    struct slc_place end = slc_source_place(at.source, at.end);
    slc_json_name(json, name);
    slc_json_open(json, '{');
    slc_json_member(json, "file", at.source->path);
    slc_json_count(json, "line", begin.line);
    slc_json_count(json, "column", begin.column);
    slc_json_count(json, "end_line", end.line);
    slc_json_count(json, "end_column", end.column);
    if (label.len > 0)
        slc_json_member(json, "label", label);
    slc_json_close(json, '}');
}

static void
add_remarks(struct slc_json *json, const char *name, const struct slc_finding *finding, bool help)
{
    slc_json_name(json, name);
    slc_json_open(json, '[');
    for (const struct slc_remark *remark = finding->remarks; remark != NULL; remark = remark->next)
        if (remark->help == help)
            slc_json_string(json, remark->text);
    slc_json_close(json, ']');
}

static void
add_fix(struct slc_json *json, const struct slc_fix *fix)
{
    slc_json_name(json, "fix");
    slc_json_open(json, '{');
    add_place(json, "at", fix->at, (struct sl_str) { NULL, 0 });
    slc_json_member(json, "text", fix->text);
    slc_json_close(json, '}');
}

static void
add_finding(struct slc_json *json, const struct slc_finding *finding)
{
    bool error = slc_code_severity(finding->code) == SLC_ERROR;
    slc_json_open(json, '{');
    slc_json_member(json, "code", sl_str_of(slc_code_name(finding->code)));
    slc_json_member(json, "severity", error ? SL_STR("error") : SL_STR("warning"));
    slc_json_member(json, "title", sl_str_of(slc_code_title(finding->code)));
    slc_json_member(json, "message", finding->message);
    if (finding->at.source != NULL)
        add_place(json, "at", finding->at, finding->at_label);
    if (finding->cause.source != NULL)
        add_place(json, "cause", finding->cause, finding->cause_label);
    add_remarks(json, "notes", finding, false);
    add_remarks(json, "help", finding, true);
    if (finding->fix.at.source != NULL)
        add_fix(json, &finding->fix);
    slc_json_close(json, '}');
}

void
slc_tests_json(struct slc_json *json, const struct slc_test_totals *tests)
{
    slc_json_name(json, "tests");
    slc_json_open(json, '{');
    slc_json_count(json, "run", tests->run);
    slc_json_count(json, "passed", tests->run - tests->failed);
    slc_json_count(json, "failed", tests->failed);
    if (tests->covered) {
        slc_json_count(json, "coverable", tests->coverable);
        slc_json_count(json, "uncovered", tests->uncovered);
    }
    slc_json_close(json, '}');
}

void
slc_findings_json(struct slc_findings *findings, const char *command,
                  const struct slc_test_totals *tests, struct sl_buf *out)
{
    unsigned count;
    const struct slc_finding *const *sorted = slc_findings_sorted(findings, &count);
    struct slc_json json = { .out = out };
    slc_json_open(&json, '{');
    slc_json_member(&json, "form", SL_STR(SLC_FINDINGS_FORM));
    slc_json_member(&json, "compiler", SL_STR(PACKAGE_VERSION));
    slc_json_member(&json, "command", sl_str_of(command));
    slc_json_name(&json, "findings");
    slc_json_open(&json, '[');
    for (unsigned at = 0; at < count; at++)
        add_finding(&json, sorted[at]);
    slc_json_close(&json, ']');
    slc_json_count(&json, "errors", findings->errors);
    slc_json_count(&json, "warnings", findings->warnings);
    slc_json_count(&json, "listed", count);
    if (tests != NULL)
        slc_tests_json(&json, tests);
    slc_json_close(&json, '}');
}
