#include "diff/found_line.h"

#include "syntax/walk.h"

static bool
holds(struct slc_span outer, struct slc_span inner)
{
    return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

struct slc_found_line
slc_found_line(const struct slc_program *program, struct slc_span at)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *line = release->statements; line != NULL;
             line = line->next)
            if (holds(line->at, at))
                return (struct slc_found_line) { release, line };
    return (struct slc_found_line) { NULL, NULL };
}

struct sl_str
slc_found_name(struct slc_diff *diff, const struct slc_found_line *line)
{
    const struct slc_qname *stream = &line->release->stream;
    struct sl_str name = slc_dotted(diff, stream->first.text, stream->second.text);
    return slc_makes_a_field(line->line) ? slc_dotted(diff, name, line->line->field.text) : name;
}
