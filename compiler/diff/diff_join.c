#include "diff/diff_join.h"

#include "diff/diff_key.h"
#include "diff/joining_code.h"

/* ---- what is said ---------------------------------------------------------------------------- */

static struct slc_change *
add_change(struct slc_diff *diff, const struct slc_ir_field *field, struct sl_str what,
           struct sl_str says)
{
    struct slc_change *change = slc_change_add(diff, SLC_WIDENED, "join", what, says);
    slc_change_at(diff, change, NULL, &field->place);
    return change;
}

static struct sl_str
joined_with(struct slc_diff *diff, const struct slc_coded_field *code,
            const struct slc_coded_field *other)
{
    struct sl_str stream = other->release->name;
    if (slc_same_table(code->release->table, other->release->table))
        return sl_arena_format(diff->arena, "its values with those of %.*s.%.*s", SL_FMT(stream),
                               SL_FMT(other->field->name));
    return sl_arena_format(diff->arena, "the rows with those of %.*s", SL_FMT(stream));
}

struct sl_str
slc_joined_words(struct slc_diff *diff, const struct slc_ir_release *release,
                 const struct slc_ir_field *field)
{
    const struct slc_ir *head = diff->sides[SLC_HEAD].ir;
    const struct slc_coded_field code = { release, field };
    struct slc_coded_field other;
    if (slc_equal_code(head, &code, 0, &other))
        return joined_with(diff, &code, &other);
    return SL_STR("no other rows");
}

/* ---- equal codes of other columns ------------------------------------------------------------ */

/* Whether some codes of the two codes' columns were equal before. */
static bool
were_joined(const struct slc_ir *base, const struct slc_coded_field *code,
            const struct slc_coded_field *other)
{
    struct slc_coded_field before, joined;
    for (uint32_t i = 0; slc_code_of_columns(base, code, i, &before); i++)
        for (uint32_t j = 0; slc_equal_code(base, &before, j, &joined); j++)
            if (slc_same_columns(&joined, other))
                return true;
    return false;
}

/* Whether each column of the code identifies what it did in the base. */
static bool
has_its_kinds(const struct slc_ir *base, const struct slc_coded_field *code)
{
    const struct slc_ir_table *before = slc_ir_table_like(base, code->release->table);
    for (uint32_t i = 0; before != NULL && i < code->field->ncells; i++) {
        const struct slc_ir_column *column =
            slc_ir_cell_column(code->release, code->field->cells[i]);
        bool same = false;
        for (uint32_t at = 0; at < before->ncolumns; at++)
            same = same || (sl_str_equal(before->columns[at].name, column->name) &&
                            sl_str_equal(before->columns[at].kind, column->kind));
        if (!same)
            return false;
    }
    return before != NULL;
}

static bool
linked_before(const struct slc_ir *base, const struct slc_ir_key *key, struct sl_str stream)
{
    for (uint32_t i = 0; i < base->nkeys; i++)
        for (uint32_t link = 0; link < base->keys[i].nlinks; link++)
            if (sl_str_equal(base->keys[i].name, key->name) &&
                sl_str_equal(base->keys[i].links[link], stream))
                return true;
    return false;
}

/* Recorded where the base said that the key links the stream, and what the columns identify: by these lines
 * the codes are equal. */
static void
approve_join(struct slc_diff *diff, struct slc_change *change, const struct slc_coded_field *code,
             const struct slc_coded_field *other)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir;
    const struct slc_ir_key_use *use = slc_joining_key(code->release, code->field->expr);
    if (!has_its_kinds(base, code) || !has_its_kinds(base, other)) {
        change->approval = SL_STR("what its column identifies is new in this change, and nobody's "
                                  "decision in the policies");
        return;
    }
    change->recorded = linked_before(base, use->key, code->release->stream);
    change->approval = sl_arena_format(
        diff->arena,
        change->recorded ? "key '%.*s' linked '%.*s' before"
                         : "that key '%.*s' links '%.*s' is nobody's decision in the policies",
        SL_FMT(use->key->name), SL_FMT(code->release->stream));
}

void
slc_diff_joins(struct slc_diff *diff, const struct slc_ir_release *release,
               const struct slc_ir_field *field, struct sl_str what)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    const struct slc_coded_field code = { release, field };
    struct slc_coded_field other;
    for (uint32_t i = 0; slc_equal_code(head, &code, i, &other); i++)
        if (!were_joined(base, &code, &other)) {
            struct slc_change *change =
                add_change(diff, field, what,
                           sl_arena_format(diff->arena, "joins %.*s: their codes are equal now",
                                           SL_FMT(joined_with(diff, &code, &other))));
            approve_join(diff, change, &code, &other);
        }
}

/* ---- codes under two keys -------------------------------------------------------------------- */

/* Whether a key of the base says that it replaces the other, as long as the head's does: that line says who
 * joins the two, and until when. */
static bool
replaced_before(const struct slc_diff *diff, struct sl_str one, struct sl_str other)
{
    const struct slc_key *now = slc_replacing_key(diff->sides[SLC_HEAD].program, one, other);
    const struct slc_key *was = slc_replacing_key(diff->sides[SLC_BASE].program, one, other);
    return now != NULL && was != NULL && sl_str_equal(now->name.text, was->name.text) &&
           now->replaces_until.days <= was->replaces_until.days;
}

static bool
has_code_under(const struct slc_ir *ir, const struct slc_coded_field *code, struct sl_str key)
{
    struct slc_coded_field other;
    for (uint32_t i = 0; slc_code_of_columns(ir, code, i, &other); i++)
        if (sl_str_equal(slc_joining_key(other.release, other.field->expr)->key->name, key))
            return true;
    return false;
}

static void
add_crossed(struct slc_diff *diff, const struct slc_ir_field *field, struct sl_str what,
            struct sl_str key, struct sl_str other)
{
    struct slc_change *change = add_change(
        diff, field, what,
        sl_arena_format(diff->arena,
                        "joins every pseudonym under '%.*s' with one under '%.*s', and with them "
                        "what either was sent with",
                        SL_FMT(key), SL_FMT(other)));
    change->recorded = replaced_before(diff, key, other);
    bool granted = slc_replacing_key(diff->sides[SLC_HEAD].program, key, other) != NULL;
    change->approval = sl_arena_format(
        diff->arena,
        change->recorded ? "by the key that replaces the other, as it did before: '%.*s', '%.*s'"
        : granted ? "that of '%.*s' and '%.*s' one replaces the other, or for so long, is new in "
                    "this change"
                  : "that '%.*s' and '%.*s' are joined is nobody's decision in the policies",
        SL_FMT(key), SL_FMT(other));
}

bool
slc_diff_crossed(struct slc_diff *diff, const struct slc_ir_release *release,
                 const struct slc_ir_field *field, struct sl_str what)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    const struct slc_ir_key_use *use = slc_joining_key(release, field->expr);
    const struct slc_coded_field code = { release, field };
    struct slc_coded_field other;
    if (use == NULL)
        return false;
    for (uint32_t i = 0; slc_code_of_columns(head, &code, i, &other); i++) {
        struct sl_str name = slc_joining_key(other.release, other.field->expr)->key->name;
        if (sl_str_equal(name, use->key->name) ||
            (has_code_under(base, &code, use->key->name) && has_code_under(base, &code, name)))
            continue;
        add_crossed(diff, field, what, use->key->name, name);
        return true;
    }
    return false;
}
