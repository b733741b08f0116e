/* projection.h - the contract between generated code and the pusher.
 *
 * Generated code includes this header alone. It defines one `sluice_policy`, the only symbol that
 * the pusher's archive leaves undefined: without policies there is no pusher. */
#ifndef SL_PROJECTION_H
#define SL_PROJECTION_H

#include "functions.h"
#include "row.h"

/* Raised with every change of what generated code may rely on. */
#define SL_ABI 4
#define SL_REQUIRE_ABI(abi)                                                                        \
    _Static_assert(SL_ABI == (abi), "generate again: compiler and runtime headers differ")

struct sl_record; /* one record being written; opaque to generated code */

/* Writes one field. A missing value is null; an unchanged one leaves the field out and names it in
 * `_unchanged`; NaN, infinities, and dates outside 0001-9999 are null and counted. The record keeps
 * the first failure and ignores later calls; a record that failed is never sent. */
static inline void sl_put(struct sl_record *out, const char *field, struct sl_open value);

/* What sl_put() is made of: where the name is a literal, its length is known without counting.
 * `field` lives as long as the projection. */
void sl_put_field(struct sl_record *out, struct sl_str field, const struct sl_open *open);

static inline void
sl_put(struct sl_record *out, const char *field, struct sl_open value)
{
    sl_put_field(out, sl_str_of(field), &value);
}

/* How a column of the table is bound. Built-in types bind by OID; others (domains, enums, and
 * extensions' types such as citext) by schema and name through the catalogue, a domain to its
 * base. */
struct sl_column {
    const char *name;  /* as PostgreSQL has it, UTF-8 */
    const char *type;  /* as the policy writes it: "numeric(12,2)", "enum", "opaque" */
    uint32_t type_oid; /* the built-in type's OID, 0 where it binds by name */
    enum sl_kind kind;
    uint32_t flags;            /* enum sl_column_flag */
    const char *const *labels; /* an enum's labels, NULL-ended; NULL for other types */
};

enum sl_column_flag {
    SL_COLUMN_NULLABLE = 1,
    SL_COLUMN_KEY = 2, /* of the primary key or the replica identity index */
    SL_COLUMN_GENERATED = 4,
    SL_COLUMN_PUBLISHED = 8,  /* in the publication's column list: some release reads it */
    SL_COLUMN_ENCRYPTED = 16, /* text or bytea in the database; type and kind are the plaintext's */
};

/* `encrypted with KEY as FORMAT (NAME: VALUE, …)`: of one column. */
struct sl_parameter {
    const char *name, *value; /* "padding", "yes" */
};

struct sl_encryption {
    uint32_t column;    /* index into the table's columns */
    const char *key;    /* name of a key for decryption, never the key */
    const char *format; /* "rails" */
    const struct sl_parameter *parameters;
    uint32_t nparameters;
    bool plaintext_allowed;
};

enum sl_identity { SL_IDENTITY_DEFAULT, SL_IDENTITY_INDEX, SL_IDENTITY_FULL };

/* A table as the policy declares it: every column, in policy order. */
struct sl_table {
    const char *schema, *name;
    const struct sl_column *columns;
    uint32_t ncolumns;
    enum sl_identity identity;
    const char *identity_index; /* of SL_IDENTITY_INDEX */
    bool
        publishes_whole_rows; /* the publication has no column list: every column is in the stream */
    bool withholds_new_columns; /* a column that `columns` lacks is no difference, unless the
                                   publication sends it */
    const struct sl_encryption *encrypted; /* those that some release decrypts */
    uint32_t nencrypted;
};

enum sl_updates { SL_UPDATES_ALWAYS, SL_UPDATES_CHANGES };
enum sl_deletes { SL_DELETES_SEND_KEY, SL_DELETES_STAY };
enum sl_positions { SL_POSITIONS_SHARED, SL_POSITIONS_APART };

/* Reads *row, writes *out, touches nothing else; keeps no pointer into the row. */
typedef void sl_project_fn(const struct sl_row *row, struct sl_record *out);
/* Whether the release's filter lets the row through: a boolean, or unchanged when not known. */
typedef struct sl_open sl_filter_fn(const struct sl_row *row, struct sl_record *out);

/* A key by its name, and the kind of what it makes codes of: equal values have one code only where both
 * are the same. */
struct sl_key_use {
    const char *name, *kind;
};

/* One release. */
struct sl_projection {
    const char *destination, *stream; /* "lake", "customers" */
    uint32_t version;
    const char *policy;    /* "lake.customers@3:1f0c9a2b77aa41d0", as in every record */
    const char *ir_sha256; /* 64 hex digits: the hash of the release's semantics */
    const struct sl_table *table;
    const uint32_t *columns; /* cell -> index into table->columns: what the release reads */
    uint32_t ncolumns;
    /* Cells of enums of which the release needs to know all labels: it keeps the value, or says of each label
     * what becomes of it. A row with a label that the policy does not list is not released. */
    const uint32_t *labelled;
    uint32_t nlabelled;
    const struct sl_key_use *keys; /* by slot; never a key itself */
    uint32_t nkeys;
    const uint32_t *decrypted; /* slot of sl_decrypt() -> cell */
    uint32_t ndecrypted;
    const char *const *row_key; /* the row key's fields, in record order */
    uint32_t nrow_key;
    const char *row_key_sha256; /* 64 hex digits: the hash of the row key's semantics alone */
    enum sl_updates updates;
    enum sl_deletes deletes;
    bool rejected_send_key; /* `rejected rows send key` */
    bool commit_time;       /* `metadata commit_time` */
    bool reads_commit_time; /* some field is made of when the row was changed */
    sl_filter_fn *filter;   /* NULL: all rows */
    sl_project_fn *upsert;  /* row key fields first, then the others in policy order */
    sl_project_fn *erase;   /* row key fields alone */
};

struct sl_destination {
    const char *name;
    enum sl_positions positions;
};

/* Everything that one pusher may release. */
struct sl_policy {
    uint32_t abi;
    const char *compiler;         /* "sluice 0.1.0" */
    const char *sha256;           /* over all tables and the hashes of all releases */
    const char *earliest_expiry;  /* "2027-06-30": the first decision to end; NULL: none */
    const char *earliest_release; /* whose decision that is: "lake.support_needs" */
    const struct sl_table *const *tables;
    uint32_t ntables;
    const struct sl_destination *destinations;
    uint32_t ndestinations;
    const struct sl_projection *const *projections;
    uint32_t nprojections;
};

extern const struct sl_policy sluice_policy;

#endif
