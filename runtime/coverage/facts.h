/* facts.h - what the coverage of one release stands on, noted as text, and two notes compared.
 *
 * A note holds everything by which rows that were sent can come to differ from the table without the
 * stream saying so: what the release is, which table and columns it reads, where their contents lie,
 * partitions, replica identity, enum labels, and the publication. It is made of one look at the
 * catalogue and compared with the one that was saved when the release was covered.
 *
 * A note is a text of lines in a fixed order, the same for the same facts whatever the order of the
 * catalogue's rows. It holds names, numbers and hashes alone: no value of a row and no byte of a key. */
#ifndef SLP_FACTS_H
#define SLP_FACTS_H

#include "buf.h"
#include "coverage/cause.h"
#include "coverage/names.h"
#include "drift/catalogue.h"
#include "record/record.h"

#include <stdbool.h>

/* Appends a line for each keyed function's key of the release, to be given to slp_facts_note(): its
 * name, and 64 bits of a MAC that tell another key without telling this one. Keys for decryption are
 * not among them: an application may replace these as it likes, the plaintext stays. `keys` are by
 * the release's key slots. Keys do not change while the process runs: once a start is enough. -1 and
 * *reterr as sl_mac_new(). */
SL_MUST_USE int slp_facts_fingerprint(const struct sl_projection *release,
                                      const struct sl_key *keys, struct sl_buf *out,
                                      struct sl_err *reterr);

/* What a note is made from. */
struct slp_facts_source {
    const struct slp_catalogue *catalogue; /* a look */
    const struct sl_projection *release;
    const struct slp_table *table; /* the release's */
    struct sl_str fingerprints;
    struct slp_names names; /* what is known of them is remembered on */
    bool names_are_meant;   /* but this table's columns' names are right as they are now */
};

/* Appends the note of the release to `out`. A table or column that the database does not have is noted as
 * missing. -1 and *reterr (RETRY) when memory is short. */
SL_MUST_USE int slp_facts_note(const struct slp_facts_source *source, struct sl_buf *out,
                               struct sl_err *reterr);

enum { SLP_MISMATCH_DETAIL_CHARS = 160 };

struct slp_mismatch {
    enum slp_cause cause;                   /* the first of them */
    uint32_t causes;                        /* all, as SLP_CAUSE_BIT() */
    char detail[SLP_MISMATCH_DETAIL_CHARS]; /* of the first: names alone; may be empty */
};

/* Whether what was noted still holds, but for what columns' names mean (names.h). Returns ret->cause.
 *
 * Two causes are not for every caller. SEMANTICS: with `"on_change": "from now on"` it is harmless if
 * it is alone in ret->causes. FILENODE is only found while the release is being `filling`: a
 * TRUNCATE, which the stream tells, or a rewrite after which the fill's cursor means nothing.
 *
 * NONE also when there are differences that change no row that was sent, such as the file node after
 * a VACUUM FULL, or a column's statistics target. The new note is then to be saved in place of the
 * old one: the two together (a new file node and an altered column) would be taken for a rewrite. */
enum slp_cause slp_facts_compare(struct sl_str noted, struct sl_str now, bool filling,
                                 struct slp_mismatch *ret);

/* The table's OID, by which Relation messages are held against the note; false when the note has
 * none, because there was no table. */
bool slp_facts_table_oid(struct sl_str noted, uint32_t *ret_oid);

#endif
