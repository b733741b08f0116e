#include "eval/replay.h"

#include "maxima.h"
#include "text/escape.h"

#include <inttypes.h>
#include <math.h>

void
slc_replay_init(struct slc_replay *replay, struct sl_arena *arena)
{
    *replay = (struct slc_replay) { .arena = arena };
    replay->end = &replay->first;
}

static struct sl_str
expected_of(struct sl_arena *arena, const struct slc_evaluation *evaluation)
{
    struct sl_value passed = slc_eval_filter(evaluation);
    if (passed.state != SL_VALUE)
        return SL_STR("?");
    if (!passed.boolean)
        return SL_STR("-");
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_eval_record(evaluation, false, &out);
    struct sl_str record = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return record;
}

void
slc_replay_add(struct slc_replay *replay, const struct slc_test *test,
               const struct slc_evaluation *evaluation)
{
    struct slc_replay_row *row = SL_NEW(replay->arena, struct slc_replay_row);
    *row = (struct slc_replay_row) {
        .test = test,
        .release = evaluation->release,
        .columns = evaluation->row->columns,
        .commit_time_us = evaluation->row->commit_time_us,
        .expected = expected_of(replay->arena, evaluation),
    };
    *replay->end = row;
    replay->end = &row->next;
    replay->count++;
}

/* ---- as C ------------------------------------------------------------------------------------ */

static const char *const kind_names[] = {
    [SL_BOOLEAN] = "SL_BOOLEAN",
    [SL_INTEGER] = "SL_INTEGER",
    [SL_FLOAT] = "SL_FLOAT",
    [SL_NUMERIC] = "SL_NUMERIC",
    [SL_TEXT] = "SL_TEXT",
    [SL_UUID] = "SL_UUID",
    [SL_DATE] = "SL_DATE",
    [SL_TIME] = "SL_TIME",
    [SL_TIMESTAMP] = "SL_TIMESTAMP",
    [SL_JSON] = "SL_JSON",
    [SL_TIMESTAMPTZ] = "SL_TIMESTAMPTZ",
    [SL_BYTES] = "SL_BYTES",
    [SL_OPAQUE] = "SL_OPAQUE",
};

/* INT64_MIN has no literal of its own in C. */
static void
add_integer(struct sl_buf *out, int64_t integer)
{
    if (integer == INT64_MIN)
        sl_buf_add_str(out, SL_STR("INT64_MIN"));
    else
        sl_buf_printf(out, "INT64_C(%" PRId64 ")", integer);
}

static void
add_number(struct sl_buf *out, double number)
{
    if (isnan(number))
        sl_buf_add_str(out, SL_STR("NAN"));
    else if (isinf(number))
        sl_buf_add_str(out, number < 0 ? SL_STR("-INFINITY") : SL_STR("INFINITY"));
    else
        sl_buf_printf(out, "%.17g", number);
}

/* Bytes may hold anything: each as \ooo, which ends after three digits. */
static void
add_bytes(struct sl_buf *out, struct sl_str bytes)
{
    sl_buf_add_str(out, SL_STR("{ \""));
    for (size_t at = 0; at < bytes.len; at++)
        sl_buf_printf(out, "\\%03o", (unsigned)(unsigned char)bytes.ptr[at]);
    sl_buf_printf(out, "\", %zu }", bytes.len);
}

static void
add_value(struct sl_buf *out, struct sl_value value)
{
    static const char *const states[] = {
        [SL_VALUE] = "SL_VALUE", [SL_MISSING] = "SL_MISSING", [SL_UNCHANGED] = "SL_UNCHANGED"
    };
    sl_buf_printf(out, "    { .state = %s, .kind = %s", states[value.state],
                  kind_names[value.kind]);
    if (value.state == SL_VALUE) {
        if (value.kind == SL_BOOLEAN)
            sl_buf_printf(out, ", .boolean = %s", value.boolean ? "true" : "false");
        else if (value.kind == SL_FLOAT) {
            sl_buf_add_str(out, SL_STR(", .number = "));
            add_number(out, value.number);
        } else {
            sl_buf_add_str(out, SL_STR(", .integer = "));
            add_integer(out, value.integer);
        }
        sl_buf_add_str(out, SL_STR(", .text = "));
        add_bytes(out, value.text);
    }
    sl_buf_add_str(out, SL_STR(" },\n"));
}

static void
add_cells(struct sl_buf *out, const struct slc_replay_row *row, uint32_t number)
{
    const struct slc_ir_release *release = row->release;
    sl_buf_printf(out, "static const struct sl_value row_%u[] = {\n", (unsigned)number);
    for (uint32_t cell = 0; cell < release->ncells; cell++)
        add_value(out, row->columns[release->cells[cell].column]);
    sl_buf_add_str(out, SL_STR("};\n"));
}

void
slc_replay_emit(const struct slc_replay *replay, struct slc_outputs *outputs)
{
    struct sl_buf *out = slc_output_begin(outputs);
    uint32_t number = 0;
    sl_buf_add_str(out, SL_STR("/* The rows of the policies' tests. */\n"
                               "#include \"project_rows.h\"\n\n#include <math.h>\n\n"));
    for (const struct slc_replay_row *row = replay->first; row != NULL; row = row->next)
        add_cells(out, row, number++);
    sl_buf_add_str(out, SL_STR("static const struct sl_project_row rows[] = {\n"));
    number = 0;
    for (const struct slc_replay_row *row = replay->first; row != NULL; row = row->next) {
        sl_buf_add_str(out, SL_STR("    { "));
        slc_add_c_string(out, row->release->destination_name);
        sl_buf_add_str(out, SL_STR(", "));
        slc_add_c_string(out, row->release->stream);
        sl_buf_printf(out, ", row_%u, ", (unsigned)number++);
        add_integer(out, row->commit_time_us);
        sl_buf_add_str(out, SL_STR(" },\n"));
    }
    sl_buf_printf(out, "};\n\nint\nmain(void)\n{\n    return sl_project_rows(rows, %u);\n}\n",
                  (unsigned)replay->count);
    slc_output_end(outputs, SL_STR("tests.c"));
}
