#include "cli/compile.h"
#include "emit/emit.h"
#include "emit/files/outfile.h"
#include "stages.h"
#include "told/told.h"

enum { OUTPUT, CHECK, TODAY };

static enum slc_exit
check_folder(const struct slc_outputs *outputs, const char *folder)
{
    struct slc_stale *stale;
    struct sl_err err;
    if (slc_outfiles_compare(outputs, folder, &stale, &err) != 0)
        return slc_could_not_run(&err);
    if (stale == NULL)
        return SLC_CLEAN;
    for (; stale != NULL; stale = stale->next)
        printf("%s/%.*s %s\n", folder, SL_FMT(stale->name), stale->how);
    fputs("sluice: generated files are not what the policies make\n"
          "  help: run the same command without --check\n",
          stderr);
    return SLC_FOUND;
}

/* What was told until now, and what the policies tell today. */
static int
emit_told(const struct slc_program *program, const char *folder, struct slc_outputs *outputs,
          struct sl_err *reterr)
{
    struct slc_told told;
    bool found;
    slc_told_init(&told, program->arena);
    if (slc_told_read_file(&told, sl_arena_cformat(program->arena, "%s/" SLC_TOLD_FILE, folder),
                           &found, reterr) != 0)
        return -1;
    slc_told_collect(&told, program);
    slc_told_write(&told, slc_output_begin(outputs));
    slc_output_end(outputs, SL_STR(SLC_TOLD_FILE));
    return 0;
}

static enum slc_exit
generate(const struct slc_arguments *arguments, struct slc_program *program)
{
    const char *folder = arguments->options[OUTPUT];
    struct slc_outputs outputs;
    struct sl_err err;
    slc_outputs_init(&outputs, program->arena);
    if (emit_told(program, folder, &outputs, &err) != 0) {
        slc_outputs_done(&outputs);
        return slc_could_not_run(&err);
    }
    slc_emit(slc_lower(program), &outputs);
    enum slc_exit result = SLC_CLEAN;
    if (arguments->options[CHECK] != NULL)
        result = check_folder(&outputs, folder);
    else if (slc_outfiles_write(&outputs, folder, &err) != 0)
        result = slc_could_not_run(&err);
    slc_outputs_done(&outputs);
    return result;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    if (arguments->options[OUTPUT] == NULL) {
        struct sl_err err;
        (void)sl_fail(&err, SL_CONFIG, "no folder was named for the generated files");
        (void)sl_remedy(&err, "sluice generate policies -o generated");
        return slc_could_not_run(&err);
    }
    return slc_compile(arguments, arguments->options[TODAY], stderr, generate);
}

const struct slc_command slc_command_generate = {
    .name = "generate",
    .summary = "write the C, SQL, schemas and report that policies make",
    .synopsis = "PATH… -o DIR [--check] [--today DATE]",
    .description =
        "Writes into DIR, for each release, its projection in C and the JSON Schema of its records;\n"
        "for all together policy.c and policy.h, setup.sql for PostgreSQL, REPORT.md, which says in\n"
        "English what leaves and by whose decision, and MANIFEST with the hash of everything read\n"
        "and written. TOLD.json keeps what every version told: lines are added to it, and none is taken\n"
        "away. Apart from it the same policies give the same bytes. Files that MANIFEST lists and that are\n"
        "no longer made are removed; nothing else in DIR is touched.\n"
        "\n"
        "Exit code: 0 done, 1 findings, or with --check differences, 2 could not run.\n",
    .options = {
        [OUTPUT] = { "-o", "DIR", "the folder to write into; made where it is missing" },
        [CHECK] = { "--check", NULL, "write nothing; name the files of DIR that are not current" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
