/* Names in risk checks and tests. */
#include "names/names.h"

static void
bind_fields(const struct slc_names *names, const struct slc_release *release,
            const struct slc_name *list, struct slc_symbols *seen)
{
    struct sl_str owner = slc_qname_text(names, &release->stream);
    for (const struct slc_name *name = list; name != NULL; name = name->next) {
        if (slc_names_find_in(names, SLC_NAME_FIELD, release->fields_by_name, name, owner) == NULL)
            continue;
        const struct slc_symbol *earlier =
            slc_symbols_add(seen, name->text, name->at, (void *)(uintptr_t)name);
        if (earlier != NULL)
            slc_names_report_twice(names, name, "field", earlier->at);
    }
}

void
slc_names_bind_risk(const struct slc_names *names, struct slc_risk *risk)
{
    risk->release = slc_symbol_object(slc_names_find_pair(names, SLC_NAME_STREAM, &risk->stream));
    if (risk->release == NULL)
        return;
    struct slc_symbols seen;
    slc_symbols_init(&seen, names->program->arena);
    bind_fields(names, risk->release, risk->identifying, &seen);
    bind_fields(names, risk->release, risk->sensitive, &seen);
}

/* `given` and `before`: columns of the table, and commit_time. A column may be called commit_time, too, and
 * is then written in backquotes; both can be given, so the time goes by a name that no column has. */
static void
bind_given(const struct slc_names *names, const struct slc_table *table, struct slc_given *list)
{
    struct sl_str owner = slc_qname_text(names, &table->name);
    struct slc_symbols seen;
    slc_symbols_init(&seen, names->program->arena);
    for (struct slc_given *given = list; given != NULL; given = given->next) {
        given->commit_time = !given->name.quoted && sl_str_is(given->name.text, "commit_time");
        if (!given->commit_time)
            given->column = slc_symbol_object(slc_names_find_in(
                names, SLC_NAME_COLUMN, table->columns_by_name, &given->name, owner));
        struct sl_str name = given->commit_time ? SL_STR("") : given->name.text;
        const struct slc_symbol *earlier = slc_symbols_add(&seen, name, given->name.at, given);
        if (earlier != NULL)
            slc_names_report_twice(names, &given->name, "value", earlier->at);
    }
}

static void
bind_expected(const struct slc_names *names, const struct slc_release *release,
              struct slc_given *list)
{
    struct sl_str owner = slc_qname_text(names, &release->stream);
    struct slc_symbols seen;
    slc_symbols_init(&seen, names->program->arena);
    for (struct slc_given *expected = list; expected != NULL; expected = expected->next) {
        expected->field = slc_symbol_object(slc_names_find_in(
            names, SLC_NAME_FIELD, release->fields_by_name, &expected->name, owner));
        const struct slc_symbol *earlier =
            slc_symbols_add(&seen, expected->name.text, expected->name.at, expected);
        if (earlier != NULL)
            slc_names_report_twice(names, &expected->name, "value", earlier->at);
    }
}

void
slc_names_bind_test(const struct slc_names *names, struct slc_test *test)
{
    test->release = slc_symbol_object(slc_names_find_pair(names, SLC_NAME_STREAM, &test->stream));
    if (test->release == NULL)
        return;
    if (test->release->table != NULL) {
        bind_given(names, test->release->table, test->given);
        bind_given(names, test->release->table, test->before);
    }
    bind_expected(names, test->release, test->expect);
}
