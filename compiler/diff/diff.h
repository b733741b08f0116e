/* diff.h - what changes between two versions of policies: for the people in the data (privacy), and
 * for those who read the records (consumers).
 *
 * A change is WIDENED when the receiver can tell something that could not be told before, NARROWED
 * when it is proved that nothing can and something no longer can, SAME when neither, INCOMPARABLE
 * when both, or when nothing could be proved: the reviewer has to look. docs/diff.md tells the rules. */
#ifndef SLC_DIFF_H
#define SLC_DIFF_H

#include "diff/witness.h"
#include "syntax/ast.h"

enum slc_privacy { SLC_SAME, SLC_NARROWED, SLC_WIDENED, SLC_INCOMPARABLE, SLC_NPRIVACY };

/* `sluice diff`'s exit code, by what weighs most; SLC_COULD_NOT_RUN is 2 as ever. */
enum slc_verdict {
    SLC_VERDICT_CLEAN = 0,       /* the same or narrower */
    SLC_VERDICT_RECORDED = 10,   /* wider, and who allowed it stands in the policies */
    SLC_VERDICT_UNRECORDED = 11, /* wider otherwise */
    SLC_VERDICT_UNPROVED = 12,   /* incomparable, or not proved */
    SLC_VERDICT_BREAKING = 13,   /* breaks consumers, and the release's version is not raised */
};

/* One side of a change: where it stands, and how it reads. */
struct slc_change_side {
    struct sl_str file, text; /* text: one line */
    uint32_t line;            /* 0: no place */
};

/* What two rows, or one, show. */
enum slc_example_kind {
    SLC_EXAMPLE_NONE,
    SLC_EXAMPLE_WIDER,    /* two rows that looked the same, and now differ */
    SLC_EXAMPLE_NARROWER, /* two rows that differed, and now look the same */
    SLC_EXAMPLE_ENTERS,   /* a row that did not leave, and now does */
    SLC_EXAMPLE_LEAVES,   /* a row that left, and does not any more */
};

struct slc_diff_example {
    enum slc_example_kind kind;
    const struct slc_witness *witness;
    struct sl_str before[2], now[2]; /* the field on both rows; empty: there was or is none */
};

enum { SLC_MOST_EXAMPLES = 2 };

struct slc_change {
    enum slc_privacy privacy;
    bool proved;           /* of INCOMPARABLE: false when the direction could not be proved */
    bool breaking;         /* for consumers */
    bool bumped;           /* of breaking: the release has a higher version */
    bool recorded;         /* of WIDENED: who allowed it stands in the policies */
    const char *kind;      /* "field", "filter", "rule": for programs */
    struct sl_str what;    /* "lake.accounts.balance_band" */
    struct sl_str says;    /* a sentence */
    struct sl_str grounds; /* of WIDENED: who allowed it, or why nobody did */
    struct slc_change_side was, now;
    struct slc_diff_example examples[SLC_MOST_EXAMPLES];
    uint32_t nexamples;
    struct slc_change *next;
};

struct slc_diff_side {
    const struct slc_program *program;
    const struct slc_ir *ir;
};

struct slc_diff {
    struct sl_arena *arena;
    struct slc_diff_side sides[SLC_NSIDES];
    struct slc_change *first, **end; /* what a reviewer has to look at first stands first */
    unsigned counts[SLC_NPRIVACY];
    unsigned nunrecorded; /* of the wider ones: those that nobody is on record for */
    unsigned nbreaking, nunbumped;
    unsigned nunchanged_fields;
    struct slc_fresh *fresh; /* what the head grants itself: diff_internal.h */
};

/* Compares two programs without errors; everything lives in the arena. */
struct slc_diff *slc_diff_new(struct sl_arena *arena, struct slc_diff_side base,
                              struct slc_diff_side head);

enum slc_verdict slc_diff_verdict(const struct slc_diff *diff);

/* "WIDENED"; "not proved" goes with it. */
const char *slc_privacy_word(enum slc_privacy privacy);

#endif
