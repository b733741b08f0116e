/* facts_compare.c - what each line of a note means when it is another one, or is not there. What names came
 * to mean is judged in names.c. */
#include "coverage/fact.h"
#include "coverage/facts.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- kinds of facts ------------------------------------------------------------------------- */

#define CAUSE(id) SLP_CAUSE_##id

/* Fields of the lines that are looked at by place. */
enum { TABLE_OID = 0, TABLE_FILENODE = 3, COLUMN_XMIN = 4 };

struct kind {
    const char *word;
    uint32_t nnames;                         /* so many fields are the fact's name */
    enum slp_cause alone;                    /* when one note alone has it */
    enum slp_cause differs[SLP_FACT_FIELDS]; /* when the field is another one */
    uint32_t told, ntold;                    /* the fields that a detail consists of */
};

/* NONE: what differs there changes no row that was sent, or judge_contents() says what it means.
 * What the policy alone makes come and go (a column that is read, a key) is SEMANTICS. Labels of an
 * enum only ever become more, and no row that was sent has a new one. A modifier (varchar(50),
 * numeric(12,2)) that takes another value from a row rewrites the table. */
static const struct kind kinds[] = {
    { "column",
      1,
      CAUSE(NONE),
      { CAUSE(NONE), CAUSE(COLUMN), CAUSE(COLUMN), CAUSE(NONE), CAUSE(NONE) },
      0,
      1 },
    { "entry", 0, CAUSE(NONE), { CAUSE(ENTRY), CAUSE(ENTRY) }, 0, 0 },
    { "format", 0, CAUSE(FORMAT), { CAUSE(FORMAT) }, 0, 0 },
    { "guard", 2, CAUSE(NONE), { CAUSE(NONE), CAUSE(NONE) }, 0, 0 },
    { "identity", 0, CAUSE(NONE), { CAUSE(IDENTITY) }, 0, 0 },
    { "key", 1, CAUSE(NONE), { CAUSE(NONE), CAUSE(KEY) }, 0, 1 },
    { "label",
      2,
      CAUSE(NONE),
      { CAUSE(NONE), CAUSE(NONE), CAUSE(ENUM_LABELS), CAUSE(ENUM_LABELS) },
      0,
      1 },
    { "member",
      1,
      CAUSE(PARTITIONS),
      { CAUSE(NONE), CAUSE(PARTITIONS), CAUSE(LEAF_REWRITTEN), CAUSE(IDENTITY) },
      4,
      2 },
    { "name", 2, CAUSE(NONE), { CAUSE(NONE), CAUSE(NONE), CAUSE(NONE) }, 1, 1 },
    { "other", 1, CAUSE(NONE), { CAUSE(NONE), CAUSE(NONE) }, 0, 1 },
    { "publication", 0, CAUSE(NONE), { CAUSE(PUBLICATION), CAUSE(PUBLICATION) }, 0, 0 },
    { "release",
      0,
      CAUSE(RELEASE),
      { CAUSE(RELEASE), CAUSE(RELEASE), CAUSE(SEMANTICS), CAUSE(SEMANTICS) },
      0,
      2 },
    { "row_key", 0, CAUSE(ROW_KEY), { CAUSE(ROW_KEY) }, 0, 0 },
    { "table",
      0,
      CAUSE(NONE),
      { CAUSE(TABLE_REPLACED), CAUSE(TABLE_RENAMED), CAUSE(TABLE_RENAMED), CAUSE(NONE) },
      1,
      2 },
};

/* A word of another version of the pusher. */
static const struct kind unknown = { "", 0, CAUSE(FORMAT), { CAUSE(FORMAT) }, 0, 0 };

static const struct kind *
kind_of(const struct slp_fact *fact)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (sl_str_is(fact->word, kinds[i].word))
            return &kinds[i];
    }
    return &unknown;
}

/* ---- what was found ------------------------------------------------------------------------- */

struct comparison {
    struct slp_mismatch *mismatch;
    bool table_missing;
    bool filenode_differs, column_altered;
    bool guarded;                  /* an index that holds the row key is in both notes */
    struct slp_fact table, column; /* those that the former are about */
};

/* The first cause of causes.def is the one that is told; of one cause, what was found first. */
static void
found(struct comparison *comparison, enum slp_cause cause, const struct slp_fact *fact)
{
    struct slp_mismatch *mismatch = comparison->mismatch;
    if (cause == SLP_CAUSE_NONE)
        return;
    mismatch->causes |= SLP_CAUSE_BIT(cause);
    if (mismatch->cause != SLP_CAUSE_NONE && mismatch->cause <= cause)
        return;
    const struct kind *kind = kind_of(fact);
    const struct sl_str *told = &fact->fields[kind->told];
    mismatch->cause = cause;
    mismatch->detail[0] = '\0';
    if (kind->ntold > 0)
        (void)snprintf(mismatch->detail, sizeof mismatch->detail, "%.*s%s%.*s", SL_FMT(told[0]),
                       kind->ntold > 1 ? "." : "", SL_FMT(kind->ntold > 1 ? told[1] : SL_STR("")));
}

/* ---- one fact ------------------------------------------------------------------------------- */

static void
note_contents(struct comparison *comparison, const struct slp_fact *noted,
              const struct slp_fact *now)
{
    if (sl_str_is(now->word, "guard")) {
        comparison->guarded = true;
    } else if (sl_str_is(now->word, "table")) {
        comparison->table = *now;
        comparison->table_missing = sl_str_is(now->fields[TABLE_OID], "0");
        comparison->filenode_differs =
            !sl_str_equal(noted->fields[TABLE_FILENODE], now->fields[TABLE_FILENODE]);
    } else if (sl_str_is(now->word, "column") && !comparison->column_altered) {
        comparison->column = *now;
        comparison->column_altered =
            !sl_str_equal(noted->fields[COLUMN_XMIN], now->fields[COLUMN_XMIN]);
    }
}

static void
compare_fact(struct comparison *comparison, const struct slp_fact *noted,
             const struct slp_fact *now)
{
    const struct kind *kind = kind_of(now);
    for (uint32_t i = 0; i < SLP_FACT_FIELDS; i++) {
        if (!sl_str_equal(noted->fields[i], now->fields[i]))
            found(comparison, kind->differs[i], now);
    }
    note_contents(comparison, noted, now);
}

/* A rewrite with other values alters a column in the same transaction; VACUUM FULL, CLUSTER and
 * TRUNCATE alter none. */
static void
judge_contents(struct comparison *comparison, bool filling)
{
    if (comparison->table_missing)
        found(comparison, SLP_CAUSE_TABLE_MISSING, &comparison->table);
    else if (comparison->filenode_differs && comparison->column_altered)
        found(comparison, SLP_CAUSE_REWRITTEN, &comparison->column);
    else if (comparison->filenode_differs && filling)
        found(comparison, SLP_CAUSE_FILENODE, &comparison->table);
}

/* While no index holds the row key, two rows can have one, and the changes of the one are taken for changes of the
 * other: one that holds has to have stayed. */
static void
judge_guards(struct comparison *comparison)
{
    if (!comparison->guarded)
        found(comparison, SLP_CAUSE_KEY_INDEX, &comparison->table);
}

/* ---- two notes ------------------------------------------------------------------------------ */

/* As the lines of a note are ordered, by what names them. */
static int
order(const struct slp_fact *noted, const struct slp_fact *now)
{
    int before = sl_str_compare(noted->word, now->word);
    for (uint32_t i = 0; before == 0 && i < kind_of(now)->nnames; i++)
        before = sl_str_compare(noted->fields[i], now->fields[i]);
    return before;
}

static void
compare_notes(struct comparison *comparison, struct sl_str noted, struct sl_str now)
{
    struct slp_fact was, is;
    bool more_was = slp_fact_next(&noted, &was), more_is = slp_fact_next(&now, &is);
    while (more_was || more_is) {
        int before = !more_was ? 1 : !more_is ? -1 : order(&was, &is);
        if (before == 0)
            compare_fact(comparison, &was, &is);
        else
            found(comparison, kind_of(before < 0 ? &was : &is)->alone, before < 0 ? &was : &is);
        if (before <= 0)
            more_was = slp_fact_next(&noted, &was);
        if (before >= 0)
            more_is = slp_fact_next(&now, &is);
    }
}

enum slp_cause
slp_facts_compare(struct sl_str noted, struct sl_str now, bool filling, struct slp_mismatch *ret)
{
    struct comparison comparison = { .mismatch = ret };
    *ret = (struct slp_mismatch) { .cause = SLP_CAUSE_NONE };
    compare_notes(&comparison, noted, now);
    judge_contents(&comparison, filling);
    judge_guards(&comparison);
    return ret->cause;
}

bool
slp_facts_table_oid(struct sl_str noted, uint32_t *ret_oid)
{
    struct slp_fact fact;
    *ret_oid = 0;
    while (slp_fact_next(&noted, &fact)) {
        if (sl_str_is(fact.word, "table"))
            *ret_oid = (uint32_t)strtoul(fact.fields[TABLE_OID].ptr, NULL, 10);
    }
    return *ret_oid != 0;
}
