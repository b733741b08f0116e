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

/* A key of both versions, or of one. */
static struct slc_change *
change_key(struct slc_diff *diff, enum slc_privacy privacy, const struct slc_ir_key *base,
           const struct slc_ir_key *head, struct sl_str says)
{
    struct slc_change *change =
        slc_change_add(diff, privacy, "key", head != NULL ? head->name : base->name, says);
    slc_change_at(diff, change, base != NULL ? &base->place : NULL,
                  head != NULL ? &head->place : NULL);
    return change;
}

/* ---- a key that replaces another ------------------------------------------------------------- */

static const struct slc_key *
key_named(const struct slc_program *program, struct sl_str name)
{
    const struct slc_key *key = program->keys;
    while (key != NULL && !sl_str_equal(key->name.text, name))
        key = key->next;
    return key;
}

const struct slc_key *
slc_replacing_key(const struct slc_program *program, struct sl_str one, struct sl_str other)
{
    const struct slc_key *a = key_named(program, one), *b = key_named(program, other);
    if (a != NULL && sl_str_equal(a->replaces.text, other))
        return a;
    return b != NULL && sl_str_equal(b->replaces.text, one) ? b : NULL;
}

/* Codes under both may stand side by side: to another key, or for longer, that is more. */
static enum slc_privacy
replaced_change(const struct slc_key *base, const struct slc_key *head)
{
    if (head->replaces.text.len == 0)
        return SLC_NARROWED;
    if (base == NULL || !sl_str_equal(base->replaces.text, head->replaces.text) ||
        head->replaces_until.days > base->replaces_until.days)
        return SLC_WIDENED;
    return head->replaces_until.days < base->replaces_until.days ? SLC_NARROWED : SLC_SAME;
}

/* `base` NULL: the key is new. */
static void
diff_replaced(struct slc_diff *diff, const struct slc_ir_key *base, const struct slc_ir_key *head)
{
    const struct slc_key *now = key_named(diff->sides[SLC_HEAD].program, head->name);
    const struct slc_key *was =
        base != NULL ? key_named(diff->sides[SLC_BASE].program, base->name) : NULL;
    bool before = was != NULL && was->replaces.text.len > 0;
    if (!before && now->replaces.text.len == 0)
        return;
    enum slc_privacy privacy = replaced_change(was, now);
    if (privacy == SLC_SAME)
        return;
    struct slc_change *change = change_key(
        diff, privacy, base, head,
        head->replaces.len > 0
            ? sl_arena_format(diff->arena,
                              "it replaces %.*s%s%.*s: codes under both may stand side by side",
                              SL_FMT(head->replaces), before ? ", was " : "",
                              SL_FMT(before ? base->replaces : SL_STR("")))
            : SL_STR("it replaces no other key any more"));
    if (privacy == SLC_WIDENED)
        change->approval =
            SL_STR("which codes may stand side by side is nobody's decision in the policies");
}

/* ---- keys ------------------------------------------------------------------------------------ */

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
    diff_replaced(diff, base, head);
    if (!sl_str_equal(base->rotate_every, head->rotate_every))
        (void)change_key(diff, SLC_SAME, base, head, SL_STR("another time to change it"));
}

static const struct slc_ir_key *
key_like(const struct slc_ir *ir, const struct slc_ir_key *key)
{
    for (uint32_t i = 0; i < ir->nkeys; i++)
        if (sl_str_equal(ir->keys[i].name, key->name))
            return &ir->keys[i];
    return NULL;
}

void
slc_diff_keys(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nkeys; i++) {
        const struct slc_ir_key *before = key_like(base, &head->keys[i]);
        if (before != NULL)
            diff_key(diff, before, &head->keys[i]);
        else
            diff_replaced(diff, NULL, &head->keys[i]);
    }
}
