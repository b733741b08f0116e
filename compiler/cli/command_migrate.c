#include "cli/compile.h"
#include "emit/sql/emit_migration.h"
#include "emit/sql/setup_parts.h"
#include "explain/subject.h"
#include "maxima.h"
#include "stages.h"

enum { PUBLICATION, READER, TODAY };

/* ---- the table ------------------------------------------------------------------------------- */

static const struct slc_ir_table *
lowered_table(const struct slc_ir *ir, const struct slc_table *table, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < ir->ntables; at++) {
        if (sl_str_equal(ir->tables[at].schema, table->name.first.text) &&
            sl_str_equal(ir->tables[at].name, table->name.second.text))
            return &ir->tables[at];
    }
    (void)sl_fail(reterr, SL_CONFIG, "the policies release nothing of this table");
    (void)sl_remedy(reterr, "it is in no publication of theirs: change it as it is");
    return NULL;
}

static const struct slc_ir_table *
find_table(const struct slc_program *program, const char *name, struct sl_err *reterr)
{
    struct slc_named_subject subject;
    const struct sl_str named = sl_arena_format(program->arena, "table %s", name);
    if (slc_subject_find(program, named.ptr, &subject, reterr) != 0)
        return NULL;
    return lowered_table(slc_lower(program), subject.table, reterr);
}

/* ---- the transaction -------------------------------------------------------------------------- */

/* Names parted by commas. */
static const struct sl_str *
split_names(struct sl_arena *arena, const char *text, uint32_t *ret_count)
{
    struct sl_str *names = SL_NEW_ARRAY(arena, struct sl_str, strlen(text) + 1);
    for (*ret_count = 0; *text != '\0'; text += *text == ',') {
        const size_t len = strcspn(text, ",");
        if (len > 0)
            names[(*ret_count)++] = (struct sl_str) { text, len };
        text += len;
    }
    return names;
}

static enum slc_exit
print_migration(const struct slc_arguments *arguments, struct slc_program *program)
{
    const char *publications = arguments->options[PUBLICATION];
    const char *reader = arguments->options[READER];
    struct sl_err err;
    struct slc_migration migration = {
        .table = find_table(program, arguments->paths[arguments->npaths], &err),
        .reader = sl_str_of(reader != NULL ? reader : SLC_DEFAULT_READER),
    };
    if (migration.table == NULL)
        return slc_could_not_run(&err);
    migration.publications =
        split_names(program->arena, publications != NULL ? publications : SLC_DEFAULT_PUBLICATION,
                    &migration.npublications);
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    slc_emit_migration(&migration, &out);
    fwrite(out.bytes, 1, out.len, stdout);
    sl_buf_done(&out);
    return SLC_CLEAN;
}

/* The last word is the table. */
static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_arguments policies = *arguments;
    struct sl_err err;
    if (arguments->npaths < 2) {
        (void)sl_fail(&err, SL_CONFIG, "a PATH or the TABLE is missing");
        (void)sl_remedy(&err, "sluice migrate policies/ collections.customers");
        return slc_could_not_run(&err);
    }
    policies.npaths--;
    return slc_compile(&policies, arguments->options[TODAY], stderr, print_migration);
}

const struct slc_command slc_command_migrate = {
    .name = "migrate",
    .summary = "print the transaction in which a published table can be changed",
    .synopsis = "PATH… TABLE [--publication NAMES] [--reader ROLE] [--today DATE]",
    .description =
        "PostgreSQL refuses to alter or drop a column that a publication lists. This prints a\n"
        "transaction in plain SQL that locks TABLE, takes it out of the publication, has room for the\n"
        "platform's statements, and puts the table back as setup.sql has it, with the reader's rights.\n"
        "No change of the table is lost, and its releases are filled again afterwards.\n"
        "\n"
        "TABLE is schema.table, or its end where only one has it. Where the policies change with the table, PATH has\n"
        "the new ones. `sluice check PATH… --against-db CONNINFO --migration FILE` tries the result.\n"
        "\n"
        "Exit code: 0 printed, 1 the policies have errors, 2 could not run.\n",
    .options = {
        [PUBLICATION] = { "--publication", "NAMES", "the publications that have the table, parted by commas; else sluice" },
        [READER] = { "--reader", "ROLE", "the role that reads rows; else sluice_reader" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
