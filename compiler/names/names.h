/* names.h - inside the names stage: what its files share.
 *
 * names_declare.c enters every declaration; then each name that is used is looked up, by the file
 * of the place where it is used. A name that is not found is reported once, where it stands, with
 * what was probably meant; what depends on it stays NULL (or -1) and later stages stay silent. */
#ifndef SLC_NAMES_H
#define SLC_NAMES_H

#include "names/symbols.h"
#include "syntax/ast.h"

enum slc_name_kind {
    SLC_NAME_LEVEL,
    SLC_NAME_ROLE,
    SLC_NAME_CATEGORY,
    SLC_NAME_KEY,
    SLC_NAME_DESTINATION,
    SLC_NAME_TABLE,  /* by slc_symbol_pair() */
    SLC_NAME_STREAM, /* by slc_symbol_pair() */
    SLC_NAME_LINKED, /* a stream without its destination, as `links` names it */
    SLC_NAME_FUNCTION,
    SLC_NAME_RULE, /* what `may become … by` names: a function or an operator */
    SLC_NAME_UNIT,
    SLC_NAME_COLUMN, /* in a table's own map */
    SLC_NAME_FIELD,  /* in a release's own map */
    SLC_NAME_KINDS
};

struct slc_names {
    struct slc_program *program;
    struct slc_symbols declared[SLC_NAME_KINDS]; /* COLUMN and FIELD stay empty */
    bool *none_declared; /* by kind: that there is none at all was reported, which is enough */
};

/* ---- names_find.c -------------------------------------------------------------------------- */

/* What a name means; NULL when it was not written, or means nothing, which is reported. */
const struct slc_symbol *slc_names_find(const struct slc_names *names, enum slc_name_kind kind,
                                        const struct slc_name *name);
const struct slc_symbol *slc_names_find_pair(const struct slc_names *names, enum slc_name_kind kind,
                                             const struct slc_qname *name);
/* The same in a map of its own: a table's columns, a release's fields. `owner` names it. */
const struct slc_symbol *slc_names_find_in(const struct slc_names *names, enum slc_name_kind kind,
                                           const struct slc_symbols *symbols,
                                           const struct slc_name *name, struct sl_str owner);

/* The object of a symbol, or NULL. */
static inline void *
slc_symbol_object(const struct slc_symbol *symbol)
{
    return symbol != NULL ? symbol->object : NULL;
}

/* "schema.table" for messages. */
struct sl_str slc_qname_text(const struct slc_names *names, const struct slc_qname *name);

/* ---- names_form.c -------------------------------------------------------------------------- */

/* Reports a name that is not [a-z][a-z0-9_]{0,62}; `what` is "level". Says whether it is sound.
 * `kept` is the column of a `keep` line, which can give it another name; else NULL. */
bool slc_names_check_form(const struct slc_names *names, const struct slc_name *name,
                          const char *what, const struct slc_name *kept);

/* Reports a stream or field that is named like a level or a category. */
void slc_names_check_clash(const struct slc_names *names, const struct slc_name *name,
                           const char *what);

/* Reports that a name is taken: E0102 with the other place. */
void slc_names_report_twice(const struct slc_names *names, const struct slc_name *name,
                            const char *what, struct slc_span earlier);

/* ---- the others ---------------------------------------------------------------------------- */

/* names_declare.c: the program's lists, levels' ranks and categories' numbers. */
void slc_names_declare(struct slc_names *names);

/* names_policy.c: names in categories, keys and destinations. */
void slc_names_bind_policy(const struct slc_names *names);
void slc_names_bind_label(const struct slc_names *names, struct slc_label_text *text);
/* A level's rank; -1 when it was not written or does not exist. */
int slc_names_bind_level(const struct slc_names *names, const struct slc_name *name);

/* Stands where a column's level belongs until a person has looked: `sluice import` writes it. It is
 * no level and can be declared by nobody. A column that has it is an error where its table is released
 * (E0108), and one warning tells the other tables (W0110). */
#define SLC_UNLABELLED "unlabelled"

/* names_encryption.c: reports a format or parameter that does not exist (E0109), and a plaintext of
 * a type that is not read (E0212). */
void slc_names_check_encryption(const struct slc_names *names, const struct slc_column *column);

/* names_table.c */
void slc_names_bind_table(const struct slc_names *names, struct slc_table *table);

/* names_unlabelled.c */
bool slc_is_unlabelled(const struct slc_column *column);
/* When releases are bound. */
void slc_names_check_unlabelled(const struct slc_names *names);

/* names_release.c: `slc_names_bind_decision` looks up who approved. */
void slc_names_bind_decision(const struct slc_names *names, const struct slc_decision *decision);
void slc_names_bind_release(const struct slc_names *names, struct slc_release *release);

/* names_alike.c: a name that others of its kind are compared with; the pairs are tables' and streams'. */
struct slc_alike {
    struct sl_str name, last; /* as messages have it; its last part */
    struct slc_span at;
    const char *kinds, *where; /* "tables"; " in the database" */
};
void slc_names_check_alike(const struct slc_names *names, struct slc_symbols *skeletons,
                           const struct slc_alike *one);
void slc_names_check_pairs_alike(const struct slc_names *names);

/* names_leaf.c: a table's declared leaves; the one that a call reads. */
void slc_names_bind_leaves(const struct slc_names *names, struct slc_table *table);
void slc_names_bind_leaf(struct slc_expr *call);

/* names_expr.c: `table` NULL: its columns are not known, and not reported. */
void slc_names_bind_expr(const struct slc_names *names, const struct slc_table *table,
                         struct slc_expr *expr);

/* names_testblock.c */
void slc_names_bind_risk(const struct slc_names *names, struct slc_risk *risk);
void slc_names_bind_test(const struct slc_names *names, struct slc_test *test);

#endif
