#include "database/drift.h"

#include "database/drift_internal.h"
#include "database/found_text.h"
#include "maxima.h"
#include "names/suggest.h"
#include "names/symbols.h"
#include "stages.h"

/* ---- tables -------------------------------------------------------------------------------- */

static struct sl_str
table_name(const struct slc_drift *drift)
{
    return sl_arena_format(drift->program->arena, "%.*s.%.*s",
                           SL_FMT(drift->declared->name.first.text),
                           SL_FMT(drift->declared->name.second.text));
}

static void
report_no_table(const struct slc_drift *drift, const struct slc_catalogue *catalogue)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0601, drift->declared->name.at, "the database has no table %.*s",
                 SL_FMT(table_name(drift)));
    struct slc_symbols symbols;
    slc_symbols_init(&symbols, drift->program->arena);
    for (uint32_t at = 0; at < catalogue->ntables; at++) {
        struct sl_str name = sl_arena_format(drift->program->arena, "%.*s.%.*s",
                                             SL_FMT(catalogue->tables[at].schema),
                                             SL_FMT(catalogue->tables[at].name));
        (void)slc_symbols_add(&symbols, name, (struct slc_span) { 0 }, &catalogue->tables[at]);
    }
    const struct slc_symbol *nearest = slc_suggest(&symbols, table_name(drift));
    if (nearest != NULL)
        slc_help(findings, finding, "if it was renamed, write: %.*s", SL_FMT(nearest->name));
    else
        slc_help(findings, finding, "take the table out of the policy, with its releases");
}

/* Whether rows of it come under its name at all. */
static bool
check_kind(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    const struct slc_found_table *found = drift->found;
    struct slc_finding *finding;
    if (found->kind != 'r' && found->kind != 'p') {
        finding = slc_find(findings, SLC_E0602, drift->declared->name.at,
                           "%.*s is a view or a foreign table: the stream has only tables",
                           SL_FMT(table_name(drift)));
        slc_help(findings, finding, "write the policy for the tables behind it");
        return false;
    }
    if (found->root.len > 0) {
        finding = slc_find(findings, SLC_E0602, drift->declared->name.at,
                           "%.*s is a partition: its rows come under its root's name",
                           SL_FMT(table_name(drift)));
        slc_help(findings, finding, "declare the root instead: table %.*s", SL_FMT(found->root));
        return false;
    }
    if (!found->logged) {
        finding =
            slc_find(findings, SLC_E0602, drift->declared->name.at,
                     "%.*s is unlogged: the stream does not have it", SL_FMT(table_name(drift)));
        slc_help(findings, finding, "in the database: ALTER TABLE %.*s SET LOGGED",
                 SL_FMT(table_name(drift)));
        return false;
    }
    return true;
}

static void
check_table(struct slc_drift *drift, const struct slc_catalogue *catalogue)
{
    drift->found = slc_catalogue_table(catalogue, drift->declared->name.first.text,
                                       drift->declared->name.second.text);
    if (drift->found == NULL) {
        report_no_table(drift, catalogue);
        return;
    }
    if (!check_kind(drift))
        return;
    if (!drift->is_trial)
        slc_check_drift_of_writes(drift);
    slc_check_drift_of_columns(drift);
    slc_check_drift_of_key_fault(drift);
    slc_check_drift_of_key(drift);
}

/* ---- all ----------------------------------------------------------------------------------- */

static int
read_catalogue(const struct slc_program *program, struct slc_session *session,
               struct slc_catalogue **ret_catalogue, struct sl_err *reterr)
{
    *ret_catalogue = slc_catalogue_read(program->arena, session, reterr);
    if (*ret_catalogue == NULL)
        return -1;
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        struct slc_found_table *found =
            slc_catalogue_table(*ret_catalogue, table->name.first.text, table->name.second.text);
        if (found != NULL)
            found->wanted = true;
    }
    return slc_catalogue_columns(*ret_catalogue, session, reterr) != 0
               ? -1
               : slc_catalogue_refused(*ret_catalogue, session, reterr);
}

/* Of each table that both have, whether its row key tells rows apart. */
static int
read_key_faults(const struct slc_program *program, const struct slc_catalogue *catalogue,
                struct slc_session *session, struct sl_err *reterr)
{
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        struct slc_found_table *found =
            slc_catalogue_table(catalogue, table->name.first.text, table->name.second.text);
        struct slc_key_columns key = { .count = 0 };
        if (found == NULL)
            continue;
        key.names = SL_NEW_ARRAY(catalogue->arena, struct sl_str, (size_t)table->ncolumns + 1);
        for (const struct slc_column *column = table->columns; column != NULL;
             column = column->next) {
            if (column->key)
                key.names[key.count++] = column->name.text;
        }
        if (key.count > 0 && slc_catalogue_key_fault(catalogue, session, found, &key, reterr) != 0)
            return -1;
    }
    return 0;
}

const struct slc_ir *
slc_sound_ir(const struct slc_program *program)
{
    return program->findings->errors == 0 ? slc_lower(program) : NULL;
}

static int
check_session(const struct slc_drift *how, struct slc_session *session, struct sl_err *reterr)
{
    struct slc_program *program = how->program;
    struct slc_catalogue *catalogue;
    if (read_catalogue(program, session, &catalogue, reterr) != 0 ||
        read_key_faults(program, catalogue, session, reterr) != 0)
        return -1;
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        check_table(
            &(struct slc_drift) {
                .program = program, .ir = how->ir, .is_trial = how->is_trial, .declared = table },
            catalogue);
    return 0;
}

int
slc_check_trial(struct slc_program *program, const struct slc_ir *ir, struct slc_session *session,
                struct sl_err *reterr)
{
    return check_session(&(struct slc_drift) { .program = program, .ir = ir, .is_trial = true },
                         session, reterr);
}

int
slc_check_database(struct slc_program *program, const char *conninfo, struct sl_err *reterr)
{
    struct slc_session *session = slc_session_open(program->arena, conninfo, reterr);
    if (session == NULL)
        return -1;
    int result = check_session(
        &(struct slc_drift) { .program = program, .ir = slc_sound_ir(program) }, session, reterr);
    slc_session_close(session);
    return result;
}
