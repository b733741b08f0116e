/* names_alike.c - names that a reviewer cannot tell apart: a line could read as if it named the other. */
#include "names/confusable.h"
#include "names/names.h"

void
slc_names_check_alike(const struct slc_names *names, struct slc_symbols *skeletons,
                      const struct slc_alike *one)
{
    struct sl_arena *arena = names->program->arena;
    struct slc_findings *findings = names->program->findings;
    struct slc_alike *copy = SL_NEW(arena, struct slc_alike);
    *copy = *one;
    const struct slc_symbol *earlier =
        slc_symbols_add(skeletons, slc_skeleton(arena, one->name), one->at, copy);
    if (earlier == NULL)
        return;
    const struct slc_alike *other = earlier->object;
    if (sl_str_equal(other->name, one->name))
        return; /* declared twice: reported as that */
    struct slc_finding *finding = slc_find(findings, SLC_E0105, one->at,
                                           "the %s '%.*s' and '%.*s' cannot be told apart by eye",
                                           one->kinds, SL_FMT(other->name), SL_FMT(one->name));
    slc_cause(findings, finding, earlier->at, "the other one");
    slc_help(findings, finding, "rename one of them%s: %.*s_2", one->where,
             SL_FMT(slc_plain_name(arena, other->last)));
}

static struct slc_alike
alike_of(const struct slc_names *names, const struct slc_qname *name, const char *kinds,
         const char *where)
{
    struct sl_str whole = sl_arena_format(names->program->arena, "%.*s.%.*s",
                                          SL_FMT(name->first.text), SL_FMT(name->second.text));
    return (struct slc_alike) {
        .name = whole, .last = name->second.text, .at = name->at, .kinds = kinds, .where = where
    };
}

void
slc_names_check_pairs_alike(const struct slc_names *names)
{
    const struct slc_program *program = names->program;
    struct slc_symbols tables, streams;
    slc_symbols_init(&tables, program->arena);
    slc_symbols_init(&streams, program->arena);
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        struct slc_alike one = alike_of(names, &table->name, "tables", " in the database");
        slc_names_check_alike(names, &tables, &one);
    }
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        struct slc_alike one = alike_of(names, &release->stream, "streams", "");
        slc_names_check_alike(names, &streams, &one);
    }
}
