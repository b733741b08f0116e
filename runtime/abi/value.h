/* value.h - one value of a row or a field, and the two wrappers that decide what may leave.
 *
 * Part of the contract with generated code (projection.h). */
#ifndef SL_VALUE_H
#define SL_VALUE_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* LANGUAGE: a column has three states. */
enum sl_state {
    SL_VALUE,
    SL_MISSING,   /* SQL NULL, or a function without an answer */
    SL_UNCHANGED, /* a TOASTed value that the UPDATE did not carry (pgoutput 'u') and that is gone */
};

/* How a value is held; several SQL types share a kind. */
enum sl_kind {
    SL_BOOLEAN,     /* .boolean */
    SL_INTEGER,     /* .integer: smallint, integer, bigint */
    SL_FLOAT,       /* .number, and .text as PostgreSQL prints it: real, double precision */
    SL_NUMERIC,     /* .text, exact: digits, or NaN, Infinity, -Infinity */
    SL_TEXT,        /* .text, valid UTF-8: text, varchar, char, citext, name, enums */
    SL_UUID,        /* .text, 36 lower-case characters */
    SL_DATE,        /* .integer: days since 1970-01-01, or SL_TIME_{BEFORE,AFTER}_ALL */
    SL_TIME,        /* .integer: microseconds since midnight */
    SL_TIMESTAMP,   /* .integer: microseconds since 1970-01-01 00:00, or as for SL_DATE */
    SL_TIMESTAMPTZ, /* the same, in UTC */
    SL_JSON,        /* .text: jsonb's output */
    SL_BYTES,       /* .text: the bytes themselves */
    SL_OPAQUE,      /* nothing but the state; an array's .text is kept for counting its items */
};

/* PostgreSQL's -infinity and infinity of date and timestamp. */
#define SL_TIME_BEFORE_ALL INT64_MIN
#define SL_TIME_AFTER_ALL INT64_MAX

/* `text` is borrowed: from the message, the record's scratch memory, or a literal. */
struct sl_value {
    enum sl_state state;
    enum sl_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double number;
    };
    struct sl_str text;
};

/* The same value in two wrappers. What publishes a value takes `sl_open` alone, so that releasing a
 * labelled column raw is an error of the C compiler too. From sealed to open there are two ways:
 * a function of functions.h, which the compiler's label checker has allowed, and sl_disclose(),
 * which stands on `disclose` lines alone. From open to sealed: sl_seal(). */
struct sl_open {
    struct sl_value value;
};
struct sl_sealed {
    struct sl_value value;
};

/* What the platform's application encrypted, as the database holds it. From here to sealed there is
 * one way, sl_decrypt(); nothing publishes it. */
struct sl_encrypted {
    struct sl_value value;
};

static inline struct sl_sealed
sl_seal(struct sl_open open)
{
    return (struct sl_sealed) { open.value };
}

/* A recorded decision (`disclose … because … approved by … until …`) opens this value. */
static inline struct sl_open
sl_disclose(struct sl_sealed sealed)
{
    return (struct sl_open) { sealed.value };
}

/* Literals of the policy. */
static inline struct sl_open
sl_boolean(bool boolean)
{
    return (struct sl_open) { { .state = SL_VALUE, .kind = SL_BOOLEAN, .boolean = boolean } };
}

static inline struct sl_open
sl_integer(int64_t integer)
{
    return (struct sl_open) { { .state = SL_VALUE, .kind = SL_INTEGER, .integer = integer } };
}

/* A number with a fraction, in its decimal digits as JSON has them: "-0.50", never ".5" or "05". */
static inline struct sl_open
sl_numeric(const char *digits)
{
    return (
        struct sl_open) { { .state = SL_VALUE, .kind = SL_NUMERIC, .text = sl_str_of(digits) } };
}

static inline struct sl_open
sl_text(const char *text)
{
    return (struct sl_open) { { .state = SL_VALUE, .kind = SL_TEXT, .text = sl_str_of(text) } };
}

/* Days since 1970-01-01. */
static inline struct sl_open
sl_date(int64_t days)
{
    return (struct sl_open) { { .state = SL_VALUE, .kind = SL_DATE, .integer = days } };
}

/* A date that stands for a timestamp, or for a timestamptz: its midnight, in UTC. */
static inline struct sl_open
sl_midnight(int64_t days)
{
    return (struct sl_open) {
        { .state = SL_VALUE, .kind = SL_TIMESTAMP, .integer = days * INT64_C(86400000000) }
    };
}

static inline struct sl_open
sl_midnight_utc(int64_t days)
{
    return (struct sl_open) {
        { .state = SL_VALUE, .kind = SL_TIMESTAMPTZ, .integer = days * INT64_C(86400000000) }
    };
}

static inline struct sl_open
sl_missing(void)
{
    return (struct sl_open) { { .state = SL_MISSING, .kind = SL_OPAQUE } };
}

#endif
