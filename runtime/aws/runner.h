/* runner.h - runs a profile's credential_process for a process that may not run anything.
 *
 * A sandboxed sender executes nothing. Where a profile asks for a program, the sender forks before
 * it is sandboxed, and before it has read a record: that small process keeps the right to run this
 * one command and no connection to anything but the sender, through a pair of sockets. A byte asks;
 * the program's output is the response. It ends with the sender. What the program writes to
 * standard error is not kept: run it by hand to see it. */
#ifndef SLP_AWS_RUNNER_H
#define SLP_AWS_RUNNER_H

#include "attributes.h"
#include "buf.h"
#include "err.h"

struct slp_aws_runner;

/* Forks. `command` is for the shell, as in the profile. NULL and *reterr (RETRY) when that
 * fails. */
struct slp_aws_runner *slp_aws_runner_new(const char *command, struct sl_err *reterr);
void slp_aws_runner_free(struct slp_aws_runner *runner); /* NULL is allowed */

/* Asks for one run; waits for nothing. -1 and *reterr when the runner is gone: RETRY. */
SL_MUST_USE int slp_aws_runner_ask(struct slp_aws_runner *runner, struct sl_err *reterr);

/* To wait for, for reading. */
int slp_aws_runner_fd(const struct slp_aws_runner *runner);

/* Appends what came to `out`: 1 when the program has ended well, 0 while there is more to come; -1
 * and *reterr: it failed, took longer than a minute, or wrote more than a set of credentials
 * has. */
SL_MUST_USE int slp_aws_runner_take(struct slp_aws_runner *runner, struct sl_buf *out,
                                    struct sl_err *reterr);

#endif
