#include "diff/diff.h"

#include "diff/diff_internal.h"
#include "source/source.h"

#include <stdarg.h>

const char *
slc_privacy_word(enum slc_privacy privacy)
{
    static const char *const words[SLC_NPRIVACY] = { [SLC_SAME] = "SAME",
                                                     [SLC_NARROWED] = "NARROWED",
                                                     [SLC_WIDENED] = "WIDENED",
                                                     [SLC_INCOMPARABLE] = "INCOMPARABLE" };
    return words[privacy];
}

enum slc_privacy
slc_privacy_join(enum slc_privacy a, enum slc_privacy b)
{
    if (a == SLC_SAME || a == b)
        return b;
    return b == SLC_SAME ? a : SLC_INCOMPARABLE;
}

struct sl_str
slc_dotted(struct slc_diff *diff, struct sl_str a, struct sl_str b)
{
    return sl_arena_format(diff->arena, "%.*s.%.*s", SL_FMT(a), SL_FMT(b));
}

/* ---- changes -------------------------------------------------------------------------------- */

struct slc_change *
slc_change_add(struct slc_diff *diff, enum slc_privacy privacy, const char *kind,
               struct sl_str what, const char *says, ...)
{
    struct slc_change *change = SL_NEW(diff->arena, struct slc_change);
    va_list args;
    va_start(args, says);
    change->says = sl_arena_vformat(diff->arena, says, args);
    va_end(args);
    change->privacy = privacy;
    change->proved = true;
    change->kind = kind;
    change->what = what;
    *diff->end = change;
    diff->end = &change->next;
    return change;
}

/* White space in a row as one space: policy lines are aligned, and decisions go over several. */
static struct sl_str
one_line(struct sl_arena *arena, struct sl_str text)
{
    struct sl_str copy = sl_arena_copy(arena, text);
    char *to = (char *)(uintptr_t)copy.ptr; /* ours: just made */
    size_t len = 0;
    bool space = false;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = strchr(" \t\r\n", text.ptr[i]) != NULL;
        if (!blank || (!space && len > 0))
            to[len++] = blank ? ' ' : text.ptr[i];
        space = blank;
    }
    while (len > 0 && to[len - 1] == ' ')
        len--;
    return (struct sl_str) { to, len };
}

void
slc_change_at(struct slc_diff *diff, struct slc_change *change, enum slc_side side,
              struct slc_ir_place place)
{
    struct slc_change_side *at = side == SLC_BASE ? &change->was : &change->now;
    if (place.line == 0)
        return;
    *at = (struct slc_change_side) { .file = place.file,
                                     .text = one_line(diff->arena, place.text),
                                     .line = place.line };
}

void
slc_change_at_span(struct slc_diff *diff, struct slc_change *change, enum slc_side side,
                   struct slc_span at)
{
    if (at.source != NULL)
        slc_change_at(diff, change, side,
                      (struct slc_ir_place) { .file = at.source->name,
                                              .line = slc_source_place(at.source, at.begin).line,
                                              .text = slc_span_text(at) });
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* What a reviewer has to look at first. */
static int
weight(const struct slc_change *change)
{
    if (change->privacy == SLC_WIDENED)
        return change->recorded ? 2 : 0;
    return change->privacy == SLC_INCOMPARABLE ? 1 : change->privacy == SLC_NARROWED ? 3 : 4;
}

/* By weight, and else as they were found. */
static void
sort(struct slc_diff *diff)
{
    struct slc_change *lists[5] = { NULL }, **ends[5];
    for (int i = 0; i < 5; i++)
        ends[i] = &lists[i];
    for (struct slc_change *change = diff->first; change != NULL; change = change->next) {
        *ends[weight(change)] = change;
        ends[weight(change)] = &change->next;
    }
    diff->end = &diff->first;
    for (int i = 0; i < 5; i++)
        if (lists[i] != NULL) {
            *diff->end = lists[i];
            diff->end = ends[i];
        }
    *diff->end = NULL;
}

static void
count(struct slc_diff *diff)
{
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next) {
        diff->counts[change->privacy]++;
        diff->nunrecorded += change->privacy == SLC_WIDENED && !change->recorded;
        diff->nbreaking += change->breaking;
        diff->nunbumped += change->breaking && !change->bumped;
    }
}

struct slc_diff *
slc_diff_new(struct sl_arena *arena, struct slc_diff_side base, struct slc_diff_side head)
{
    struct slc_diff *diff = SL_NEW(arena, struct slc_diff);
    diff->arena = arena;
    diff->sides[SLC_BASE] = base;
    diff->sides[SLC_HEAD] = head;
    diff->end = &diff->first;
    slc_diff_shared(diff);
    slc_diff_tables(diff);
    slc_diff_releases(diff);
    slc_diff_risks(diff);
    sort(diff);
    count(diff);
    return diff;
}

/* What is shown to be wider without leave weighs most, then what nobody could judge; only then
 * consumers: who lets 13 pass must not let a wider release pass with it. */
enum slc_verdict
slc_diff_verdict(const struct slc_diff *diff)
{
    return diff->nunrecorded > 0                ? SLC_VERDICT_UNRECORDED
           : diff->counts[SLC_INCOMPARABLE] > 0 ? SLC_VERDICT_UNPROVED
           : diff->nunbumped > 0                ? SLC_VERDICT_BREAKING
           : diff->counts[SLC_WIDENED] > 0      ? SLC_VERDICT_RECORDED
                                                : SLC_VERDICT_CLEAN;
}
