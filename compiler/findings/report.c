#include "findings/report.h"

#include "findings/finding_json.h"
#include "findings/finding_print.h"
#include "findings/finding_sarif.h"
#include "maxima.h"

int
slc_report_colour_read(const char *colour, FILE *to, bool *ret_colour, struct sl_err *reterr)
{
    if (colour == NULL || strcmp(colour, "auto") == 0)
        *ret_colour = slc_wants_colour(to);
    else if (strcmp(colour, "always") == 0 || strcmp(colour, "never") == 0)
        *ret_colour = strcmp(colour, "always") == 0;
    else {
        (void)sl_fail(reterr, SL_CONFIG, "--color %s is not known", colour);
        return sl_remedy(reterr, "it takes auto, always or never");
    }
    return 0;
}

int
slc_report_form_read(const char *format, const char *colour, struct slc_report_form *form,
                     struct sl_err *reterr)
{
    static const char *const words[] = {
        [SLC_FORMAT_TEXT] = "text", [SLC_FORMAT_JSON] = "json", [SLC_FORMAT_SARIF] = "sarif"
    };
    int known = format == NULL ? SLC_FORMAT_TEXT : SLC_FORMAT_SARIF;
    while (format != NULL && known >= 0 && strcmp(words[known], format) != 0)
        known--;
    if (known < 0) {
        (void)sl_fail(reterr, SL_CONFIG, "--format %s is not known", format);
        return sl_remedy(reterr, "findings are printed as text, json or sarif");
    }
    form->format = (enum slc_report_format)known;
    return slc_report_colour_read(colour, form->to, &form->colour, reterr);
}

void
slc_report_findings(struct slc_findings *findings, const struct slc_report_form *form,
                    const struct slc_test_totals *tests)
{
    if (form->format == SLC_FORMAT_TEXT) {
        slc_findings_print(findings, form->to, form->colour);
        return;
    }
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    if (form->format == SLC_FORMAT_JSON)
        slc_findings_json(findings, form->command, tests, &out);
    else
        slc_findings_sarif(findings, tests, &out);
    (void)fwrite(out.bytes, 1, out.len, form->to);
    sl_buf_done(&out);
}
