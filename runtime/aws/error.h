/* error.h - what a response of AWS means: code out of the body, outcome and repetition out of the
 * table (aws_errors.def). Pure. */
#ifndef SLP_AWS_ERROR_H
#define SLP_AWS_ERROR_H

#include "aws/client.h"
#include "buf.h"

enum slp_aws_repeat { SLP_REPEAT_NOTHING, SLP_REPEAT_CREDENTIALS, SLP_REPEAT_CLOCK };

/* Code and message of an error's body: {"__type": "…#Code", "message": …}, where the header
 * x-amzn-errortype ("" for none) says the code if the body does not; or XML with <Code> and
 * <Message>. Appends nothing for what is not there, or is no code. */
void slp_aws_error_parse(struct sl_str body, struct sl_str type_header, struct sl_buf *ret_code,
                         struct sl_buf *ret_message);

/* What a code means, or a status without one; *ret_repeat may be NULL. */
enum slp_aws_outcome slp_aws_error_outcome(struct sl_str code, long status,
                                           enum slp_aws_repeat *ret_repeat);

/* What came back, for a person. */
struct slp_aws_error {
    enum slp_aws_outcome outcome;
    struct sl_str code;
    long status;        /* 0: not of a whole call */
    const char *action; /* "kinesis:PutRecords" */
    const char *at;     /* host, "" for none */
    struct sl_str
        request_id;        /* for AWS's support, "" for none; left out unless it looks like one */
    struct sl_str message; /* to be quoted, "" for none */
};

/* Fills class, text and remedy. */
void slp_aws_error_explain(const struct slp_aws_error *error, struct sl_err *ret);

#endif
