/* mutant.h - what sources.py writes around conditions, so that one build holds every mutant.
 *
 * Mutants have numbers from 1. SLUICE_MUTANT chooses one for a process; without it all is as written.
 * SLUICE_MUTANTS_SEEN names a file with one byte for each number, where a process notes what it came
 * by: MUTANT_REACHED, and MUTANT_DIFFERS where the mutant would have gone another way. */
#ifndef SLUICE_MUTANT_H
#define SLUICE_MUTANT_H

#include <stdbool.h>

enum { MUTANT_REACHED = 1, MUTANT_DIFFERS = 2 };

/* A whole condition. `first` is it inverted, then come always and never. */
bool mutant_condition(unsigned first, bool value);

/* An operand of && or ||: taken out, which leaves what does not change the others (true for &&). */
bool mutant_operand(unsigned number, bool neutral, bool value);

/* Both sides of a && b, whose result is compared with mutant_is: by De Morgan's law that makes it
 * a || b, and the other way round, and the right side is evaluated when it would be. */
bool mutant_side(unsigned number, bool differs, bool value);
bool mutant_is(unsigned number);

/* < as <= and so on: another result where both are equal. */
bool mutant_bound(unsigned number, bool equal, bool value);
#define MUTANT_BOUND(number, a, operator, b)                                                       \
    ({                                                                                             \
        __auto_type mutant_a = (a);                                                                \
        __auto_type mutant_b = (b);                                                                \
        mutant_bound(number, mutant_a == mutant_b, mutant_a operator mutant_b);                    \
    })

/* Whether a call is made. */
bool mutant_calls(unsigned number);

#endif
