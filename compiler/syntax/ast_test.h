/* ast_test.h - risk checks and tests as written. */
#ifndef SLC_AST_TEST_H
#define SLC_AST_TEST_H

#include "syntax/ast_expr.h"

struct slc_release;
struct slc_statement;

struct slc_risk {
    struct slc_qname stream;
    struct slc_name *identifying, *sensitive;
    struct slc_number people, values; /* text.len 0: not written */
    struct slc_span at;
    struct slc_risk *next;
    /* noted by names */
    const struct slc_release *release;
};

enum slc_given_kind {
    SLC_GIVEN_LITERAL,
    SLC_GIVEN_MISSING,
    SLC_GIVEN_UNCHANGED,
    SLC_GIVEN_ABSENT,
    SLC_GIVEN_PRESENT
};

struct slc_given { /* email "ann@example.com"; expect region missing */
    struct slc_name name;
    enum slc_given_kind kind;
    struct slc_literal *literal;
    struct slc_span at;
    struct slc_given *next;
    /* noted by names: of given and before the first two, of expect the last */
    struct slc_column *column;
    bool commit_time;
    const struct slc_statement *field;
};

struct slc_test {
    struct slc_string title;
    struct slc_qname stream;
    struct slc_given *given, *before, *expect;
    bool expect_row_absent, expect_row_deleted;
    struct slc_string *never;
    struct slc_span at;
    struct slc_test *next;
    /* noted by names */
    const struct slc_release *release;
};

#endif
