/* options.h - config.def as tables, for everything that walks over options. */
#ifndef SLP_OPTIONS_H
#define SLP_OPTIONS_H

#include "config/config.h"

#include <stddef.h>
#include <stdint.h>

enum slp_option_type {
    SLP_OPTION_STRING,
    SLP_OPTION_PATH,
    SLP_OPTION_SECRET,
    SLP_OPTION_NUMBER,
    SLP_OPTION_WORD,
};

struct slp_option_limits {
    uint64_t least, most; /* of numbers */
    const char *words;    /* "stop|warn" */
};

struct slp_option {
    const char *name;
    enum slp_option_type type;
    const char *initial; /* NULL: must be given; "": none */
    struct slp_option_limits limits;
    const char *help;
    size_t offset; /* of the member in the group's struct */
};

/* Options that stand together in one object of the file and one struct. */
struct slp_option_group {
    const struct slp_option *options;
    uint32_t count;
    const char *help;
};

extern const struct slp_option_group slp_general_options, slp_source_options;

/* A group's options, and where in the surrounding struct its own one stands. */
struct slp_option_part {
    const struct slp_option_group *group;
    size_t offset;
};

/* A sink of sinks.def, and what the object of a destination with it may hold: into
 * slp_destination_config. */
struct slp_sink_options {
    const char *sink, *help;
    const struct slp_option_part *parts; /* ends with a part without a group */
};

/* Every sink, ending with one without a name; and one by its name, NULL when there is none. */
extern const struct slp_sink_options slp_sink_options[];
const struct slp_sink_options *slp_options_of_sink(struct sl_str sink);

/* The option of that name, NULL when the group has none. */
const struct slp_option *slp_option_find(const struct slp_option_group *group, struct sl_str name);

/* The index of `word` among the option's words, -1 when it is not one. */
int slp_option_word(const struct slp_option *option, struct sl_str word);

/* Takes the next of "stop|warn" off *words; false at the end. */
bool slp_option_next_word(struct sl_str *words, struct sl_str *ret_word);

#endif
