/* random_policy.h - well-typed policies by chance, from the tables of types and functions.
 *
 * A group is one program: `ntables` tables, each with a release that keeps and derives fields, some
 * with a row filter. About half of a table's columns are above the clearance of the destination
 * ("personal"), so that only functions may read them. Whatever line the compiler refuses is left
 * out again: what stays is a program without errors. */
#ifndef SLT_RANDOM_POLICY_H
#define SLT_RANDOM_POLICY_H

#include "arena.h"
#include "chance.h"
#include "language/function.h"
#include "syntax/ast.h"

enum {
    SLT_MOST_COLUMNS = 14,
    SLT_MOST_CONDITIONS = 4,
    SLT_MOST_LINES = SLT_MOST_COLUMNS + SLT_MOST_CONDITIONS + SLC_NFUNCTIONS + 1,
};

struct slt_column {
    struct sl_str name;
    enum slc_type_id type;
    const char *spelling; /* in policies */
    const char *sql;      /* in PostgreSQL */
    bool nullable, personal;
};

struct slt_line {
    struct sl_str text;
    uint32_t reads;  /* bit i: columns[i] */
    bool left_out;   /* the compiler refused it */
    unsigned number; /* of the line in the group's text */
};

struct slt_table {
    struct sl_str name; /* "t0" */
    struct slt_chance
        chance; /* from which nothing is drawn: all that is random of it has its own */
    struct slt_column columns[SLT_MOST_COLUMNS];
    uint32_t ncolumns; /* the first is the key: id bigint */
    struct slt_line lines[SLT_MOST_LINES];
    uint32_t nlines;
};

struct slt_group {
    struct sl_arena *arena;
    struct slt_table *tables;
    uint32_t ntables;
    uint32_t written, left_out; /* lines of fields and filters */
    struct sl_str text;         /* the policy */
};

/* Makes a group and checks it until nothing is refused. The checked program is left in *ret_program;
 * its day is 2026-01-01. NULL, with what the compiler said on standard error, when the frame around the lines is
 * refused: a fault of the generator. */
struct slt_group *slt_random_group(struct sl_arena *arena, uint64_t seed, uint32_t ntables,
                                   struct slc_program *ret_program);

/* "CREATE TABLE agreement.t0 (…)" */
struct sl_str slt_create_table(struct sl_arena *arena, const struct slt_table *table);

#endif
