#include "diff/diff_key.h"

#include "maxima.h"
#include "text/keep_text.h"

/* The links of one that the other lacks. */
static struct sl_str
links_lacking(struct slc_diff *diff, const struct slc_ir_key *key, const struct slc_ir_key *other)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    for (uint32_t i = 0; i < key->nlinks; i++) {
        bool found = false;
        for (uint32_t j = 0; j < other->nlinks; j++)
            found = found || sl_str_equal(key->links[i], other->links[j]);
        if (!found)
            sl_buf_printf(&out, "%s%.*s", out.len > 0 ? ", " : "", SL_FMT(key->links[i]));
    }
    return slc_take_text(diff->arena, &out);
}

static struct slc_change *
change_key(struct slc_diff *diff, enum slc_privacy privacy, const struct slc_ir_key *base,
           const struct slc_ir_key *head, struct sl_str says)
{
    struct slc_change *change = slc_change_add(diff, privacy, "key", head->name, says);
    slc_change_at(diff, change, &base->place, &head->place);
    return change;
}

static void
diff_key(struct slc_diff *diff, const struct slc_ir_key *base, const struct slc_ir_key *head)
{
    struct sl_str more = links_lacking(diff, head, base), less = links_lacking(diff, base, head);
    if (base->for_decryption != head->for_decryption)
        (void)change_key(diff, SLC_INCOMPARABLE, base, head, SL_STR("a key for something else"));
    if (more.len > 0) {
        struct slc_change *change = change_key(
            diff, SLC_WIDENED, base, head,
            sl_arena_format(diff->arena, "rows may also be joined with %.*s", SL_FMT(more)));
        change->approval = SL_STR("a key that joins more is nobody's decision in the policies");
    }
    if (less.len > 0)
        (void)change_key(diff, SLC_NARROWED, base, head,
                         sl_arena_format(diff->arena, "joins no more rows of %.*s", SL_FMT(less)));
    if (!sl_str_equal(base->purpose, head->purpose))
        (void)change_key(diff, SLC_SAME, base, head, SL_STR("another purpose"));
    if (!sl_str_equal(base->replaces, head->replaces))
        (void)change_key(diff, SLC_SAME, base, head,
                         head->replaces.len > 0 ? sl_arena_format(diff->arena, "it replaces %.*s",
                                                                  SL_FMT(head->replaces))
                                                : SL_STR("it replaces no other key any more"));
    if (!sl_str_equal(base->rotate_every, head->rotate_every))
        (void)change_key(diff, SLC_SAME, base, head, SL_STR("another time to change it"));
}

void
slc_diff_keys(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nkeys; i++)
        for (uint32_t j = 0; j < base->nkeys; j++)
            if (sl_str_equal(base->keys[j].name, head->keys[i].name))
                diff_key(diff, &base->keys[j], &head->keys[i]);
}
