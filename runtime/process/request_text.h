/* request_text.h - a request, or why it was refused, as the text of a file:
 *
 *     sluice-pusher request 1       the number is the format's
 *     fill                          a word of coverage/request_kinds.def
 *     lake.customers                a release; one or more
 *     end
 *
 *     sluice-pusher refusal 1
 *     config                        the class of the error
 *     it is paused                  its text, in one line
 *     resume it                     its remedy, in one line, which may be empty
 *     end
 *
 * Releases stand there by name: a file may outlive the program that wrote it. The last line tells
 * that the text is whole. */
#ifndef SLP_REQUEST_TEXT_H
#define SLP_REQUEST_TEXT_H

#include "abi/projection.h"
#include "buf.h"
#include "handoff/control.h"

/* What to do about a file that is none. */
#define SLP_REQUEST_BROKEN_REMEDY                                                                  \
    "ask with 'sluice-pusher fill', 'pause' or 'resume' of the version that runs; the file is "    \
    "kept with the ending .broken: look at it and remove it"

/* Appends the text; on failure the buffer says so. */
void slp_request_print(struct sl_buf *out, const struct slp_request *request,
                       const struct sl_policy *policy);

/* 0 and *ret, which borrows `room`, as many as the policy has; a release that stands there twice
 * counts once. 1 and *reterr (CONFIG): the policy does not have such a release. -1 and *reterr
 * (CONFIG): this is no request. */
SL_MUST_USE int slp_request_parse(struct sl_str text, const struct sl_policy *policy,
                                  const struct slp_request_room *room, struct slp_request *ret,
                                  struct sl_err *reterr);

void slp_refusal_print(struct sl_buf *out, const struct sl_err *refusal);

/* 0 and *ret; -1: this is no refusal. */
SL_MUST_USE int slp_refusal_parse(struct sl_str text, struct sl_err *ret);

#endif
