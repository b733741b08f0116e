/* What a file's `use` lines name. */
#include "source/origin.h"
#include "source/paths.h"
#include "source/standard.h"
#include "syntax/program_file.h"

/* How deep files may use each other: each level is a stack frame here. */
enum { MAX_USE_DEPTH = 64 };

static const char *
not_allowed(struct sl_str path)
{
    if (path.len == 0)
        return "it is empty";
    if (path.ptr[0] == '/')
        return "it is absolute";
    if (memchr(path.ptr, '\0', path.len) != NULL)
        return "it holds a NUL";
    for (size_t at = 0; at < path.len;) {
        const char *slash = memchr(path.ptr + at, '/', path.len - at);
        size_t end = slash != NULL ? (size_t)(slash - path.ptr) : path.len;
        if (end - at == 2 && memcmp(path.ptr + at, "..", 2) == 0)
            return "'..' leads out of the folder";
        at = end + 1;
    }
    return NULL;
}

static void
report_circle(struct slc_program_reader *reader, const struct slc_item *use,
              const struct slc_file *file)
{
    slc_find(reader->program->findings, SLC_E0012, use->use.at,
             "'%.*s' uses this file, or a file that does", SL_FMT(file->source->path));
}

/* Its path where it is read, without what an origin puts in front for messages. */
static struct sl_str
own_path(const struct slc_program_reader *reader, const struct slc_file *file)
{
    const struct slc_origin *origin = reader->program->origin;
    return sl_str_from(file->source->path, origin != NULL ? origin->prefix.len : 0);
}

/* The path that a file at `file` means by `path`. */
static struct sl_str
beside(struct sl_arena *arena, struct sl_str file, struct sl_str path)
{
    return slc_path_join(arena, slc_path_folder(file), path);
}

static void
follow_use(struct slc_program_reader *reader, const struct slc_file *file,
           const struct slc_item *use)
{
    const struct slc_program *program = reader->program;
    struct sl_arena *arena = program->arena;
    struct sl_str path = use->use.text;
    const char *why = not_allowed(path);
    if (why != NULL) {
        struct slc_finding *finding = slc_find(program->findings, SLC_E0011, use->use.at,
                                               "this path cannot be used: %s", why);
        slc_help(program->findings, finding,
                 "paths start at the folder of the file: use \"shared.policy\"");
        return;
    }
    struct sl_err err;
    struct slc_known_file *known =
        slc_program_file(reader, beside(arena, own_path(reader, file), path),
                         beside(arena, file->source->name, path), true, &err);
    if (known == NULL)
        slc_find(program->findings, SLC_E0013, use->use.at, "%s", err.text);
    else if (known->open)
        report_circle(reader, use, known->file);
}

static void
follow_standard(struct slc_program_reader *reader, const struct slc_item *use)
{
    const struct slc_program *program = reader->program;
    const struct slc_standard *standard = slc_standard_named(use->use.text);
    if (standard == NULL) {
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0014, use->use.at,
                     "no standard '%.*s' ships with this compiler", SL_FMT(use->use.text));
        for (int index = 0; index < slc_nstandards; index++)
            slc_help(program->findings, finding, "use standard \"%s\"", slc_standards[index].name);
        return;
    }
    for (const struct slc_known_file *known = reader->known; known != NULL; known = known->next)
        if (known->standard == standard)
            return;
    struct sl_str name = sl_arena_format(program->arena, "standard/%s.policy", standard->name);
    struct slc_source *source = slc_source_of(program->arena, name, standard->text);
    source->standard = true;
    slc_program_add_file(reader, source, true)->standard = standard;
}

void
slc_program_follow_uses(struct slc_program_reader *reader, struct slc_known_file *known)
{
    if (reader->depth == MAX_USE_DEPTH) {
        slc_find(reader->program->findings, SLC_E0011,
                 (struct slc_span) { known->file->source, 0, 0 },
                 "files use each other more than %d deep", MAX_USE_DEPTH);
        return;
    }
    reader->depth++;
    known->open = true;
    for (const struct slc_item *item = known->file->items; item != NULL; item = item->next) {
        if (item->kind == SLC_ITEM_USE)
            follow_use(reader, known->file, item);
        else if (item->kind == SLC_ITEM_USE_STANDARD)
            follow_standard(reader, item);
    }
    known->open = false;
    reader->depth--;
}
