/* gcc: static assertion failed: "generate again: compiler and runtime headers differ"
 * clang: static.assert(ion)? failed.*generate again: compiler and runtime headers differ */
#include "projection.h"

SL_REQUIRE_ABI(SL_ABI + 1);
