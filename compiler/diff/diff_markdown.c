/* For a pull request: the verdict, a table, and what stands behind each line of it. */
#include "diff/diff_print.h"
#include "text/escape.h"
#include "text/keep_text.h"

static void
add_table(struct sl_buf *out, const struct slc_diff *diff)
{
    sl_buf_add_str(out, SL_STR("| Privacy | What | Change | Consumers |\n|---|---|---|---|\n"));
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next) {
        sl_buf_printf(out, "| %s%s%s%s | ", change->privacy >= SLC_WIDENED ? "**" : "",
                      slc_privacy_word(change->privacy), change->privacy >= SLC_WIDENED ? "**" : "",
                      !change->proved                  ? ", not proved"
                      : change->privacy != SLC_WIDENED ? ""
                      : change->recorded               ? ", recorded"
                                                       : ", **not recorded**");
        slc_add_markdown_code(out, change->what);
        sl_buf_add_str(out, SL_STR(" | "));
        slc_add_markdown(out, change->says);
        sl_buf_printf(out, " | %s |\n",
                      !change->breaking ? "compatible"
                      : change->bumped  ? "BREAKING, new version"
                                        : "**BREAKING, same version**");
    }
}

static void
add_side(struct sl_buf *out, const char *word, const struct slc_change_side *side)
{
    if (side->line == 0)
        return;
    sl_buf_printf(out, "  - %s ", word);
    slc_add_markdown_code(out, side->text);
    sl_buf_add_str(out, SL_STR(", "));
    slc_add_markdown(out, side->file);
    sl_buf_printf(out, ":%u\n", (unsigned)side->line);
}

static void
add_example(struct sl_buf *out, struct sl_arena *arena, const struct slc_diff_example *example)
{
    sl_buf_printf(out, "  - %s:\n", slc_example_words(example->kind));
    for (int row = 0; row < slc_example_rows(example); row++) {
        struct sl_buf text;
        sl_buf_init(&text, out->max_bytes);
        slc_add_row(&text, example, row);
        sl_buf_add_str(out, SL_STR("    - "));
        slc_add_markdown_code(out, slc_take_text(arena, &text));
        if (example->before[row].len > 0) {
            sl_buf_add_str(out, SL_STR(" was "));
            slc_add_markdown_code(out, example->before[row]);
        }
        if (example->now[row].len > 0) {
            sl_buf_add_str(out, SL_STR(" now "));
            slc_add_markdown_code(out, example->now[row]);
        }
        sl_buf_add_byte(out, '\n');
    }
}

static void
add_change(struct sl_buf *out, struct sl_arena *arena, const struct slc_change *change)
{
    sl_buf_printf(out, "- %s%s ", slc_privacy_word(change->privacy),
                  change->proved ? "" : " (not proved)");
    slc_add_markdown_code(out, change->what);
    sl_buf_add_str(out, SL_STR(": "));
    slc_add_markdown(out, change->says);
    sl_buf_add_byte(out, '\n');
    add_side(out, "was", &change->was);
    add_side(out, "now", &change->now);
    for (uint32_t i = 0; i < change->nexamples; i++)
        add_example(out, arena, &change->examples[i]);
    if (change->approval.len > 0) {
        sl_buf_printf(out, "  - %s: ", change->recorded ? "recorded" : "not recorded");
        slc_add_markdown(out, change->approval);
        sl_buf_add_byte(out, '\n');
    }
    if (change->breaking)
        sl_buf_printf(out, "  - %s\n", slc_breaking_words(change));
}

void
slc_diff_markdown(const struct slc_diff *diff, struct slc_compared compared, struct sl_buf *out)
{
    sl_buf_printf(out, "### Policies: %s\n\n", slc_verdict_words(slc_diff_verdict(diff)));
    slc_add_markdown_code(out, sl_str_of(compared.base));
    sl_buf_add_str(out, SL_STR(" to "));
    slc_add_markdown_code(out, sl_str_of(compared.head));
    sl_buf_add_str(out, SL_STR(": "));
    slc_add_counts(out, diff);
    sl_buf_add_str(out, SL_STR(".\n"));
    if (diff->first == NULL)
        return;
    sl_buf_add_byte(out, '\n');
    add_table(out, diff);
    sl_buf_add_str(out, SL_STR("\n<details><summary>Each change</summary>\n\n"));
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next)
        add_change(out, diff->arena, change);
    sl_buf_add_str(out, SL_STR("\n</details>\n"));
}
