#include "attack/written.h"

const struct slc_table *
slc_written_table(const struct slc_program *program, const struct slc_ir_table *table)
{
    const struct slc_table *written = program->tables;
    while (!sl_str_equal(written->name.first.text, table->schema) ||
           !sl_str_equal(written->name.second.text, table->name))
        written = written->next;
    return written;
}

const struct slc_release *
slc_written_release(const struct slc_program *program, const struct slc_ir_release *release)
{
    const struct slc_release *written = program->releases;
    while (!sl_str_equal(written->stream.first.text, release->destination_name) ||
           !sl_str_equal(written->stream.second.text, release->stream))
        written = written->next;
    return written;
}

struct slc_span
slc_written_line_at(const struct slc_program *program, const struct slc_ir_release *release,
                    enum slc_statement_kind kind)
{
    const struct slc_release *written = slc_written_release(program, release);
    for (const struct slc_statement *line = written->statements; line != NULL; line = line->next)
        if (line->kind == kind)
            return line->at;
    return written->stream.at;
}
