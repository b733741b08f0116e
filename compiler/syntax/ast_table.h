/* ast_table.h - tables and their columns as written. */
#ifndef SLC_AST_TABLE_H
#define SLC_AST_TABLE_H

#include "syntax/ast_expr.h"

struct slc_coded;
struct slc_symbols;

/* Where a declared leaf stands. */
struct slc_leaf_place {
    struct slc_name document;
    struct slc_string path;
    struct slc_decision decision; /* to label it below its document */
};

struct slc_column {
    struct slc_name name;
    struct slc_type type;      /* as declared */
    struct slc_name type_name; /* as written, for messages */
    struct slc_label_text label;
    bool key, identifying, sensitive, unique, generated;
    struct slc_name presence; /* text.len 0: not written */
    struct slc_name kind;     /* of `identifies KIND`; text.len 0: not written */
    bool encrypted, plaintext_allowed;
    struct slc_name encryption_key, encryption_format;
    struct slc_arg *encryption_parameters; /* aes_gcm(…) */
    struct slc_string doc;
    struct slc_leaf_place
        *place; /* of a leaf of a document; NULL: it is a column of the database */
    struct slc_span at;
    struct slc_column *next;
    /* noted by names */
    int number;                 /* position in the table block, from 0; leaves follow the columns */
    struct slc_column *leaf_of; /* the document; NULL: it is a column */
    bool leaf_read;             /* by a line */
    struct slc_table *table;
    int presence_rank;             /* -1: not written */
    struct slc_withheld *withheld; /* in the table block; NULL: not */
    /* noted by releases: where its values leave as codes of a key (releases/keyed.h); NULL: nowhere */
    struct slc_coded *coded;
    /* noted by releases: a place that shows it has few values (source NULL: none), and what tests give
     * it: how often, and how many different values */
    struct slc_span few_at;
    uint32_t given, given_values;
};

struct slc_withheld { /* withhold a, b because "…" */
    struct slc_name *names;
    struct slc_string because;
    struct slc_span at;
    struct slc_withheld *next;
};

struct slc_withheld_new { /* withhold new columns because "…" */
    struct slc_string because;
    struct slc_span at; /* source NULL: not written */
};

/* What the publication has of the table: the columns that releases read and the key, or no list. */
enum slc_publish { SLC_PUBLISH_LISTED_COLUMNS, SLC_PUBLISH_WHOLE_ROWS };

enum slc_identity { SLC_IDENTITY_DEFAULT, SLC_IDENTITY_FULL, SLC_IDENTITY_INDEX };

struct slc_table {
    struct slc_qname name;
    bool has_presence;
    struct slc_label_text presence;
    enum slc_identity identity;
    struct slc_name identity_index;
    struct slc_string doc;
    struct slc_column *columns;
    struct slc_column *leaves; /* of documents, as declared */
    struct slc_withheld *withheld;
    struct slc_withheld_new withheld_new;
    enum slc_publish publish;
    struct slc_span publish_at; /* source NULL: not written */
    struct slc_span at;
    struct slc_table *next;
    /* noted by names */
    int ncolumns, nleaves;
    const struct slc_symbols *columns_by_name; /* objects: struct slc_column */
    bool released;                             /* by at least one release */
    /* noted by labels: the number of its first column among all tables' columns and leaves */
    int first_column;
};

/* Whether every column crosses the wire to the reader, also those that no line reads. */
static inline bool
slc_publishes_whole_rows(const struct slc_table *table)
{
    return table->identity == SLC_IDENTITY_FULL || table->publish == SLC_PUBLISH_WHOLE_ROWS;
}

#endif
