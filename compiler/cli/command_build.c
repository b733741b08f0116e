#include "cli/building.h"
#include "cli/compile.h"
#include "emit/emit.h"
#include "stages.h"

enum { OUTPUT, HEADERS, ARCHIVE, TODAY };

static enum slc_exit
build(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_link link = { .output = arguments->options[OUTPUT] };
    struct sl_err err;
    if (slc_link_configure(&link, program->arena, arguments->options[HEADERS],
                           arguments->options[ARCHIVE], &err) != 0)
        return slc_could_not_run(&err);
    struct slc_outputs outputs;
    slc_outputs_init(&outputs, program->arena);
    slc_emit(slc_lower(program), &outputs);
    int linked = slc_link(&outputs, &link, &err);
    slc_outputs_done(&outputs);
    return linked == 0 ? SLC_CLEAN : slc_could_not_run(&err);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    if (arguments->options[OUTPUT] == NULL) {
        struct sl_err err;
        (void)sl_fail(&err, SL_CONFIG, "no file was named for the pusher");
        (void)sl_remedy(&err, "sluice build policies -o my-pusher");
        return slc_could_not_run(&err);
    }
    return slc_compile(arguments, arguments->options[TODAY], stderr, build);
}

const struct slc_command slc_command_build = {
    .name = "build",
    .summary = "make a pusher that releases what policies release, and nothing else",
    .synopsis = "PATH… -o FILE [--headers DIR[:DIR…]] [--archive FILE] [--today DATE]",
    .description =
        "Generates C from the policies, compiles it, and links it with the pusher's archive into\n"
        "FILE, a program that runs without the policies and without this compiler. Headers and\n"
        "archive are those of this installation unless the options name others.\n"
        "\n"
        "Environment: CC, CFLAGS, LDFLAGS as make takes them; TMPDIR.\n"
        "Exit code: 0 done, 1 findings, 2 could not run.\n",
    .options = {
        [OUTPUT] = { "-o", "FILE", "the pusher to make" },
        [HEADERS] = SLC_HEADERS_OPTION,
        [ARCHIVE] = SLC_ARCHIVE_OPTION,
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
