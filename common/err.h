/* err.h - why something failed, in a form that cannot carry a row's value.
 *
 * The class decides what happens; the text only explains. A text is made of names, counts, codes
 * and positions that we know ourselves: never of bytes that came from a row, and of a server's or
 * driver's message only its code (SQLSTATE) unless the call cannot have carried row values. */
#ifndef SL_ERR_H
#define SL_ERR_H

#include "attributes.h"

enum sl_class {
#define SL_ERROR_CLASS(id, name, exit_code, meaning) SL_##id,
#include "errors.def"
#undef SL_ERROR_CLASS
};

struct sl_err {
    enum sl_class class;
    char text[512];   /* what is wrong, naming the thing */
    char remedy[512]; /* what to do about it; may be empty */
};

/* Fills *reterr and returns -1, so that callers can write `return sl_fail(...)`. */
int sl_fail(struct sl_err *reterr, enum sl_class class, const char *format, ...) SL_PRINTF(3, 4);

/* Adds the remedy to an error just made; returns -1. */
int sl_remedy(struct sl_err *err, const char *format, ...) SL_PRINTF(2, 3);

/* Says where it happened: puts "`where`: " before the text; returns -1. */
int sl_fail_at(struct sl_err *err, const char *where);

/* "retry", "config", … and the process's exit code for the class. */
const char *sl_class_name(enum sl_class class);
int sl_class_exit_code(enum sl_class class);

#endif
