#include "database/import.h"

#include "nearest_name.h"

#include <fnmatch.h>

/* Why a table is not imported unless it is named; NULL: it is. */
static const char *
obstacle_of(const struct slc_found_table *table)
{
    if (table->kind != 'r' && table->kind != 'p')
        return "it is a view or a foreign table: the stream has only tables";
    if (table->root.len > 0)
        return "it is a partition: its rows come under the name of the partitioned table";
    if (!table->logged)
        return "it is unlogged: the stream does not have it";
    return NULL;
}

static void
count_left_out(struct slc_left_out *left_out, const struct slc_found_table *table)
{
    if (table->kind != 'r' && table->kind != 'p')
        left_out->views++;
    else if (table->root.len > 0)
        left_out->partitions++;
    else if (!table->logged)
        left_out->unlogged++;
    else
        left_out->of_extensions++;
}

static void
choose_all(struct slc_catalogue *catalogue, struct slc_left_out *left_out)
{
    for (uint32_t at = 0; at < catalogue->ntables; at++) {
        struct slc_found_table *table = &catalogue->tables[at];
        table->wanted = obstacle_of(table) == NULL && !table->of_extension;
        if (!table->wanted)
            count_left_out(left_out, table);
    }
}

static struct sl_str
full_name(const struct slc_catalogue *catalogue, const struct slc_found_table *table)
{
    return sl_arena_format(catalogue->arena, "%.*s.%.*s", SL_FMT(table->schema),
                           SL_FMT(table->name));
}

static bool
matches(const struct slc_catalogue *catalogue, const struct slc_found_table *table,
        const char *pattern)
{
    struct sl_str full = full_name(catalogue, table);
    return sl_str_is(table->name, pattern) || sl_str_is(full, pattern) ||
           fnmatch(pattern, sl_arena_cstr(catalogue->arena, table->name), FNM_NOESCAPE) == 0 ||
           fnmatch(pattern, sl_arena_cstr(catalogue->arena, full), FNM_NOESCAPE) == 0;
}

static int
report_no_match(const struct slc_catalogue *catalogue, const char *pattern, struct sl_err *reterr)
{
    struct sl_nearest nearest;
    struct sl_str meant = SL_STR("");
    sl_nearest_init(&nearest, sl_str_of(pattern));
    for (uint32_t at = 0; at < catalogue->ntables; at++) {
        const struct slc_found_table *table = &catalogue->tables[at];
        struct sl_str name =
            strchr(pattern, '.') != NULL ? full_name(catalogue, table) : table->name;
        if (sl_nearest_offer(&nearest, name))
            meant = full_name(catalogue, table);
    }
    (void)sl_fail(reterr, SL_CONFIG, "the database has no table %s", pattern);
    return meant.len > 0
               ? sl_remedy(reterr, "did you mean %.*s?", SL_FMT(meant))
               : sl_remedy(reterr, "name it as schema.table; * stands for any characters");
}

static int
choose(struct slc_catalogue *catalogue, const char *pattern, struct slc_left_out *left_out,
       struct sl_err *reterr)
{
    bool named = strpbrk(pattern, "*?[") == NULL;
    uint32_t matched = 0;
    for (uint32_t at = 0; at < catalogue->ntables; at++) {
        struct slc_found_table *table = &catalogue->tables[at];
        if (!matches(catalogue, table, pattern))
            continue;
        const char *obstacle = obstacle_of(table);
        if (named && obstacle != NULL)
            return sl_fail(reterr, SL_CONFIG, "%.*s cannot be released from: %s",
                           SL_FMT(full_name(catalogue, table)), obstacle);
        if (obstacle != NULL)
            count_left_out(left_out, table);
        table->wanted = table->wanted || obstacle == NULL;
        matched++;
    }
    return matched > 0 ? 0 : report_no_match(catalogue, pattern, reterr);
}

int
slc_import_choose(struct slc_catalogue *catalogue, int npatterns, const char *const *patterns,
                  struct slc_left_out *ret_left_out, struct sl_err *reterr)
{
    *ret_left_out = (struct slc_left_out) { 0 };
    if (npatterns == 0)
        choose_all(catalogue, ret_left_out);
    for (int at = 0; at < npatterns; at++)
        if (choose(catalogue, patterns[at], ret_left_out, reterr) != 0)
            return -1;
    return 0;
}
