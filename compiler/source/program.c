#include "maxima.h"
#include "source/origin.h"
#include "source/paths.h"
#include "source/standard.h"
#include "stages.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* How deep files may use each other: each level is a stack frame here. */
enum { MAX_USE_DEPTH = 64 };

/* A file that was read, and how to know it again under another path. */
struct known {
    dev_t device;
    ino_t inode;
    const struct slc_standard *standard; /* NULL: a file of the disk, or of an origin */
    struct slc_file *file;
    bool open; /* its own `use` lines are being followed */
    struct known *next;
};

struct reader {
    struct slc_program *program;
    struct known *known;
    int depth;
};

static int follow_uses(struct reader *reader, struct known *known);

/* ---- paths ---------------------------------------------------------------------------------- */

static struct sl_str
folder_of(struct sl_str path)
{
    while (path.len > 0 && path.ptr[path.len - 1] != '/')
        path.len--;
    return path; /* with its slash, or empty */
}

static struct sl_str
last_of(struct sl_str path)
{
    size_t folder = folder_of(path).len;
    return (struct sl_str) { path.ptr + folder, path.len - folder };
}

static struct sl_str
joined(struct sl_arena *arena, struct sl_str folder, struct sl_str path)
{
    return sl_arena_format(arena, "%.*s%.*s", SL_FMT(folder), SL_FMT(path));
}

/* ---- reading a file ------------------------------------------------------------------------- */

static struct known *
add_known(struct reader *reader, struct slc_file *file)
{
    struct known *known = SL_NEW(reader->program->arena, struct known);
    known->file = file;
    known->next = reader->known;
    reader->known = known;
    file->next = reader->program->files;
    reader->program->files = file;
    return known;
}

static struct known *
find_known(const struct reader *reader, const struct stat *status)
{
    for (struct known *known = reader->known; known != NULL; known = known->next)
        if (known->standard == NULL && known->device == status->st_dev &&
            known->inode == status->st_ino)
            return known;
    return NULL;
}

/* Another text under the same name. */
static void
replace_text(struct sl_arena *arena, struct slc_source *source, struct sl_str text)
{
    struct slc_source *other = slc_source_of(arena, source->name, text);
    other->path = source->path;
    *source = *other;
}

/* The same from an origin, which knows a file by its path alone. */
static struct known *
read_from_origin(struct reader *reader, struct sl_str path, struct sl_str name, bool used,
                 struct sl_err *reterr)
{
    struct slc_program *program = reader->program;
    struct sl_str shown = joined(program->arena, program->origin->prefix, path), text;
    for (struct known *known = reader->known; known != NULL; known = known->next)
        if (known->standard == NULL && sl_str_equal(known->file->source->path, shown)) {
            known->file->used = known->file->used && used;
            return known;
        }
    if (program->origin->file(program->origin, program->arena, path, &text, reterr) != 0)
        return NULL;
    struct slc_source *source = slc_source_of(program->arena, name, text);
    source->path = shown;
    struct known *known = add_known(reader, slc_parse(program->arena, program->findings, source));
    known->file->used = used;
    return follow_uses(reader, known) == 0 ? known : NULL;
}

/* Reads and parses a file unless that was done. NULL and *reterr when it cannot be read. */
static struct known *
read_file(struct reader *reader, struct sl_str path, struct sl_str name, bool used,
          struct sl_err *reterr)
{
    struct slc_program *program = reader->program;
    struct stat status = { 0 };
    if (program->origin != NULL)
        return read_from_origin(reader, path, name, used, reterr);
    bool on_disk = !sl_str_is(path, "-") && stat(path.ptr, &status) == 0;
    struct known *known = on_disk ? find_known(reader, &status) : NULL;
    if (known != NULL) {
        known->file->used = known->file->used && used;
        return known;
    }
    struct slc_source *source;
    if (slc_source_read(program->arena, path.ptr, name, &source, reterr) != 0)
        return NULL;
    if (program->instead != NULL && sl_str_equal(program->instead->path, source->path))
        replace_text(program->arena, source, program->instead->text);
    known = add_known(reader, slc_parse(program->arena, program->findings, source));
    known->device = status.st_dev;
    known->inode = status.st_ino;
    known->file->used = used;
    return follow_uses(reader, known) == 0 ? known : NULL;
}

/* ---- use ------------------------------------------------------------------------------------ */

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
report_circle(struct reader *reader, const struct slc_item *use, const struct slc_file *file)
{
    slc_find(reader->program->findings, SLC_E0012, use->use.at,
             "'%.*s' uses this file, or a file that does", SL_FMT(file->source->path));
}

/* Its path where it is read, without what an origin puts in front for messages. */
static struct sl_str
own_path(const struct reader *reader, const struct slc_file *file)
{
    const struct slc_origin *origin = reader->program->origin;
    return sl_str_from(file->source->path, origin != NULL ? origin->prefix.len : 0);
}

static void
follow_use(struct reader *reader, const struct slc_file *file, const struct slc_item *use)
{
    struct slc_program *program = reader->program;
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
    struct known *known =
        read_file(reader, joined(program->arena, folder_of(own_path(reader, file)), path),
                  joined(program->arena, folder_of(file->source->name), path), true, &err);
    if (known == NULL)
        slc_find(program->findings, SLC_E0013, use->use.at, "%s", err.text);
    else if (known->open)
        report_circle(reader, use, known->file);
}

static void
follow_standard(struct reader *reader, const struct slc_item *use)
{
    struct slc_program *program = reader->program;
    const struct slc_standard *standard = slc_standard_named(use->use.text);
    if (standard == NULL) {
        struct slc_finding *finding =
            slc_find(program->findings, SLC_E0014, use->use.at,
                     "no standard '%.*s' ships with this compiler", SL_FMT(use->use.text));
        for (int index = 0; index < slc_nstandards; index++)
            slc_help(program->findings, finding, "use standard \"%s\"", slc_standards[index].name);
        return;
    }
    for (const struct known *known = reader->known; known != NULL; known = known->next)
        if (known->standard == standard)
            return;
    struct sl_str name = sl_arena_format(program->arena, "standard/%s.policy", standard->name);
    struct slc_source *source = slc_source_of(program->arena, name, standard->text);
    source->standard = true;
    struct known *known = add_known(reader, slc_parse(program->arena, program->findings, source));
    known->standard = standard;
    known->file->used = true;
}

static int
follow_uses(struct reader *reader, struct known *known)
{
    if (reader->depth == MAX_USE_DEPTH) {
        slc_find(reader->program->findings, SLC_E0011,
                 (struct slc_span) { known->file->source, 0, 0 },
                 "files use each other more than %d deep", MAX_USE_DEPTH);
        return 0;
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
    return 0;
}

/* ---- what the command line names ------------------------------------------------------------ */

static int
list_folder(const struct slc_program *program, const char *path, struct sl_str **ret_names,
            size_t *ret_count, struct sl_err *reterr)
{
    if (program->origin != NULL)
        return program->origin->folder(program->origin, program->arena, sl_str_of(path), ret_names,
                                       ret_count, reterr);
    return slc_policy_files(program->arena, path, ret_names, ret_count, reterr);
}

static int
read_folder(struct reader *reader, const char *path, struct sl_err *reterr)
{
    struct sl_arena *arena = reader->program->arena;
    struct sl_str *names = NULL;
    size_t count = 0, len = strlen(path);
    if (list_folder(reader->program, path, &names, &count, reterr) != 0)
        return -1;
    while (len > 1 && path[len - 1] == '/')
        len--;
    struct sl_str folder = sl_arena_format(arena, len > 0 ? "%.*s/" : "%.*s", (int)len, path);
    for (size_t at = 0; at < count; at++)
        if (read_file(reader, joined(arena, folder, names[at]), names[at], false, reterr) == NULL)
            return -1;
    return 0;
}

/* What the path of an origin names, as read_path() does for the disk's. */
static int
read_origin_path(struct reader *reader, const char *path, struct sl_err *reterr)
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
    return read_file(reader, view, last_of(view), false, reterr) == NULL ? -1 : 0;
}

static int
read_path(struct reader *reader, const char *path, struct sl_err *reterr)
{
    struct sl_str view = sl_str_of(path);
    struct stat status;
    if (reader->program->origin != NULL)
        return read_origin_path(reader, path, reterr);
    if (strcmp(path, "-") == 0)
        return read_file(reader, view, view, false, reterr) == NULL ? -1 : 0;
    if (stat(path, &status) != 0)
        return sl_fail(reterr, SL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return read_folder(reader, path, reterr);
    return read_file(reader, view, last_of(view), false, reterr) == NULL ? -1 : 0;
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
    struct reader reader = { .program = program };
    if (npaths == 0)
        return sl_fail(reterr, SL_CONFIG, "no policy file or folder was named");
    for (int at = 0; at < npaths; at++)
        if (read_path(&reader, paths[at], reterr) != 0)
            return -1;
    sort_files(program);
    return 0;
}
