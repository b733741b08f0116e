/* row_text.c - a row that was tried, and what leaves of it, as texts. */
#include "attack/trial.h"
#include "eval/eval_line.h"
#include "json_out.h"
#include "maxima.h"

struct sl_str
slc_value_text(struct sl_arena *arena, struct sl_value value)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_eval_json(&out, value);
    const struct sl_str text = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

static bool
reads_commit_time(const struct slc_secret *secret)
{
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_ir_release *release = secret->releases[at];
        for (uint32_t i = 0; i < release->nfields; i++)
            if (slc_ir_reads_commit_time(release->fields[i].expr))
                return true;
        if (release->filter != NULL && slc_ir_reads_commit_time(release->filter))
            return true;
    }
    return false;
}

static void
write_commit_time(const struct slc_trial_row *row, const struct slc_ir_table *table,
                  struct sl_buf *out)
{
    const struct slc_secret *secret = row->promise->secret;
    const struct sl_value moment = { .state = SL_VALUE,
                                     .kind = SL_TIMESTAMPTZ,
                                     .integer = row->commit_time_us };
    if (!reads_commit_time(secret))
        return;
    sl_buf_add_str(out, out->len == 0 ? SL_STR("{") : SL_STR(", "));
    sl_json_string(out, slc_commit_time_name(row->arena, table));
    sl_buf_add_str(out, SL_STR(": "));
    slc_eval_json(out, moment);
}

struct sl_str
slc_trial_row_text(struct slc_trial_row *row, const struct slc_secret_part *part,
                   struct sl_value value)
{
    const struct slc_secret *secret = row->promise->secret;
    const struct slc_ir_table *table = part->table;
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_trial_put(row, value);
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        const uint32_t number = slc_part_column(secret, part, at);
        if (!slc_trial_reads(secret, number))
            continue;
        sl_buf_add_str(&out, out.len == 0 ? SL_STR("{") : SL_STR(", "));
        sl_json_string(&out, table->columns[at].name);
        sl_buf_add_str(&out, SL_STR(": "));
        slc_eval_json(&out, row->columns[number]);
    }
    write_commit_time(row, table, &out);
    sl_buf_add_str(&out, out.len == 0 ? SL_STR("{}") : SL_STR("}"));
    const struct sl_str text = sl_arena_copy(secret->ir->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

struct sl_str
slc_trial_records(struct slc_trial_row *row, struct sl_value value)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_trial_put(row, value);
    slc_trial_write(row, false, &out);
    const struct sl_str text = sl_arena_copy(row->promise->secret->ir->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}
