/* every.c - each function of the language, as functions.def lists them, has its C.
 *
 * A function that abi/functions.h does not declare is refused here; one that nobody defines is refused
 * where the build links sluice-pusher, which asks for this table. Generated code does not ask for it:
 * a pusher holds the functions that its policies call. */
#include "functions/every.h"

#include "abi/functions.h"

/* Generated code calls a function that lowers nothing with open or with sealed values. */
#define TWIN_LOWERS(name)
#define TWIN_TIDIES(name) (sl_any_function *)sl_sealed_##name,
#define TWIN_KEEPS(name) (sl_any_function *)sl_sealed_##name,

sl_any_function *const sl_every_function[] = {
#define SLC_FUNCTION(name, group, type, missing, effect, ...)                                      \
    (sl_any_function *)sl_##name, TWIN_##effect(name)
#include "functions.def"
#undef SLC_FUNCTION
};
