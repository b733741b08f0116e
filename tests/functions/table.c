/* table.c - what is in functions.def, for programs that are not C.
 *
 *   functions-table                      the functions, as one JSON array
 *   functions-table mdoc                 their names, as the manual page lists them
 *   functions-table sql PATH COMMIT_TIME   for each field of each release of a policy one line of JSON:
 *                                        its SQL, over rows of an alias `t`, that gives released JSON */
#include "cli/check.h"
#include "emit/sql/sql_expr.h"
#include "ir/variety.h"
#include "json_out.h"
#include "language/function.h"
#include "maxima.h"

#include <stdio.h>

/* ---- the functions ------------------------------------------------------------------------- */

static void
add_text(struct sl_buf *out, const char *name, const char *text)
{
    sl_buf_printf(out, ",\"%s\":", name);
    if (text != NULL)
        sl_json_string(out, sl_str_of(text));
    else
        sl_buf_add_str(out, SL_STR("null"));
}

static void
add_examples(struct sl_buf *out, const struct slc_function *function)
{
    sl_buf_add_str(out, SL_STR(",\"examples\":["));
    for (const struct slc_example *example = function->examples; example->call != NULL; example++) {
        sl_buf_printf(out, "%s{\"number\":%d", example == function->examples ? "" : ",",
                      (int)(example - function->examples) + 1);
        add_text(out, "call", example->call);
        add_text(out, "gives", example->gives);
        sl_buf_add_str(out, SL_STR(",\"given\":["));
        for (int at = 0; at < SLC_EXAMPLE_VALUES && example->given[at] != NULL; at++) {
            sl_buf_add_str(out, at > 0 ? SL_STR(",") : SL_STR(""));
            sl_json_string(out, sl_str_of(example->given[at]));
        }
        sl_buf_add_str(out, SL_STR("]}"));
    }
    sl_buf_add_byte(out, ']');
}

/* How a parameter is written. */
static const char *
form_of(const struct slc_parameter *parameter)
{
    static const char *const forms[] = {
        [SLC_PARAMETER_VALUE] = "",           [SLC_PARAMETER_TIME] = "commit_time",
        [SLC_PARAMETER_KEY] = "KEY",          [SLC_PARAMETER_NUMBER] = "NUMBER",
        [SLC_PARAMETER_COUNT] = "COUNT",      [SLC_PARAMETER_EDGES] = "[NUMBER, …]",
        [SLC_PARAMETER_LITERALS] = "[…]",     [SLC_PARAMETER_TEXTS] = "[\"…\", …]",
        [SLC_PARAMETER_WORDS] = "[\"…\", …]", [SLC_PARAMETER_PATH] = "\"NAME.NAME\"",
        [SLC_PARAMETER_YEARS] = "N years",    [SLC_PARAMETER_DAYS] = "N days",
        [SLC_PARAMETER_UNIT] = "UNIT",
    };
    return forms[parameter->kind];
}

static void
add_parameters(struct sl_buf *out, const struct slc_function *function)
{
    sl_buf_add_str(out, SL_STR(",\"parameters\":["));
    for (int at = 0; at < function->nparameters; at++) {
        const struct slc_parameter *parameter = &function->parameters[at];
        sl_buf_printf(out, "%s{\"repeats\":%s,\"least\":%lld,\"most\":%lld", at > 0 ? "," : "",
                      parameter->repeats ? "true" : "false", (long long)parameter->least,
                      (long long)parameter->most);
        add_text(out, "label", parameter->label);
        add_text(out, "form", form_of(parameter));
        bool value = parameter->kind == SLC_PARAMETER_VALUE;
        add_text(out, "takes", value ? slc_type_set_words(parameter->types) : NULL);
        sl_buf_add_byte(out, '}');
    }
    sl_buf_add_byte(out, ']');
}

static void
add_function(struct sl_buf *out, const struct slc_function *function)
{
    static const char *const bounds[] = {
        [SLC_BOUND_NONE] = "none",
        [SLC_BOUND_STEP] = "step",
        [SLC_BOUND_NO_DISTANCE] = "single values",
        [SLC_BOUND_YEARS] = "years",
        [SLC_BOUND_INTERVAL] = "interval",
        [SLC_BOUND_LISTED] = "listed",
        [SLC_BOUND_CLASSES] = "classes",
        [SLC_BOUND_THRESHOLDS] = "thresholds",
        [SLC_BOUND_CHARACTERS] = "characters",
        [SLC_BOUND_BITS] = "bits",
        [SLC_BOUND_BUCKETS] = "buckets",
    };
    static const char *const effects[] = {
        [SLC_LOWERS] = "lowers", [SLC_TIDIES] = "tidies", [SLC_KEEPS] = "keeps"
    };
    static const char *const varieties[] = {
        [SLC_VARIETY_UNCOUNTED] = "uncounted", [SLC_VARIETY_FIXED] = "fixed",
        [SLC_VARIETY_EDGES] = "edges",         [SLC_VARIETY_LISTED] = "listed",
        [SLC_VARIETY_AGES] = "ages",           [SLC_VARIETY_COUNT] = "count",
        [SLC_VARIETY_ARGUMENTS] = "arguments",
    };
    sl_buf_printf(out, "{\"count\":%u,\"result_nullable\":%s,\"never_missing\":%s",
                  function->variety.count, function->result_nullable ? "true" : "false",
                  function->never_missing ? "true" : "false");
    add_text(out, "name", function->name);
    add_text(out, "group", slc_group_title(function->group));
    add_text(out, "result",
             function->result == SLC_TYPE_NONE ? NULL : slc_type_info(function->result)->spelling);
    add_text(out, "bound", bounds[function->bound]);
    add_text(out, "tells", slc_measure_tells(function->measure));
    add_text(out, "effect", effects[function->effect]);
    add_text(out, "variety", varieties[function->variety.kind]);
    add_text(out, "results", function->variety.results);
    add_text(out, "does", function->does);
    add_text(out, "learns", function->learns);
    add_text(out, "exactly", function->exactly);
    add_text(out, "sql", function->sql);
    add_parameters(out, function);
    add_examples(out, function);
    sl_buf_add_byte(out, '}');
}

static void
add_functions(struct sl_buf *out)
{
    sl_buf_add_byte(out, '[');
    for (int id = 0; id < SLC_NFUNCTIONS; id++) {
        sl_buf_add_str(out, id > 0 ? SL_STR(",\n") : SL_STR(""));
        add_function(out, &slc_functions[id]);
    }
    sl_buf_add_str(out, SL_STR("]\n"));
}

static void
add_names(struct sl_buf *out)
{
    for (int id = 0; id < SLC_NFUNCTIONS; id++)
        sl_buf_printf(out, ".Ic %s %s\n", slc_functions[id].name,
                      id + 1 < SLC_NFUNCTIONS ? "," : ".");
}

/* ---- SQL ----------------------------------------------------------------------------------- */

static void
add_field(struct sl_buf *out, struct sl_arena *arena, const struct slc_ir_release *release,
          const struct slc_ir_field *field, const char *commit_time)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    const struct slc_sql sql = { &text, release, SL_STR("t"), sl_str_of(commit_time) };
    slc_add_sql_json(&sql, field->expr);
    sl_buf_add_str(out, SL_STR("{\"release\":"));
    sl_json_string(out, release->name);
    sl_buf_add_str(out, SL_STR(",\"field\":"));
    sl_json_string(out, field->name);
    uint64_t variety = field->expr->op == SLC_IR_CALL ? slc_call_variety(field->expr) : 0;
    sl_buf_printf(out, ",\"variety\":%llu,\"sql\":", (unsigned long long)variety);
    sl_json_string(out, sl_arena_copy(arena, sl_buf_str(&text)));
    sl_buf_add_str(out, SL_STR("}\n"));
    sl_buf_done(&text);
}

/* -1 after a message. */
static int
add_sql(struct sl_buf *out, struct sl_arena *arena, const char *path, const char *commit_time)
{
    struct slc_program program;
    struct sl_err err;
    if (slc_program_init(&program, arena, "2026-01-15", &err) < 0 ||
        slc_program_read(&program, 1, &path, &err) < 0) {
        (void)fprintf(stderr, "%s\n", err.text);
        return -1;
    }
    slc_check(&program);
    for (const struct slc_finding *finding = program.findings->first; finding != NULL;
         finding = finding->next)
        (void)fprintf(stderr, "%.*s\n", SL_FMT(finding->message));
    if (program.findings->errors > 0)
        return -1;
    const struct slc_ir *ir = slc_lower(&program);
    for (uint32_t r = 0; r < ir->nreleases; r++)
        for (uint32_t f = 0; f < ir->releases[r].nfields; f++)
            add_field(out, arena, &ir->releases[r], ir->releases[r].record[f], commit_time);
    return 0;
}

int
main(int argc, char **argv)
{
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    struct sl_buf out;
    int status = 0;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    if (argc == 1)
        add_functions(&out);
    else if (argc == 2 && strcmp(argv[1], "mdoc") == 0)
        add_names(&out);
    else if (argc == 4 && strcmp(argv[1], "sql") == 0)
        status = add_sql(&out, arena, argv[2], argv[3]) < 0 ? 2 : 0;
    else
        status = 2;
    (void)fwrite(out.bytes, 1, out.len, stdout);
    sl_buf_done(&out);
    sl_arena_free(arena);
    return status;
}
