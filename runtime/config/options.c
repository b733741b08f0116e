#include "config/options.h"

#define SLP_ANY                                                                                    \
    {                                                                                              \
        0                                                                                          \
    }
#define SLP_RANGE(from, to)                                                                        \
    {                                                                                              \
        .least = (from), .most = (to)                                                              \
    }
#define SLP_WORDS(list)                                                                            \
    {                                                                                              \
        .words = (list)                                                                            \
    }
#define SLP_ENTRY(group, type, name, initial, help, ...)                                           \
    { #name, SLP_OPTION_##type, initial, __VA_ARGS__, help, offsetof(struct group, name) },

static const struct slp_option general[] = {
#define SLP_GENERAL(type, name, initial, limits, help)                                             \
    SLP_ENTRY(slp_general_config, type, name, initial, help, limits)
#include "config/config.def"
};

static const struct slp_option source[] = {
#define SLP_SOURCE(type, name, initial, limits, help)                                              \
    SLP_ENTRY(slp_source_config, type, name, initial, help, limits)
#include "config/config.def"
};

static const struct slp_option file[] = {
#define SLP_FILE(type, name, initial, limits, help)                                                \
    SLP_ENTRY(slp_file_config, type, name, initial, help, limits)
#include "config/config.def"
};

static const struct slp_option aws_access[] = {
#define SLP_AWS_ACCESS(type, name, initial, limits, help)                                          \
    SLP_ENTRY(slp_aws_config, type, name, initial, help, limits)
#include "config/config.def"
};

static const struct slp_option kinesis[] = {
#define SLP_KINESIS(type, name, initial, limits, help)                                             \
    SLP_ENTRY(slp_kinesis_config, type, name, initial, help, limits)
#include "config/config.def"
};

static const struct slp_option firehose[] = {
#define SLP_FIREHOSE(type, name, initial, limits, help)                                            \
    SLP_ENTRY(slp_firehose_config, type, name, initial, help, limits)
#include "config/config.def"
};

static const struct slp_option s3[] = {
#define SLP_S3(type, name, initial, limits, help)                                                  \
    SLP_ENTRY(slp_s3_config, type, name, initial, help, limits)
#include "config/config.def"
};

#define SLP_GROUP(options, help)                                                                   \
    {                                                                                              \
        options, sizeof options / sizeof options[0], help                                          \
    }
const struct slp_option_group slp_general_options =
    SLP_GROUP(general, "Configuration of sluice-pusher.");
const struct slp_option_group slp_source_options =
    SLP_GROUP(source, "The database that rows are read from.");

static const struct slp_option_group file_options =
    SLP_GROUP(file, "Files of JSON lines in a directory.");
static const struct slp_option_group aws_options =
    SLP_GROUP(aws_access, "How a service of AWS is reached.");
static const struct slp_option_group kinesis_options =
    SLP_GROUP(kinesis, "A data stream of Kinesis.");
static const struct slp_option_group firehose_options =
    SLP_GROUP(firehose, "A delivery stream of Firehose.");
static const struct slp_option_group s3_options = SLP_GROUP(s3, "Objects in a bucket of S3.");

/* Which groups the object of a destination has, by sink. */
#define SLP_PART(group, member)                                                                    \
    {                                                                                              \
        &(group), offsetof(struct slp_destination_config, member)                                  \
    }
#define SLP_NO_MORE                                                                                \
    {                                                                                              \
        NULL, 0                                                                                    \
    }
static const struct slp_option_part file_parts[] = { SLP_PART(file_options, file), SLP_NO_MORE };
static const struct slp_option_part stdout_parts[] = { SLP_NO_MORE };
static const struct slp_option_part kinesis_parts[] = { SLP_PART(kinesis_options, kinesis),
                                                        SLP_PART(aws_options, aws), SLP_NO_MORE };
static const struct slp_option_part firehose_parts[] = { SLP_PART(firehose_options, firehose),
                                                         SLP_PART(aws_options, aws), SLP_NO_MORE };
static const struct slp_option_part s3_parts[] = { SLP_PART(s3_options, s3),
                                                   SLP_PART(aws_options, aws), SLP_NO_MORE };

const struct slp_sink_options slp_sink_options[] = {
#define SLP_SINK(name, help) { #name, help, name##_parts },
#include "config/sinks.def"
#undef SLP_SINK
    { NULL, NULL, NULL },
};

const struct slp_sink_options *
slp_options_of_sink(struct sl_str sink)
{
    for (const struct slp_sink_options *at = slp_sink_options; at->sink != NULL; at++)
        if (sl_str_is(sink, at->sink))
            return at;
    return NULL;
}

const struct slp_option *
slp_option_find(const struct slp_option_group *group, struct sl_str name)
{
    for (uint32_t at = 0; at < group->count; at++)
        if (sl_str_is(name, group->options[at].name))
            return &group->options[at];
    return NULL;
}

bool
slp_option_next_word(struct sl_str *words, struct sl_str *ret_word)
{
    if (words->len == 0)
        return false;
    const char *bar = memchr(words->ptr, '|', words->len);
    size_t len = bar != NULL ? (size_t)(bar - words->ptr) : words->len;
    *ret_word = (struct sl_str) { .ptr = words->ptr, .len = len };
    size_t taken = bar != NULL ? len + 1 : len;
    words->ptr += taken;
    words->len -= taken;
    return true;
}

int
slp_option_word(const struct slp_option *option, struct sl_str word)
{
    struct sl_str words = sl_str_of(option->limits.words), known;
    for (int at = 0; slp_option_next_word(&words, &known); at++)
        if (sl_str_equal(word, known))
            return at;
    return -1;
}
