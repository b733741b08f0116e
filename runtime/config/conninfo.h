/* conninfo.h - what a connection string says by itself: without the environment, and without connecting. */
#ifndef SLP_CONNINFO_H
#define SLP_CONNINFO_H

#include "err.h"

#include <libpq-fe.h>

/* The options of key=value pairs, of a URI, or of a plain database name; for PQconninfoFree(). NULL and *reterr
 * (CONFIG) when libpq does not take the string. What is wrong is not quoted: a piece
 * of a password may stand there. */
PQconninfoOption *slp_conninfo_parse(const char *conninfo, struct sl_err *reterr);

/* The value of a key word; "" when it is not given. */
const char *slp_conninfo_value(const PQconninfoOption *options, const char *keyword);

/* The key word of a secret that is written in the string itself; NULL when there is none. */
const char *slp_conninfo_secret(const PQconninfoOption *options);

#endif
