#include "sandbox/needs.h"

static void
add(struct slp_needs *needs, const char *path, bool write)
{
    if (needs->count == SLP_MAX_NEEDED_PATHS)
        needs->full = true;
    else
        needs->paths[needs->count++] = (struct slp_needed_path) { .path = path, .write = write };
}

void
slp_needs_read(struct slp_needs *needs, const char *path)
{
    add(needs, path, false);
}

void
slp_needs_write(struct slp_needs *needs, const char *path)
{
    add(needs, path, true);
}
