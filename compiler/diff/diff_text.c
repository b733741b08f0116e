/* For people at a terminal. */
#include "diff/diff_print.h"
#include "text/json_text.h"

struct palette {
    const char *of[SLC_NPRIVACY], *strong, *plain;
};

static const struct palette colours = {
    .of = { [SLC_SAME] = "\033[2m",
            [SLC_NARROWED] = "\033[1;32m",
            [SLC_WIDENED] = "\033[1;31m",
            [SLC_INCOMPARABLE] = "\033[1;33m" },
    .strong = "\033[1m",
    .plain = "\033[0m",
};
static const struct palette no_colours = { { "", "", "", "" }, "", "" };

static void
add_side(struct sl_buf *out, const char *word, const struct slc_change_side *side)
{
    if (side->line == 0)
        return;
    sl_buf_printf(out, "    %s  ", word);
    slc_add_shown(out, side->text);
    sl_buf_printf(out, "   (%.*s:%u)\n", SL_FMT(side->file), (unsigned)side->line);
}

static void
add_example(struct sl_buf *out, const struct slc_diff_example *example)
{
    sl_buf_printf(out, "    %s:\n", slc_example_words(example->kind));
    for (int row = 0; row < slc_example_rows(example); row++) {
        sl_buf_add_str(out, SL_STR("        "));
        slc_add_row(out, example, row);
        if (example->before[row].len > 0)
            sl_buf_printf(out, "   was %.*s", SL_FMT(example->before[row]));
        if (example->now[row].len > 0)
            sl_buf_printf(out, "   now %.*s", SL_FMT(example->now[row]));
        sl_buf_add_byte(out, '\n');
    }
}

static void
add_change(struct sl_buf *out, const struct slc_change *change, const struct palette *palette)
{
    sl_buf_printf(out, "%s%s%s%s %s%.*s%s: %.*s\n", palette->of[change->privacy],
                  slc_privacy_word(change->privacy), palette->plain,
                  change->proved ? "" : " (not proved)", palette->strong, SL_FMT(change->what),
                  palette->plain, SL_FMT(change->says));
    add_side(out, "was", &change->was);
    add_side(out, "now", &change->now);
    for (uint32_t i = 0; i < change->nexamples; i++)
        add_example(out, &change->examples[i]);
    if (change->approval.len > 0)
        sl_buf_printf(out, "    %s: %.*s\n", change->recorded ? "recorded" : "not recorded",
                      SL_FMT(change->approval));
    if (change->breaking)
        sl_buf_printf(out, "    %s\n", slc_breaking_words(change));
    sl_buf_add_byte(out, '\n');
}

void
slc_diff_text(const struct slc_diff *diff, bool colour, struct sl_buf *out)
{
    const struct palette *palette = colour ? &colours : &no_colours;
    enum slc_verdict verdict = slc_diff_verdict(diff);
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next)
        add_change(out, change, palette);
    slc_add_counts(out, diff);
    sl_buf_printf(out, "\n%s%s%s (exit code %d)\n", palette->strong, slc_verdict_words(verdict),
                  palette->plain, (int)verdict);
}
