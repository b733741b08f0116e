/* run_watch.h - who looks on while the tests in policies run. */
#ifndef SLC_RUN_WATCH_H
#define SLC_RUN_WATCH_H

#include "eval/coverage.h"
#include "eval/replay.h"

/* Members may be NULL. */
struct slc_test_watch {
    struct slc_coverage *coverage; /* notes what the tests see */
    struct slc_replay *replay;     /* keeps the rows for compiled C */
};

#endif
