#include "cli/check.h"

#include "source/date.h"

#include <stdlib.h>
#include <time.h>

enum { SECONDS_PER_DAY = 24 * 60 * 60 };

/* Days since 1970 of SOURCE_DATE_EPOCH (reproducible-builds.org) or of the clock, in UTC. */
static int
present_day(int32_t *ret_days, struct sl_err *reterr)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    long long seconds = (long long)time(NULL);
    if (epoch != NULL && *epoch != '\0') {
        char *end;
        seconds = strtoll(epoch, &end, 10);
        if (*end != '\0' || seconds < 0 || seconds / SECONDS_PER_DAY > 2932896) {
            (void)sl_fail(reterr, SL_CONFIG, "SOURCE_DATE_EPOCH is not a number of seconds");
            return sl_remedy(reterr, "set it to seconds since 1970-01-01, or unset it");
        }
    }
    *ret_days = (int32_t)(seconds / SECONDS_PER_DAY);
    return 0;
}

int
slc_program_init(struct slc_program *program, struct sl_arena *arena, const char *today,
                 struct sl_err *reterr)
{
    *program = (struct slc_program) { .arena = arena };
    program->findings = SL_NEW(arena, struct slc_findings);
    slc_findings_init(program->findings, arena);
    if (today == NULL)
        return present_day(&program->today, reterr);
    if (slc_date_read(sl_str_of(today), &program->today))
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "--today %s is no date", today);
    return sl_remedy(reterr, "write it as year-month-day: --today 2026-01-31");
}

void
slc_check_but_labels(struct slc_program *program)
{
    if (program->findings->errors > 0)
        return;
    slc_check_names(program);
    slc_check_types(program);
    slc_check_releases(program);
}

void
slc_check(struct slc_program *program)
{
    if (program->findings->errors > 0)
        return;
    slc_check_but_labels(program);
    slc_check_labels(program);
}
