#include "process/expiry.h"

#include "calendar.h"
#include "plural.h"

#include <stdlib.h>

/* "2027-06-30" -> days; generated code holds nothing else. */
static int64_t
days_of(const char *date)
{
    char *end;
    struct sl_civil civil = { .year = strtol(date, &end, 10) };
    civil.month = *end == '-' ? (int)strtol(end + 1, &end, 10) : 0;
    civil.day = *end == '-' ? (int)strtol(end + 1, &end, 10) : 0;
    return sl_civil_valid(civil) && *end == '\0' ? sl_days_of_civil(civil) : INT64_MIN;
}

int
slp_expiry_check(const struct sl_policy *policy, int64_t today, struct sl_err *reterr)
{
    if (policy->earliest_expiry == NULL || today <= days_of(policy->earliest_expiry))
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "a decision of release %s held until %s and has expired",
                  policy->earliest_release, policy->earliest_expiry);
    return sl_remedy(reterr, "let its approver renew the decision in the policy, then build the "
                             "pusher again; 'after_expiry': \"warn\" starts it meanwhile");
}

bool
slp_expiry_is_near(const struct sl_policy *policy, int64_t today, struct sl_err *ret)
{
    enum { NEAR_DAYS = 60 }; /* as in the compiler's W0331 */
    int64_t ahead = policy->earliest_expiry != NULL ? days_of(policy->earliest_expiry) - today : -1;
    if (ahead < 0 || ahead >= NEAR_DAYS)
        return false;
    (void)sl_fail(ret, SL_CONFIG, "a decision of release %s ends %s, on %s",
                  policy->earliest_release, sl_days_ahead(ahead).text, policy->earliest_expiry);
    (void)sl_remedy(ret,
                    "ask its approver now, and build the pusher again: after that day it does "
                    "not start; 'sluice explain' of a role tells what it decided, and until when");
    return true;
}
