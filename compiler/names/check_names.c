/* The stage: what is declared, then every name that is used. */
#include "language/function.h"
#include "names/names.h"
#include "stages.h"

/* Functions, operators and units are names that nobody declares. */
static void
declare_built_in(struct slc_names *names, enum slc_name_kind kind, const char *name,
                 const struct slc_function *function)
{
    /* the map never writes to an object, and readers of functions take them const */
    (void)slc_symbols_add(&names->declared[kind], sl_str_of(name), (struct slc_span) { 0 },
                          (void *)(uintptr_t)function);
}

static void
declare_built_ins(struct slc_names *names)
{
    for (int id = 0; id < SLC_NFUNCTIONS; id++) {
        declare_built_in(names, SLC_NAME_FUNCTION, slc_functions[id].name, &slc_functions[id]);
        declare_built_in(names, SLC_NAME_RULE, slc_functions[id].name, &slc_functions[id]);
    }
    declare_built_in(names, SLC_NAME_RULE, "comparison", NULL);
    declare_built_in(names, SLC_NAME_RULE, "membership", NULL);
    for (int unit = 0; unit < SLC_NUNITS; unit++)
        declare_built_in(names, SLC_NAME_UNIT, slc_units[unit].name, NULL);
}

void
slc_check_names(struct slc_program *program)
{
    struct slc_names names = { .program = program };
    names.none_declared = SL_NEW_ARRAY(program->arena, bool, SLC_NAME_KINDS);
    for (int kind = 0; kind < SLC_NAME_KINDS; kind++)
        slc_symbols_init(&names.declared[kind], program->arena);
    declare_built_ins(&names);
    slc_names_declare(&names);
    slc_names_check_pairs_alike(&names);
    slc_names_bind_policy(&names);
    for (struct slc_table *table = program->tables; table != NULL; table = table->next)
        slc_names_bind_table(&names, table);
    for (struct slc_release *release = program->releases; release != NULL; release = release->next)
        slc_names_bind_release(&names, release);
    slc_names_check_unlabelled(&names);
    for (struct slc_risk *risk = program->risks; risk != NULL; risk = risk->next)
        slc_names_bind_risk(&names, risk);
    for (struct slc_test *test = program->tests; test != NULL; test = test->next)
        slc_names_bind_test(&names, test);
}
