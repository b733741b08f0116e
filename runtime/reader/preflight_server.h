/* preflight_server.h - what the preflight looks at in the server: its version, its settings, the
 * slot. */
#ifndef SLP_PREFLIGHT_SERVER_H
#define SLP_PREFLIGHT_SERVER_H

#include "reader/preflight_report.h"

void slp_preflight_server(const struct slp_preflight *preflight);
void slp_preflight_slot(const struct slp_preflight *preflight);

#endif
