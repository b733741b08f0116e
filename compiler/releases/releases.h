/* releases.h - inside the releases stage: what its files share. */
#ifndef SLC_RELEASES_H
#define SLC_RELEASES_H

#include "names/symbols.h"
#include "syntax/ast.h"
#include "syntax/walk.h"

struct slc_releasing {
    struct slc_program *program;
    struct slc_symbols linked; /* key and stream, as a pair: what `links` lines allow */
    struct slc_symbols coded;  /* destination and kind -> the keys that make codes of it there */
    struct slc_symbols ending; /* keys that are replaced within 60 days, and still used */
};

/* release_fault.c: whether something in the release was reported before, so that what it lacks may
 * follow from that: a name that means nothing, a statement that the parser could not read. */
bool slc_release_is_faulty(const struct slc_releasing *releasing,
                           const struct slc_release *release);

/* release_columns.c: every column read or withheld, once. */
void slc_check_columns(const struct slc_releasing *releasing, const struct slc_release *release);
void slc_check_table_withheld(const struct slc_releasing *releasing, const struct slc_table *table);

/* release_reads.c: columns that no line may read, and commit_time. */
void slc_check_reads(const struct slc_releasing *releasing, const struct slc_release *release);

/* release_encrypted.c: where a statement may read encrypted columns. */
void slc_check_encrypted(const struct slc_releasing *releasing,
                         const struct slc_statement *statement);

/* release_key.c: the row key names every key column once. */
void slc_check_row_key(const struct slc_releasing *releasing, const struct slc_release *release);
void slc_check_table_key(const struct slc_releasing *releasing, const struct slc_table *table);
bool slc_release_has_row_key(const struct slc_release *release);

/* release_lines.c: lines that are required, repeated, or without sense. */
void slc_check_lines(const struct slc_releasing *releasing, const struct slc_release *release);

/* release_filter.c: a filter needs the old values of what it reads. */
void slc_check_filter(const struct slc_releasing *releasing, const struct slc_release *release);

/* release_leaves.c: declared leaves that no line reads. */
void slc_check_table_leaves(const struct slc_releasing *releasing, const struct slc_table *table);

/* release_publish.c: new columns that are withheld unseen, and what the publication has. */
void slc_check_table_publishing(const struct slc_releasing *releasing,
                                const struct slc_table *table);
void slc_check_new_columns_untold(const struct slc_releasing *releasing,
                                  const struct slc_release *release);

/* release_few.c: notes on columns what shows that they have few values; reports a pseudonym of one. */
void slc_collect_few(struct slc_program *program);
void slc_check_few(const struct slc_releasing *releasing, const struct slc_column *column,
                   struct slc_span at);

/* release_kind.c: kinds that only one column names. */
void slc_check_kinds(const struct slc_program *program);

/* release_replaced.c: keys that take the place of others; `using` is where a key is used. */
void slc_check_replacements(const struct slc_program *program);
void slc_check_replaced(struct slc_releasing *releasing, const struct slc_arg *using);
/* Whether one of them replaces the other, so that for a while both may stand side by side. */
bool slc_is_replacement(const struct slc_key *a, const struct slc_key *b);

/* release_pseudonym.c: where a key may be used. */
void slc_collect_links(struct slc_releasing *releasing);
void slc_check_pseudonyms(struct slc_releasing *releasing, const struct slc_release *release);

/* release_testblock.c: what tests give and expect, and risk checks. */
void slc_check_test(const struct slc_releasing *releasing, const struct slc_test *test);
void slc_check_risk(const struct slc_releasing *releasing, const struct slc_risk *risk);

#endif
