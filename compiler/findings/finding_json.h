/* finding_json.h - findings for programs, as docs/findings.schema.json describes them. */
#ifndef SLC_FINDING_JSON_H
#define SLC_FINDING_JSON_H

#include "findings/finding.h"
#include "findings/test_totals.h"
#include "text/json_text.h"

/* The form's name and version: it gets another number when a member is taken away or comes to mean
 * something else, not when one is added. */
#define SLC_FINDINGS_FORM "sluice findings 1"

/* One JSON document. `tests` may be NULL. */
void slc_findings_json(struct slc_findings *findings, const char *command,
                       const struct slc_test_totals *tests, struct sl_buf *out);

/* The member "tests" of both machine forms. */
void slc_tests_json(struct slc_json *json, const struct slc_test_totals *tests);

#endif
