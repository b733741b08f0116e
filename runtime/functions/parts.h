/* parts.h - the values of a function that takes any number of them, as a list in scratch memory. */
#ifndef SL_PARTS_H
#define SL_PARTS_H

#include "abi/functions.h"

/* In the order of the call. `next` NULL ends the list. */
struct sl_parts {
    struct sl_value value;
    struct sl_parts *next;
};

/* The list that sl_part() made; NULL when it is empty or scratch memory ran out. */
struct sl_parts *sl_parts_of(struct sl_sealed parts);

/* Missing or unchanged as soon as one of them is: unchanged wins. SL_VALUE when all are held. */
enum sl_state sl_parts_state(const struct sl_parts *parts);

#endif
