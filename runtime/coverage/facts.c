/* facts.c - writing a note. Its kinds of lines, with what they mean to a comparison, are in
 * facts_compare.c. */
#include "coverage/facts.h"

#include "coverage/fact.h"
#include "coverage/names.h"
#include "hash.h"
#include "mac.h"
#include "maxima.h"

/* ---- keys ----------------------------------------------------------------------------------- */

/* Another prefix than that of the messages whose MACs leave as pseudonyms ("sluice/2"): no record
 * ever holds what is noted here. */
static int
print_of_key(const char *name, const struct sl_key *key, uint8_t ret_print[SL_MAC_BYTES],
             struct sl_err *reterr)
{
    static const char domain[] = "sluice/coverage/1";
    struct sl_mac *mac = sl_mac_new(key->bytes, key->len, reterr);
    if (mac == NULL)
        return -1;
    const struct sl_str parts[] = { { domain, sizeof domain }, sl_str_of(name) };
    int failed = sl_mac_of(mac, parts, 2, ret_print);
    sl_mac_free(mac);
    return failed == 0 ? 0 : sl_fail(reterr, SL_BUG, "libcrypto cannot make a MAC");
}

int
slp_facts_fingerprint(const struct sl_projection *release, const struct sl_key *keys,
                      struct sl_buf *out, struct sl_err *reterr)
{
    enum { PRINT_BYTES = 8 };
    for (uint32_t i = 0; i < release->nkeys; i++) {
        uint8_t print[SL_MAC_BYTES];
        char hex[2 * PRINT_BYTES + 1];
        if (i > 0 && strcmp(release->keys[i].name, release->keys[i - 1].name) == 0)
            continue; /* of another kind: slots are sorted by the keys' names */
        if (print_of_key(release->keys[i].name, &keys[i], print, reterr) != 0)
            return -1;
        sl_hex(print, PRINT_BYTES, hex);
        slp_fact_begin(out, "key");
        slp_fact_text(out, sl_str_of(release->keys[i].name));
        slp_fact_text(out, sl_str_of(hex));
        slp_fact_end(out);
    }
    return sl_buf_failed(out) ? sl_fail(reterr, SL_RETRY, "memory is short") : 0;
}

/* ---- the release ---------------------------------------------------------------------------- */

static void
note_release(struct sl_buf *out, const struct sl_projection *release)
{
    slp_fact_begin(out, "format");
    slp_fact_number(out, SLP_FACTS_FORMAT);
    slp_fact_end(out);

    slp_fact_begin(out, "release");
    slp_fact_text(out, sl_str_of(release->destination));
    slp_fact_text(out, sl_str_of(release->stream));
    slp_fact_number(out, release->version);
    slp_fact_text(out, sl_str_of(release->ir_sha256));
    slp_fact_end(out);

    slp_fact_begin(out, "row_key");
    slp_fact_text(out, sl_str_of(release->row_key_sha256));
    slp_fact_end(out);
}

/* ---- the table ------------------------------------------------------------------------------ */

static void
note_guard(struct sl_buf *out, const char *kind, uint32_t oid)
{
    if (oid == 0)
        return;
    slp_fact_begin(out, "guard");
    slp_fact_text(out, sl_str_of(kind));
    slp_fact_number(out, oid);
    slp_fact_end(out);
}

/* By its own OID and by its constraint's: REINDEX CONCURRENTLY keeps the one, and ADD CONSTRAINT … USING INDEX the
 * other, each without a break. */
static void
note_guards(struct sl_buf *out, const struct slp_found_table *found)
{
    for (uint32_t i = 0; i < found->nguards; i++) {
        note_guard(out, "index", found->guards[i].index_oid);
        note_guard(out, "constraint", found->guards[i].constraint_oid);
    }
}

static void
note_table(struct sl_buf *out, const struct sl_table *declared, const struct slp_found_table *found)
{
    slp_fact_begin(out, "table");
    slp_fact_number(out, found->oid);
    slp_fact_text(out, sl_str_of(declared->schema));
    slp_fact_text(out, sl_str_of(declared->name));
    slp_fact_number(out, found->filenode);
    slp_fact_end(out);
    if (!found->exists)
        return;
    slp_fact_begin(out, "identity");
    slp_fact_text(out, (struct sl_str) { &found->identity, 1 });
    slp_fact_end(out);
    note_guards(out, found);
    slp_fact_begin(out, "entry");
    slp_fact_number(out, found->entry_oid);
    slp_fact_number(out, found->entry_xmin);
    slp_fact_end(out);
}

static void
note_column(struct sl_buf *out, const char *name, const struct slp_found_column *found)
{
    static const struct slp_found_column missing;
    const struct slp_found_column *column = found != NULL ? found : &missing;
    slp_fact_begin(out, "column");
    slp_fact_text(out, sl_str_of(name));
    slp_fact_number(out, column->attnum);
    slp_fact_number(out, column->type_oid);
    slp_fact_number(out, column->type_modifier);
    slp_fact_number(out, column->xmin);
    slp_fact_end(out);
    for (uint32_t i = 0; i < column->nlabels; i++) {
        slp_fact_begin(out, "label");
        slp_fact_text(out, sl_str_of(name));
        slp_fact_number(out, column->labels[i].oid);
        slp_fact_text(out, column->labels[i].text);
        slp_fact_number(out, column->labels[i].xmin);
        slp_fact_end(out);
    }
}

static bool
is_read(const struct sl_projection *release, struct sl_str name)
{
    bool read = false;
    for (uint32_t i = 0; i < release->ncolumns && !read; i++)
        read = sl_str_is(name, release->table->columns[release->columns[i]].name);
    return read;
}

/* Where all other columns of the table are: one that the release reads may get the name of one of them. */
static void
note_others(struct sl_buf *out, const struct sl_projection *release,
            const struct slp_found_table *found)
{
    for (uint32_t i = 0; i < found->ncolumns; i++) {
        const struct slp_found_column *column = &found->columns[i];
        if (is_read(release, column->name))
            continue;
        slp_fact_begin(out, "other");
        slp_fact_text(out, column->name);
        slp_fact_number(out, column->attnum);
        slp_fact_end(out);
    }
}

static void
note_member(struct sl_buf *out, const struct slp_found_member *member)
{
    slp_fact_begin(out, "member");
    slp_fact_number(out, member->oid);
    slp_fact_number(out, member->inherits_xmin);
    slp_fact_number(out, member->filenode);
    slp_fact_text(out, (struct sl_str) { &member->identity, 1 });
    slp_fact_text(out, member->schema);
    slp_fact_text(out, member->name);
    slp_fact_end(out);
}

static void
note_all(struct sl_buf *out, const struct slp_facts_source *source)
{
    const struct slp_catalogue *catalogue = source->catalogue;
    const struct sl_projection *release = source->release;
    const struct sl_table *declared = source->table->declared;
    const struct slp_found_table *found = slp_catalogue_table(catalogue, source->table);
    note_release(out, release);
    note_table(out, declared, found);
    for (uint32_t i = 0; i < release->ncolumns; i++) {
        const char *name = declared->columns[release->columns[i]].name;
        note_column(out, name, slp_found_column_named(found, name));
    }
    note_others(out, release, found);
    for (uint32_t i = 0; i < found->nmembers; i++)
        note_member(out, &found->members[i]);
    slp_fact_begin(out, "publication");
    slp_fact_number(out, catalogue->publication.oid);
    slp_fact_number(out, catalogue->publication.xmin);
    slp_fact_end(out);
}

/* A note that is as the earlier one has nothing to remember beside it. */
static bool
remember_names(const struct slp_facts_source *source, const struct sl_buf *now, struct sl_buf *out)
{
    return sl_str_equal(source->names.noted, sl_buf_str(now)) ||
           slp_names_remember(&source->names, sl_buf_str(now), source->names_are_meant, out);
}

int
slp_facts_note(const struct slp_facts_source *source, struct sl_buf *out, struct sl_err *reterr)
{
    struct sl_buf lines, sorted;
    sl_buf_init(&lines, SLP_MAX_CATALOGUE_BYTES);
    sl_buf_init(&sorted, SLP_MAX_CATALOGUE_BYTES);
    sl_buf_add_str(&lines, source->fingerprints);
    note_all(&lines, source);
    bool noted = !sl_buf_failed(&lines) && slp_facts_sort(sl_buf_str(&lines), &sorted) &&
                 remember_names(source, &sorted, &lines) && !sl_buf_failed(&lines) &&
                 slp_facts_sort(sl_buf_str(&lines), out);
    sl_buf_done(&lines);
    sl_buf_done(&sorted);
    return noted ? 0 : sl_fail(reterr, SL_RETRY, "memory is short");
}
