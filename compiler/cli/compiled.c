#include "cli/compiled.h"

#include "cli/process.h"
#include "emit/c/emit_c.h"
#include "maxima.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void
report(const struct slc_replay_row *row, const char *what)
{
    struct slc_place place =
        slc_source_place(row->test->title.at.source, row->test->title.at.begin);
    fprintf(stderr, "sluice: %.*s:%u: test \"%.*s\": %s\n",
            SL_FMT(row->test->title.at.source->path), (unsigned)place.line,
            SL_FMT(row->test->title.text), what);
}

static void
compare(const struct slc_replay_row *row, struct sl_str line, struct slc_compiled_counts *counts)
{
    if (sl_str_equal(line, row->expected)) {
        counts->same++;
    } else if (sl_str_is(line, "?")) {
        counts->not_replayed++;
        report(row, "its release cannot be tried as compiled C");
    } else {
        counts->different++;
        report(row,
               "compiled C makes another record than the evaluator: a fault of the compiler's, "
               "please report it");
    }
}

/* Line by line; false when there are more or fewer than rows. */
static bool
compare_all(const struct slc_replay *replay, struct sl_str output,
            struct slc_compiled_counts *counts)
{
    const struct slc_replay_row *row = replay->first;
    for (size_t at = 0; at < output.len; row = row->next) {
        const char *end = memchr(output.ptr + at, '\n', output.len - at);
        if (end == NULL || row == NULL)
            return false;
        struct sl_str line = { output.ptr + at, (size_t)(end - (output.ptr + at)) };
        compare(row, line, counts);
        at += line.len + 1;
    }
    return row == NULL;
}

static int
run(const char *program, const struct slc_replay *replay, struct slc_compiled_counts *ret_counts,
    struct sl_err *reterr)
{
    const char *words[] = { program, NULL };
    struct sl_buf out;
    int status;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    int result = slc_process_output(words, false, &out, &status, reterr);
    if (result == 0 && (status != 0 || !compare_all(replay, sl_buf_str(&out), ret_counts)))
        result =
            sl_fail(reterr, SL_BUG, "the compiled tests ended early, with exit code %d", status);
    sl_buf_done(&out);
    return result;
}

int
slc_compiled_compare(const struct slc_ir *ir, const struct slc_replay *replay, struct slc_link link,
                     struct slc_compiled_counts *ret_counts, struct sl_err *reterr)
{
    struct slc_outputs outputs;
    *ret_counts = (struct slc_compiled_counts) { 0 };
    char *folder = sl_arena_cformat(replay->arena, "%s/sluice-tests.XXXXXX", link.temporary);
    if (mkdtemp(folder) == NULL)
        return sl_fail(reterr, SL_CONFIG, "cannot make a folder in '%s': %s", link.temporary,
                       strerror(errno));
    link.output = sl_arena_cformat(replay->arena, "%s/tests", folder);
    slc_outputs_init(&outputs, replay->arena);
    slc_emit_c(ir, &outputs);
    slc_replay_emit(replay, &outputs);
    int result = slc_link(&outputs, &link, reterr);
    slc_outputs_done(&outputs);
    if (result == 0)
        result = run(link.output, replay, ret_counts, reterr);
    unlink(link.output);
    rmdir(folder);
    return result;
}
