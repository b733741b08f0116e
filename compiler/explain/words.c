#include "explain/words.h"

#include "buf.h"
#include "labels/label.h"
#include "maxima.h"
#include "syntax/walk.h"

struct sl_str
slc_place_text(const struct slc_program *program, struct slc_span at)
{
    if (at.source == NULL)
        return SL_STR("");
    return sl_arena_format(program->arena, "%.*s:%u", SL_FMT(at.source->name),
                           slc_source_place(at.source, at.begin).line);
}

struct sl_str
slc_policy_text(const struct slc_program *program, struct slc_span at)
{
    struct sl_str text = sl_arena_copy(program->arena, slc_span_text(at));
    char *bytes = (char *)(uintptr_t)text.ptr;
    size_t len = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = bytes[i];
        in_string = in_string != (c == '"' && (i == 0 || bytes[i - 1] != '\\'));
        bool space = !in_string && (c == ' ' || c == '\n' || c == '\t' || c == '\r');
        if (space && len > 0 && bytes[len - 1] == ' ')
            continue;
        bytes[len++] = space ? ' ' : c;
    }
    return (struct sl_str) { bytes, len };
}

struct sl_str
slc_role_words(const struct slc_role *role)
{
    if (role == NULL)
        return SL_STR("");
    return role->doc.text.len > 0 ? role->doc.text : role->name.text;
}

struct sl_str
slc_full_name(const struct slc_program *program, const struct slc_qname *name)
{
    return sl_arena_format(program->arena, "%.*s.%.*s", SL_FMT(name->first.text),
                           SL_FMT(name->second.text));
}

struct sl_str
slc_said_type(const struct slc_program *program, const struct slc_type *type)
{
    return sl_arena_format(program->arena, "%.*s%s",
                           SL_FMT(slc_type_spelling(program->arena, type)),
                           type->nullable ? "?" : "");
}

/* ---- who allowed it ------------------------------------------------------------------------- */

struct sl_str
slc_rule_words(const struct slc_program *program, const struct slc_downgrade *rule)
{
    return sl_arena_format(
        program->arena, "%.*s, %.*s, by the owner of %.*s: %.*s",
        SL_FMT(slc_policy_text(program, rule->at)), SL_FMT(slc_place_text(program, rule->at)),
        SL_FMT(rule->category->name.text), SL_FMT(slc_role_words(rule->category->owner_role)));
}

static const struct slc_role *
role_named(const struct slc_program *program, struct sl_str name)
{
    for (const struct slc_role *role = program->roles; role != NULL; role = role->next)
        if (sl_str_equal(role->name.text, name))
            return role;
    return NULL;
}

struct sl_str
slc_decision_words(const struct slc_program *program, const struct slc_decision *decision)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    sl_buf_add_str(&text, SL_STR("approved by "));
    for (const struct slc_name *name = decision->approved_by; name != NULL; name = name->next) {
        struct sl_str role = slc_role_words(role_named(program, name->text));
        sl_buf_printf(&text, "%.*s%s", SL_FMT(role.len > 0 ? role : name->text),
                      name->next != NULL ? " and " : "");
    }
    sl_buf_printf(&text, " until %.*s", SL_FMT(slc_span_text(decision->until.at)));
    if (decision->decided.at.source != NULL)
        sl_buf_printf(&text, ", decided %.*s,", SL_FMT(slc_span_text(decision->decided.at)));
    sl_buf_printf(&text, " because \"%.*s\", %.*s", SL_FMT(decision->because.text),
                  SL_FMT(slc_place_text(program, decision->at)));
    struct sl_str words = sl_arena_copy(program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return words;
}

struct sl_str
slc_leaf_words(const struct slc_program *program, const struct slc_column *leaf)
{
    struct sl_str words =
        sl_arena_format(program->arena, "the declared leaf %.*s, %.*s", SL_FMT(leaf->name.text),
                        SL_FMT(slc_place_text(program, leaf->at)));
    if (!leaf->place->decision.written)
        return words;
    return sl_arena_format(program->arena, "%.*s, which is %.*s as %.*s", SL_FMT(words),
                           SL_FMT(slc_label_text(program, leaf->label.label)),
                           SL_FMT(slc_decision_words(program, &leaf->place->decision)));
}

struct rules {
    const struct slc_program *program;
    struct sl_buf *out;
};

/* Each rule once, in the order of the expression. */
static void
add_words(struct sl_buf *out, struct sl_str words)
{
    if (out->len > 0 && memmem(out->bytes, out->len, words.ptr, words.len) != NULL)
        return;
    sl_buf_printf(out, "%s%.*s", out->len > 0 ? "; " : "", SL_FMT(words));
}

static void
add_rules(void *context, struct slc_expr *expr)
{
    const struct rules *rules = context;
    const struct slc_column *leaf = expr->leaf != NULL ? expr->leaf : slc_leaf_tested(expr);
    if (leaf != NULL && leaf->place->decision.written)
        add_words(rules->out, slc_leaf_words(rules->program, leaf));
    for (const struct slc_lowered_by *lowered = expr->lowered_by; lowered != NULL;
         lowered = lowered->next)
        add_words(rules->out, slc_rule_words(rules->program, lowered->rule));
}

struct sl_str
slc_allowed_by(const struct slc_program *program, const struct slc_statement *statement)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    slc_walk(statement->expr, add_rules, &(struct rules) { program, &text });
    if (statement->decision.written)
        sl_buf_printf(&text, "%s%.*s", text.len > 0 ? "; " : "",
                      SL_FMT(slc_decision_words(program, &statement->decision)));
    struct sl_str words = sl_arena_copy(program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return words;
}

struct sl_str
slc_kind_words(const struct slc_program *program, struct sl_str kind)
{
    const char *separator = kind.len > 0 ? memchr(kind.ptr, '\x1f', kind.len) : NULL;
    if (separator == NULL)
        return kind;
    size_t len = (size_t)(separator - kind.ptr);
    return sl_arena_format(program->arena, "%.*s with %.*s", (int)len, kind.ptr,
                           SL_FMT(slc_kind_words(program, sl_str_from(kind, len + 1))));
}
