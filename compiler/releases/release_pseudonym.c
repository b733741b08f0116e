/* Where a key may be used: in the streams it links, and one key for a column in a destination. */
#include "language/function.h"
#include "releases/releases.h"
#include "syntax/walk.h"

struct pseudonyms {
    struct slc_releasing *releasing;
    const struct slc_release *release;
    const struct slc_statement *statement;
};

static struct sl_str
pair_of(const struct slc_releasing *releasing, struct sl_str first, struct sl_str second)
{
    return slc_symbol_pair(releasing->program->arena, first, second);
}

void
slc_collect_links(struct slc_releasing *releasing)
{
    for (const struct slc_key *key = releasing->program->keys; key != NULL; key = key->next)
        for (const struct slc_name *stream = key->links; stream != NULL; stream = stream->next)
            (void)slc_symbols_add(&releasing->linked,
                                  pair_of(releasing, key->name.text, stream->text), stream->at,
                                  NULL);
}

static void
check_linked(const struct pseudonyms *pseudonyms, const struct slc_arg *arg)
{
    struct slc_releasing *releasing = pseudonyms->releasing;
    struct slc_findings *findings = releasing->program->findings;
    const struct slc_name *stream = &pseudonyms->release->stream.second;
    struct sl_str pair = pair_of(releasing, arg->key->name.text, stream->text);
    if (slc_symbols_find(&releasing->linked, pair) != NULL)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0414, arg->at, "key '%.*s' does not link the stream '%.*s'",
                 SL_FMT(arg->key->name.text), SL_FMT(stream->text));
    slc_cause(findings, finding, arg->key->name.at, "what it links is written here");
    struct sl_str list = stream->text;
    for (const struct slc_name *name = arg->key->links; name != NULL; name = name->next)
        list = sl_arena_format(releasing->program->arena, "%.*s, %.*s", SL_FMT(name->text),
                               SL_FMT(list));
    slc_help(findings, finding, "if its purpose allows: links %.*s", SL_FMT(list));
}

/* A key is being replaced: beside the field `customer_ref`, one called `customer_ref_next` carries the
 * same column's pseudonym under another key, so that the destination can follow. */
static bool
is_overlap(const struct pseudonyms *pseudonyms, const struct slc_column *column)
{
    static const char mark[] = "_next";
    struct sl_str name = pseudonyms->statement->field.text;
    size_t mark_len = sizeof(mark) - 1;
    if (name.len <= mark_len || memcmp(name.ptr + name.len - mark_len, mark, mark_len) != 0)
        return false;
    struct sl_str replaced = { name.ptr, name.len - mark_len };
    for (const struct slc_statement *other = pseudonyms->release->statements; other != NULL;
         other = other->next) {
        const struct slc_expr *expr = other->expr;
        if (sl_str_equal(other->field.text, replaced) && expr != NULL &&
            expr->kind == SLC_EXPR_CALL && expr->args != NULL && expr->args->expr != NULL &&
            expr->args->expr->column == column)
            return true;
    }
    return false;
}

/* With two keys in one destination a column has two pseudonyms, which a row that holds both links:
 * the second key keeps nothing apart. While a key is being replaced that is what is wanted, and there
 * is one such key, too. */
static void
check_one_key(const struct pseudonyms *pseudonyms, const struct slc_column *column,
              const struct slc_arg *arg)
{
    struct slc_releasing *releasing = pseudonyms->releasing;
    struct slc_findings *findings = releasing->program->findings;
    const struct slc_qname *table = &column->table->name;
    struct sl_str where = pair_of(releasing, table->first.text, table->second.text);
    where = pair_of(releasing, where, column->name.text);
    where = pair_of(releasing, pseudonyms->release->stream.first.text, where);
    if (is_overlap(pseudonyms, column))
        where = pair_of(releasing, SL_STR("next"), where);
    const struct slc_symbol *earlier =
        slc_symbols_add(&releasing->pseudonyms, where, arg->at, (void *)(uintptr_t)arg->key);
    if (earlier == NULL || earlier->object == (const void *)arg->key)
        return;
    const struct slc_key *key = earlier->object;
    struct slc_finding *finding = slc_find(
        findings, SLC_E0415, arg->at, "column '%.*s' has a pseudonym under two keys in '%.*s'",
        SL_FMT(column->name.text), SL_FMT(pseudonyms->release->stream.first.text));
    slc_cause(findings, finding, earlier->at, "under '%.*s' here", SL_FMT(key->name.text));
    slc_note(findings, finding, "whoever holds both can join what the keys keep apart");
    slc_help(findings, finding, "using: %.*s", SL_FMT(key->name.text));
    slc_help(
        findings, finding,
        "or, while one key replaces the other, call the second field as the first and '_next'");
}

static void
visit(void *context, struct slc_expr *expr)
{
    const struct pseudonyms *pseudonyms = context;
    if (expr->kind != SLC_EXPR_CALL || expr->function == NULL)
        return;
    const struct slc_column *column =
        expr->args != NULL && expr->args->expr != NULL ? expr->args->expr->column : NULL;
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next) {
        if (arg->key == NULL)
            continue;
        check_linked(pseudonyms, arg);
        if (column == NULL)
            continue;
        check_one_key(pseudonyms, column, arg);
        slc_check_few(pseudonyms->releasing, column, expr->at);
    }
}

void
slc_check_pseudonyms(struct slc_releasing *releasing, const struct slc_release *release)
{
    struct pseudonyms pseudonyms = { .releasing = releasing, .release = release };
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next) {
        pseudonyms.statement = statement;
        slc_walk(statement->expr, visit, &pseudonyms);
    }
}
