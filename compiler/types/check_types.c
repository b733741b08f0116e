/* The stage: every expression of every release. */
#include "stages.h"
#include "types/types.h"

static void
type_statement(struct slc_typing *typing, const struct slc_statement *statement)
{
    if (statement->kind == SLC_ONLY_ROWS)
        slc_type_condition(typing, statement->expr);
    else
        (void)slc_type_value(typing, statement->expr);
}

static uint32_t *
new_held(struct slc_program *program)
{
    int most = 1;
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        if (table->ncolumns + table->nleaves > most)
            most = table->ncolumns + table->nleaves;
    return SL_NEW_ARRAY(program->arena, uint32_t, (size_t)most);
}

void
slc_check_types(struct slc_program *program)
{
    struct slc_typing typing = { .program = program, .held = new_held(program) };
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            type_statement(&typing, statement);
}
