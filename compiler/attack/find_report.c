#include "attack/find.h"

#include "buf.h"
#include "maxima.h"

struct sl_str
slc_secret_name(const struct slc_secret *secret)
{
    struct sl_arena *arena = secret->ir->arena;
    const struct slc_ir_column *column = &secret->table->columns[secret->column];
    if (secret->moment)
        return SL_STR("the time of the commit");
    return secret->path.len == 0
               ? sl_arena_format(arena, "%.*s.%.*s", SL_FMT(secret->table->name),
                                 SL_FMT(column->name))
               : sl_arena_format(arena, "%.*s.%.*s.%.*s", SL_FMT(secret->table->name),
                                 SL_FMT(column->name), SL_FMT(secret->path));
}

/* A line of the records for each release: which one it is of is said. */
static void
note_records(struct slc_attempt *attempt, struct slc_finding *finding, struct sl_value value)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    struct sl_str records = slc_trial_records(attempt->row, value);
    for (uint32_t at = 0; at < secret->nreleases && records.ptr != NULL; at++) {
        struct sl_str record = { records.ptr, 0 };
        while (record.len < records.len && record.ptr[record.len] != '\n')
            record.len++;
        slc_note(attempt->findings, finding, "%.*s receives %.*s",
                 SL_FMT(secret->releases[at]->name),
                 SL_FMT(record.len > 0 ? record : SL_STR("nothing")));
        records = sl_str_from(records, record.len + 1);
    }
}

/* As one word of a shell. */
static void
quote(struct sl_buf *out, struct sl_str text)
{
    sl_buf_add_str(out, SL_STR(" '"));
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] == '\'')
            sl_buf_add_str(out, SL_STR("'\\''"));
        else
            sl_buf_add_byte(out, text.ptr[at]);
    sl_buf_add_byte(out, '\'');
}

static void
help_repeat(struct slc_attempt *attempt, struct slc_finding *finding,
            const struct slc_find_shown *shown)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    for (uint32_t at = 0; at < shown->count; at++)
        quote(&out, slc_trial_row_text(attempt->row, shown->values[at]));
    for (uint32_t at = 0; at < secret->nreleases; at++)
        slc_help(attempt->findings, finding,
                 "printf '%%s\\n'%.*s | sluice eval PATH --release %.*s", SL_FMT(sl_buf_str(&out)),
                 SL_FMT(secret->releases[at]->name));
    sl_buf_done(&out);
}

void
slc_report_find(struct slc_attempt *attempt, const struct slc_find_shown *shown, const char *format,
                ...)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    va_list args;
    va_start(args, format);
    const struct sl_str text = sl_arena_vformat(secret->ir->arena, format, args);
    va_end(args);
    struct slc_finding *finding = slc_find(attempt->findings, shown->code, shown->at, "'%.*s' %.*s",
                                           SL_FMT(secret->destination->name), SL_FMT(text));
    slc_cause(attempt->findings, finding, secret->at, "what is told of");
    for (uint32_t at = 0; at < shown->count; at++) {
        slc_note(attempt->findings, finding, "of the row %.*s",
                 SL_FMT(slc_trial_row_text(attempt->row, shown->values[at])));
        note_records(attempt, finding, shown->values[at]);
    }
    help_repeat(attempt, finding, shown);
}
