/* line.h - inside the measure: lines, and what each tells of the column it reads. */
#ifndef SLC_LINE_H
#define SLC_LINE_H

#include "language/function.h"
#include "measure/cuts.h"
#include "measure/measure.h"

enum slc_tells {
    SLC_TELLS_WHOLE,      /* the value as it is */
    SLC_TELLS_CUTS,       /* on which side of `cuts` it lies */
    SLC_TELLS_RECURRING,  /* hour, weekday: classes that come again */
    SLC_TELLS_LISTED,     /* which of `facts` it is */
    SLC_TELLS_CHARACTERS, /* `amount` of them */
    SLC_TELLS_PREFIX,     /* `amount` of bits */
    SLC_TELLS_BUCKET,     /* one of `amount` */
    SLC_TELLS_OPAQUE,     /* the value under another name */
    SLC_TELLS_SHIFTED,    /* a date, moved by up to `amount` days */
    SLC_TELLS_LITTLE,     /* presence, validity, parts that no bound measures */
};

/* What cuts are counted in. Two of one column are not compared. */
enum slc_scale {
    SLC_SCALE_VALUE,
    SLC_SCALE_AGE, /* years */
    SLC_SCALE_MINUTES,
    SLC_SCALE_MONTHS,
    SLC_SCALE_SHARE, /* percent of another column */
    SLC_SCALE_LENGTH,
    SLC_SCALE_WORDS,
    SLC_SCALE_KILOMETRES,
};

/* A listed value: what it is compared with, after what tidying; of a group also the class it is put in. */
struct slc_fact {
    const struct slc_literal *value;
    struct sl_str class; /* len 0: none of a group */
    struct slc_fact *next;
};

/* Where characters are told: counted from the front, from the back, or of the words. */
enum slc_character_end { SLC_FROM_FRONT, SLC_FROM_BACK, SLC_OF_WORDS };

struct slc_subject;

struct slc_measured {
    const struct slc_expr *expr; /* what is written; of a value told whole its name */
    const struct slc_release *release;
    const struct slc_statement *statement;
    struct slc_subject *subject;
    const struct slc_column *column;
    const struct slc_expr *operand; /* the subject within the expression, with its tidying */
    const struct slc_function *function;
    enum slc_operator operator_class;
    enum slc_tells tells;
    enum slc_scale scale;
    struct slc_cut *cuts;
    struct slc_fact *facts;
    enum slc_character_end end;
    int64_t amount;
    enum slc_bound_kind unit; /* what `at most` counts it in */
    /* what the cuts are relative to; none: they stand by themselves */
    bool clock;
    const struct slc_column *anchor;
    bool inverse;              /* it is the other's share: the column is the whole */
    bool whole_days;           /* of a span: counted from midnight to midnight, not from a moment */
    struct sl_str tidied;      /* of lengths: the tidying before */
    const struct slc_key *key; /* of buckets and shifts */
    const struct slc_column *per;
    bool told; /* by an earlier version */
    bool decided;
    bool needs;                /* an owner's row */
    bool at_any_level;         /* it needs one although its label fits */
    struct slc_label label;    /* joined over all operands: what a row would lower */
    struct slc_beside *beside; /* of the expression's first line: codes of the same values */
    /* of the evaluation: rows it rests on and what became of it */
    bool rests, absent;
    struct slc_measure_verdict verdict;
    struct slc_measured *next, *next_of_expr;
};

/* A column, or a leaf of a document, at a destination. */
struct slc_subject {
    struct slc_scope *scope;
    const struct slc_column *column;
    bool mixed;         /* it stands for several columns of one kind */
    struct sl_str path; /* of a leaf, as written; len 0: the column itself */
    struct slc_type type;
    struct slc_measured *lines; /* in their order */
    struct slc_measured **end;
    struct slc_subject *next;
};

/* A column with its leaves, and all columns that count as it: what `at most` is counted over. */
struct slc_scope {
    const struct slc_destination *destination;
    const struct slc_column *column;
    struct slc_subject *subjects;
    struct slc_chooser *choosers; /* choose.h */
    bool judged;
    struct slc_scope *next;
};

struct slc_measures {
    struct slc_program *program;
    int ncolumns;
    struct slc_scope **scopes; /* by column, in all tables */
};

/* collect.c */
struct slc_scope *slc_scope_of(const struct slc_measures *measures,
                               const struct slc_destination *destination,
                               const struct slc_column *column);

/* beside.c: notes on every line what it tells of columns that have the codes beside it. After all lines
 * were collected. */
void slc_note_beside(const struct slc_measures *measures);

/* line.c: fills what a call, comparison, `is` or `is in` tells of the operand's column. */
void slc_line_read(struct sl_arena *arena, struct slc_measured *line);

/* The literal that `same` compares with; NULL: none, or another call. */
const struct slc_literal *slc_compared_literal(const struct slc_expr *call);

/* Whether two lines tell the same: the same function of the same columns, tidied alike, with the same
 * numbers and words. */
bool slc_line_equal(const struct slc_measured *a, const struct slc_measured *b);

/* The number of a literal; of a date the minutes since 1970. False: it is none, or too long. */
bool slc_literal_number(const struct slc_literal *literal, struct slc_decimal *ret);

/* Whether two literals are one value: `7` and `7.00` are. */
bool slc_literal_equal(const struct slc_literal *a, const struct slc_literal *b);

/* "lower trim ", the tidying between a column (or leaf) and the function that reads it. */
struct sl_str slc_tidying(struct sl_arena *arena, const struct slc_expr *operand);

#endif
