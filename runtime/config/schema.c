/* schema.c - config.def as a JSON Schema (draft 2020-12), for editors. */
#include "config/options.h"
#include "json_out.h"
#include "sink/sinks.h"

#include <inttypes.h>

static void
add_text_member(struct sl_buf *out, const char *name, const char *text)
{
    sl_buf_printf(out, ", \"%s\": ", name);
    sl_json_string(out, sl_str_of(text));
}

static void
add_words(struct sl_buf *out, const struct slp_option *option)
{
    struct sl_str words = sl_str_of(option->limits.words), word;
    const char *between = "";
    sl_buf_add_str(out, SL_STR("\"enum\": ["));
    while (slp_option_next_word(&words, &word)) {
        sl_buf_printf(out, "%s\"%.*s\"", between, SL_FMT(word));
        between = ", ";
    }
    sl_buf_add_byte(out, ']');
}

static void
add_option(struct sl_buf *out, const struct slp_option *option)
{
    sl_buf_printf(out, "\"%s\": {", option->name);
    switch (option->type) {
    case SLP_OPTION_STRING:
    case SLP_OPTION_PATH: sl_buf_add_str(out, SL_STR("\"type\": \"string\"")); break;
    case SLP_OPTION_SECRET: sl_buf_add_str(out, SL_STR("\"$ref\": \"#/$defs/secret\"")); break;
    case SLP_OPTION_WORD: add_words(out, option); break;
    case SLP_OPTION_NUMBER:
        sl_buf_printf(out, "\"type\": \"integer\", \"minimum\": %" PRIu64 ", \"maximum\": %" PRIu64,
                      option->limits.least, option->limits.most);
        break;
    }
    add_text_member(out, "description", option->help);
    if (option->type == SLP_OPTION_NUMBER)
        sl_buf_printf(out, ", \"default\": %s", option->initial);
    else if (option->initial != NULL && option->initial[0] != '\0')
        add_text_member(out, "default", option->initial);
    sl_buf_add_byte(out, '}');
}

/* The group's members, each on a line, behind what stands in "properties" already. */
static void
add_properties(struct sl_buf *out, const struct slp_option_group *group, const char *indent)
{
    for (uint32_t at = 0; at < group->count; at++) {
        sl_buf_printf(out, "%s\n%s", at > 0 ? "," : "", indent);
        add_option(out, &group->options[at]);
    }
}

static void
add_required(struct sl_buf *out, const struct slp_option_group *group, const char *also)
{
    const char *between = "";
    sl_buf_add_str(out, SL_STR("\"required\": ["));
    if (also != NULL)
        sl_buf_printf(out, "\"%s\"", also);
    between = also != NULL ? ", " : "";
    for (uint32_t at = 0; at < group->count; at++) {
        if (group->options[at].initial != NULL)
            continue;
        sl_buf_printf(out, "%s\"%s\"", between, group->options[at].name);
        between = ", ";
    }
    sl_buf_add_byte(out, ']');
}

static void
add_sinks(struct sl_buf *out)
{
    static const struct slp_option_group none = { 0 };
    for (const struct slp_sink_type *const *sink = slp_sinks; *sink != NULL; sink++) {
        const struct slp_option_group *group =
            strcmp((*sink)->name, "file") == 0 ? &slp_file_options : &none;
        sl_buf_printf(out, "%s\n          {\"description\": ", sink == slp_sinks ? "" : ",");
        sl_json_string(out, sl_str_of((*sink)->help));
        sl_buf_printf(out, ",\n           \"properties\": {\"sink\": {\"const\": \"%s\"}%s",
                      (*sink)->name, group->count > 0 ? "," : "");
        add_properties(out, group, "             ");
        sl_buf_add_str(out, SL_STR("},\n           "));
        add_required(out, group, "sink");
        sl_buf_add_str(out, SL_STR(", \"additionalProperties\": false}"));
    }
}

void
slp_config_schema(struct sl_buf *out)
{
    sl_buf_printf(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                       "  \"title\": \"sluice-pusher\",\n  \"type\": \"object\",\n"
                       "  \"required\": [\"source\", \"destinations\"],\n"
                       "  \"additionalProperties\": false,\n  \"properties\": {");
    add_properties(out, &slp_general_options, "    ");
    sl_buf_printf(out,
                  ",\n    \"source\": {\n      \"description\": \"%s\",\n"
                  "      \"type\": \"object\", \"additionalProperties\": false, ",
                  slp_source_options.help);
    add_required(out, &slp_source_options, NULL);
    sl_buf_add_str(out, SL_STR(",\n      \"properties\": {"));
    add_properties(out, &slp_source_options, "        ");
    sl_buf_add_str(out,
                   SL_STR("\n      }\n    },\n    \"keys\": {\n      \"description\": \"Keys of "
                          "the policy, by name: at least 32 random bytes each.\",\n"
                          "      \"type\": \"object\", \"additionalProperties\": {\"$ref\": "
                          "\"#/$defs/secret\"}\n    },\n    \"destinations\": {\n"
                          "      \"description\": \"Where each destination of the policy is.\",\n"
                          "      \"type\": \"object\",\n      \"additionalProperties\": {\n"
                          "        \"type\": \"object\",\n        \"oneOf\": ["));
    add_sinks(out);
    sl_buf_add_str(
        out, SL_STR("\n        ]\n      }\n    }\n  },\n  \"$defs\": {\n    \"secret\": {\n"
                    "      \"description\": \"Where a secret is, never the secret itself.\",\n"
                    "      \"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1, "
                    "\"additionalProperties\": false,\n      \"properties\": {\"file\": "
                    "{\"type\": \"string\"}, \"env\": {\"type\": \"string\"}}\n    }\n  }\n}\n"));
}
