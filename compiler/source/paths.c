#include "source/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool
has_suffix(struct sl_str text, struct sl_str suffix)
{
    return text.len > suffix.len &&
           memcmp(text.ptr + text.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

static int
compare_names(const void *a, const void *b)
{
    return sl_str_compare(*(const struct sl_str *)a, *(const struct sl_str *)b);
}

bool
slc_is_policy_file(struct sl_str name)
{
    return name.len > 0 && name.ptr[0] != '.' && has_suffix(name, SL_STR(".policy"));
}

int
slc_policy_files(struct sl_arena *arena, const char *path, struct slc_file_names *ret_names,
                 struct sl_err *reterr)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return sl_fail(reterr, SL_CONFIG, "cannot read folder %s: %s", path, strerror(errno));
    size_t count = 0, capacity = 64;
    struct sl_str *names = SL_NEW_ARRAY(arena, struct sl_str, capacity);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct sl_str name = sl_str_of(entry->d_name);
        if (!slc_is_policy_file(name))
            continue;
        if (count == capacity) {
            struct sl_str *grown = SL_NEW_ARRAY(arena, struct sl_str, capacity *= 2);
            memcpy(grown, names, count * sizeof *names);
            names = grown;
        }
        names[count++] = sl_arena_copy(arena, name);
    }
    closedir(folder);
    if (count == 0)
        return sl_fail(reterr, SL_CONFIG, "folder %s holds no .policy file", path);
    qsort(names, count, sizeof *names, compare_names);
    *ret_names = (struct slc_file_names) { names, count };
    return 0;
}

struct sl_str
slc_path_folder(struct sl_str path)
{
    while (path.len > 0 && path.ptr[path.len - 1] != '/')
        path.len--;
    return path;
}

struct sl_str
slc_path_last(struct sl_str path)
{
    return sl_str_from(path, slc_path_folder(path).len);
}

struct sl_str
slc_path_join(struct sl_arena *arena, struct sl_str folder, struct sl_str path)
{
    return sl_arena_format(arena, "%.*s%.*s", SL_FMT(folder), SL_FMT(path));
}
