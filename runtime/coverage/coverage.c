#include "coverage/coverage.h"

const char *
slp_coverage_word(enum slp_coverage_status status)
{
    static const char *const words[] = {
#define SLP_COVERAGE_STATUS(id, word, meaning) [SLP_##id] = (word),
#include "coverage/status.def"
#undef SLP_COVERAGE_STATUS
    };
    return words[status];
}
