#include "agreement.h"

#include "copy_line.h"
#include "eval/eval.h"
#include "maxima.h"
#include "record/read.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

/* ---- the evaluator --------------------------------------------------------------------------- */

/* The column as the reading functions of the runtime take it. */
static struct sl_column
column_of(struct sl_arena *arena, const struct slc_ir_column *column)
{
    const struct slc_type_info *info = slc_type_info(column->type.id);
    const char **labels = SL_NEW_ARRAY(arena, const char *, column->type.nlabels + 1);
    for (uint32_t at = 0; at < column->type.nlabels; at++)
        labels[at] = sl_arena_copy(arena, column->type.labels[at]).ptr;
    return (struct sl_column) { .name = sl_arena_copy(arena, column->name).ptr,
                                .type = sl_arena_copy(arena, column->type.spelling).ptr,
                                .type_oid = info->oid,
                                .kind = info->kind,
                                .labels = column->type.id == SLC_TYPE_ENUM ? labels : NULL };
}

struct sl_value
slt_read_cell(struct sl_arena *arena, const struct slc_ir_column *column, char *text, size_t len,
              enum sl_state state)
{
    struct sl_value value = { .state = state, .kind = slc_type_info(column->type.id)->kind };
    struct sl_column of = column_of(arena, column);
    if (state == SL_VALUE && !sl_read(&of, text, len, &value)) {
        (void)fprintf(stderr, "column %s: a value cannot be read\n", of.name);
        exit(1);
    }
    return value;
}

struct sl_str
slt_evaluate(struct sl_arena *arena, const struct slc_ir_release *release, char *line, size_t len)
{
    struct slt_cell cells[SLT_MOST_CELLS];
    struct sl_value *values = SL_NEW_ARRAY(arena, struct sl_value, release->table->ncolumns);
    const struct slc_key_bytes *keys = slc_test_keys(arena, release);
    const struct slc_row row = { values, SLT_COMMIT_TIME_US };
    const struct slc_evaluation evaluation = { arena, release, keys, &row };
    struct sl_buf record;
    if (slt_split(line, len, cells) != release->table->ncolumns)
        abort();
    for (uint32_t at = 0; at < release->ncells; at++) {
        uint32_t column = release->cells[at].column;
        values[column] = slt_read_cell(arena, &release->table->columns[column], cells[column].text,
                                       cells[column].len, cells[column].state);
    }
    struct sl_value passed = slc_eval_filter(&evaluation);
    if (passed.state != SL_VALUE)
        return SL_STR("?");
    if (!passed.boolean)
        return SL_STR("-");
    sl_buf_init(&record, SL_MAX_RECORD_BYTES);
    slc_eval_record(&evaluation, false, &record);
    struct sl_str text = sl_arena_copy(arena, (struct sl_str) { record.bytes, record.len });
    sl_buf_done(&record);
    return text;
}

/* ---- generated C ----------------------------------------------------------------------------- */

extern char **environ;

bool
slt_run_projector(const struct slt_run *run)
{
    struct sl_arena *arena = run->arena;
    char *program = (char *)(uintptr_t)sl_arena_format(arena, "%s/projector", run->folder).ptr;
    char *moment =
        (char *)(uintptr_t)sl_arena_format(arena, "%lld", (long long)SLT_COMMIT_TIME_US).ptr;
    char *words[] = { program, moment, NULL };
    posix_spawn_file_actions_t files;
    pid_t pid;
    int status = -1;
    (void)posix_spawn_file_actions_init(&files);
    (void)posix_spawn_file_actions_addopen(
        &files, 0, sl_arena_format(arena, "%s/rows", run->folder).ptr, O_RDONLY, 0);
    (void)posix_spawn_file_actions_addopen(&files, 1,
                                           sl_arena_format(arena, "%s/projected", run->folder).ptr,
                                           O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int error = posix_spawn(&pid, program, &files, NULL, words, environ);
    (void)posix_spawn_file_actions_destroy(&files);
    if (error != 0)
        (void)fprintf(stderr, "%s: %s\n", program, strerror(error));
    else if (waitpid(pid, &status, 0) == pid && status != 0)
        (void)fprintf(stderr, "%s ended with status %d\n", program, status);
    return status == 0;
}
