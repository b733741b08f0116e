#include "function.h"

/* ---- sets of types ------------------------------------------------------------------------- */

#define BIT(name) SLC_TYPE_BIT(SLC_TYPE_##name)
#define ANY_TYPE (~(slc_type_set)0)
#define WHOLE_TYPES (BIT(SMALLINT) | BIT(INTEGER) | BIT(BIGINT))
#define NUMBER_TYPES (WHOLE_TYPES | BIT(REAL) | BIT(DOUBLE) | BIT(NUMERIC))
#define TEXT_TYPES (BIT(TEXT) | BIT(VARCHAR) | BIT(CHAR) | BIT(CITEXT) | BIT(NAME))
#define DATE_ONLY BIT(DATE)
#define DATE_TYPES (BIT(DATE) | BIT(TIMESTAMP) | BIT(TIMESTAMPTZ))
/* real and double are left out: equality with a decimal literal depends on rounding */
#define LISTABLE (TEXT_TYPES | BIT(ENUM) | WHOLE_TYPES | BIT(NUMERIC) | DATE_ONLY)
/* those with many values: the codes of few can be told apart by how often each comes */
#define KEYED_TYPES                                                                                \
    (TEXT_TYPES | BIT(INTEGER) | BIT(BIGINT) | BIT(NUMERIC) | BIT(UUID) | BIT(TIMESTAMP) |         \
     BIT(TIMESTAMPTZ))

static const struct {
    slc_type_set types;
    const char *words;
} set_words[] = {
    { NUMBER_TYPES, "a number" },
    { TEXT_TYPES, "text" },
    { DATE_ONLY, "a date" },
    { DATE_TYPES, "a date or a timestamp" },
    { LISTABLE, "text, an enum, a whole or exact number, or a date" },
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
#define COLUMN(set)                                                                                \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .column = true              \
    }
#define CLOCK(set)                                                                                 \
    {                                                                                              \
        .kind = SLC_PARAMETER_VALUE, .types = (set), .nullable = true, .clock = true               \
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
        .kind = SLC_PARAMETER_NUMBER, .label = (name)                                              \
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
#define YEARS(name)                                                                                \
    {                                                                                              \
        .kind = SLC_PARAMETER_YEARS, .label = (name)                                               \
    }

/* when the result is missing */
#define NEVER .never_missing = true
#define WITH_ARGUMENTS .result_nullable = false
#define SOMETIMES .result_nullable = true

#define SLC_TYPE_SAME SLC_TYPE_NONE

const struct slc_function slc_functions[SLC_NFUNCTIONS] = {
#define SLC_FUNCTION(word, type, missing, labels, operator_name, bounded, english, risk, ...)      \
    [SLC_FUNCTION_##word] = {                                                                      \
        .id = SLC_FUNCTION_##word,                                                                 \
        .name = #word,                                                                             \
        .nparameters =                                                                             \
            sizeof((struct slc_parameter[]) { __VA_ARGS__ }) / sizeof(struct slc_parameter),       \
        .parameters = { __VA_ARGS__ },                                                             \
        .result = SLC_TYPE_##type,                                                                 \
        missing,                                                                                   \
        .effect = SLC_##labels,                                                                    \
        .operator_class = SLC_##operator_name,                                                     \
        .bound = SLC_##bounded,                                                                    \
        .c_name = "sl_" #word,                                                                     \
        .does = english,                                                                           \
        .learns = risk,                                                                            \
    },
#include "functions.def"
#undef SLC_FUNCTION
};

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
