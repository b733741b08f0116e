/* xml.h - texts out of the small responses of S3 and STS. No parser: it finds elements by name,
 * which is all that these responses need, and trusts no structure. */
#ifndef SLP_AWS_XML_H
#define SLP_AWS_XML_H

#include "attributes.h"
#include "buf.h"
#include "str.h"

#include <stdbool.h>

/* What stands between the first <element …> and its </element>, as it is; false when there is
 * none. */
SL_MUST_USE bool slp_xml_find(struct sl_str document, const char *element, struct sl_str *ret);

/* The same of an element that holds text alone, its entities resolved, appended to `out`. */
SL_MUST_USE bool slp_xml_text(struct sl_str document, const char *element, struct sl_buf *out);

#endif
