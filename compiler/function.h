/* function.h - the language's functions, as functions.def lists them: the only list.
 *
 * What each needs elsewhere (SQL expression, evaluator) is a table made from the same list, so that
 * a function that lacks one does not build. */
#ifndef SLC_FUNCTION_H
#define SLC_FUNCTION_H

#include "type.h"

enum slc_function_id {
#define SLC_FUNCTION(name, ...) SLC_FUNCTION_##name,
#include "functions.def"
#undef SLC_FUNCTION
    SLC_NFUNCTIONS
};

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
    SLC_TIDIES, /* nothing, and it counts as the column itself: lower upper trim squeeze */
};

/* What a bound of an owner's row counts or measures for this function. */
enum slc_bound_kind {
    SLC_BOUND_NONE,       /* no bound applies */
    SLC_BOUND_STEP,       /* at least: the smallest distance between merged cut points, a number */
    SLC_BOUND_YEARS,      /* at least: the same in years */
    SLC_BOUND_CALENDAR,   /* cuts at calendar units; merges with other cut points on the column */
    SLC_BOUND_LISTED,     /* at most: listed values, counted over the destination */
    SLC_BOUND_THRESHOLDS, /* at most: thresholds, counted over the destination */
    SLC_BOUND_CHARACTERS, /* at most: characters shown */
    SLC_BOUND_BITS,       /* at most: prefix bits */
    SLC_BOUND_BUCKETS,    /* at most: buckets */
};

/* Sets of types a parameter takes: bits by slc_type_id. */
typedef uint32_t slc_type_set;
#define SLC_TYPE_BIT(id) ((slc_type_set)1 << (id))
_Static_assert(SLC_NTYPES <= 32, "a type set has 32 bits");

enum slc_parameter_kind {
    SLC_PARAMETER_VALUE,    /* positional expression */
    SLC_PARAMETER_TIME,     /* `at:` commit_time */
    SLC_PARAMETER_KEY,      /* `using:` a key for pseudonyms */
    SLC_PARAMETER_NUMBER,   /* `to: 50` */
    SLC_PARAMETER_EDGES,    /* `edges: [0, 250]`: numbers, rising */
    SLC_PARAMETER_LITERALS, /* `allowed: […]`: literals of the first argument's type */
    SLC_PARAMETER_TEXTS,    /* `to: ["a", "b"]`: strings */
    SLC_PARAMETER_YEARS,    /* `width: 10 years` */
};

struct slc_parameter {
    enum slc_parameter_kind kind;
    const char *label;  /* NULL: positional */
    slc_type_set types; /* of a VALUE */
    bool nullable;      /* a VALUE that may be missing is accepted */
    bool column;        /* a VALUE that must be a column itself */
    bool clock;         /* a VALUE where commit_time carries no label: an interval's second date */
};

enum { SLC_MAX_PARAMETERS = 4 };

struct slc_function {
    enum slc_function_id id;
    const char *name;
    int nparameters;
    bool variadic; /* the last positional parameter repeats */
    struct slc_parameter parameters[SLC_MAX_PARAMETERS];
    enum slc_type_id result; /* SLC_TYPE_NONE: that of the first argument */
    bool result_nullable;    /* even over arguments that are not; else as the arguments are */
    bool never_missing;      /* present() and the like */
    enum slc_effect effect;
    enum slc_operator operator_class; /* PRESENT for present(); else none */
    enum slc_bound_kind bound;
    const char *c_name;        /* "sl_present"; the sealed twin of a tidying function is
                                "sl_sealed_" and its name */
    const char *does, *learns; /* English: what it does; what the receiver can learn */
};

/* All, by id: in the order of functions.def. */
extern const struct slc_function slc_functions[SLC_NFUNCTIONS];

/* By name; NULL when there is none. */
const struct slc_function *slc_function_named(struct sl_str name);

/* The parameter written `label:`; NULL when there is none. */
const struct slc_parameter *slc_parameter_labelled(const struct slc_function *function,
                                                   struct sl_str label);

/* The types of a set in words: "a number", "text", "a date or a timestamp". */
const char *slc_type_set_words(slc_type_set types);

/* Those that `is`, `is in`, `one_of` and `group` compare with literals. */
bool slc_type_is_listable(enum slc_type_id id);

#endif
