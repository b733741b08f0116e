/* ast_words.h - the words of a policy as written: names, texts, numbers, dates, comments, labels. */
#ifndef SLC_AST_WORDS_H
#define SLC_AST_WORDS_H

#include "language/number_set.h"
#include "source/source.h"

struct slc_name {
    struct sl_str text; /* without backquotes */
    struct slc_span at;
    bool quoted; /* was in backquotes */
    struct slc_name *next;
};

/* schema.table, destination.stream */
struct slc_qname {
    struct slc_name first, second;
    struct slc_span at;
};

/* A string literal, decoded. `at.source` NULL: not written. */
struct slc_string {
    struct sl_str text;
    struct slc_span at;
    struct slc_string *next;
};

struct slc_number {
    struct sl_str text; /* as written, with its sign */
    struct slc_span at;
};

struct slc_date {
    int32_t days;       /* since 1970-01-01 */
    struct slc_span at; /* source NULL: not written */
};

struct slc_comment {
    struct sl_str text; /* from '#' to the end of the line */
    struct slc_span at;
    bool own_line; /* nothing but space before it */
    struct slc_comment *next;
};

struct slc_enum_label {
    struct sl_str text;
    struct slc_span at;
    struct slc_enum_label *next;
};

struct slc_decision { /* because "…" approved by a and b until 2027-01-01 decided 2026-01-31 */
    bool written;
    struct slc_string because;
    struct slc_name *approved_by;
    struct slc_date until, decided; /* `decided`: source NULL where it is not written */
    struct slc_span at;
};

/* From the day on which it is taken. */
enum { SLC_LONGEST_DECISION_MONTHS = 24 };

/* Levels are numbered from 0, rising; categories from 0 in order of declaration. */
struct slc_label {
    int level; /* -1: not known, the fault was reported */
    struct slc_number_set categories;
};

struct slc_label_text { /* LEVEL CATEGORY* as written */
    struct slc_name level, *categories;
    struct slc_span at;
    /* noted by names */
    struct slc_label label;
};

#endif
