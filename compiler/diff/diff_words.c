#include "diff/diff_print.h"

const char *
slc_verdict_words(enum slc_verdict verdict)
{
    switch (verdict) {
    case SLC_VERDICT_CLEAN: return "nothing is wider";
    case SLC_VERDICT_RECORDED: return "wider, and the policies record who allowed it";
    case SLC_VERDICT_UNRECORDED: return "wider, and the policies do not record who allowed it";
    case SLC_VERDICT_UNPROVED: return "not comparable, or not proved to be narrower";
    case SLC_VERDICT_BREAKING: return "breaks consumers without a higher version";
    }
    return "";
}

const char *
slc_verdict_name(enum slc_verdict verdict)
{
    switch (verdict) {
    case SLC_VERDICT_CLEAN: return "clean";
    case SLC_VERDICT_RECORDED: return "recorded";
    case SLC_VERDICT_UNRECORDED: return "unrecorded";
    case SLC_VERDICT_UNPROVED: return "unproved";
    case SLC_VERDICT_BREAKING: return "breaking";
    }
    return "";
}

const char *
slc_example_words(enum slc_example_kind kind)
{
    switch (kind) {
    case SLC_EXAMPLE_NONE: break;
    case SLC_EXAMPLE_WIDER: return "two rows that looked the same, and now differ";
    case SLC_EXAMPLE_NARROWER: return "two rows that differed, and now look the same";
    case SLC_EXAMPLE_ENTERS: return "a row that did not leave, and now does";
    case SLC_EXAMPLE_LEAVES: return "a row that left, and does not any more";
    }
    return "";
}

const char *
slc_example_name(enum slc_example_kind kind)
{
    static const char *const names[] = { [SLC_EXAMPLE_NONE] = "none",
                                         [SLC_EXAMPLE_WIDER] = "wider",
                                         [SLC_EXAMPLE_NARROWER] = "narrower",
                                         [SLC_EXAMPLE_ENTERS] = "enters",
                                         [SLC_EXAMPLE_LEAVES] = "leaves" };
    return names[kind];
}

const char *
slc_breaking_words(const struct slc_change *change)
{
    if (!change->breaking)
        return "";
    return change->bumped ? "breaks consumers; the version is raised"
                          : "breaks consumers, and the version is not raised";
}

int
slc_example_rows(const struct slc_diff_example *example)
{
    return example->kind == SLC_EXAMPLE_WIDER || example->kind == SLC_EXAMPLE_NARROWER ? 2 : 1;
}

void
slc_add_row(struct sl_buf *out, const struct slc_diff_example *example, int row)
{
    const struct slc_witness *witness = example->witness;
    for (uint32_t i = 0; i < witness->nvalues; i++) {
        const struct slc_witness_value *value = &witness->values[i];
        struct sl_str shown = row == 0 ? value->one : value->other;
        sl_buf_printf(out, "%s%.*s %.*s", i > 0 ? ", " : "", SL_FMT(value->column), SL_FMT(shown));
    }
}

void
slc_add_counts(struct sl_buf *out, const struct slc_diff *diff)
{
    sl_buf_printf(out, "%u wider", diff->counts[SLC_WIDENED]);
    if (diff->counts[SLC_WIDENED] > 0)
        sl_buf_printf(out, " (%u not recorded)", diff->nunrecorded);
    sl_buf_printf(out, ", %u incomparable, %u narrower, %u the same; %u break%s consumers",
                  diff->counts[SLC_INCOMPARABLE], diff->counts[SLC_NARROWED],
                  diff->counts[SLC_SAME], diff->nbreaking, diff->nbreaking == 1 ? "s" : "");
    if (diff->nbreaking > 0)
        sl_buf_printf(out, " (%u without a higher version)", diff->nunbumped);
    sl_buf_printf(out, "; %u field%s as %s", diff->nunchanged_fields,
                  diff->nunchanged_fields == 1 ? " is" : "s are",
                  diff->nunchanged_fields == 1 ? "it was" : "they were");
}
