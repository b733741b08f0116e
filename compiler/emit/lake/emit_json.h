/* emit_json.h - generated files that are JSON: built as a tree, then written.
 *
 * Members keep the order in which they were set. A function that takes a json_t takes it over. Where
 * memory is short the program ends, as in an arena. */
#ifndef SLC_EMIT_JSON_H
#define SLC_EMIT_JSON_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

#include <jansson.h>

json_t *slc_json_text(struct sl_str text);
void slc_json_set(json_t *object, const char *name, json_t *value);
/* Nothing for an empty text. */
void slc_json_set_text(json_t *object, const char *name, struct sl_str text);
void slc_json_append(json_t *array, json_t *value);

/* An array of the texts up to NULL. */
json_t *slc_json_names(const char *const *list);

/* {"level": "pseudonymous", "categories": ["identity"]} */
json_t *slc_json_label(const struct slc_ir *ir, struct slc_ir_label label);

/* ["email", "mobile"]: the columns that a field reads. */
json_t *slc_json_columns(const struct slc_ir_release *release, const struct slc_ir_field *field);

/* The release's file "<destination>.<stream>.<suffix>", with these contents. */
void slc_json_output(const struct slc_ir *ir, struct slc_outputs *outputs,
                     const struct slc_ir_release *release, const char *suffix, json_t *contents);

#endif
