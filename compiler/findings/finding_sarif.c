#include "findings/finding_sarif.h"

#include "findings/finding_json.h"
#include "findings/sarif.h"
#include "maxima.h"

static const char *
level_of(enum slc_code code)
{
    return slc_code_severity(code) == SLC_ERROR ? "error" : "warning";
}

static void
add_rule(struct slc_json *json, enum slc_code code)
{
    slc_json_open(json, '{');
    slc_json_member(json, "id", sl_str_of(slc_code_name(code)));
    slc_sarif_text(json, "shortDescription", sl_str_of(slc_code_title(code)));
    slc_json_name(json, "help");
    slc_json_open(json, '{');
    slc_json_member(json, "text", sl_str_of(slc_code_help(code)));
    slc_json_member(json, "markdown", sl_str_of(slc_code_help(code)));
    slc_json_close(json, '}');
    slc_json_name(json, "defaultConfiguration");
    slc_json_open(json, '{');
    slc_json_member(json, "level", sl_str_of(level_of(code)));
    slc_json_close(json, '}');
    slc_json_close(json, '}');
}

static void
add_region(struct slc_json *json, const char *name, struct slc_span at, bool snippet)
{
    struct slc_place begin = slc_source_place(at.source, at.begin);
    struct slc_place end = slc_source_place(at.source, at.end);
    slc_json_name(json, name);
    slc_json_open(json, '{');
    slc_json_count(json, "startLine", begin.line);
    slc_json_count(json, "startColumn", begin.column);
    slc_json_count(json, "endLine", end.line);
    slc_json_count(json, "endColumn", end.column);
    if (snippet)
        slc_sarif_text(json, "snippet", slc_source_line(at.source, begin.line));
    slc_json_close(json, '}');
}

static void
add_location(struct slc_json *json, struct slc_span at, struct sl_str label)
{
    slc_json_open(json, '{');
    slc_json_name(json, "physicalLocation");
    slc_json_open(json, '{');
    slc_sarif_artifact(json, at.source->path);
    add_region(json, "region", at, true);
    slc_json_close(json, '}');
    if (label.len > 0)
        slc_sarif_text(json, "message", label);
    slc_json_close(json, '}');
}

/* SARIF's viewers show the message and little else: notes and help go with it. */
static void
add_message(struct slc_json *json, const struct slc_finding *finding)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    sl_buf_add_str(&text, finding->message);
    for (const struct slc_remark *remark = finding->remarks; remark != NULL; remark = remark->next)
        sl_buf_printf(&text, "\n%s: %.*s", remark->help ? "help" : "note", SL_FMT(remark->text));
    slc_sarif_text(json, "message", sl_buf_str(&text));
    sl_buf_done(&text);
}

static void
add_places(struct slc_json *json, const struct slc_finding *finding)
{
    struct slc_place place = slc_source_place(finding->at.source, finding->at.begin);
    slc_json_name(json, "locations");
    slc_json_open(json, '[');
    add_location(json, finding->at, finding->at_label);
    slc_json_close(json, ']');
    if (finding->cause.source != NULL) {
        slc_json_name(json, "relatedLocations");
        slc_json_open(json, '[');
        add_location(json, finding->cause, finding->cause_label);
        slc_json_close(json, ']');
    }
    slc_sarif_fingerprint(json, sl_str_of(slc_code_name(finding->code)), finding->at.source->name,
                          slc_source_line(finding->at.source, place.line));
}

static void
add_fix(struct slc_json *json, const struct slc_fix *fix)
{
    slc_json_name(json, "fixes");
    slc_json_open(json, '[');
    slc_json_open(json, '{');
    slc_json_name(json, "artifactChanges");
    slc_json_open(json, '[');
    slc_json_open(json, '{');
    slc_sarif_artifact(json, fix->at.source->path);
    slc_json_name(json, "replacements");
    slc_json_open(json, '[');
    slc_json_open(json, '{');
    add_region(json, "deletedRegion", fix->at, false);
    slc_sarif_text(json, "insertedContent", fix->text);
    slc_json_close(json, '}');
    slc_json_close(json, ']');
    slc_json_close(json, '}');
    slc_json_close(json, ']');
    slc_json_close(json, '}');
    slc_json_close(json, ']');
}

static void
add_result(struct slc_json *json, const struct slc_finding *finding, int rule)
{
    slc_json_open(json, '{');
    slc_json_member(json, "ruleId", sl_str_of(slc_code_name(finding->code)));
    slc_json_count(json, "ruleIndex", rule);
    slc_json_member(json, "level", sl_str_of(level_of(finding->code)));
    add_message(json, finding);
    if (finding->at.source != NULL)
        add_places(json, finding);
    if (finding->fix.at.source != NULL)
        add_fix(json, &finding->fix);
    slc_json_close(json, '}');
}

void
slc_findings_sarif(struct slc_findings *findings, const struct slc_test_totals *tests,
                   struct sl_buf *out)
{
    unsigned count;
    const struct slc_finding *const *sorted = slc_findings_sorted(findings, &count);
    struct slc_json json = { .out = out };
    int rules[SLC_NCODES] = { 0 }, nrules = 0;
    slc_sarif_begin(&json);
    for (unsigned at = 0; at < count; at++) {
        if (rules[sorted[at]->code] != 0)
            continue;
        rules[sorted[at]->code] = ++nrules;
        add_rule(&json, sorted[at]->code);
    }
    slc_sarif_end_rules(&json);
    for (unsigned at = 0; at < count; at++)
        add_result(&json, sorted[at], rules[sorted[at]->code] - 1);
    slc_json_close(&json, ']');
    if (tests != NULL) {
        slc_json_name(&json, "properties");
        slc_json_open(&json, '{');
        slc_tests_json(&json, tests);
        slc_json_close(&json, '}');
    }
    slc_json_close(&json, '}');
    slc_json_close(&json, ']');
    slc_json_close(&json, '}');
}
