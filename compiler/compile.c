#include "compile.h"

#include "finding_print.h"

enum slc_exit
slc_compile(struct slc_program *program, struct sl_arena *arena,
            const struct slc_arguments *arguments, const char *today, FILE *to)
{
    struct sl_err err;
    if (slc_program_init(program, arena, today, &err) != 0 ||
        slc_program_read(program, arguments->npaths, arguments->paths, &err) != 0)
        return slc_could_not_run(&err);
    slc_check(program);
    slc_findings_print(program->findings, to, slc_wants_colour(to));
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}
