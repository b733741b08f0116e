#include "language/function.h"

/* ---- sets of types ------------------------------------------------------------------------- */

#define BIT(name) SLC_TYPE_BIT(SLC_TYPE_##name)
#define ANY_TYPE (~(slc_type_set)0)
#define WHOLE_TYPES (BIT(SMALLINT) | BIT(INTEGER) | BIT(BIGINT))
#define NUMBER_TYPES (WHOLE_TYPES | BIT(REAL) | BIT(DOUBLE) | BIT(NUMERIC))
#define TEXT_TYPES (BIT(TEXT) | BIT(VARCHAR) | BIT(CHAR) | BIT(CITEXT) | BIT(NAME))
#define DATE_ONLY BIT(DATE)
#define STAMP_TYPES (BIT(TIMESTAMP) | BIT(TIMESTAMPTZ))
#define DATE_TYPES (BIT(DATE) | STAMP_TYPES)
/* real and double are left out: what was computed in them is seldom exactly what a literal says */
#define LISTABLE (TEXT_TYPES | BIT(ENUM) | WHOLE_TYPES | BIT(NUMERIC) | DATE_ONLY)
/* those with many values: the codes of few can be told apart by how often each comes */
#define KEYED_TYPES                                                                                \
    (TEXT_TYPES | BIT(INTEGER) | BIT(BIGINT) | BIT(NUMERIC) | BIT(UUID) | BIT(TIMESTAMP) |         \
     BIT(TIMESTAMPTZ))

#define OPAQUE_TYPE BIT(OPAQUE)
#define JSON_TYPE BIT(JSONB)
/* real and double are left out here too */
#define EQUATABLE (LISTABLE | BIT(BOOLEAN) | BIT(UUID) | BIT(TIME) | STAMP_TYPES)

static const struct {
    slc_type_set types;
    const char *words;
} set_words[] = {
    { NUMBER_TYPES, "a number" },
    { TEXT_TYPES, "text" },
    { DATE_ONLY, "a date" },
    { STAMP_TYPES, "a timestamp" },
    { DATE_TYPES, "a date or a timestamp" },
    { LISTABLE, "text, an enum, a whole or exact number, or a date" },
    { JSON_TYPE, "jsonb" },
    { OPAQUE_TYPE, "an array, written opaque" },
    { EQUATABLE, "text, an enum, a whole or exact number, a date or time, a uuid, or yes or no" },
    { KEYED_TYPES, "a number, text, a uuid or a timestamp: a type with many values" },
};

const char *
slc_type_set_words(slc_type_set types)
{
    for (size_t i = 0; i < sizeof set_words / sizeof set_words[0]; i++)
        if (set_words[i].types == types)
            return set_words[i].words;
    return "any column";
}

bool
slc_type_is_listable(enum slc_type_id id)
{
    return (LISTABLE & SLC_TYPE_BIT(id)) != 0;
}

/* ---- the table ----------------------------------------------------------------------------- */

/* parameters */
#define VALUE(set)                                                                                 \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true                              \
    }
#define MANY(set)                                                                                  \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .repeats = true             \
    }
#define COLUMN(set)                                                                                \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .column = true              \
    }
#define MANY_COLUMNS(set)                                                                          \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .column = true,             \
        .repeats = true                                                                            \
    }
#define CLOCK(set)                                                                                 \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .clock = true               \
    }
#define LIKE_FIRST(set)                                                                            \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .like_first = true          \
    }
#define OTHER_COLUMN(name, set)                                                                    \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .label = (name), .types = (set), .nullable = true,            \
        .column = true                                                                             \
    }
#define TIME(name)                                                                                 \
    {                                                                                              \
        .kind = SLC_PARAMETER_TIME, .label = (name)                                                \
    }
#define KEY(name)                                                                                  \
    {                                                                                              \
        .kind = SLC_PARAMETER_KEY, .label = (name)                                                 \
    }
#define NUMBER(name)                                                                               \
    {                                                                                              \
        .kind = SLC_PARAMETER_NUMBER, .label = (name), .positive = true                            \
    }
#define ANY_NUMBER(name)                                                                           \
    {                                                                                              \
        .kind = SLC_PARAMETER_NUMBER, .label = (name)                                              \
    }
#define COUNT(name, low, high)                                                                     \
    {                                                                                              \
        .kind = SLC_PARAMETER_COUNT, .label = (name), .least = (low), .most = (high)               \
    }
#define EDGES(name)                                                                                \
    {                                                                                              \
        .kind = SLC_PARAMETER_EDGES, .label = (name)                                               \
    }
#define LITERALS(name)                                                                             \
    {                                                                                              \
        .kind = SLC_PARAMETER_LITERALS, .label = (name)                                            \
    }
#define TEXTS(name)                                                                                \
    {                                                                                              \
        .kind = SLC_PARAMETER_TEXTS, .label = (name)                                               \
    }
#define WORDS(name)                                                                                \
    {                                                                                              \
        .kind = SLC_PARAMETER_WORDS, .label = (name)                                               \
    }
#define PATH(name)                                                                                 \
    {                                                                                              \
        .kind = SLC_PARAMETER_PATH, .label = (name)                                                \
    }
#define YEARS(name, low, high)                                                                     \
    {                                                                                              \
        .kind = SLC_PARAMETER_YEARS, .label = (name), .least = (low), .most = (high)               \
    }
#define DAYS(name, low, high)                                                                      \
    {                                                                                              \
        .kind = SLC_PARAMETER_DAYS, .label = (name), .least = (low), .most = (high)                \
    }
#define UNIT(name)                                                                                 \
    {                                                                                              \
        .kind = SLC_PARAMETER_UNIT, .label = (name)                                                \
    }

/* when the result is missing */
#define NEVER .never_missing = true
#define WITH_ARGUMENTS .result_nullable = false
#define SOMETIMES .result_nullable = true

/* how many results there are */
#define UNCOUNTED                                                                                  \
    {                                                                                              \
        .kind = SLC_VARIETY_UNCOUNTED                                                              \
    }
#define TWO                                                                                        \
    {                                                                                              \
        .kind = SLC_VARIETY_FIXED, .count = 2                                                      \
    }
#define FIXED(number)                                                                              \
    {                                                                                              \
        .kind = SLC_VARIETY_FIXED, .count = (number)                                               \
    }
#define THESE(number, texts)                                                                       \
    {                                                                                              \
        .kind = SLC_VARIETY_FIXED, .count = (number), .results = (texts)                           \
    }
#define EDGES_AND_ONE                                                                              \
    {                                                                                              \
        .kind = SLC_VARIETY_EDGES, .count = 1                                                      \
    }
#define LISTED                                                                                     \
    {                                                                                              \
        .kind = SLC_VARIETY_LISTED                                                                 \
    }
#define AGES                                                                                       \
    {                                                                                              \
        .kind = SLC_VARIETY_AGES                                                                   \
    }
#define AS_COUNTED                                                                                 \
    {                                                                                              \
        .kind = SLC_VARIETY_COUNT                                                                  \
    }
#define ARGUMENTS_AND_ONE                                                                          \
    {                                                                                              \
        .kind = SLC_VARIETY_ARGUMENTS                                                              \
    }

/* The bound of each measure. */
enum {
#define SLC_MEASURE(name, bound, tells) SLC_BOUND_OF_MEASURES_##name = SLC_BOUND_##bound,
#include "language/measures.def"
#undef SLC_MEASURE
};

#define PARAMETERS(...) __VA_ARGS__
#define EXAMPLE(written, result, ...)                                                              \
    {                                                                                              \
        .call = (written), .gives = (result), .given = { __VA_ARGS__ }                             \
    }
#define EXAMPLES(...)                                                                              \
    (const struct slc_example[])                                                                   \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            .call = NULL                                                                           \
        }                                                                                          \
    }

#define SLC_TYPE_SAME SLC_TYPE_NONE

const struct slc_function slc_functions[SLC_NFUNCTIONS] = {
#define SLC_FUNCTION(word, set, type, missing, labels, operator_name, measured, results, english,  \
                     risk, rules, expression, parameter_list, example_list)                        \
    [SLC_FUNCTION_##word] = {                                                                      \
        .id = SLC_FUNCTION_##word,                                                                 \
        .group = SLC_GROUP_##set,                                                                  \
        .name = #word,                                                                             \
        .nparameters =                                                                             \
            sizeof((struct slc_parameter[]) { parameter_list }) / sizeof(struct slc_parameter),    \
        .parameters = { parameter_list },                                                          \
        .result = SLC_TYPE_##type,                                                                 \
        missing,                                                                                   \
        .effect = SLC_##labels,                                                                    \
        .operator_class = SLC_##operator_name,                                                     \
        .measure = SLC_##measured,                                                                 \
        .bound = (enum slc_bound_kind)SLC_BOUND_OF_##measured,                                     \
        .variety = results,                                                                        \
        .c_name = "sl_" #word,                                                                     \
        .does = english,                                                                           \
        .learns = risk,                                                                            \
        .exactly = rules,                                                                          \
        .sql = expression,                                                                         \
        .examples = example_list,                                                                  \
    },
#include "functions.def"
#undef SLC_FUNCTION
};

/* ---- units and groups ---------------------------------------------------------------------- */

const struct slc_unit_info slc_units[SLC_NUNITS] = {
#define SLC_UNIT(word, in_minutes, in_months)                                                      \
    [SLC_UNIT_##word] = { .name = #word, .minutes = (in_minutes), .months = (in_months) },
#include "language/units.def"
#undef SLC_UNIT
};

const char *
slc_measure_tells(enum slc_measure measure)
{
    static const char *const words[SLC_NMEASURES] = {
#define SLC_MEASURE(name, bound, tells) [SLC_MEASURES_##name] = (tells),
#include "language/measures.def"
#undef SLC_MEASURE
    };
    return words[measure];
}

enum slc_unit
slc_unit_named(struct sl_str name)
{
    int unit = 0;
    while (unit < SLC_NUNITS && !sl_str_is(name, slc_units[unit].name))
        unit++;
    return (enum slc_unit)unit;
}

const char *
slc_group_title(enum slc_group group)
{
    static const char *const titles[SLC_NGROUPS] = {
        [SLC_GROUP_PRESENCE] = "Presence",     [SLC_GROUP_CATEGORIES] = "Categories",
        [SLC_GROUP_NUMBERS] = "Numbers",       [SLC_GROUP_DATES] = "Dates",
        [SLC_GROUP_PLACES] = "Places",         [SLC_GROUP_PSEUDONYMS] = "Pseudonyms",
        [SLC_GROUP_PARTIAL] = "Parts of text", [SLC_GROUP_TEXT] = "Text",
        [SLC_GROUP_VALIDITY] = "Validity",     [SLC_GROUP_JSON] = "JSON",
    };
    return titles[group];
}

/* ---- looking up ---------------------------------------------------------------------------- */

const struct slc_function *
slc_function_named(struct sl_str name)
{
    for (int id = 0; id < SLC_NFUNCTIONS; id++)
        if (sl_str_is(name, slc_functions[id].name))
            return &slc_functions[id];
    return NULL;
}

const struct slc_parameter *
slc_parameter_labelled(const struct slc_function *function, struct sl_str label)
{
    for (int i = 0; i < function->nparameters; i++) {
        const struct slc_parameter *parameter = &function->parameters[i];
        if (parameter->label != NULL && sl_str_is(label, parameter->label))
            return parameter;
    }
    return NULL;
}
