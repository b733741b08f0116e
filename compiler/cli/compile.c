#include "cli/compile.h"

#include "findings/finding_print.h"
#include "maxima.h"

static enum slc_exit
compile(struct slc_program *program, const struct slc_arguments *arguments,
        const struct slc_compiling *compiling)
{
    const struct slc_report_form *form = compiling->form;
    struct sl_err err;
    if (slc_program_init(program, program->arena, compiling->today, &err) != 0 ||
        slc_program_read(program, arguments->npaths, arguments->paths, &err) != 0)
        return slc_could_not_run(&err);
    if (compiling->refused_too)
        slc_check_but_labels(program);
    else
        slc_check(program);
    if (compiling->also != NULL && compiling->also(arguments, program, &err) != 0)
        return slc_could_not_run(&err);
    if (program->findings->errors > 0 || compiling->then == NULL || form->format == SLC_FORMAT_TEXT)
        slc_report_findings(program->findings, form, NULL);
    if (program->findings->errors == 0)
        return SLC_CLEAN;
    return compiling->faults_stop ? SLC_COULD_NOT_RUN : SLC_FOUND;
}

enum slc_exit
slc_compile_reporting(const struct slc_arguments *arguments, const struct slc_compiling *compiling)
{
    struct slc_program program = { .arena = sl_arena_new(SLC_MAX_ARENA_BYTES) };
    struct sl_err err;
    if (program.arena == NULL) {
        (void)sl_fail(&err, SL_CONFIG, "out of memory");
        return slc_could_not_run(&err);
    }
    enum slc_exit result = compile(&program, arguments, compiling);
    if (result == SLC_CLEAN && compiling->then != NULL)
        result = compiling->then(arguments, &program);
    sl_arena_free(program.arena);
    return result;
}

enum slc_exit
slc_compile(const struct slc_arguments *arguments, const char *today, FILE *to, slc_then *then)
{
    const struct slc_report_form form = { .to = to, .colour = slc_wants_colour(to) };
    const struct slc_compiling compiling = { .today = today, .form = &form, .then = then };
    return slc_compile_reporting(arguments, &compiling);
}
