/* schema.c - config.def as a JSON Schema (draft 2020-12), for editors. */
#include "config/decryption.h"
#include "config/options.h"
#include "json_out.h"

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

/* The group's members, each on a line; `first`: nothing stands in "properties" yet. */
static void
add_properties(struct sl_buf *out, const struct slp_option_group *group, const char *indent,
               bool first)
{
    for (uint32_t at = 0; at < group->count; at++) {
        sl_buf_printf(out, "%s\n%s", first && at == 0 ? "" : ",", indent);
        add_option(out, &group->options[at]);
    }
}

/* Behind what stands in "required" already. */
static void
add_required_names(struct sl_buf *out, const struct slp_option_group *group, const char *between)
{
    for (uint32_t at = 0; at < group->count; at++) {
        if (group->options[at].initial != NULL)
            continue;
        sl_buf_printf(out, "%s\"%s\"", between, group->options[at].name);
        between = ", ";
    }
}

static void
add_sink(struct sl_buf *out, const struct slp_sink_options *sink)
{
    sl_buf_add_str(out, SL_STR("\n          {\"description\": "));
    sl_json_string(out, sl_str_of(sink->help));
    sl_buf_printf(out, ",\n           \"properties\": {\"sink\": {\"const\": \"%s\"}", sink->sink);
    for (const struct slp_option_part *part = sink->parts; part->group != NULL; part++)
        add_properties(out, part->group, "             ", false);
    sl_buf_add_str(out, SL_STR("},\n           \"required\": [\"sink\""));
    for (const struct slp_option_part *part = sink->parts; part->group != NULL; part++)
        add_required_names(out, part->group, ", ");
    sl_buf_add_str(out, SL_STR("], \"additionalProperties\": false}"));
}

static void
add_sinks(struct sl_buf *out)
{
    for (const struct slp_sink_options *at = slp_sink_options; at->sink != NULL; at++) {
        if (at != slp_sink_options)
            sl_buf_add_byte(out, ',');
        add_sink(out, at);
    }
}

void
slp_config_schema(struct sl_buf *out)
{
    sl_buf_printf(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                       "  \"title\": \"sluice-pusher\",\n  \"type\": \"object\",\n"
                       "  \"required\": [\"source\", \"destinations\"],\n"
                       "  \"additionalProperties\": false,\n  \"properties\": {");
    add_properties(out, &slp_general_options, "    ", true);
    sl_buf_printf(out,
                  ",\n    \"source\": {\n      \"description\": \"%s\",\n"
                  "      \"type\": \"object\", \"additionalProperties\": false, "
                  "\"required\": [",
                  slp_source_options.help);
    add_required_names(out, &slp_source_options, "");
    sl_buf_add_str(out, SL_STR("],\n      \"properties\": {"));
    add_properties(out, &slp_source_options, "        ", true);
    sl_buf_add_str(out,
                   SL_STR("\n      }\n    },\n    \"keys\": {\n      \"description\": \"Keys of "
                          "the policy, by name: at least 32 random bytes each for pseudonyms; for "
                          "decryption what its formats need.\",\n"
                          "      \"type\": \"object\", \"additionalProperties\": {\"oneOf\": "
                          "[{\"$ref\": \"#/$defs/secret\"}, {\"$ref\": "
                          "\"#/$defs/decryption\"}]}\n    },\n    \"destinations\": {\n"
                          "      \"description\": \"Where each destination of the policy is.\",\n"
                          "      \"type\": \"object\",\n      \"additionalProperties\": {\n"
                          "        \"type\": \"object\",\n        \"oneOf\": ["));
    add_sinks(out);
    sl_buf_add_str(
        out,
        SL_STR("\n        ]\n      }\n    }\n  },\n  \"$defs\": {\n    \"secret\": {\n"
               "      \"description\": \"Where a secret is, never the secret itself.\",\n"
               "      \"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1, "
               "\"additionalProperties\": false,\n      \"properties\": {\"file\": "
               "{\"type\": \"string\"}, \"env\": {\"type\": \"string\"}, \"credential\": "
               "{\"type\": \"string\"}, \"kms\": {\"type\": \"object\", \"required\": "
               "[\"file\", \"key_id\"], \"additionalProperties\": false, \"properties\": "
               "{\"file\": {\"type\": \"string\"}, \"key_id\": {\"type\": \"string\"}, "
               "\"region\": {\"type\": \"string\"}, \"context\": {\"type\": \"object\", "
               "\"additionalProperties\": {\"type\": \"string\"}}}}, \"rds_iam\": "
               "{\"type\": \"object\", \"description\": \"A token of RDS, for the passwords in "
               "source alone.\", \"additionalProperties\": false, \"properties\": "
               "{\"region\": {\"type\": \"string\"}, \"profile\": {\"type\": "
               "\"string\"}, \"host\": {\"type\": \"string\"}, \"port\": {\"type\": "
               "\"integer\"}}}}\n    },\n"
               "    \"secrets\": {\"oneOf\": [{\"$ref\": \"#/$defs/secret\"}, {\"type\": "
               "\"array\", \"minItems\": 1, \"items\": {\"$ref\": "
               "\"#/$defs/secret\"}}]},\n    \"decryption\": {\n      \"description\": "
               "\"A key for decryption, for each format that columns have.\",\n"
               "      \"type\": \"object\", \"minProperties\": 1, "
               "\"additionalProperties\": false,\n      \"properties\": {"));
    slp_decryption_schema(out, "        ");
    sl_buf_add_str(out, SL_STR("\n      }\n    }\n  }\n}\n"));
}
