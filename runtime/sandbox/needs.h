/* needs.h - what a process must still be able to do in its sandbox, as its parts say it. */
#ifndef SLP_NEEDS_H
#define SLP_NEEDS_H

#include <stdbool.h>
#include <stdint.h>

/* Destinations have a directory or some ten files each. */
enum { SLP_MAX_NEEDED_PATHS = 1024 };

struct slp_needed_path {
    const char *path; /* absolute, of a file or a directory; lives until it is sandboxed */
    bool write;       /* make, write, rename and remove below it; else only read it, or below it */
};

struct slp_needs {
    bool network; /* connections to the outside, and threads that look up names */
    bool full;    /* a path found no room: the sandbox refuses */
    uint32_t count;
    struct slp_needed_path paths[SLP_MAX_NEEDED_PATHS];
};

/* A file is known by what it is, not by its name: one that is replaced later cannot be read, unless
 * its directory is among the needs. What is not there when the process is sandboxed is left out. */
void slp_needs_read(struct slp_needs *needs, const char *path);
void slp_needs_write(struct slp_needs *needs, const char *path);

#endif
