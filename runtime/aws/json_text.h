/* json_text.h - a text out of a response in JSON. */
#ifndef SLP_AWS_JSON_TEXT_H
#define SLP_AWS_JSON_TEXT_H

#include "str.h"

#include <jansson.h>

/* The member's text, "" when there is none or it is no text. Lives as long as the object. */
static inline struct sl_str
slp_aws_json_text(const json_t *object, const char *name)
{
    const json_t *text = json_object_get(object, name);
    return json_is_string(text)
               ? (struct sl_str) { json_string_value(text), json_string_length(text) }
               : SL_STR("");
}

#endif
