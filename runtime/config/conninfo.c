#include "config/conninfo.h"

#include <stdbool.h>
#include <string.h>

/* libpq takes a text without "=" and without a scheme as the name of a database. */
static bool
is_database_name(const char *conninfo)
{
    return strchr(conninfo, '=') == NULL && strstr(conninfo, "://") == NULL;
}

PQconninfoOption *
slp_conninfo_parse(const char *conninfo, struct sl_err *reterr)
{
    char *message = NULL;
    PQconninfoOption *options = is_database_name(conninfo) ? PQconninfoParse("", &message)
                                                           : PQconninfoParse(conninfo, &message);
    PQfreemem(message);
    if (options != NULL)
        return options;
    (void)sl_fail(reterr, SL_CONFIG, "this is not a connection string");
    (void)sl_remedy(reterr, "write key=value pairs or a postgresql:// URI with libpq's key words: "
                            "host, port, dbname, sslmode and the like");
    return NULL;
}

const char *
slp_conninfo_value(const PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword != NULL; options++)
        if (strcmp(options->keyword, keyword) == 0 && options->val != NULL)
            return options->val;
    return "";
}

/* libpq marks what is not to be shown with "*", but for one that came with PostgreSQL 18. */
static bool
is_secret(const PQconninfoOption *option)
{
    return option->dispchar[0] == '*' || strcmp(option->keyword, "oauth_client_secret") == 0;
}

const char *
slp_conninfo_secret(const PQconninfoOption *options)
{
    for (; options->keyword != NULL; options++)
        if (is_secret(options) && options->val != NULL && options->val[0] != '\0')
            return options->keyword;
    return NULL;
}
