/* names.c - what names mean, and whether that is another column now. */
#include "coverage/names_private.h"

/* ---- what one note knows of one table ------------------------------------------------------- */

struct sl_str
slp_names_table(struct sl_str note)
{
    struct slp_fact fact;
    while (slp_fact_next(&note, &fact)) {
        if (sl_str_is(fact.word, "table"))
            return fact.fields[SLP_TABLE_OID];
    }
    return SL_STR(SLP_NOTHING);
}

struct slp_table_names
slp_names_of(struct sl_str note, struct sl_str oid)
{
    return (struct slp_table_names) { note, oid, sl_str_equal(slp_names_table(note), oid) };
}

static bool
is_column(const struct slp_fact *fact)
{
    return sl_str_is(fact->word, "column") || sl_str_is(fact->word, "other");
}

bool
slp_names_next(const struct slp_table_names *names, struct sl_str *rest, struct slp_known_name *ret)
{
    struct slp_fact fact;
    while (slp_fact_next(rest, &fact)) {
        const struct sl_str *fields = fact.fields;
        if (names->own && is_column(&fact) && !sl_str_is(fields[SLP_COLUMN_NUMBER], SLP_NOTHING)) {
            *ret = (struct slp_known_name) { fields[SLP_COLUMN_NAME], fields[SLP_COLUMN_NUMBER],
                                             false };
            return true;
        }
        if (sl_str_is(fact.word, "name") && sl_str_equal(fields[SLP_KNOWN_TABLE], names->oid)) {
            *ret =
                (struct slp_known_name) { fields[SLP_KNOWN_NAME], fields[SLP_KNOWN_NUMBER], true };
            return true;
        }
    }
    return false;
}

struct sl_str
slp_names_first_number(const struct slp_table_names *names, struct sl_str name)
{
    struct sl_str rest = names->note, number = SL_STR(SLP_NOTHING);
    struct slp_known_name known;
    while (slp_names_next(names, &rest, &known)) {
        if (!sl_str_equal(known.name, name))
            continue;
        number = known.number;
        if (known.remembered)
            break;
    }
    return number;
}

/* ---- what all notes know -------------------------------------------------------------------- */

static bool
note_has_other_name(struct sl_str note, struct sl_str oid, const struct slp_known_name *now)
{
    const struct slp_table_names names = slp_names_of(note, oid);
    struct slp_known_name known;
    bool has = false;
    while (!has && slp_names_next(&names, &note, &known))
        has = sl_str_equal(known.number, now->number) && !sl_str_equal(known.name, now->name);
    return has;
}

/* Whether the column is known under another name. */
static bool
had_other_name(const struct slp_names *names, struct sl_str oid, const struct slp_known_name *now)
{
    bool had = note_has_other_name(names->noted, oid, now);
    for (uint32_t i = 0; i < names->nothers && !had; i++)
        had = note_has_other_name(names->others[i], oid, now);
    return had;
}

/* Whether one note's number for the name is another column's than the one it has now. */
static bool
is_taken_over(const struct slp_names *names, struct sl_str oid, const struct slp_known_name *now,
              struct sl_str number)
{
    return !sl_str_is(number, SLP_NOTHING) && !sl_str_equal(number, now->number) &&
           had_other_name(names, oid, now);
}

/* Whether the release was noted with this column under this name: what was learned since is undone. */
static bool
is_read_as_noted(const struct slp_table_names *noted, const struct slp_known_name *now)
{
    struct sl_str rest = noted->note;
    struct slp_fact fact;
    bool same = false;
    while (noted->own && !same && slp_fact_next(&rest, &fact))
        same = sl_str_is(fact.word, "column") &&
               sl_str_equal(fact.fields[SLP_COLUMN_NAME], now->name) &&
               sl_str_equal(fact.fields[SLP_COLUMN_NUMBER], now->number);
    return same;
}

struct sl_str
slp_names_meant(const struct slp_names *names, struct sl_str oid, const struct slp_known_name *now)
{
    struct slp_table_names known = slp_names_of(names->noted, oid);
    if (is_read_as_noted(&known, now))
        return now->number;
    struct sl_str number = slp_names_first_number(&known, now->name);
    if (!sl_str_is(number, SLP_NOTHING))
        return is_taken_over(names, oid, now, number) ? number : now->number;
    for (uint32_t i = 0; i < names->nothers; i++) {
        known = slp_names_of(names->others[i], oid);
        number = slp_names_first_number(&known, now->name);
        if (is_taken_over(names, oid, now, number))
            return number;
    }
    return now->number;
}

/* ---- two looks ------------------------------------------------------------------------------ */

bool
slp_names_are_known(struct sl_str noted, struct sl_str now)
{
    const struct slp_table_names names = slp_names_of(noted, slp_names_table(now));
    struct slp_known_name known;
    return slp_names_next(&names, &noted, &known);
}

bool
slp_names_moved(const struct slp_names *names, struct sl_str now, struct sl_str *ret_name)
{
    const struct sl_str oid = slp_names_table(now);
    struct slp_fact fact;
    while (slp_fact_next(&now, &fact)) {
        const struct slp_known_name column = { .name = fact.fields[SLP_COLUMN_NAME],
                                               .number = fact.fields[SLP_COLUMN_NUMBER] };
        if (!sl_str_is(fact.word, "column") || sl_str_is(column.number, SLP_NOTHING) ||
            sl_str_equal(slp_names_meant(names, oid, &column), column.number))
            continue;
        *ret_name = column.name;
        return true;
    }
    return false;
}
