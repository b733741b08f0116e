/* One file of a program: read and parsed once, whatever paths lead to it. */
#include "syntax/program_file.h"
#include "source/origin.h"
#include "source/paths.h"
#include "stages.h"

#include <sys/stat.h>

struct slc_known_file *
slc_program_add_file(struct slc_program_reader *reader, struct slc_source *source, bool used)
{
    struct slc_program *program = reader->program;
    struct slc_file *file = slc_parse(program->arena, program->findings, source);
    struct slc_known_file *known = SL_NEW(program->arena, struct slc_known_file);
    file->used = used;
    file->next = program->files;
    program->files = file;
    known->file = file;
    known->next = reader->known;
    reader->known = known;
    return known;
}

static struct slc_known_file *
known_again(struct slc_known_file *known, bool used)
{
    known->file->used = known->file->used && used;
    return known;
}

/* Another text under the same name. */
static void
replace_text(const struct slc_program *program, struct slc_source *source)
{
    if (program->instead == NULL || !sl_str_equal(program->instead->path, source->path))
        return;
    struct slc_source *other = slc_source_of(program->arena, source->name, program->instead->text);
    other->path = source->path;
    *source = *other;
}

/* ---- from an origin, which knows a file by its path alone ------------------------------------ */

static struct slc_known_file *
find_by_path(const struct slc_program_reader *reader, struct sl_str path)
{
    for (struct slc_known_file *known = reader->known; known != NULL; known = known->next)
        if (known->standard == NULL && sl_str_equal(known->file->source->path, path))
            return known;
    return NULL;
}

static struct slc_known_file *
read_from_origin(struct slc_program_reader *reader, struct sl_str path, struct sl_str name,
                 bool used, struct sl_err *reterr)
{
    const struct slc_program *program = reader->program;
    const struct slc_origin *origin = program->origin;
    struct sl_str shown = slc_path_join(program->arena, origin->prefix, path), text;
    struct slc_known_file *known = find_by_path(reader, shown);
    if (known != NULL)
        return known_again(known, used);
    if (origin->file(origin, program->arena, path, &text, reterr) != 0)
        return NULL;
    struct slc_source *source = slc_source_of(program->arena, name, text);
    source->path = shown;
    replace_text(program, source);
    known = slc_program_add_file(reader, source, used);
    slc_program_follow_uses(reader, known);
    return known;
}

/* ---- from the disk --------------------------------------------------------------------------- */

static struct slc_known_file *
find_by_inode(const struct slc_program_reader *reader, const struct stat *status)
{
    struct slc_known_file *known = reader->by_inode[status->st_ino % SLC_INODE_CHAINS];
    while (known != NULL && (known->device != status->st_dev || known->inode != status->st_ino))
        known = known->next_of_inode;
    return known;
}

static void
remember_inode(struct slc_program_reader *reader, struct slc_known_file *known,
               const struct stat *status)
{
    struct slc_known_file **chain = &reader->by_inode[status->st_ino % SLC_INODE_CHAINS];
    known->device = status->st_dev;
    known->inode = status->st_ino;
    known->next_of_inode = *chain;
    *chain = known;
}

static struct slc_known_file *
read_from_disk(struct slc_program_reader *reader, const char *path, struct sl_str name, bool used,
               struct sl_err *reterr)
{
    const struct slc_program *program = reader->program;
    struct stat status = { 0 };
    bool on_disk = strcmp(path, "-") != 0 && stat(path, &status) == 0;
    struct slc_known_file *known = on_disk ? find_by_inode(reader, &status) : NULL;
    if (known != NULL)
        return known_again(known, used);
    struct slc_source *source;
    if (slc_source_read(program->arena, path, name, &source, reterr) != 0)
        return NULL;
    replace_text(program, source);
    known = slc_program_add_file(reader, source, used);
    remember_inode(reader, known, &status);
    slc_program_follow_uses(reader, known);
    return known;
}

struct slc_known_file *
slc_program_file(struct slc_program_reader *reader, struct sl_str path, struct sl_str name,
                 bool used, struct sl_err *reterr)
{
    if (reader->program->origin != NULL)
        return read_from_origin(reader, path, name, used, reterr);
    return read_from_disk(reader, sl_arena_cstr(reader->program->arena, path), name, used, reterr);
}
