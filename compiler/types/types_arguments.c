/* Which argument of a call is which parameter. */
#include "names/suggest.h"
#include "types/types_call.h"

/* ---- findings ------------------------------------------------------------------------------ */

/* How a parameter is written: `edges: [0, 100, 1000]`. */
static const char *
parameter_example(const struct slc_parameter *parameter)
{
    switch (parameter->kind) {
    case SLC_PARAMETER_VALUE: return "…";
    case SLC_PARAMETER_TIME: return "commit_time";
    case SLC_PARAMETER_KEY: return "KEY";
    case SLC_PARAMETER_NUMBER: return "50";
    case SLC_PARAMETER_COUNT: return "5";
    case SLC_PARAMETER_EDGES: return "[0, 100, 1000]";
    case SLC_PARAMETER_LITERALS: return "[\"a\", \"b\"]";
    case SLC_PARAMETER_TEXTS: return "[\"x\", \"y\"]";
    case SLC_PARAMETER_WORDS: return "[\"plan\", \"paused\"]";
    case SLC_PARAMETER_PATH: return "\"income.monthly\"";
    case SLC_PARAMETER_YEARS: return "10 years";
    case SLC_PARAMETER_DAYS: return "30 days";
    case SLC_PARAMETER_UNIT: return "days";
    }
    return "…";
}

struct sl_str
slc_call_usage(const struct slc_typed_call *call, struct slc_span wrong)
{
    struct sl_arena *arena = call->typing->program->arena;
    struct sl_str usage = sl_arena_format(arena, "%s(", call->function->name);
    for (int i = 0; i < call->function->nparameters; i++) {
        const struct slc_parameter *parameter = &call->function->parameters[i];
        const char *comma = i == 0 ? "" : ", ";
        const struct slc_arg *arg = call->args[i];
        if (arg != NULL && (wrong.begin < arg->at.begin || wrong.end > arg->at.end))
            usage = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(usage), comma,
                                    SL_FMT(slc_span_text(arg->at)));
        else
            usage =
                sl_arena_format(arena, "%.*s%s%s%s%s", SL_FMT(usage), comma,
                                parameter->label != NULL ? parameter->label : "",
                                parameter->label != NULL ? ": " : "", parameter_example(parameter));
    }
    return sl_arena_format(arena, "%.*s)", SL_FMT(usage));
}

static struct slc_finding *
fault_of(struct slc_typed_call *call, enum slc_code code, struct slc_span at, struct sl_str message)
{
    call->faulty = true;
    return slc_find(call->typing->program->findings, code, at, "'%s' %.*s", call->function->name,
                    SL_FMT(message));
}

struct slc_finding *
slc_call_fault(struct slc_typed_call *call, enum slc_code code, struct slc_span at,
               const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct sl_str message = sl_arena_vformat(call->typing->program->arena, format, args);
    va_end(args);
    return fault_of(call, code, at, message);
}

void
slc_call_fault_form(struct slc_typed_call *call, struct slc_span at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct sl_str message = sl_arena_vformat(call->typing->program->arena, format, args);
    va_end(args);
    struct slc_finding *finding = fault_of(call, SLC_E0202, at, message);
    slc_help(call->typing->program->findings, finding, "write: %.*s",
             SL_FMT(slc_call_usage(call, at)));
}

/* ---- which argument is which parameter ----------------------------------------------------- */

static void
match_labelled(struct slc_typed_call *call, const struct slc_arg *arg)
{
    struct slc_findings *findings = call->typing->program->findings;
    const struct slc_parameter *parameter = slc_parameter_labelled(call->function, arg->label.text);
    if (parameter == NULL) {
        struct slc_symbols labels;
        slc_symbols_init(&labels, call->typing->program->arena);
        for (int i = 0; i < call->function->nparameters; i++)
            if (call->function->parameters[i].label != NULL)
                (void)slc_symbols_add(&labels, sl_str_of(call->function->parameters[i].label),
                                      arg->at, NULL);
        const struct slc_symbol *nearest = slc_suggest(&labels, arg->label.text);
        struct slc_finding *finding =
            slc_call_fault(call, SLC_E0202, arg->label.at, "has no argument of this name");
        if (nearest != NULL)
            slc_at_label(findings, finding, "did you mean '%.*s:'?", SL_FMT(nearest->name));
        slc_help(findings, finding, "write: %.*s", SL_FMT(slc_call_usage(call, arg->at)));
        return;
    }
    const struct slc_arg **slot = &call->args[parameter - call->function->parameters];
    if (*slot != NULL) {
        struct slc_finding *finding =
            slc_call_fault(call, SLC_E0202, arg->at, "is given this argument twice");
        slc_cause(findings, finding, (*slot)->at, "first here");
        slc_help(findings, finding, "write: %.*s", SL_FMT(slc_call_usage(call, arg->at)));
        return;
    }
    *slot = arg;
}

/* The next positional parameter that has no argument; NULL when there is none. */
static const struct slc_arg **
next_positional(struct slc_typed_call *call)
{
    for (int i = 0; i < call->function->nparameters; i++)
        if (call->function->parameters[i].label == NULL && call->args[i] == NULL)
            return &call->args[i];
    return NULL;
}

/* Of a repeating parameter the first argument stands for all. */
static void
match_positional(struct slc_typed_call *call, const struct slc_arg *arg)
{
    const struct slc_arg **slot = next_positional(call);
    if (slot != NULL)
        *slot = arg;
    else if (!slc_function_is_variadic(call->function))
        slc_call_fault_form(call, arg->at, "takes fewer values than this");
}

void
slc_match_arguments(struct slc_typed_call *call)
{
    for (const struct slc_arg *arg = call->expr->args; arg != NULL; arg = arg->next) {
        if (arg->label.text.len > 0)
            match_labelled(call, arg);
        else
            match_positional(call, arg);
    }
    for (int i = 0; i < call->function->nparameters && !call->faulty; i++)
        if (call->args[i] == NULL)
            slc_call_fault_form(call, call->expr->at, "lacks an argument");
}
