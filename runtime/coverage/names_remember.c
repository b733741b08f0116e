/* names_remember.c - what notes keep of names that their columns' lines do not tell. */
#include "coverage/names_private.h"
#include "maxima.h"

/* So many names that no column has any more are remembered of one column, beside those that the release reads. */
enum { MOST_NAMES = 16 };

static void
write_name(struct sl_buf *out, struct sl_str oid, const struct slp_known_name *known)
{
    slp_fact_begin(out, "name");
    slp_fact_copy(out, oid);
    slp_fact_copy(out, known->name);
    slp_fact_copy(out, known->number);
    slp_fact_end(out);
}

/* What the note remembers of other tables than its own. */
static void
copy_others(struct sl_str note, struct sl_str own, struct sl_str but, struct sl_buf *out)
{
    struct slp_fact fact;
    while (slp_fact_next(&note, &fact)) {
        const struct sl_str *fields = fact.fields;
        const struct slp_known_name known = { fields[SLP_KNOWN_NAME], fields[SLP_KNOWN_NUMBER],
                                              true };
        if (sl_str_is(fact.word, "name") && !sl_str_equal(fields[SLP_KNOWN_TABLE], own) &&
            !sl_str_equal(fields[SLP_KNOWN_TABLE], but))
            write_name(out, fields[SLP_KNOWN_TABLE], &known);
    }
}

/* Each name of the table once, as it was first noted. */
static bool
next_first(const struct slp_table_names *names, struct sl_str *rest, struct slp_known_name *ret)
{
    while (slp_names_next(names, rest, ret)) {
        if (sl_str_equal(ret->number, slp_names_first_number(names, ret->name)))
            return true;
    }
    return false;
}

static void
collect_but(struct sl_str note, struct sl_str but, struct sl_buf *out)
{
    const struct slp_table_names own = slp_names_of(note, slp_names_table(note));
    struct slp_known_name known;
    if (!sl_str_equal(own.oid, but)) {
        for (struct sl_str rest = note; next_first(&own, &rest, &known);)
            write_name(out, own.oid, &known);
    }
    copy_others(note, own.oid, but, out);
}

void
slp_names_collect(struct sl_str note, struct sl_buf *out)
{
    collect_but(note, SL_STR(""), out);
}

/* ---- the next note -------------------------------------------------------------------------- */

static bool
is_read(struct sl_str now, struct sl_str name)
{
    struct slp_fact fact;
    bool read = false;
    while (!read && slp_fact_next(&now, &fact))
        read = sl_str_is(fact.word, "column") && sl_str_equal(fact.fields[SLP_COLUMN_NAME], name);
    return read;
}

static uint32_t
count_names(struct sl_str lines, struct sl_str number)
{
    struct slp_fact fact;
    uint32_t count = 0;
    while (slp_fact_next(&lines, &fact))
        count += sl_str_equal(fact.fields[SLP_KNOWN_NUMBER], number);
    return count;
}

/* Names that no column of the table has any more. */
static void
write_gone(const struct slp_table_names *before, const struct slp_table_names *now,
           struct sl_buf *out)
{
    const size_t begin = out->len;
    struct sl_str rest = before->note;
    struct slp_known_name known;
    while (next_first(before, &rest, &known)) {
        const struct sl_str written = sl_str_from(sl_buf_str(out), begin);
        if (sl_str_is(slp_names_first_number(now, known.name), SLP_NOTHING) &&
            (is_read(now->note, known.name) || count_names(written, known.number) < MOST_NAMES))
            write_name(out, before->oid, &known);
    }
}

bool
slp_names_remember(const struct slp_names *names, struct sl_str now, bool are_meant,
                   struct sl_buf *out)
{
    const struct sl_str oid = slp_names_table(now);
    const struct slp_table_names after = slp_names_of(now, oid);
    const struct slp_table_names before = slp_names_of(names->noted, oid);
    struct slp_known_name column;
    for (struct sl_str rest = now; !are_meant && slp_names_next(&after, &rest, &column);) {
        const struct slp_known_name meant = { column.name, slp_names_meant(names, oid, &column),
                                              true };
        if (!sl_str_equal(meant.number, column.number))
            write_name(out, oid, &meant);
    }
    write_gone(&before, &after, out);
    collect_but(names->noted, oid, out);
    return !sl_buf_failed(out);
}

/* ---- the note as it was --------------------------------------------------------------------- */

/* Whether a column's line of the note tells it. */
static bool
is_told(struct sl_str note, const struct slp_fact *name)
{
    const struct slp_table_names own = slp_names_of(note, slp_names_table(note));
    struct slp_known_name known;
    bool told = false;
    while (!told && sl_str_equal(own.oid, name->fields[SLP_KNOWN_TABLE]) &&
           slp_names_next(&own, &note, &known))
        told = !known.remembered && sl_str_equal(known.name, name->fields[SLP_KNOWN_NAME]) &&
               sl_str_equal(known.number, name->fields[SLP_KNOWN_NUMBER]);
    return told;
}

/* The note's own lines, without what it remembers. */
static void
copy_own(struct sl_str note, struct sl_buf *out)
{
    struct slp_fact fact;
    for (struct sl_str rest = note; slp_fact_next(&note, &fact); rest = note) {
        if (!sl_str_is(fact.word, "name"))
            sl_buf_add(out, rest.ptr, rest.len - note.len);
    }
}

static void
copy_untold(struct sl_str noted, struct sl_str all, struct sl_buf *out)
{
    struct slp_fact fact;
    for (struct sl_str rest = all; slp_fact_next(&all, &fact); rest = all) {
        if (!is_told(noted, &fact))
            sl_buf_add(out, rest.ptr, rest.len - all.len);
    }
}

bool
slp_names_learn(struct sl_str noted, struct sl_str now, struct sl_buf *out)
{
    struct sl_buf all, lines;
    sl_buf_init(&all, SLP_MAX_FACTS_BYTES);
    sl_buf_init(&lines, SLP_MAX_FACTS_BYTES);
    slp_names_collect(now, &all);
    copy_own(noted, &lines);
    copy_untold(noted, sl_buf_str(&all), &lines);
    const bool learned =
        !sl_buf_failed(&all) && !sl_buf_failed(&lines) && slp_facts_sort(sl_buf_str(&lines), out);
    sl_buf_done(&all);
    sl_buf_done(&lines);
    return learned;
}

/* ---- forgetting ----------------------------------------------------------------------------- */

bool
slp_names_next_table(struct sl_str *note, struct sl_str *ret_oid)
{
    struct slp_fact fact;
    while (slp_fact_next(note, &fact)) {
        if (!sl_str_is(fact.word, "name") || sl_str_equal(fact.fields[SLP_KNOWN_TABLE], *ret_oid))
            continue;
        *ret_oid = fact.fields[SLP_KNOWN_TABLE];
        return true;
    }
    return false;
}

void
slp_names_forget(struct sl_str note, struct sl_str oid, struct sl_buf *out)
{
    struct slp_fact fact;
    for (struct sl_str rest = note; slp_fact_next(&note, &fact); rest = note) {
        if (!sl_str_is(fact.word, "name") || !sl_str_equal(fact.fields[SLP_KNOWN_TABLE], oid))
            sl_buf_add(out, rest.ptr, rest.len - note.len);
    }
}
