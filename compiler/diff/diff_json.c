/* For programs: JSON as docs/diff.schema.json describes it. */
#include "diff/diff_print.h"
#include "text/json_text.h"

#include "config.h"

static void
add_side(struct slc_json *json, const char *name, const struct slc_change_side *side)
{
    if (side->line == 0)
        return;
    slc_json_name(json, name);
    slc_json_open(json, '{');
    slc_json_member(json, "file", side->file);
    slc_json_count(json, "line", side->line);
    slc_json_member(json, "text", side->text);
    slc_json_close(json, '}');
}

static void
add_row(struct slc_json *json, const struct slc_diff_example *example, int row)
{
    slc_json_open(json, '{');
    slc_json_name(json, "given");
    slc_json_open(json, '{');
    for (uint32_t i = 0; i < example->witness->nvalues; i++) {
        const struct slc_witness_value *value = &example->witness->values[i];
        slc_json_name_str(json, value->column);
        slc_json_string(json, row == 0 ? value->one : value->other);
    }
    slc_json_close(json, '}');
    if (example->before[row].len > 0)
        slc_json_member(json, "was", example->before[row]);
    if (example->now[row].len > 0)
        slc_json_member(json, "now", example->now[row]);
    slc_json_close(json, '}');
}

static void
add_examples(struct slc_json *json, const struct slc_change *change)
{
    slc_json_name(json, "examples");
    slc_json_open(json, '[');
    for (uint32_t i = 0; i < change->nexamples; i++) {
        slc_json_open(json, '{');
        slc_json_member(json, "kind", sl_str_of(slc_example_name(change->examples[i].kind)));
        slc_json_name(json, "rows");
        slc_json_open(json, '[');
        for (int row = 0; row < slc_example_rows(&change->examples[i]); row++)
            add_row(json, &change->examples[i], row);
        slc_json_close(json, ']');
        slc_json_close(json, '}');
    }
    slc_json_close(json, ']');
}

static void
add_change(struct slc_json *json, const struct slc_change *change)
{
    slc_json_open(json, '{');
    slc_json_member(json, "privacy", sl_str_of(slc_privacy_word(change->privacy)));
    slc_json_name(json, "proved");
    slc_json_bool(json, change->proved);
    slc_json_member(json, "consumers",
                    change->breaking ? SL_STR("BREAKING") : SL_STR("COMPATIBLE"));
    if (change->breaking) {
        slc_json_name(json, "version_raised");
        slc_json_bool(json, change->bumped);
    }
    slc_json_member(json, "kind", sl_str_of(change->kind));
    slc_json_member(json, "what", change->what);
    slc_json_member(json, "says", change->says);
    add_side(json, "was", &change->was);
    add_side(json, "now", &change->now);
    add_examples(json, change);
    if (change->privacy == SLC_WIDENED) {
        slc_json_name(json, "recorded");
        slc_json_bool(json, change->recorded);
    }
    if (change->approval.len > 0)
        slc_json_member(json, "grounds", change->approval);
    slc_json_close(json, '}');
}

static void
add_counts(struct slc_json *json, const struct slc_diff *diff)
{
    slc_json_name(json, "counts");
    slc_json_open(json, '{');
    slc_json_count(json, "widened", diff->counts[SLC_WIDENED]);
    slc_json_count(json, "unrecorded", diff->nunrecorded);
    slc_json_count(json, "incomparable", diff->counts[SLC_INCOMPARABLE]);
    slc_json_count(json, "narrowed", diff->counts[SLC_NARROWED]);
    slc_json_count(json, "same", diff->counts[SLC_SAME]);
    slc_json_count(json, "breaking", diff->nbreaking);
    slc_json_count(json, "breaking_same_version", diff->nunbumped);
    slc_json_count(json, "unchanged_fields", diff->nunchanged_fields);
    slc_json_close(json, '}');
}

void
slc_diff_json(const struct slc_diff *diff, struct slc_compared compared, struct sl_buf *out)
{
    struct slc_json json = { .out = out };
    enum slc_verdict verdict = slc_diff_verdict(diff);
    slc_json_open(&json, '{');
    slc_json_member(&json, "form", SL_STR(SLC_DIFF_FORM));
    slc_json_member(&json, "compiler", SL_STR(PACKAGE_VERSION));
    slc_json_member(&json, "base", sl_str_of(compared.base));
    slc_json_member(&json, "head", sl_str_of(compared.head));
    slc_json_member(&json, "told", sl_str_of(compared.told != NULL ? compared.told : ""));
    slc_json_member(&json, "verdict", sl_str_of(slc_verdict_name(verdict)));
    slc_json_count(&json, "exit_code", (int)verdict);
    add_counts(&json, diff);
    slc_json_name(&json, "changes");
    slc_json_open(&json, '[');
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next)
        add_change(&json, change);
    slc_json_close(&json, ']');
    slc_json_close(&json, '}');
}
