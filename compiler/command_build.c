#include "compile.h"
#include "emit/link.h"
#include "stages.h"

#include <stdlib.h>

enum { OUTPUT, HEADERS, ARCHIVE, TODAY };

/* The environment is this command's configuration, as it is make's. */
static const char *
environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : otherwise;
}

/* DIR[:DIR…] */
static int
add_headers(struct slc_link *link, struct sl_arena *arena, const char *list, struct sl_err *reterr)
{
    while (list != NULL && *list != '\0') {
        size_t len = strcspn(list, ":");
        if (link->nheaders == SLC_MAX_HEADER_FOLDERS)
            return sl_fail(reterr, SL_CONFIG, "--headers takes at most %d folders",
                           SLC_MAX_HEADER_FOLDERS);
        link->headers[link->nheaders++] = sl_arena_copy(arena, (struct sl_str) { list, len }).ptr;
        list += len + (list[len] == ':' ? 1 : 0);
    }
    return 0;
}

static enum slc_exit
build(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_link link = { .output = arguments->options[OUTPUT],
                             .archive = arguments->options[ARCHIVE],
                             .cc = environment("CC", "cc"),
                             .cflags = environment("CFLAGS", ""),
                             .ldflags = environment("LDFLAGS", ""),
                             .temporary = environment("TMPDIR", "/tmp") };
    struct sl_err err;
    if (add_headers(&link, program->arena, arguments->options[HEADERS], &err) != 0)
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
        [HEADERS] = { "--headers", "DIR[:DIR…]", "where projection.h is, and what it includes" },
        [ARCHIVE] = { "--archive", "FILE", "the pusher without policies: libsluice-pusher.a" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
