/* preflight_open.h - whom a slot that is still to be made would wait for. */
#ifndef SLP_PREFLIGHT_OPEN_H
#define SLP_PREFLIGHT_OPEN_H

#include "reader/preflight_report.h"

/* Tells each transaction that has written and stays open: the slot cannot be made before it ends. A second apart
 * those of a busy platform have changed. */
void slp_preflight_open(const struct slp_preflight *preflight);

#endif
