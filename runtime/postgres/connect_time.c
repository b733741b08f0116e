#include "postgres/connect_time.h"

#include <libpq-fe.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* "" where the key word is not given. */
static const char *
value_of(const PQconninfoOption *options, const char *keyword)
{
    for (; options != NULL && options->keyword != NULL; options++)
        if (strcmp(options->keyword, keyword) == 0 && options->val != NULL)
            return options->val;
    return "";
}

/* One more than the commas of the list: a list of addresses stands for the hosts where both are given. */
static int64_t
count_hosts(const PQconninfoOption *options)
{
    const char *list = value_of(options, "hostaddr");
    if (list[0] == '\0')
        list = value_of(options, "host");
    int64_t count = 1;
    for (; *list != '\0'; list++)
        count += *list == ',';
    return count;
}

static int
read_seconds(const char *text, int64_t *ret_ms, struct sl_err *reterr)
{
    char *end;
    const long seconds = strtol(text, &end, 10);
    if (end == text || *end != '\0' || seconds > INT_MAX) {
        (void)sl_fail(reterr, SL_CONFIG, "connect_timeout in source.conninfo is no number");
        return sl_remedy(reterr, "write it in whole seconds");
    }
    *ret_ms = seconds > 0 ? (int64_t)seconds * 1000 : 0;
    return 0;
}

/* NULL, for a bare name of a database, says nothing. */
int
slp_connect_time(const char *conninfo, int64_t otherwise_ms, struct slp_connect_time *ret_time,
                 struct sl_err *reterr)
{
    PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
    const char *given = value_of(options, "connect_timeout");
    int failed = 0;
    ret_time->host_ms = otherwise_ms;
    if (given[0] != '\0')
        failed = read_seconds(given, &ret_time->host_ms, reterr);
    ret_time->all_ms = ret_time->host_ms * count_hosts(options);
    PQconninfoFree(options);
    return failed;
}
