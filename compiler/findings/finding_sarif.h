/* finding_sarif.h - findings as SARIF 2.1.0 (OASIS standard, errata 01), which forges and editors
 * read: rules with what they mean, places, and the changes that a tool may make. */
#ifndef SLC_FINDING_SARIF_H
#define SLC_FINDING_SARIF_H

#include "buf.h"
#include "findings/finding.h"
#include "findings/test_totals.h"

/* One document with one run. `tests`, NULL for none, becomes the run's property bag. */
void slc_findings_sarif(struct slc_findings *findings, const struct slc_test_totals *tests,
                        struct sl_buf *out);

#endif
