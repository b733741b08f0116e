/* literal.h - whether a literal is one of a type's values. */
#ifndef SLC_LITERAL_H
#define SLC_LITERAL_H

#include "syntax/ast.h"

/* How a literal is used. */
enum slc_literal_use {
    SLC_LITERAL_EQUAL,    /* compared for equality, or listed: only values that can occur */
    SLC_LITERAL_ORDERED,  /* beside < > <= >=: 2.5 may stand beside a whole number */
    SLC_LITERAL_INSTEAD,  /* `if missing`: an enum may get a text that is not its label */
    SLC_LITERAL_IN_TESTS, /* a value of a test: text stands for types without literals */
};

/* Where a literal stands. */
struct slc_literal_place {
    const struct slc_type *type;
    enum slc_literal_use use;
    struct slc_span cause; /* where the type was declared; `source` NULL: nowhere */
};

/* Reports (E0203, E0204) a literal that does not fit. True when it fits, or the type is not known. */
bool slc_literal_check(struct slc_program *program, const struct slc_literal *literal,
                       struct slc_literal_place place);

/* Whether the text is a label of the enum. */
bool slc_literal_is_label(const struct slc_type *type, struct sl_str text);

/* A literal of the type to show in a help line: 0, "", no, 2026-01-31. */
struct sl_str slc_literal_example(struct slc_program *program, const struct slc_type *type);

#endif
