/* json_text.h - JSON documents for people's tools, indented: names and values in order, the commas
 * and line breaks between them made here.
 *
 * A member is slc_json_name() and then its value; a value is a scalar, or everything between
 * slc_json_open() and slc_json_close(). Texts may hold any bytes: what is not UTF-8, or could steer
 * a terminal, becomes U+FFFD. */
#ifndef SLC_JSON_TEXT_H
#define SLC_JSON_TEXT_H

#include "buf.h"

struct slc_json {
    struct sl_buf *out;
    int depth;
    bool begun; /* something stands in the list or object that is open */
    bool named; /* a name was written, its value comes next */
};

void slc_json_open(struct slc_json *json, char bracket); /* '{' or '[' */
void slc_json_close(struct slc_json *json, char bracket);
void slc_json_name(struct slc_json *json, const char *name);
void slc_json_name_str(struct slc_json *json, struct sl_str name);
void slc_json_string(struct slc_json *json, struct sl_str text);
void slc_json_number(struct slc_json *json, long long number);
void slc_json_bool(struct slc_json *json, bool value);

/* A name and its value. */
void slc_json_member(struct slc_json *json, const char *name, struct sl_str text);
void slc_json_count(struct slc_json *json, const char *name, long long number);

/* The text with every character that findings may not show replaced by U+FFFD. */
void slc_add_shown(struct sl_buf *out, struct sl_str text);

#endif
