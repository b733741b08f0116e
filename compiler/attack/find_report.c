#include "attack/find.h"

#include "buf.h"
#include "maxima.h"

struct sl_str
slc_secret_name(const struct slc_secret *secret)
{
    struct sl_arena *arena = secret->ir->arena;
    struct sl_str name = { NULL, 0 };
    if (secret->moment)
        return SL_STR("the time of the commit");
    for (uint32_t at = 0; at < secret->nparts; at++) {
        const struct slc_secret_part *part = &secret->parts[at];
        name = sl_arena_format(arena, "%.*s%s%.*s.%.*s", SL_FMT(name), at > 0 ? " or " : "",
                               SL_FMT(part->table->name),
                               SL_FMT(part->table->columns[part->column].name));
    }
    return secret->path.len == 0
               ? name
               : sl_arena_format(arena, "%.*s.%.*s", SL_FMT(name), SL_FMT(secret->path));
}

/* The records of a part's releases, of which each has a line: which one it is of is said. */
static void
note_records(struct slc_attempt *attempt, struct slc_finding *finding,
             const struct slc_secret_part *part, struct sl_str records)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    for (uint32_t at = 0; at < part->first + part->nreleases && records.ptr != NULL; at++) {
        struct sl_str record = { records.ptr, 0 };
        while (record.len < records.len && record.ptr[record.len] != '\n')
            record.len++;
        if (at >= part->first)
            slc_note(attempt->findings, finding, "%.*s receives %.*s",
                     SL_FMT(secret->releases[at]->name),
                     SL_FMT(record.len > 0 ? record : SL_STR("nothing")));
        records = sl_str_from(records, record.len + 1);
    }
}

/* A row of each part with the value, and what is received of it. */
static void
note_rows(struct slc_attempt *attempt, struct slc_finding *finding, struct sl_value value)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct sl_str records = slc_trial_records(attempt->row, value);
    for (uint32_t at = 0; at < secret->nparts; at++) {
        const struct slc_secret_part *part = &secret->parts[at];
        slc_note(attempt->findings, finding, "of the row %.*s%s%.*s",
                 SL_FMT(slc_trial_row_text(attempt->row, part, value)),
                 secret->nparts > 1 ? " of " : "",
                 SL_FMT(secret->nparts > 1 ? part->table->name : SL_STR("")));
        note_records(attempt, finding, part, records);
    }
}

void
slc_quote_word(struct sl_buf *out, struct sl_str text)
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
            const struct slc_secret_part *part, const struct slc_find_shown *shown)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    for (uint32_t at = 0; at < shown->count; at++)
        slc_quote_word(&out, slc_trial_row_text(attempt->row, part, shown->values[at]));
    for (uint32_t at = part->first; at < part->first + part->nreleases; at++)
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
    for (uint32_t at = 0; at < secret->nparts; at++)
        slc_cause(attempt->findings, finding,
                  secret->nparts > 1 ? secret->parts[at].at : secret->at,
                  at == 0 ? "what is told of" : "and of this, which has the same pseudonyms");
    for (uint32_t at = 0; at < shown->count; at++)
        note_rows(attempt, finding, shown->values[at]);
    for (uint32_t at = 0; at < secret->nparts; at++)
        help_repeat(attempt, finding, &secret->parts[at], shown);
}
