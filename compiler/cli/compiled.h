/* compiled.h - the tests in policies, through the C that policies become. */
#ifndef SLC_COMPILED_H
#define SLC_COMPILED_H

#include "emit/link.h"
#include "eval/replay.h"

struct slc_compiled_counts {
    int same, different, not_replayed;
};

/* Generates, compiles and links as `sluice build` does, runs every row, and compares its record with
 * the evaluator's, byte for byte. What differs is a fault of the compiler: it is told on standard
 * error by the test's name and place. -1 and *reterr when that could not be done. */
SL_MUST_USE int slc_compiled_compare(const struct slc_ir *ir, const struct slc_replay *replay,
                                     struct slc_link link, struct slc_compiled_counts *ret_counts,
                                     struct sl_err *reterr);

#endif
