/* change.h - one change between two versions, and the list of them.
 *
 * A change is WIDENED when the receiver can tell something that could not be told before, NARROWED
 * when it is proved that nothing can and something no longer can, SAME when neither, INCOMPARABLE
 * when both, or when nothing could be proved: the reviewer has to look. docs/diff.md has the rules. */
#ifndef SLC_CHANGE_H
#define SLC_CHANGE_H

#include "diff/witness.h"
#include "syntax/ast.h"

enum slc_privacy { SLC_SAME, SLC_NARROWED, SLC_WIDENED, SLC_INCOMPARABLE, SLC_NPRIVACY };

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
    bool proved;            /* of INCOMPARABLE: false when the direction could not be proved */
    bool breaking;          /* for consumers */
    bool bumped;            /* of breaking: the release has a higher version */
    bool recorded;          /* of WIDENED: who allowed it stands in the policies */
    const char *kind;       /* "field", "filter", "rule": for programs */
    struct sl_str what;     /* "lake.accounts.balance_band" */
    struct sl_str says;     /* a sentence */
    struct sl_str approval; /* of WIDENED: who allowed it, or why nobody did */
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
    struct slc_grant *grants; /* what the head grants itself: approval.h */
};

/* "WIDENED"; "not proved" goes with it. */
const char *slc_privacy_word(enum slc_privacy privacy);

/* Both directions at once: neither, one, or both (INCOMPARABLE). */
enum slc_privacy slc_privacy_join(enum slc_privacy a, enum slc_privacy b);

/* "a.b" in the diff's arena. */
struct sl_str slc_dotted(struct slc_diff *diff, struct sl_str a, struct sl_str b);

/* Adds a change, proved and not breaking until more is said of it. */
struct slc_change *slc_change_add(struct slc_diff *diff, enum slc_privacy privacy, const char *kind,
                                  struct sl_str what, struct sl_str says);

/* Where it stands and reads in each version, the text in one line; NULL: that version has none. */
void slc_change_at(struct slc_diff *diff, struct slc_change *change,
                   const struct slc_ir_place *base, const struct slc_ir_place *head);
/* The same for parts of the tree that the IR does not have. */
void slc_change_at_span(struct slc_diff *diff, struct slc_change *change,
                        const struct slc_span *base, const struct slc_span *head);

/* A release in both versions; of a new or a gone one, one side is NULL. */
struct slc_release_pair {
    const struct slc_ir_release *base, *head;
};

/* <0, 0, >0: the head's version below, as, or above the base's. */
int slc_version_order(struct slc_release_pair releases);

/* Marks a change as breaking, and whether the release's version says so. */
void slc_change_breaks(struct slc_change *change, struct slc_release_pair releases);

/* A change of a release as a whole, at its first line. */
struct slc_change *slc_change_release(struct slc_diff *diff, struct slc_release_pair releases,
                                      enum slc_privacy privacy, const char *kind, const char *says);

#endif
