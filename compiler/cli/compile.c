#include "cli/compile.h"

#include "findings/finding_print.h"
#include "maxima.h"

static enum slc_exit
compile(struct slc_program *program, const struct slc_arguments *arguments, const char *today,
        const struct slc_report_form *form, slc_also *also, bool more)
{
    struct sl_err err;
    if (slc_program_init(program, program->arena, today, &err) != 0 ||
        slc_program_read(program, arguments->npaths, arguments->paths, &err) != 0)
        return slc_could_not_run(&err);
    slc_check(program);
    if (also != NULL && also(arguments, program, &err) != 0)
        return slc_could_not_run(&err);
    if (program->findings->errors > 0 || !more || form->format == SLC_FORMAT_TEXT)
        slc_report_findings(program->findings, form, NULL);
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

enum slc_exit
slc_compile_reporting(const struct slc_arguments *arguments, const char *today,
                      const struct slc_report_form *form, slc_also *also, slc_then *then)
{
    struct slc_program program = { .arena = sl_arena_new(SLC_MAX_ARENA_BYTES) };
    struct sl_err err;
    if (program.arena == NULL) {
        (void)sl_fail(&err, SL_CONFIG, "out of memory");
        return slc_could_not_run(&err);
    }
    enum slc_exit result = compile(&program, arguments, today, form, also, then != NULL);
    if (result == SLC_CLEAN && then != NULL)
        result = then(arguments, &program);
    sl_arena_free(program.arena);
    return result;
}

enum slc_exit
slc_compile(const struct slc_arguments *arguments, const char *today, FILE *to, slc_then *then)
{
    const struct slc_report_form form = { .to = to, .colour = slc_wants_colour(to) };
    return slc_compile_reporting(arguments, today, &form, NULL, then);
}
