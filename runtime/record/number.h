/* number.h - numbers of any kind as exact decimals, in order, and texts as doubles. */
#ifndef SL_NUMBER_H
#define SL_NUMBER_H

#include "abi/value.h"

#include <stdbool.h>

/* In PostgreSQL's order: NaN equals itself and is above all. */
enum sl_number_class {
    SL_NUMBER_BELOW_ALL, /* -Infinity */
    SL_NUMBER_FINITE,
    SL_NUMBER_ABOVE_ALL, /* Infinity */
    SL_NUMBER_NAN,
};

/* A decimal number's digits, borrowed from its text. Equal numbers have equal parts. */
struct sl_digits {
    enum sl_number_class class;
    bool negative;          /* never for zero */
    struct sl_str whole;    /* no zeros in front; empty below 1 */
    struct sl_str fraction; /* no zeros at the end; empty for whole numbers */
};

/* "-12.50", "NaN", "Infinity", "-Infinity"; no exponent. False for anything else. */
bool sl_digits_of_text(struct sl_str text, struct sl_digits *ret_digits);

/* <0, 0, >0 */
int sl_digits_compare(const struct sl_digits *a, const struct sl_digits *b);

enum { SL_NUMBER_ROOM = 24 };

/* An integer's or a numeric's digits; an integer's are written into `room`. False for other
 * kinds. */
bool sl_digits_of(const struct sl_value *value, char room[SL_NUMBER_ROOM],
                  struct sl_digits *ret_digits);

/* A number of few digits as digits * 10^-scale: nearly all amounts, and quick to compare. */
struct sl_amount {
    int64_t digits;
    uint32_t scale; /* at most SL_AMOUNT_DIGITS */
};

enum { SL_AMOUNT_DIGITS = 18 };

/* A float is the decimal that PostgreSQL prints for it. False for other kinds than numbers, and for
 * a numeric or a float with an exponent or more than SL_AMOUNT_DIGITS digits. */
bool sl_amount_of(const struct sl_value *value, struct sl_amount *ret_amount);

/* <0, 0, >0 */
int sl_amount_compare(struct sl_amount a, struct sl_amount b);

/* The nearest double of what PostgreSQL prints for a float; `single` goes through real. False when
 * the text is longer than that. */
bool sl_number_of_text(struct sl_str text, bool single, double *ret_number);

#endif
