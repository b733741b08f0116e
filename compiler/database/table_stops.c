#include "database/table_stops.h"

#include "emit/sql/table_sql.h"

const struct slc_stop_text slc_stop_texts[SLC_NSTOPS] = {
    [SLC_STOP_EXCHANGED] = { "another table has its name, and is not in the publication",
                             "run setup.sql behind the migration, which puts that one in" },
    [SLC_STOP_UNNAMED] = { "the publication has it by its schema or as one of all tables, no "
                           "longer by its "
                           "own name",
                           "run setup.sql behind the migration, which puts it in by its name" },
    [SLC_STOP_CHANGES] = { "not all of its changes are published any more",
                           "run setup.sql, which publishes insert, update, delete and truncate, "
                           "via the "
                           "root of partitions" },
    [SLC_STOP_FILTERED] = { "not all of its rows are published any more",
                            "take the WHERE out: the policies need every row" },
    [SLC_STOP_UNLISTED] = { "columns that the policies need are not published any more",
                            "run setup.sql behind the migration, which publishes them" },
    [SLC_STOP_ROW_SECURITY] = { "row security hides its rows from the pusher's reader",
                                "where the reader is to see every row: ALTER ROLE the reader "
                                "BYPASSRLS" },
    [SLC_STOP_SWAPPED] = { "columns have taken each other's names",
                           "releases that read them pause; where the new names are right, "
                           "sluice-pusher "
                           "resume fills them again" },
    [SLC_STOP_SCHEMA_CLOSED] = { "the pusher's reader has no USAGE on its schema any more",
                                 "run setup.sql behind the migration, which grants it" },
    [SLC_STOP_UNREADABLE] = { "the pusher's reader may not SELECT all that releases read of it any "
                              "more",
                              "end the migration with the GRANT that sluice migrate prints for the "
                              "table, or "
                              "run setup.sql behind it" },
};

static const struct slc_ir_column *
column_named(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_equal(table->columns[i].name, name))
            return &table->columns[i];
    }
    return NULL;
}

/* The column of the policy whose name its number had before, if that was another one and a release reads either. */
static bool
has_anothers_name(const struct slc_stream *before, const struct slc_ir_table *table,
                  const struct slc_stream_column *column)
{
    const struct slc_ir_column *is = column_named(table, column->name);
    for (uint32_t i = 0; is != NULL && i < before->count; i++) {
        const struct slc_stream_column *was = &before->columns[i];
        if (was->table != column->table || was->number != column->number)
            continue;
        const struct slc_ir_column *other = column_named(table, was->name);
        return other != NULL && other != is && (slc_is_read(is) || slc_is_read(other));
    }
    return false;
}

/* What releases read of a column, and the place of its row. */
static bool
is_unreadable(const struct slc_ir_table *table, const struct slc_stream_column *column)
{
    const struct slc_ir_column *declared = column_named(table, column->name);
    return !column->places_readable ||
           (declared != NULL && slc_is_read(declared) && !column->readable);
}

/* What the reader lacked already is nothing that the migration takes. */
static bool
was_unreadable(const struct slc_stop_search *search, const struct slc_stream_column *column)
{
    for (uint32_t i = 0; i < search->before->count; i++) {
        const struct slc_stream_column *was = &search->before->columns[i];
        if (was->table == column->table && sl_str_equal(was->name, column->name))
            return is_unreadable(search->table, was);
    }
    return false;
}

static void
note_column(const struct slc_stop_search *search, const struct slc_stream_column *column,
            bool ret[SLC_NSTOPS])
{
    const struct slc_ir_column *declared = column_named(search->table, column->name);
    ret[SLC_STOP_UNNAMED] |= !column->named;
    ret[SLC_STOP_CHANGES] |= !column->all_changes;
    ret[SLC_STOP_FILTERED] |= column->filtered;
    ret[SLC_STOP_UNLISTED] |= declared != NULL && slc_is_published(declared) && !column->listed;
    ret[SLC_STOP_ROW_SECURITY] |= column->row_security;
    ret[SLC_STOP_SWAPPED] |= has_anothers_name(search->before, search->table, column);
    ret[SLC_STOP_SCHEMA_CLOSED] |= !column->schema_usable;
    ret[SLC_STOP_UNREADABLE] |=
        is_unreadable(search->table, column) && !was_unreadable(search, column);
}

void
slc_find_table_stops(const struct slc_stop_search *search, bool ret[SLC_NSTOPS])
{
    const struct slc_ir_table *table = search->table;
    bool elsewhere = false, here = false;
    for (uint32_t i = 0; table != NULL && i < search->now->count; i++) {
        const struct slc_stream_column *column = &search->now->columns[i];
        const bool named = sl_str_equal(column->schema, table->schema) &&
                           sl_str_equal(column->table_name, table->name);
        elsewhere |= !named && column->table == search->oid;
        here |= named;
        if (named)
            note_column(search, column, ret);
    }
    ret[SLC_STOP_EXCHANGED] = elsewhere && !here;
}
