#include "cli/told_beside.h"

#include "source/paths.h"

#include <sys/stat.h>

/* ---- where to look --------------------------------------------------------------------------- */

/* The folders that may hold it, in order. */
enum { NPLACES = 4 };

/* "a/b/" -> "a/", "b" -> "". */
static struct sl_str
parent_of(struct sl_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return slc_path_folder(path);
}

/* A path behind which a name can stand: with a slash, or empty. */
static struct sl_str
as_folder(struct sl_arena *arena, struct sl_str path)
{
    bool open = path.len > 0 && path.ptr[path.len - 1] != '/';
    return open ? sl_arena_format(arena, "%.*s/", SL_FMT(path)) : path;
}

/* What is called "." or ".." has its parent not in its own text. */
static bool
is_named(struct sl_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    struct sl_str last = slc_path_last(path);
    return last.len > 0 && !sl_str_is(last, ".") && !sl_str_is(last, "..");
}

/* The folder of the policies; of a file the one that it is in. */
static int
find_folder(struct sl_arena *arena, const struct slc_policies_at *at, struct sl_str *ret_folder,
            struct sl_err *reterr)
{
    struct stat status;
    enum slc_origin_kind kind = SLC_ORIGIN_NOTHING;
    struct sl_str path = sl_str_of(at->path);
    if (at->origin != NULL && at->origin->kind(at->origin, arena, path, &kind, reterr) != 0)
        return -1;
    bool file = at->origin != NULL ? kind == SLC_ORIGIN_FILE
                                   : stat(at->path, &status) == 0 && !S_ISDIR(status.st_mode);
    *ret_folder = file ? parent_of(path) : path;
    return 0;
}

/* What is beside the folder is looked for by the path as written, and by where it leads: it may be a link. */
static void
find_places(struct sl_arena *arena, struct sl_str folder, struct sl_str places[NPLACES])
{
    places[0] = as_folder(arena, folder);
    places[1] = sl_arena_format(arena, "%.*sgenerated/", SL_FMT(places[0]));
    if (is_named(folder))
        places[2] = sl_arena_format(arena, "%.*sgenerated/", SL_FMT(parent_of(folder)));
    places[3] = sl_arena_format(arena, "%.*s../generated/", SL_FMT(places[0]));
}

/* ---- reading --------------------------------------------------------------------------------- */

static int
read_at(struct slc_told *told, const struct slc_origin *origin, struct sl_str path, bool *ret_found,
        struct sl_err *reterr)
{
    enum slc_origin_kind kind = SLC_ORIGIN_NOTHING;
    struct sl_str text;
    if (origin == NULL)
        return slc_told_read_file(told, sl_arena_cstr(told->arena, path), ret_found, reterr);
    *ret_found = false;
    if (origin->kind(origin, told->arena, path, &kind, reterr) != 0)
        return -1;
    if (kind != SLC_ORIGIN_FILE)
        return 0;
    *ret_found = true;
    if (origin->file(origin, told->arena, path, &text, reterr) != 0)
        return -1;
    return slc_told_read(told, text, sl_arena_cstr(told->arena, path), reterr);
}

int
slc_told_beside(struct slc_told *told, const struct slc_policies_at *at, const char **ret_path,
                struct sl_err *reterr)
{
    struct sl_arena *arena = told->arena;
    struct sl_str folder, places[NPLACES] = { { NULL, 0 } };
    struct sl_str prefix = at->origin != NULL ? at->origin->prefix : SL_STR("");
    bool found = false;
    *ret_path = NULL;
    if (find_folder(arena, at, &folder, reterr) != 0)
        return -1;
    find_places(arena, folder, places);
    for (size_t i = 0; i < NPLACES && !found; i++) {
        if (i > 0 && places[i].len == 0)
            continue;
        struct sl_str path = sl_arena_format(arena, "%.*s" SLC_TOLD_FILE, SL_FMT(places[i]));
        if (read_at(told, at->origin, path, &found, reterr) != 0)
            return -1;
        if (found)
            *ret_path = sl_arena_cformat(arena, "%.*s%.*s", SL_FMT(prefix), SL_FMT(path));
    }
    return 0;
}
