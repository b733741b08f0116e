/* function.h - the language's functions, as functions.def lists them: the only list.
 *
 * C and evaluator are functions that tables made from the same list name, so that a function which
 * lacks one does not build; all else is in the list itself. */
#ifndef SLC_FUNCTION_H
#define SLC_FUNCTION_H

#include "language/type.h"

enum slc_function_id {
#define SLC_FUNCTION(name, ...) SLC_FUNCTION_##name,
#include "functions.def"
#undef SLC_FUNCTION
    SLC_NFUNCTIONS
};

/* Groups, in the order of the documentation. */
enum slc_group {
    SLC_GROUP_PRESENCE,
    SLC_GROUP_CATEGORIES,
    SLC_GROUP_NUMBERS,
    SLC_GROUP_DATES,
    SLC_GROUP_PLACES,
    SLC_GROUP_PSEUDONYMS,
    SLC_GROUP_PARTIAL,
    SLC_GROUP_TEXT,
    SLC_GROUP_VALIDITY,
    SLC_GROUP_JSON,
    SLC_NGROUPS
};

/* "Presence" */
const char *slc_group_title(enum slc_group group);

/* The operators as owners name them in `may become … by`. */
enum slc_operator {
    SLC_NOT_AN_OPERATOR,
    SLC_OPERATOR_COMPARISON, /* < > <= >= */
    SLC_OPERATOR_MEMBERSHIP, /* is, is in */
    SLC_OPERATOR_PRESENT,    /* is missing, present, count_present */
};

/* What a function does to the label of what it is applied to directly. */
enum slc_effect {
    SLC_LOWERS, /* where every category's owner has a row for it */
    SLC_TIDIES, /* nothing, and it counts as the column itself: lower upper trim squeeze json_… */
    SLC_KEEPS,  /* nothing, and no owner's row ever lowers it: json_has */
};

/* What a call lets a receiver tell apart. */
enum slc_measure {
#define SLC_MEASURE(name, bound, tells) SLC_MEASURES_##name,
#include "language/measures.def"
#undef SLC_MEASURE
    SLC_NMEASURES
};

/* "values on different sides of an edge" */
const char *slc_measure_tells(enum slc_measure measure);

/* What a bound of an owner's row counts or measures for this function. */
enum slc_bound_kind {
    SLC_BOUND_NONE,        /* no bound applies */
    SLC_BOUND_STEP,        /* at least: the narrowest cell, a number */
    SLC_BOUND_NO_DISTANCE, /* the same, and no call can ever meet it */
    SLC_BOUND_YEARS,       /* at least: the narrowest cell in years of age */
    SLC_BOUND_INTERVAL,    /* at least: the narrowest cell between dates, with a unit of time */
    SLC_BOUND_LISTED,      /* at most: listed values */
    SLC_BOUND_CLASSES,     /* at most: listed values; at least: values in each class */
    SLC_BOUND_THRESHOLDS,  /* at most: thresholds; at least: the narrowest cell */
    SLC_BOUND_CHARACTERS,  /* at most: characters shown */
    SLC_BOUND_BITS,        /* at most: prefix bits */
    SLC_BOUND_BUCKETS,     /* at most: buckets */
};

/* Sets of types a parameter takes: bits by slc_type_id. */
typedef uint32_t slc_type_set;
#define SLC_TYPE_BIT(id) ((slc_type_set)1 << (id))
_Static_assert(SLC_NTYPES <= 32, "a type set has 32 bits");

enum slc_parameter_kind {
    SLC_PARAMETER_VALUE,    /* positional expression; with a label the name of a column */
    SLC_PARAMETER_TIME,     /* `at:` commit_time */
    SLC_PARAMETER_KEY,      /* `using:` a key for pseudonyms */
    SLC_PARAMETER_NUMBER,   /* `to: 50` */
    SLC_PARAMETER_COUNT,    /* `km: 5`, or positional: a whole number from least to most */
    SLC_PARAMETER_EDGES,    /* `edges: [0, 250]`: numbers, rising */
    SLC_PARAMETER_LITERALS, /* `allowed: […]`: literals of the first argument's type */
    SLC_PARAMETER_TEXTS,    /* `to: ["a", "b"]`: strings, one for each literal before */
    SLC_PARAMETER_WORDS,    /* `words: ["a", "b"]`: strings by themselves, each one word */
    SLC_PARAMETER_PATH,     /* `path: "a.b"`: names of a JSON document, from the outside in */
    SLC_PARAMETER_YEARS,    /* `width: 10 years`: whole, from least to most */
    SLC_PARAMETER_DAYS,     /* `within: 30 days`: likewise */
    SLC_PARAMETER_UNIT,     /* `unit: months`: one of units.def */
};

/* Units of time, from the shortest. */
enum slc_unit {
#define SLC_UNIT(word, minutes, months) SLC_UNIT_##word,
#include "language/units.def"
#undef SLC_UNIT
    SLC_NUNITS
};

struct slc_unit_info {
    const char *name;        /* "minutes" */
    int64_t minutes, months; /* its length in one of the two; the other is 0 */
};

extern const struct slc_unit_info slc_units[SLC_NUNITS];

/* By name; SLC_NUNITS when there is none. */
enum slc_unit slc_unit_named(struct sl_str name);

struct slc_parameter {
    enum slc_parameter_kind kind;
    const char *label;   /* NULL: positional */
    slc_type_set types;  /* of a VALUE */
    bool nullable;       /* a VALUE that may be missing is accepted */
    bool column;         /* a VALUE that must be a column itself */
    bool clock;          /* a VALUE where commit_time carries no label: an interval's second date */
    bool repeats;        /* the last positional one, once or more */
    bool like_first;     /* a VALUE that can be compared with the first */
    bool positive;       /* a NUMBER above 0 */
    int64_t least, most; /* of a COUNT, YEARS, DAYS */
};

/* How many results can be told apart, missing aside. */
enum slc_variety_kind {
    SLC_VARIETY_UNCOUNTED, /* as many as there are values */
    SLC_VARIETY_FIXED,     /* `count`, those of `results` where they are listed */
    SLC_VARIETY_EDGES,     /* `count` more than edges */
    SLC_VARIETY_LISTED,    /* the distinct results in the lists */
    SLC_VARIETY_AGES,      /* bands of the width up to the one that holds 90 */
    SLC_VARIETY_COUNT,     /* the function's COUNT */
    SLC_VARIETY_ARGUMENTS, /* one more than values it is given */
};

struct slc_variety {
    enum slc_variety_kind kind;
    uint32_t count;
    const char *results; /* "mon tue": every text it gives, a blank between; NULL: not listed */
};

/* Examples run as tests: by the evaluator, by generated C, and by PostgreSQL. */
enum { SLC_EXAMPLE_VALUES = 3 };

struct slc_example {
    const char *call;                      /* "band(x, edges: [0, 250])"; NULL ends the list */
    const char *gives;                     /* as JSON */
    const char *given[SLC_EXAMPLE_VALUES]; /* x, y, z: "numeric? 250.00"; "text?" is missing */
};

enum { SLC_MAX_PARAMETERS = 4 };

struct slc_function {
    enum slc_function_id id;
    enum slc_group group;
    const char *name;
    int nparameters;
    struct slc_parameter parameters[SLC_MAX_PARAMETERS];
    enum slc_type_id result; /* SLC_TYPE_NONE: that of the first argument */
    bool result_nullable;    /* even over arguments that are not; else as the arguments are */
    bool never_missing;      /* present() and the like */
    enum slc_effect effect;
    enum slc_operator operator_class; /* PRESENT for present(); else none */
    enum slc_measure measure;
    enum slc_bound_kind bound;
    struct slc_variety variety;
    const char *c_name; /* "sl_present"; of a function that lowers nothing, the sealed twin is
                                  "sl_sealed_" and its name */
    const char *does, *learns; /* English: what it does; what the receiver can learn */
    const char *exactly;       /* Markdown: what it gives for every argument */
    const char *sql;           /* the expression, with arguments in braces: emit/sql/sql_call.c */
    const struct slc_example *examples;
};

/* All, by id: in the order of functions.def. */
extern const struct slc_function slc_functions[SLC_NFUNCTIONS];

/* By name; NULL when there is none. */
const struct slc_function *slc_function_named(struct sl_str name);

/* The parameter written `label:`; NULL when there is none. */
const struct slc_parameter *slc_parameter_labelled(const struct slc_function *function,
                                                   struct sl_str label);

/* Whether the last positional argument may stand several times. */
static inline bool
slc_function_is_variadic(const struct slc_function *function)
{
    bool variadic = false;
    for (int i = 0; i < function->nparameters; i++)
        variadic = variadic || function->parameters[i].repeats;
    return variadic;
}

/* The types of a set in words: "a number", "text", "a date or a timestamp". */
const char *slc_type_set_words(slc_type_set types);

/* Those that `is`, `is in`, `one_of` and `group` compare with literals. */
bool slc_type_is_listable(enum slc_type_id id);

#endif
