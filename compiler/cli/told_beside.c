#include "cli/told_beside.h"

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

/* The folder that a path stands in: "a/b" -> "a/", "b" -> "". */
static struct sl_str
folder_of(struct sl_str path)
{
    while (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    const char *slash = path.len > 0 ? memrchr(path.ptr, '/', path.len) : NULL;
    return (struct sl_str) { path.ptr, slash != NULL ? (size_t)(slash + 1 - path.ptr) : 0 };
}

int
slc_told_beside(struct slc_told *told, const struct slc_policies_at *at, bool *ret_found,
                struct sl_err *reterr)
{
    struct sl_arena *arena = told->arena;
    struct sl_str beside = folder_of(at->path);
    const struct sl_str paths[] = {
        sl_arena_format(arena, "%.*s/" SLC_TOLD_FILE, SL_FMT(at->path)),
        sl_arena_format(arena, "%.*s/generated/" SLC_TOLD_FILE, SL_FMT(at->path)),
        sl_arena_format(arena, "%.*sgenerated/" SLC_TOLD_FILE, SL_FMT(beside)),
    };
    *ret_found = false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !*ret_found; i++)
        if (read_at(told, at->origin, paths[i], ret_found, reterr) != 0)
            return -1;
    return 0;
}
