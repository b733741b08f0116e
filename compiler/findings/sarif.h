/* sarif.h - a SARIF document, whatever its results are: findings, or the changes of `sluice diff`. */
#ifndef SLC_SARIF_H
#define SLC_SARIF_H

#include "text/json_text.h"

/* The document and its run up to the list of rules, which the caller fills and closes with
 * slc_sarif_end_rules(): the list of results is open then. */
void slc_sarif_begin(struct slc_json *json);
void slc_sarif_end_rules(struct slc_json *json);

/* `{"text": …}` under a name. */
void slc_sarif_text(struct slc_json *json, const char *name, struct sl_str text);

/* "artifactLocation" of a policy's path as the user wrote it. */
void slc_sarif_artifact(struct slc_json *json, struct sl_str path);

/* "partialFingerprints": the same for the same result wherever in its file it stands, so that
 * platforms can tell new results from known ones. Made of these three. */
void slc_sarif_fingerprint(struct slc_json *json, struct sl_str rule, struct sl_str file,
                           struct sl_str line);

#endif
