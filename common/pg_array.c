#include "pg_array.h"

void
sl_pg_array_add(struct sl_buf *array, struct sl_str element)
{
    sl_buf_add_byte(array, array->len == 0 ? '{' : ',');
    sl_buf_add_byte(array, '"');
    for (size_t i = 0; i < element.len; i++) {
        if (element.ptr[i] == '"' || element.ptr[i] == '\\')
            sl_buf_add_byte(array, '\\');
        sl_buf_add_byte(array, element.ptr[i]);
    }
    sl_buf_add_byte(array, '"');
}

const char *
sl_pg_array_end(struct sl_buf *array)
{
    if (array->len == 0)
        sl_buf_add_byte(array, '{');
    sl_buf_add_byte(array, '}');
    return sl_buf_cstr(array);
}
