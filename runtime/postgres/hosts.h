/* hosts.h - the hosts that a connection string names, one by one.
 *
 * Whoever connects in steps (PQconnectPoll) has to end what takes too long, and libpq then does not go on with
 * the next host of the list. */
#ifndef SLP_HOSTS_H
#define SLP_HOSTS_H

#include "err.h"

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

/* What conninfo says of one host; NULL: what conninfo says for all. */
struct slp_host {
    const char *host, *address, *port;
};

/* Splits the lists in place: `options` is what PQconninfoParse() made, NULL for a bare name of a database. It must
 * outlive the hosts. A list that does not match the others is left to libpq, which says so. Returns how many there
 * are, at least 1; *ret is for free(). 0: memory is short. */
uint32_t slp_hosts_split(PQconninfoOption *options, struct slp_host **ret);

#endif
