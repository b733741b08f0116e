/* pipes.h - the two pipes between reader and sender for tests of either end: the test holds the other. */
#ifndef PIPES_H
#define PIPES_H

#include "handoff/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Descriptors of both pipes by what they are for; -1: closed, or taken over by an end. */
struct pipes {
    int records_in, records_out, results_in, results_out;
};

void pipes_open(struct pipes *ret);

/* Closes those that the test still holds. */
void pipes_close(struct pipes *pipes);

/* Closes one of them. */
void pipes_hang_up(int *fd);

/* A record's frame to destination 0. */
struct slp_frame record_frame(uint64_t number, struct sl_str json);

#endif
