#include "compile.h"

#include "finding_print.h"
#include "maxima.h"

static enum slc_exit
compile(struct slc_program *program, const struct slc_arguments *arguments, const char *today,
        FILE *to)
{
    struct sl_err err;
    if (slc_program_init(program, program->arena, today, &err) != 0 ||
        slc_program_read(program, arguments->npaths, arguments->paths, &err) != 0)
        return slc_could_not_run(&err);
    slc_check(program);
    slc_findings_print(program->findings, to, slc_wants_colour(to));
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

enum slc_exit
slc_compile(const struct slc_arguments *arguments, const char *today, FILE *to, slc_then *then)
{
    struct slc_program program = { .arena = sl_arena_new(SLC_MAX_ARENA_BYTES) };
    struct sl_err err;
    if (program.arena == NULL) {
        (void)sl_fail(&err, SL_CONFIG, "out of memory");
        return slc_could_not_run(&err);
    }
    enum slc_exit result = compile(&program, arguments, today, to);
    if (result == SLC_CLEAN && then != NULL)
        result = then(arguments, &program);
    sl_arena_free(program.arena);
    return result;
}
