/* The files that the command line names: each read with what it uses, then sorted. */
#include "source/origin.h"
#include "source/paths.h"
#include "stages.h"
#include "syntax/program_file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static int
list_folder(const struct slc_program *program, const char *path, struct slc_file_names *ret_names,
            struct sl_err *reterr)
{
    if (program->origin != NULL)
        return program->origin->folder(program->origin, program->arena, sl_str_of(path), ret_names,
                                       reterr);
    return slc_policy_files(program->arena, path, ret_names, reterr);
}

static int
read_folder(struct slc_program_reader *reader, const char *path, struct sl_err *reterr)
{
    struct sl_arena *arena = reader->program->arena;
    struct slc_file_names files = { NULL, 0 };
    size_t len = strlen(path);
    if (list_folder(reader->program, path, &files, reterr) != 0)
        return -1;
    while (len > 1 && path[len - 1] == '/')
        len--;
    struct sl_str folder = sl_arena_format(arena, len > 0 ? "%.*s/" : "%.*s", (int)len, path);
    for (size_t at = 0; at < files.count; at++)
        if (slc_program_file(reader, slc_path_join(arena, folder, files.names[at]), files.names[at],
                             false, reterr) == NULL)
            return -1;
    return 0;
}

/* What the path of an origin names, as read_path() does for the disk's. */
static int
read_origin_path(struct slc_program_reader *reader, const char *path, struct sl_err *reterr)
{
    const struct slc_origin *origin = reader->program->origin;
    struct sl_str view = sl_str_of(path);
    enum slc_origin_kind kind;
    if (origin->kind(origin, reader->program->arena, view, &kind, reterr) != 0)
        return -1;
    if (kind == SLC_ORIGIN_NOTHING)
        return sl_fail(reterr, SL_CONFIG, "there is no %.*s%s", SL_FMT(origin->prefix), path);
    if (kind == SLC_ORIGIN_FOLDER)
        return read_folder(reader, path, reterr);
    return slc_program_file(reader, view, slc_path_last(view), false, reterr) == NULL ? -1 : 0;
}

static int
read_path(struct slc_program_reader *reader, const char *path, struct sl_err *reterr)
{
    struct sl_str view = sl_str_of(path);
    struct stat status;
    if (reader->program->origin != NULL)
        return read_origin_path(reader, path, reterr);
    if (strcmp(path, "-") == 0)
        return slc_program_file(reader, view, view, false, reterr) == NULL ? -1 : 0;
    if (stat(path, &status) != 0)
        return sl_fail(reterr, SL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return read_folder(reader, path, reterr);
    return slc_program_file(reader, view, slc_path_last(view), false, reterr) == NULL ? -1 : 0;
}

static int
compare_files(const void *a, const void *b)
{
    const struct slc_source *left = (*(struct slc_file *const *)a)->source;
    const struct slc_source *right = (*(struct slc_file *const *)b)->source;
    int order = sl_str_compare(left->name, right->name);
    return order != 0 ? order : sl_str_compare(left->path, right->path);
}

/* The order in which paths were given, or files used each other, means nothing. */
static void
sort_files(struct slc_program *program)
{
    size_t count = 0;
    for (const struct slc_file *file = program->files; file != NULL; file = file->next)
        count++;
    struct slc_file **files = SL_NEW_ARRAY(program->arena, struct slc_file *, count + 1);
    count = 0;
    for (struct slc_file *file = program->files; file != NULL; file = file->next)
        files[count++] = file;
    qsort(files, count, sizeof(struct slc_file *), compare_files);
    for (size_t at = 0; at < count; at++)
        files[at]->next = at + 1 < count ? files[at + 1] : NULL;
    program->files = count > 0 ? files[0] : NULL;
}

int
slc_program_read(struct slc_program *program, int npaths, const char *const *paths,
                 struct sl_err *reterr)
{
    struct slc_program_reader reader = { .program = program };
    if (npaths == 0)
        return sl_fail(reterr, SL_CONFIG, "no policy file or folder was named");
    for (int at = 0; at < npaths; at++)
        if (read_path(&reader, paths[at], reterr) != 0)
            return -1;
    sort_files(program);
    return 0;
}
