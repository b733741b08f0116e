/* Kinds that only one column names: its pseudonyms join nothing, and the word was probably meant to be
 * another one. */
#include "names/suggest.h"
#include "releases/releases.h"

/* A kind, and how many columns name it. */
struct kind {
    const struct slc_column *first;
    uint32_t columns;
};

/* Where a part of a company's policies is compiled, the columns of the others are not known: a key links
 * streams that are not here. */
static bool
is_a_part(const struct slc_program *program)
{
    struct slc_symbols streams;
    slc_symbols_init(&streams, program->arena);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        (void)slc_symbols_add(&streams, release->stream.second.text, release->at, NULL);
    for (const struct slc_key *key = program->keys; key != NULL; key = key->next)
        for (const struct slc_name *link = key->links; link != NULL; link = link->next)
            if (slc_symbols_find(&streams, link->text) == NULL)
                return true;
    return false;
}

static void
collect(const struct slc_program *program, struct slc_symbols *kinds)
{
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        for (const struct slc_column *column = table->columns; column != NULL;
             column = column->next) {
            if (column->kind.text.len == 0)
                continue;
            struct kind *kind = SL_NEW(program->arena, struct kind);
            kind->first = column;
            const struct slc_symbol *earlier =
                slc_symbols_add(kinds, column->kind.text, column->kind.at, kind);
            kind = earlier != NULL ? earlier->object : kind;
            kind->columns++;
        }
}

/* The kind that was probably meant; NULL: none is near. */
static const struct slc_symbol *
another_near(const struct slc_program *program, const struct slc_symbols *kinds,
             const struct slc_name *name)
{
    struct slc_symbols others;
    slc_symbols_init(&others, program->arena);
    for (const struct slc_symbol *symbol = kinds->first; symbol != NULL; symbol = symbol->next)
        if (!sl_str_equal(symbol->name, name->text))
            (void)slc_symbols_add(&others, symbol->name, symbol->at, symbol->object);
    return slc_suggest(&others, name->text);
}

static void
warn(const struct slc_program *program, const struct slc_symbols *kinds,
     const struct slc_column *column)
{
    struct slc_findings *findings = program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_W0403, column->kind.at,
                 "only the column '%.*s' identifies '%.*s': its pseudonyms join no others",
                 SL_FMT(column->name.text), SL_FMT(column->kind.text));
    const struct slc_symbol *near = another_near(program, kinds, &column->kind);
    if (near != NULL) {
        slc_at_label(findings, finding, "did you mean '%.*s'?", SL_FMT(near->name));
        slc_cause(findings, finding, near->at, "named here");
        slc_help(findings, finding, "identifies %.*s", SL_FMT(near->name));
        slc_fix(findings, finding, column->kind.at, near->name);
        return;
    }
    slc_help(findings, finding,
             "write 'identifies %.*s' on the columns that it is to join with, or leave it out here",
             SL_FMT(column->kind.text));
}

void
slc_check_kinds(const struct slc_program *program)
{
    struct slc_symbols kinds;
    slc_symbols_init(&kinds, program->arena);
    collect(program, &kinds);
    if (kinds.count == 0 || is_a_part(program))
        return;
    for (const struct slc_symbol *symbol = kinds.first; symbol != NULL; symbol = symbol->next) {
        const struct kind *kind = symbol->object;
        if (kind->columns == 1)
            warn(program, &kinds, kind->first);
    }
}
