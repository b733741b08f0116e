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

#define SLP_GROUP(options, help)                                                                   \
    {                                                                                              \
        options, sizeof options / sizeof options[0], help                                          \
    }
const struct slp_option_group slp_general_options =
    SLP_GROUP(general, "Configuration of sluice-pusher.");
const struct slp_option_group slp_source_options =
    SLP_GROUP(source, "The database that rows are read from.");
const struct slp_option_group slp_file_options =
    SLP_GROUP(file, "Files of JSON lines in a directory.");

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
