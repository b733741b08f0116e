/* run_canaries.h - whether a record shows what a test does not give. */
#ifndef SLC_RUN_CANARIES_H
#define SLC_RUN_CANARIES_H

#include "eval/run_row.h"

/* A leak shows with every salt; a chance likeness does not. */
void slc_check_canaries(struct slc_test_run *run);

/* Withheld columns without room for a canary: another value of theirs must change nothing. */
void slc_check_without_room(struct slc_test_run *run);

#endif
