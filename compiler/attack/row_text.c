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

bool
slc_reads_time(const struct slc_ir_release *const *releases, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++) {
        for (uint32_t i = 0; i < releases[at]->nfields; i++)
            if (slc_ir_reads_commit_time(releases[at]->fields[i].expr))
                return true;
        if (releases[at]->filter != NULL && slc_ir_reads_commit_time(releases[at]->filter))
            return true;
    }
    return false;
}

static void
write_commit_time(struct sl_arena *arena, const struct slc_row_shown *shown, struct sl_buf *out)
{
    const struct sl_value moment = { .state = SL_VALUE,
                                     .kind = SL_TIMESTAMPTZ,
                                     .integer = shown->commit_time_us };
    sl_buf_add_str(out, out->len == 0 ? SL_STR("{") : SL_STR(", "));
    sl_json_string(out, slc_commit_time_name(arena, shown->table));
    sl_buf_add_str(out, SL_STR(": "));
    slc_eval_json(out, moment);
}

struct sl_str
slc_row_text(struct sl_arena *arena, const struct slc_row_shown *shown)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    for (uint32_t at = 0; at < shown->table->ncolumns; at++) {
        if (!shown->shows[at])
            continue;
        sl_buf_add_str(&out, out.len == 0 ? SL_STR("{") : SL_STR(", "));
        sl_json_string(&out, shown->table->columns[at].name);
        sl_buf_add_str(&out, SL_STR(": "));
        slc_eval_json(&out, shown->columns[at]);
    }
    if (shown->shows_time)
        write_commit_time(arena, shown, &out);
    sl_buf_add_str(&out, out.len == 0 ? SL_STR("{}") : SL_STR("}"));
    const struct sl_str text = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

struct sl_str
slc_trial_row_text(struct slc_trial_row *row, const struct slc_secret_part *part,
                   struct sl_value value)
{
    const struct slc_secret *secret = row->promise->secret;
    const uint32_t count = part->table->ncolumns;
    struct sl_value *columns = SL_NEW_ARRAY(row->arena, struct sl_value, count + 1);
    bool *shows = SL_NEW_ARRAY(row->arena, bool, count + 1);
    slc_trial_put(row, value);
    for (uint32_t at = 0; at < count; at++) {
        const uint32_t number = slc_part_column(secret, part, at);
        columns[at] = row->columns[number];
        shows[at] = slc_trial_reads(secret, number);
    }
    const struct slc_row_shown shown = { .table = part->table,
                                         .columns = columns,
                                         .shows = shows,
                                         .shows_time =
                                             slc_reads_time(secret->releases, secret->nreleases),
                                         .commit_time_us = row->commit_time_us };
    return slc_row_text(secret->ir->arena, &shown);
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
