#include "cli/building.h"

#include <stdlib.h>

/* The environment is these commands' configuration, as it is make's. */
static const char *
environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : otherwise;
}

/* DIR[:DIR…] */
static int
add_headers(struct slc_link *link, struct sl_arena *arena, const char *list, struct sl_err *reterr)
{
    while (list != NULL && *list != '\0') {
        size_t len = strcspn(list, ":");
        if (link->nheaders == SLC_MAX_HEADER_FOLDERS)
            return sl_fail(reterr, SL_CONFIG, "--headers takes at most %d folders",
                           SLC_MAX_HEADER_FOLDERS);
        link->headers[link->nheaders++] = sl_arena_cstr(arena, (struct sl_str) { list, len });
        list += len + (list[len] == ':' ? 1 : 0);
    }
    return 0;
}

int
slc_link_configure(struct slc_link *link, struct sl_arena *arena, const char *headers,
                   const char *archive, struct sl_err *reterr)
{
    link->archive = archive;
    link->cc = environment("CC", "cc");
    link->cflags = environment("CFLAGS", "");
    link->ldflags = environment("LDFLAGS", "");
    link->temporary = environment("TMPDIR", "/tmp");
    return add_headers(link, arena, headers, reterr);
}
