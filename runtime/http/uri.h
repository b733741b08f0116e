/* uri.h - the few things of RFC 3986 that calls need. */
#ifndef SLP_URI_H
#define SLP_URI_H

#include "attributes.h"
#include "buf.h"
#include "str.h"

#include <stdbool.h>

/* Appends the text with every byte but A-Z a-z 0-9 - . _ ~ as %XX in upper-case hex; slashes stay
 * where they divide a path. */
void slp_uri_encode(struct sl_buf *out, struct sl_str text, bool keep_slashes);

/* Appends a path without "." and ".." segments and without empty ones (RFC 3986, 5.2.4, and as AWS
 * has it: docs "Create a signed request", canonical URI). */
void slp_uri_normalize(struct sl_buf *out, struct sl_str path);

/* Views into the URL's text. */
struct slp_uri {
    struct sl_str scheme; /* "https" or "http" */
    struct sl_str host;   /* without port; IPv6 without its brackets */
    struct sl_str
        authority;      /* host as it is sent: with brackets, and the port unless it is the scheme's
                                own */
    struct sl_str path; /* "" or "/…", without a slash at the end */
};

/* Takes http and https URLs apart; false for all else, and for ones with a user, a query, a
 * fragment, or bytes outside printable ASCII. */
SL_MUST_USE bool slp_uri_parse(struct sl_str text, struct slp_uri *ret);

#endif
