#include "coverage/names.h"

#include "maxima.h"

enum { TABLE_OID = 0 };                         /* of a table's fields */
enum { COLUMN_NAME, COLUMN_NUMBER };            /* of a column's */
enum { KNOWN_TABLE, KNOWN_NAME, KNOWN_NUMBER }; /* of a remembered name's */

#define NOTHING                                                                                    \
    "0" /* the number where the table has no such column, and the OID where there is no table */

/* ---- what one note knows of one table ------------------------------------------------------- */

struct names {
    struct sl_str note, oid;
    bool own; /* it is the note's own table */
};

struct known {
    struct sl_str name, number;
    bool remembered; /* as it was first noted, if the column's line says something else */
};

static struct sl_str
table_of(struct sl_str note)
{
    struct slp_fact fact;
    while (slp_fact_next(&note, &fact)) {
        if (sl_str_is(fact.word, "table"))
            return fact.fields[TABLE_OID];
    }
    return SL_STR(NOTHING);
}

static struct names
names_of(struct sl_str note, struct sl_str oid)
{
    return (struct names) { note, oid, sl_str_equal(table_of(note), oid) };
}

static bool
is_column(const struct slp_fact *fact)
{
    return sl_str_is(fact->word, "column") || sl_str_is(fact->word, "other");
}

/* `rest` is what is left of the note. */
static bool
next_known(const struct names *names, struct sl_str *rest, struct known *ret)
{
    struct slp_fact fact;
    while (slp_fact_next(rest, &fact)) {
        const struct sl_str *fields = fact.fields;
        if (names->own && is_column(&fact) && !sl_str_is(fields[COLUMN_NUMBER], NOTHING)) {
            *ret = (struct known) { fields[COLUMN_NAME], fields[COLUMN_NUMBER], false };
            return true;
        }
        if (sl_str_is(fact.word, "name") && sl_str_equal(fields[KNOWN_TABLE], names->oid)) {
            *ret = (struct known) { fields[KNOWN_NAME], fields[KNOWN_NUMBER], true };
            return true;
        }
    }
    return false;
}

/* The number that the name was first noted with; NOTHING: the name is not known. */
static struct sl_str
first_number(const struct names *names, struct sl_str name)
{
    struct sl_str rest = names->note, number = SL_STR(NOTHING);
    struct known known;
    while (next_known(names, &rest, &known)) {
        if (!sl_str_equal(known.name, name))
            continue;
        number = known.number;
        if (known.remembered)
            break;
    }
    return number;
}

static bool
has_number(const struct names *names, struct sl_str number)
{
    struct sl_str rest = names->note;
    struct known known;
    bool has = false;
    while (!has && next_known(names, &rest, &known))
        has = sl_str_equal(known.number, number);
    return has;
}

/* ---- two notes ------------------------------------------------------------------------------ */

bool
slp_names_are_known(struct sl_str noted, struct sl_str now)
{
    const struct names names = names_of(noted, table_of(now));
    struct known known;
    return next_known(&names, &noted, &known);
}

static bool
has_moved(const struct names *names, const struct slp_fact *column)
{
    const struct sl_str number = column->fields[COLUMN_NUMBER];
    const struct sl_str was = first_number(names, column->fields[COLUMN_NAME]);
    return !sl_str_is(number, NOTHING) && !sl_str_is(was, NOTHING) && !sl_str_equal(was, number) &&
           has_number(names, number);
}

bool
slp_names_moved(struct sl_str noted, struct sl_str now, struct sl_str *ret_name)
{
    const struct names names = names_of(noted, table_of(now));
    struct slp_fact fact;
    while (slp_fact_next(&now, &fact)) {
        if (!sl_str_is(fact.word, "column") || !has_moved(&names, &fact))
            continue;
        *ret_name = fact.fields[COLUMN_NAME];
        return true;
    }
    return false;
}

/* ---- remembering ---------------------------------------------------------------------------- */

static void
write_name(struct sl_buf *out, struct sl_str oid, struct sl_str name, struct sl_str number)
{
    slp_fact_begin(out, "name");
    slp_fact_copy(out, oid);
    slp_fact_copy(out, name);
    slp_fact_copy(out, number);
    slp_fact_end(out);
}

void
slp_names_collect(struct sl_str note, struct sl_buf *out)
{
    const struct names own = names_of(note, table_of(note));
    struct known known;
    struct slp_fact fact;
    for (struct sl_str rest = note; next_known(&own, &rest, &known);) {
        if (sl_str_equal(known.number, first_number(&own, known.name)))
            write_name(out, own.oid, known.name, known.number);
    }
    while (slp_fact_next(&note, &fact)) {
        const struct sl_str *fields = fact.fields;
        if (sl_str_is(fact.word, "name") && !sl_str_equal(fields[KNOWN_TABLE], own.oid))
            write_name(out, fields[KNOWN_TABLE], fields[KNOWN_NAME], fields[KNOWN_NUMBER]);
    }
}

/* Whether nothing else tells the name's column: the name is gone, or means another column that the table had. */
static bool
is_untold(const struct names *noted, const struct names *now, const struct slp_fact *known)
{
    const struct sl_str number = first_number(now, known->fields[KNOWN_NAME]);
    return !sl_str_equal(known->fields[KNOWN_NUMBER], number) &&
           (sl_str_is(number, NOTHING) || has_number(noted, number));
}

bool
slp_names_remember(struct sl_str noted, struct sl_str now, bool own, struct sl_buf *out)
{
    struct sl_buf all;
    struct slp_fact fact;
    sl_buf_init(&all, SLP_MAX_FACTS_BYTES);
    slp_names_collect(noted, &all);
    const bool collected = !sl_buf_failed(&all);
    struct sl_str rest = sl_buf_str(&all);
    const struct names before = names_of(rest, table_of(now)), after = names_of(now, before.oid);
    while (collected && slp_fact_next(&rest, &fact)) {
        const struct sl_str *fields = fact.fields;
        const bool is_own = sl_str_equal(fields[KNOWN_TABLE], before.oid);
        if (!is_own || (own && is_untold(&before, &after, &fact)))
            write_name(out, fields[KNOWN_TABLE], fields[KNOWN_NAME], fields[KNOWN_NUMBER]);
    }
    sl_buf_done(&all);
    return collected;
}

/* ---- forgetting ----------------------------------------------------------------------------- */

bool
slp_names_next_table(struct sl_str *note, struct sl_str *ret_oid)
{
    struct slp_fact fact;
    while (slp_fact_next(note, &fact)) {
        if (!sl_str_is(fact.word, "name") || sl_str_equal(fact.fields[KNOWN_TABLE], *ret_oid))
            continue;
        *ret_oid = fact.fields[KNOWN_TABLE];
        return true;
    }
    return false;
}

void
slp_names_forget(struct sl_str note, struct sl_str oid, struct sl_buf *out)
{
    struct slp_fact fact;
    for (struct sl_str rest = note; slp_fact_next(&note, &fact); rest = note) {
        if (!sl_str_is(fact.word, "name") || !sl_str_equal(fact.fields[KNOWN_TABLE], oid))
            sl_buf_add(out, rest.ptr, rest.len - note.len);
    }
}
