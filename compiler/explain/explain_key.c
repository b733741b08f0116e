/* explain_key.c - what rests on a key: which streams it joins and the codes that join them, or which
 * columns it opens. */
#include "buf.h"
#include "explain/explain_internal.h"
#include "maxima.h"
#include "releases/codes.h"
#include "syntax/walk.h"

struct use {
    struct sl_arena *arena;
    const struct slc_key *key;
    struct sl_str kind; /* empty: none was found */
};

static void
look_for_key(void *context, struct slc_expr *expr)
{
    struct use *use = context;
    struct slc_keyed keyed;
    if (slc_keyed_call(expr, &keyed) && keyed.key == use->key && use->kind.len == 0)
        use->kind = slc_keyed_kind(use->arena, &keyed);
}

static void
add_codes(const struct slc_program *program, const struct slc_key *key, struct slc_page *page)
{
    static const char *const columns[] = { "field", "kind", "place", "made_as" };
    slc_page_table(page, "codes", "The codes that are made with it, and what they are of", columns,
                   4);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next) {
            struct use use = { .arena = program->arena, .key = key };
            slc_walk(statement->expr, look_for_key, &use);
            if (use.kind.len == 0 || !slc_makes_a_field(statement))
                continue;
            slc_page_cell(page, "%.*s.%.*s", SL_FMT(slc_full_name(program, &release->stream)),
                          SL_FMT(statement->field.text));
            slc_page_cell(page, "%.*s", SL_FMT(slc_kind_words(program, use.kind)));
            slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, statement->at)));
            slc_page_cell(page, "%.*s", SL_FMT(slc_policy_text(program, statement->expr->at)));
        }
}

static bool
has_other_streams(const struct slc_code_set *set)
{
    for (const struct slc_code_use *use = set->first; use != NULL; use = use->next)
        if (use->release != set->first->release)
            return true;
    return false;
}

/* "accounts, customers": the streams of equal codes, each once; a stream's uses follow one another. */
static struct sl_str
streams_of(const struct slc_program *program, const struct slc_code_set *set)
{
    const struct slc_release *before = NULL;
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    for (const struct slc_code_use *use = set->first; use != NULL; use = use->next) {
        if (use->release != before)
            sl_buf_printf(&text, "%s%.*s", before != NULL ? ", " : "",
                          SL_FMT(use->release->stream.second.text));
        before = use->release;
    }
    struct sl_str copy = sl_arena_copy(program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return copy;
}

/* Streams whose codes are of one kind: what a key alone does not join. */
static void
add_joins(const struct slc_program *program, const struct slc_key *key, struct slc_page *page)
{
    static const char *const columns[] = { "kind", "destination", "streams" };
    slc_page_table(page, "joins", "Rows that it lets be joined, by what they identify", columns, 3);
    for (const struct slc_code_set *set = program->code_sets; set != NULL; set = set->next) {
        if (set->first->keyed.key != key || !has_other_streams(set))
            continue;
        struct sl_str kind = slc_keyed_kind(program->arena, &set->first->keyed);
        slc_page_cell(page, "%.*s", SL_FMT(slc_kind_words(program, kind)));
        slc_page_cell(page, "%.*s", SL_FMT(set->first->release->destination->name.text));
        slc_page_cell(page, "%.*s", SL_FMT(streams_of(program, set)));
    }
}

static void
add_columns(const struct slc_program *program, const struct slc_key *key, struct slc_page *page)
{
    slc_page_table(page, "columns", "The columns that it opens, and where they go",
                   slc_columns_of_columns, 4);
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        for (const struct slc_column *column = table->columns; column != NULL;
             column = column->next)
            if (column->encrypted && sl_str_equal(column->encryption_key.text, key->name.text))
                slc_add_column_row(program, column, true, page);
}

void
slc_explain_key(const struct slc_explained *explained, const struct slc_key *key,
                struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    slc_page_fact(page, "kind", "Kind", "key for %s",
                  key->for_decryption ? "decryption" : "pseudonyms");
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, key->at)));
    slc_page_fact(page, "purpose", "Purpose", "%.*s", SL_FMT(key->purpose.text));
    if (key->rotate_every.text.len > 0)
        slc_page_fact(page, "rotate_every", "Rotate", "every %.*s %.*s",
                      SL_FMT(key->rotate_every.text), SL_FMT(key->rotate_unit.text));
    if (key->replaced != NULL)
        slc_page_fact(page, "replaces", "Replaces", "%.*s, which may be used until %.*s",
                      SL_FMT(key->replaced->name.text),
                      SL_FMT(slc_span_text(key->replaces_until.at)));
    slc_page_list(page, "links", "Streams that may carry its pseudonyms");
    for (const struct slc_name *link = key->links; link != NULL; link = link->next)
        slc_page_item(page, "%.*s", SL_FMT(link->text));
    add_joins(program, key, page);
    add_codes(program, key, page);
    add_columns(program, key, page);
}
