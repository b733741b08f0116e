#include "diff/change.h"

#include "language/decimal.h"
#include "source/source.h"

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

/* ---- changes --------------------------------------------------------------------------------- */

struct slc_change *
slc_change_add(struct slc_diff *diff, enum slc_privacy privacy, const char *kind,
               struct sl_str what, struct sl_str says)
{
    struct slc_change *change = SL_NEW(diff->arena, struct slc_change);
    *change = (struct slc_change) {
        .privacy = privacy, .proved = true, .kind = kind, .what = what, .says = says
    };
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

static struct slc_change_side
side_at(struct slc_diff *diff, const struct slc_ir_place *place)
{
    if (place == NULL || place->line == 0)
        return (struct slc_change_side) { .line = 0 };
    return (struct slc_change_side) { .file = place->file,
                                      .text = one_line(diff->arena, place->text),
                                      .line = place->line };
}

void
slc_change_at(struct slc_diff *diff, struct slc_change *change, const struct slc_ir_place *base,
              const struct slc_ir_place *head)
{
    change->was = side_at(diff, base);
    change->now = side_at(diff, head);
}

static struct slc_ir_place
place_of(const struct slc_span *at)
{
    if (at == NULL || at->source == NULL)
        return (struct slc_ir_place) { .line = 0 };
    return (struct slc_ir_place) { .file = at->source->name,
                                   .line = slc_source_place(at->source, at->begin).line,
                                   .text = slc_span_text(*at) };
}

void
slc_change_at_span(struct slc_diff *diff, struct slc_change *change, const struct slc_span *base,
                   const struct slc_span *head)
{
    const struct slc_ir_place was = place_of(base), now = place_of(head);
    slc_change_at(diff, change, &was, &now);
}

/* ---- releases -------------------------------------------------------------------------------- */

int
slc_version_order(struct slc_release_pair releases)
{
    struct slc_decimal before, now;
    if (slc_decimal_read(releases.base->version, &before) &&
        slc_decimal_read(releases.head->version, &now))
        return slc_decimal_compare(now, before);
    return sl_str_compare(releases.head->version, releases.base->version);
}

void
slc_change_breaks(struct slc_change *change, struct slc_release_pair releases)
{
    change->breaking = true;
    change->bumped = releases.head != NULL && slc_version_order(releases) > 0;
}

struct slc_change *
slc_change_release(struct slc_diff *diff, struct slc_release_pair releases,
                   enum slc_privacy privacy, const char *kind, const char *says)
{
    const struct slc_ir_release *base = releases.base, *head = releases.head;
    struct slc_change *change = slc_change_add(
        diff, privacy, kind, head != NULL ? head->name : base->name, sl_str_of(says));
    slc_change_at(diff, change, base != NULL ? &base->place : NULL,
                  head != NULL ? &head->place : NULL);
    return change;
}
