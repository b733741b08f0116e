/* sluice-without: the compiler, deaf to one finding. SLUICE_WITHOUT names it (E0323), and where a policy would get
 * that finding it gets none. So tests see whether anything else keeps the promise, and that the attack sees when
 * nothing does. The linker puts this in front of slc_find (--wrap); no program that is installed has it. */
#include "findings/finding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* The linker gives these names. */
/* NOLINTBEGIN(bugprone-reserved-identifier) */
struct slc_finding *__real_slc_find(struct slc_findings *findings, enum slc_code code,
                                    struct slc_span at, const char *format, ...) SL_PRINTF(4, 5);
struct slc_finding *__wrap_slc_find(struct slc_findings *findings, enum slc_code code,
                                    struct slc_span at, const char *format, ...) SL_PRINTF(4, 5);
/* NOLINTEND(bugprone-reserved-identifier) */

struct slc_finding *
__wrap_slc_find(struct slc_findings *findings, enum slc_code code, struct slc_span at,
                const char *format, ...)
{
    const char *without = getenv("SLUICE_WITHOUT");
    if (without != NULL && strcmp(without, slc_code_name(code)) == 0)
        return &findings->spare;
    va_list args;
    va_start(args, format);
    struct sl_str message = sl_arena_vformat(findings->arena, format, args);
    va_end(args);
    return __real_slc_find(findings, code, at, "%.*s", SL_FMT(message));
}
