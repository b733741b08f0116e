/* every.h - the C of every function of the language: for the build, which does not end well while one is
 * lacking. */
#ifndef SL_EVERY_H
#define SL_EVERY_H

typedef void sl_any_function(void);

/* In the order of functions.def; of a function that lowers nothing, also the sealed one. */
extern sl_any_function *const sl_every_function[];

#endif
