#include "cli/compile.h"
#include "emit/sql/emit_migration.h"
#include "maxima.h"
#include "names/suggest.h"
#include "names/symbols.h"
#include "stages.h"

enum { PUBLICATION, READER, TODAY };

/* What setup.sql takes where psql is given no other names. */
static const char default_publication[] = "sluice", default_reader[] = "sluice_reader";

/* ---- the table ------------------------------------------------------------------------------- */

static struct sl_str
full_name(const struct slc_ir *ir, const struct slc_ir_table *table)
{
    return sl_arena_format(ir->arena, "%.*s.%.*s", SL_FMT(table->schema), SL_FMT(table->name));
}

static const struct slc_ir_table *
find_table(const struct slc_ir *ir, struct sl_str name, struct sl_err *reterr)
{
    struct slc_symbols symbols;
    slc_symbols_init(&symbols, ir->arena);
    for (uint32_t at = 0; at < ir->ntables; at++) {
        struct slc_ir_table *table = (struct slc_ir_table *)(uintptr_t)&ir->tables[at];
        (void)slc_symbols_add(&symbols, full_name(ir, table), (struct slc_span) { 0 }, table);
    }
    const struct slc_symbol *symbol = slc_symbols_find(&symbols, name);
    if (symbol != NULL)
        return symbol->object;
    const struct slc_symbol *nearest = slc_suggest(&symbols, name);
    (void)sl_fail(reterr, SL_CONFIG, "the policies release nothing of a table %.*s", SL_FMT(name));
    if (nearest != NULL)
        (void)sl_remedy(reterr, "did you mean %.*s?", SL_FMT(nearest->name));
    else
        (void)sl_remedy(reterr, "write it as schema.table; a table that nothing is released of "
                                "needs no such transaction");
    return NULL;
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
    const struct slc_ir *ir = slc_lower(program);
    struct sl_err err;
    struct slc_migration migration = {
        .table = find_table(ir, sl_str_of(arguments->paths[arguments->npaths]), &err),
        .reader = sl_str_of(reader != NULL ? reader : default_reader),
    };
    if (migration.table == NULL)
        return slc_could_not_run(&err);
    migration.publications =
        split_names(ir->arena, publications != NULL ? publications : default_publication,
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
        "TABLE is schema.table, as in the policies. Where the policies change with the table, PATH has\n"
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
