/* Where a key may be used: in the streams it links, and one key for a kind in a destination. */
#include "releases/keyed.h"
#include "releases/releases.h"
#include "syntax/walk.h"

struct pseudonyms {
    struct slc_releasing *releasing;
    const struct slc_release *release;
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

/* A key that makes codes of a kind in a destination. */
struct coded_under {
    const struct slc_column *column;
    const struct slc_key *key;
    enum slc_keyed_form form;
    struct slc_span at;
    struct coded_under *next;
};

static void
report_two_keys(const struct pseudonyms *pseudonyms, const struct coded_under *one,
                const struct coded_under *other)
{
    const struct slc_program *program = pseudonyms->releasing->program;
    struct slc_findings *findings = program->findings;
    struct slc_finding *finding = slc_find(
        findings, SLC_E0415, one->at, "column '%.*s' has a pseudonym under two keys in '%.*s'",
        SL_FMT(one->column->name.text), SL_FMT(pseudonyms->release->stream.first.text));
    slc_cause(findings, finding, other->at, "under '%.*s' here", SL_FMT(other->key->name.text));
    if (one->column != other->column)
        slc_note(findings, finding, "%.*s.%.*s and %.*s.%.*s both identify '%.*s'",
                 SL_FMT(one->column->table->name.second.text), SL_FMT(one->column->name.text),
                 SL_FMT(other->column->table->name.second.text), SL_FMT(other->column->name.text),
                 SL_FMT(one->column->kind.text));
    slc_note(findings, finding, "whoever holds both can join what the keys keep apart");
    slc_help(findings, finding, "using: %.*s", SL_FMT(other->key->name.text));
    slc_help(
        findings, finding,
        "or, while one key replaces the other:   key %.*s for pseudonyms replaces %.*s until …",
        SL_FMT(one->key->name.text), SL_FMT(other->key->name.text));
}

/* Buckets under two keys are finer together than either of them. */
static void
report_two_buckets(const struct pseudonyms *pseudonyms, const struct coded_under *one,
                   const struct coded_under *other)
{
    struct slc_findings *findings = pseudonyms->releasing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0415, one->at, "column '%.*s' has buckets under two keys in '%.*s'",
                 SL_FMT(one->column->name.text), SL_FMT(pseudonyms->release->stream.first.text));
    slc_cause(findings, finding, other->at, "under '%.*s' here", SL_FMT(other->key->name.text));
    slc_note(findings, finding,
             "both buckets together tell values apart that neither tells apart by itself");
    slc_help(findings, finding, "using: %.*s", SL_FMT(other->key->name.text));
}

/* With two keys in one destination a value has two codes, which a row that holds both links: the second
 * key keeps nothing apart. While a key is being replaced that is what is wanted, for pseudonyms. False
 * when it is reported. */
static bool
may_stand_beside(const struct pseudonyms *pseudonyms, const struct coded_under *one,
                 const struct coded_under *other)
{
    if (one->key == other->key)
        return true;
    if (!slc_is_replacement(one->key, other->key)) {
        report_two_keys(pseudonyms, one, other);
        return false;
    }
    if (one->form != SLC_KEYED_BUCKET || other->form != SLC_KEYED_BUCKET)
        return true;
    report_two_buckets(pseudonyms, one, other);
    return false;
}

static void
check_one_key(const struct pseudonyms *pseudonyms, const struct coded_under *one)
{
    struct slc_releasing *releasing = pseudonyms->releasing;
    struct sl_arena *arena = releasing->program->arena;
    struct sl_str where = pair_of(releasing, pseudonyms->release->stream.first.text,
                                  slc_column_kind(arena, one->column));
    struct coded_under *added = SL_NEW(arena, struct coded_under);
    *added = *one;
    struct slc_symbol *symbol = slc_symbols_add(&releasing->coded, where, one->at, added);
    if (symbol == NULL)
        return;
    bool known = false;
    for (const struct coded_under *other = symbol->object; other != NULL; other = other->next) {
        if (!may_stand_beside(pseudonyms, one, other))
            return;
        known = known || (other->key == one->key && other->form == one->form);
    }
    if (known)
        return;
    added->next = symbol->object;
    symbol->object = added;
}

static void
visit(void *context, struct slc_expr *expr)
{
    const struct pseudonyms *pseudonyms = context;
    struct slc_keyed keyed;
    if (!slc_keyed_call(expr, &keyed))
        return;
    if (!pseudonyms->release->told)
        check_linked(pseudonyms, keyed.using);
    slc_check_replaced(pseudonyms->releasing, keyed.using);
    if (keyed.form == SLC_KEYED_SHIFT)
        return; /* no code leaves */
    for (const struct slc_arg *arg = keyed.first; arg != NULL; arg = slc_keyed_next(&keyed, arg))
        check_one_key(pseudonyms, &(struct coded_under) { .column = arg->expr->column,
                                                          .key = keyed.key,
                                                          .form = keyed.form,
                                                          .at = keyed.using->at });
    if (keyed.first != NULL)
        slc_check_few(pseudonyms->releasing, keyed.first->expr->column, expr->at);
}

void
slc_check_pseudonyms(struct slc_releasing *releasing, const struct slc_release *release)
{
    struct pseudonyms pseudonyms = { .releasing = releasing, .release = release };
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        slc_walk(statement->expr, visit, &pseudonyms);
}
