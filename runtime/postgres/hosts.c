#include "postgres/hosts.h"

#include <stdlib.h>
#include <string.h>

/* NULL where the key word is not given. */
static char *
value_of(PQconninfoOption *options, const char *keyword)
{
    for (; options != NULL && options->keyword != NULL; options++)
        if (strcmp(options->keyword, keyword) == 0 && options->val != NULL &&
            options->val[0] != '\0')
            return options->val;
    return NULL;
}

static uint32_t
count_members(const char *list)
{
    uint32_t count = list != NULL;
    for (; list != NULL && *list != '\0'; list++)
        count += *list == ',';
    return count;
}

/* A member that is left out stands for libpq's default, which cannot be given in its place. */
static bool
leaves_out(const char *list)
{
    return list != NULL && list[0] != '\0' &&
           (list[0] == ',' || strstr(list, ",,") != NULL || list[strlen(list) - 1] == ',');
}

/* The next member of the list, which ends at its comma from now on. */
static char *
next_member(char **list)
{
    char *member = *list;
    if (member == NULL)
        return NULL;
    *list = strchr(member, ',');
    if (*list != NULL)
        *(*list)++ = '\0';
    return member;
}

/* Where `random` is asked for, any order is as good. */
static void
shuffle(struct slp_host *hosts, uint32_t count)
{
    for (uint32_t at = count; at > 1; at--) {
        const uint32_t other = (uint32_t)rand() % at; /* NOLINT: nobody gains by guessing it */
        const struct slp_host moved = hosts[at - 1];
        hosts[at - 1] = hosts[other];
        hosts[other] = moved;
    }
}

uint32_t
slp_hosts_split(PQconninfoOption *options, struct slp_host **ret)
{
    char *host = value_of(options, "host"), *address = value_of(options, "hostaddr");
    char *port = value_of(options, "port");
    const char *balance = value_of(options, "load_balance_hosts");
    const uint32_t nhosts = count_members(host), naddresses = count_members(address);
    const uint32_t nports = count_members(port), count = naddresses != 0 ? naddresses : nhosts;
    const bool match = (nhosts == 0 || nhosts == count) && (nports <= 1 || nports == count);
    const bool all = !leaves_out(host) && !leaves_out(address) && !leaves_out(port);
    *ret = calloc((size_t)count + 1, sizeof **ret);
    if (*ret == NULL)
        return 0;
    if (count < 2 || !match || !all)
        return 1;
    for (uint32_t at = 0; at < count; at++)
        (*ret)[at] = (struct slp_host) { next_member(&host), next_member(&address),
                                         nports > 1 ? next_member(&port) : NULL };
    if (balance != NULL && strcmp(balance, "random") == 0)
        shuffle(*ret, count);
    return count;
}
