#include "reader/preflight_report.h"

#include <stdarg.h>
#include <stdio.h>

void
slp_preflight_report(const struct slp_preflight *preflight, struct slp_finding_kind kind,
                     const char *format, ...)
{
    struct sl_err finding = { .class = kind.class };
    va_list args;
    va_start(args, format);
    (void)vsnprintf(finding.text, sizeof finding.text, format, args);
    va_end(args);
    (void)sl_remedy(&finding, "%s", kind.remedy);
    preflight->tell(preflight->context, kind.gravity, &finding);
}

void
slp_preflight_report_error(const struct slp_preflight *preflight, const struct sl_err *err)
{
    preflight->tell(preflight->context, SLP_STOPS, err);
}

PGresult *
slp_preflight_query(const struct slp_preflight *preflight, struct slp_conn *conn, const char *sql)
{
    struct sl_err err;
    PGresult *result = slp_conn_query(conn, "looking at the database", sql, &err);
    if (result == NULL)
        slp_preflight_report_error(preflight, &err);
    return result;
}
