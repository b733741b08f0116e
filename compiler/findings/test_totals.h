/* test_totals.h - how a run of the tests in policies went, as reports of findings count it. */
#ifndef SLC_TEST_TOTALS_H
#define SLC_TEST_TOTALS_H

#include <stdbool.h>

struct slc_test_totals {
    int run, failed;
    bool covered;             /* lines and gaps were counted */
    int coverable, uncovered; /* what --coverage counts */
};

#endif
