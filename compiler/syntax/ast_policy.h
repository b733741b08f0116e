/* ast_policy.h - what policies share: levels, roles, categories with their owners' rows, keys, destinations. */
#ifndef SLC_AST_POLICY_H
#define SLC_AST_POLICY_H

#include "syntax/ast_words.h"

struct slc_function;

struct slc_level {
    struct slc_name name;
    struct slc_string doc;
    int rank;
    struct slc_level *next;
};

struct slc_role {
    struct slc_name name;
    struct slc_string doc;
    struct slc_role *next;
};

struct slc_bound { /* at least 5 years */
    bool at_least;
    struct slc_number number;
    struct slc_name unit; /* text.len 0: none */
    struct slc_span at;
    struct slc_bound *next;
};

struct slc_downgrade { /* may become internal from personal by band at least 250 until 2027-01-01 */
    struct slc_span at;
    struct slc_name to, from, by; /* from.text.len 0: any level */
    struct slc_bound *bounds;
    struct slc_date until;
    struct slc_string doc;
    struct slc_downgrade *next;
    /* noted by names */
    const struct slc_category *category;
    int to_rank, from_rank;              /* -1: not written, or a fault */
    const struct slc_function *function; /* NULL for the operators' names: see `operator` */
    int operator_class;                  /* enum slc_operator of function.h */
};

struct slc_category {
    struct slc_name name, owner;
    struct slc_string doc;
    struct slc_downgrade *downgrades;
    struct slc_span at;
    struct slc_category *next;
    /* noted by names */
    uint32_t number;
    const struct slc_role *owner_role;
};

struct slc_key {
    struct slc_name name;
    bool for_decryption;
    struct slc_name replaces; /* `replaces KEY until DATE`; text.len 0: not written */
    struct slc_date replaces_until;
    struct slc_name *links; /* stream names */
    struct slc_string purpose;
    struct slc_number rotate_every; /* text.len 0: not written */
    struct slc_name rotate_unit;
    struct slc_span at;
    struct slc_key *next;
    /* noted by names */
    uint32_t number;                   /* among all keys, from 0 */
    const struct slc_key *replaced;    /* by `replaces`; NULL: not written, or a fault */
    const struct slc_key *replaced_by; /* the first whose `replaces` names this one; NULL: none */
};

struct slc_destination {
    struct slc_name name, clearance, *accepts, owner;
    bool positions_written, positions_apart;
    struct slc_decision shared; /* behind `positions shared` */
    struct slc_string purpose;
    struct slc_span at;
    struct slc_destination *next;
    /* noted by names */
    int clearance_rank;
    struct slc_number_set accepted; /* categories, by their numbers */
    const struct slc_role *owner_role;
    /* noted by labels: from 0, in order */
    int number;
};

#endif
