#include "config/destinations.h"

#include "config/nearest.h"
#include "config/options.h"
#include "config/read.h"

static const char *const sink_others[] = { "sink", NULL };

static void
read_destination(struct slp_config_reader *reader, struct slp_path path, json_t *object,
                 struct slp_destination_config *ret)
{
    const char *sink = json_string_value(json_object_get(object, "sink"));
    const struct slp_sink_options *options =
        sink != NULL ? slp_options_of_sink(sl_str_of(sink)) : NULL;
    if (!json_is_object(object) || sink == NULL) {
        slp_config_error(reader, path, "for example {\"sink\": \"file\", \"directory\": …}",
                         "'sink' is missing");
        return;
    }
    if (options == NULL) {
        struct slp_nearest nearest;
        slp_nearest_init(&nearest, sink);
        for (const struct slp_sink_options *at = slp_sink_options; at->sink != NULL; at++)
            slp_nearest_offer(&nearest, at->sink);
        slp_config_error(reader, slp_path_child(path, "sink"),
                         slp_nearest_remedy(&nearest, reader->arena), "there is no such sink");
        return;
    }
    ret->sink = options->sink;
    const struct slp_config_object members = { path, object, sink_others };
    slp_config_read_parts(reader, options->parts, &members, ret);
}

/* Two destinations in one directory would mix what each of them may have. */
static void
report_shared_directories(struct slp_config_reader *reader, const struct slp_config *config)
{
    for (uint32_t at = 1; at < config->ndestinations; at++) {
        const struct slp_destination_config *one = &config->destinations[at];
        for (uint32_t before = 0; before < at; before++) {
            const struct slp_destination_config *other = &config->destinations[before];
            const char *directory = one->file.directory, *taken = other->file.directory;
            if (directory == NULL || taken == NULL || strcmp(directory, taken) != 0)
                continue;
            slp_config_error(reader, slp_path_child(slp_path_of("destinations"), one->name),
                             "give each destination a directory of its own",
                             "'%s' writes to the same directory", other->name);
        }
    }
}

static void
report_unknown_destinations(struct slp_config_reader *reader, json_t *object,
                            const struct sl_policy *policy)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        struct slp_nearest nearest;
        slp_nearest_init(&nearest, name);
        for (uint32_t at = 0; at < policy->ndestinations; at++)
            slp_nearest_offer(&nearest, policy->destinations[at].name);
        if (nearest.best != NULL && strcmp(nearest.best, name) == 0)
            continue;
        slp_config_warning(reader, slp_path_child(slp_path_of("destinations"), name),
                           slp_nearest_remedy(&nearest, reader->arena),
                           "the policy has no such destination: nothing will go there");
    }
}

void
slp_config_read_destinations(struct slp_config_reader *reader, json_t *top,
                             const struct sl_policy *policy, struct slp_config *ret)
{
    json_t *object = slp_config_section(reader, top, "destinations", true);
    ret->ndestinations = policy->ndestinations;
    ret->destinations =
        SL_NEW_ARRAY(reader->arena, struct slp_destination_config, policy->ndestinations + 1);
    for (uint32_t at = 0; object != NULL && at < policy->ndestinations; at++) {
        const char *name = policy->destinations[at].name;
        struct slp_path path = slp_path_child(slp_path_of("destinations"), name);
        json_t *value = json_object_get(object, name);
        ret->destinations[at].name = name;
        if (value == NULL)
            slp_config_error(reader, slp_path_of("destinations"), "",
                             "'%s' is missing: the policy releases to it", name);
        else
            read_destination(reader, path, value, &ret->destinations[at]);
    }
    report_shared_directories(reader, ret);
    report_unknown_destinations(reader, object, policy);
}
