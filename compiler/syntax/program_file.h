/* program_file.h - inside the reading of a program: one file, and what it uses. */
#ifndef SLC_PROGRAM_FILE_H
#define SLC_PROGRAM_FILE_H

#include "err.h"
#include "syntax/ast.h"

#include <sys/types.h>

struct slc_standard;

/* A file that was read, and how to know it again under another path. */
struct slc_known_file {
    dev_t device;
    ino_t inode;
    const struct slc_standard *standard; /* NULL: a file of the disk, or of an origin */
    struct slc_file *file;
    bool open; /* its own `use` lines are being followed */
    struct slc_known_file *next, *next_of_inode;
};

/* Files of the disk are found by their inode: a shared file is asked for once by each that uses it. */
enum { SLC_INODE_CHAINS = 1024 };

struct slc_program_reader {
    struct slc_program *program;
    struct slc_known_file *known;
    struct slc_known_file *by_inode[SLC_INODE_CHAINS]; /* by the inode's remainder */
    int depth;                                         /* of files that use each other */
};

/* ---- program_file.c ------------------------------------------------------------------------ */

/* Reads and parses a file, unless that was done, and follows its `use` lines. `used`: another file
 * uses it, the command line does not name it. NULL and *reterr when it cannot be read. */
struct slc_known_file *slc_program_file(struct slc_program_reader *reader, struct sl_str path,
                                        struct sl_str name, bool used, struct sl_err *reterr);

/* Parses the source and adds its file to those that are known. */
struct slc_known_file *slc_program_add_file(struct slc_program_reader *reader,
                                            struct slc_source *source, bool used);

/* ---- program_use.c ------------------------------------------------------------------------- */

/* Reads what the file's `use` lines name; faults are findings. */
void slc_program_follow_uses(struct slc_program_reader *reader, struct slc_known_file *known);

#endif
