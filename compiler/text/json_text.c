#include "text/json_text.h"

#include "json_out.h"
#include "maxima.h"
#include "text/characters.h"

enum { INDENT = 2 };

static void
new_line(struct slc_json *json)
{
    sl_buf_printf(json->out, "\n%*s", json->depth * INDENT, "");
}

/* What stands in front of a value or a name: the comma, and the line of its own. */
static void
begin_value(struct slc_json *json)
{
    if (json->named) {
        json->named = false;
        return;
    }
    if (json->begun)
        sl_buf_add_byte(json->out, ',');
    if (json->depth > 0)
        new_line(json);
    json->begun = true;
}

void
slc_json_open(struct slc_json *json, char bracket)
{
    begin_value(json);
    sl_buf_add_byte(json->out, bracket);
    json->depth++;
    json->begun = false;
}

void
slc_json_close(struct slc_json *json, char bracket)
{
    json->depth--;
    if (json->begun)
        new_line(json);
    sl_buf_add_byte(json->out, bracket);
    json->begun = true;
    if (json->depth == 0)
        sl_buf_add_byte(json->out, '\n');
}

void
slc_json_name_str(struct slc_json *json, struct sl_str name)
{
    slc_json_string(json, name);
    sl_buf_add_str(json->out, SL_STR(": "));
    json->named = true;
}

void
slc_json_name(struct slc_json *json, const char *name)
{
    slc_json_name_str(json, sl_str_of(name));
}

void
slc_add_shown(struct sl_buf *out, struct sl_str text)
{
    for (size_t at = 0, len; at < text.len; at += len) {
        (void)slc_character_at(text, at, &len);
        struct sl_str character = { text.ptr + at, len };
        bool shown = text.ptr[at] == '\n' || !slc_characters_refused(character);
        sl_buf_add_str(out, shown ? character : SL_STR("\xEF\xBF\xBD"));
    }
}

void
slc_json_string(struct slc_json *json, struct sl_str text)
{
    struct sl_buf shown;
    sl_buf_init(&shown, SLC_MAX_OUTPUT_BYTES);
    slc_add_shown(&shown, text);
    begin_value(json);
    sl_json_string(json->out, sl_buf_str(&shown));
    sl_buf_done(&shown);
}

void
slc_json_number(struct slc_json *json, long long number)
{
    begin_value(json);
    sl_buf_printf(json->out, "%lld", number);
}

void
slc_json_bool(struct slc_json *json, bool value)
{
    begin_value(json);
    sl_buf_add_str(json->out, value ? SL_STR("true") : SL_STR("false"));
}

void
slc_json_member(struct slc_json *json, const char *name, struct sl_str text)
{
    slc_json_name(json, name);
    slc_json_string(json, text);
}

void
slc_json_count(struct slc_json *json, const char *name, long long number)
{
    slc_json_name(json, name);
    slc_json_number(json, number);
}
