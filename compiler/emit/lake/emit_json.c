#include "emit/lake/emit_json.h"

#include <stdlib.h>

/* Jansson fails where memory is short. */
static void
must(int result)
{
    if (result != 0)
        abort();
}

json_t *
slc_json_text(struct sl_str text)
{
    return json_stringn(text.ptr, text.len);
}

void
slc_json_set(json_t *object, const char *name, json_t *value)
{
    must(json_object_set_new(object, name, value));
}

void
slc_json_set_text(json_t *object, const char *name, struct sl_str text)
{
    if (text.len > 0)
        slc_json_set(object, name, slc_json_text(text));
}

void
slc_json_append(json_t *array, json_t *value)
{
    must(json_array_append_new(array, value));
}

json_t *
slc_json_names(const char *const *list)
{
    json_t *array = json_array();
    for (; *list != NULL; list++)
        slc_json_append(array, json_string(*list));
    return array;
}

json_t *
slc_json_label(const struct slc_ir *ir, struct slc_ir_label label)
{
    json_t *categories = json_array();
    for (uint32_t i = 0; i < ir->ncategories; i++)
        if (slc_number_set_has(label.categories, i))
            slc_json_append(categories, slc_json_text(ir->categories[i].name));
    json_t *object = json_object();
    slc_json_set(object, "level", slc_json_text(ir->levels[label.level].name));
    slc_json_set(object, "categories", categories);
    return object;
}

json_t *
slc_json_columns(const struct slc_ir_release *release, const struct slc_ir_field *field)
{
    json_t *columns = json_array();
    for (uint32_t i = 0; i < field->ncells; i++)
        slc_json_append(columns, slc_json_text(slc_ir_cell_column(release, field->cells[i])->name));
    return columns;
}

static int
write_text(const char *bytes, size_t len, void *out)
{
    sl_buf_add(out, bytes, len);
    return 0;
}

void
slc_json_output(const struct slc_ir *ir, struct slc_outputs *outputs,
                const struct slc_ir_release *release, const char *suffix, json_t *contents)
{
    struct sl_buf *out = slc_output_begin(outputs);
    must(json_dump_callback(contents, write_text, out, JSON_INDENT(2)));
    sl_buf_add_byte(out, '\n');
    json_decref(contents);
    slc_output_end(outputs, sl_arena_format(ir->arena, "%.*s.%s", SL_FMT(release->name), suffix));
}
