/* A diff as SARIF 2.1.0. */
#include "diff/diff_print.h"
#include "findings/sarif.h"
#include "text/json_text.h"

enum rule { WIDER, WIDER_RECORDED, INCOMPARABLE, BREAKING, NRULES };

static const struct {
    const char *id, *title, *level;
} rules[NRULES] = {
    [WIDER] = { "DIFF_WIDENED", "the receiver can tell more, and nobody is on record for it",
                "error" },
    [WIDER_RECORDED] = { "DIFF_WIDENED_RECORDED",
                         "the receiver can tell more, by a recorded decision or rule", "note" },
    [INCOMPARABLE] = { "DIFF_INCOMPARABLE", "not proved that the receiver can tell no more",
                       "warning" },
    [BREAKING] = { "DIFF_BREAKING", "consumers break, and the version is not raised", "warning" },
};

static void
add_rules(struct slc_json *json)
{
    for (int rule = 0; rule < NRULES; rule++) {
        slc_json_open(json, '{');
        slc_json_member(json, "id", sl_str_of(rules[rule].id));
        slc_sarif_text(json, "shortDescription", sl_str_of(rules[rule].title));
        slc_json_name(json, "defaultConfiguration");
        slc_json_open(json, '{');
        slc_json_member(json, "level", sl_str_of(rules[rule].level));
        slc_json_close(json, '}');
        slc_json_close(json, '}');
    }
}

static void
add_location(struct slc_json *json, const struct slc_change_side *side)
{
    slc_json_open(json, '{');
    slc_json_name(json, "physicalLocation");
    slc_json_open(json, '{');
    slc_sarif_artifact(json, side->file);
    slc_json_name(json, "region");
    slc_json_open(json, '{');
    slc_json_count(json, "startLine", side->line);
    slc_json_close(json, '}');
    slc_json_close(json, '}');
    slc_json_close(json, '}');
}

static void
add_result(struct slc_json *json, const struct slc_change *change, enum rule rule)
{
    struct sl_buf message;
    sl_buf_init(&message, json->out->max_bytes);
    sl_buf_printf(&message, "%.*s: %.*s", SL_FMT(change->what), SL_FMT(change->says));
    if (change->approval.len > 0)
        sl_buf_printf(&message, "\n%s: %.*s", change->recorded ? "recorded" : "not recorded",
                      SL_FMT(change->approval));
    slc_json_open(json, '{');
    slc_json_member(json, "ruleId", sl_str_of(rules[rule].id));
    slc_json_count(json, "ruleIndex", (int)rule);
    slc_json_member(json, "level", sl_str_of(rules[rule].level));
    slc_sarif_text(json, "message", sl_buf_str(&message));
    sl_buf_done(&message);
    const struct slc_change_side *side = change->now.line > 0 ? &change->now : &change->was;
    if (side->line > 0) {
        slc_json_name(json, "locations");
        slc_json_open(json, '[');
        add_location(json, side);
        slc_json_close(json, ']');
    }
    slc_sarif_fingerprint(json, sl_str_of(rules[rule].id), change->what, change->says);
    slc_json_close(json, '}');
}

void
slc_diff_sarif(const struct slc_diff *diff, struct sl_buf *out)
{
    struct slc_json json = { .out = out };
    slc_sarif_begin(&json);
    add_rules(&json);
    slc_sarif_end_rules(&json);
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next) {
        if (change->privacy == SLC_WIDENED)
            add_result(&json, change, change->recorded ? WIDER_RECORDED : WIDER);
        if (change->privacy == SLC_INCOMPARABLE)
            add_result(&json, change, INCOMPARABLE);
        if (change->breaking && !change->bumped)
            add_result(&json, change, BREAKING);
    }
    slc_json_close(&json, ']');
    slc_json_close(&json, '}');
    slc_json_close(&json, ']');
    slc_json_close(&json, '}');
}
