#include "sink/growing_files.h"

#include "maxima.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    PROCESS_DESCRIPTORS = 24, /* that the process needs: pipes, logs, the random device */
    DESTINATION_DESCRIPTORS =
        16, /* that each destination needs: folders, its marker, connections */
};

/* The share of one destination among so many others in what the process may have. One file is always open: who
 * grows one after the other goes on, if slowly. */
static uint32_t
most_open(uint32_t nothers)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= PROCESS_DESCRIPTORS)
        return 1;
    const uint64_t share = (limit.rlim_cur - PROCESS_DESCRIPTORS) / ((uint64_t)nothers + 1);
    if (share <= DESTINATION_DESCRIPTORS)
        return 1;
    const uint64_t files = share - DESTINATION_DESCRIPTORS;
    return files < SLP_MAX_OPEN_FILES ? (uint32_t)files : SLP_MAX_OPEN_FILES;
}

/* Whatever the limit was when the sink was opened: it may have been lowered, or others may need more. */
static bool
descriptors_are_used_up(void)
{
    const int probe = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (probe >= 0)
        (void)close(probe);
    return probe < 0 && errno == EMFILE;
}

int
slp_growing_files_init(struct slp_growing_files *files, uint32_t nprojections, uint32_t nothers)
{
    *files = (struct slp_growing_files) { .most_open = most_open(nothers) };
    files->each = calloc((size_t)nprojections + 1, sizeof *files->each);
    files->slots = calloc((size_t)nprojections + 1, sizeof *files->slots);
    return files->each != NULL && files->slots != NULL ? 0 : -1;
}

void
slp_growing_files_done(struct slp_growing_files *files)
{
    for (uint32_t at = 0; at < files->count; at++)
        slp_object_free(files->each[at].object);
    free(files->each);
    free(files->slots);
}

struct slp_growing_file *
slp_growing_files_find(const struct slp_growing_files *files, uint32_t projection)
{
    const uint32_t slot = files->slots[projection];
    return slot != 0 ? &files->each[slot - 1] : NULL;
}

/* ---- which are open ------------------------------------------------------------------------- */

/* Room for one more: closes the one that was written longest ago. */
static enum slp_object_result
make_room(struct slp_growing_files *files, struct sl_err *reterr)
{
    struct slp_growing_file *oldest = NULL;
    if (files->nopen == 0 || (files->nopen < files->most_open && !descriptors_are_used_up()))
        return SLP_OBJECT_DONE;
    for (uint32_t at = 0; at < files->count; at++) {
        struct slp_growing_file *file = &files->each[at];
        if (slp_object_is_open(file->object) && (oldest == NULL || file->opened < oldest->opened))
            oldest = file;
    }
    assert(oldest != NULL); /* some are open */
    files->memory -= slp_object_memory(oldest->object);
    enum slp_object_result result = slp_object_close(oldest->object, reterr);
    files->memory += slp_object_memory(oldest->object);
    files->nopen -= result == SLP_OBJECT_DONE;
    return result;
}

static enum slp_object_result
open_again(struct slp_growing_files *files, struct slp_growing_file *file, struct sl_err *reterr)
{
    enum slp_object_result result = SLP_OBJECT_DONE;
    if (!slp_object_is_open(file->object)) {
        result = make_room(files, reterr);
        if (result == SLP_OBJECT_DONE)
            result = slp_object_reopen(file->object, reterr);
        files->nopen += result == SLP_OBJECT_DONE;
    }
    file->opened = ++files->openings;
    return result;
}

/* Does to an open file what frees memory; it may be closed then. */
static enum slp_object_result
relieve(struct slp_growing_files *files, struct slp_growing_file *file,
        enum slp_object_result (*by)(struct slp_object *, struct sl_err *), struct sl_err *reterr)
{
    enum slp_object_result result = open_again(files, file, reterr);
    if (result != SLP_OBJECT_DONE)
        return result;
    files->memory -= slp_object_memory(file->object);
    result = by(file->object, reterr);
    files->memory += slp_object_memory(file->object);
    files->nopen -= !slp_object_is_open(file->object);
    return result;
}

/* Until half of the memory is free, so that it is not each line's business. */
static enum slp_object_result
relieve_some(struct slp_growing_files *files, struct sl_err *reterr)
{
    enum slp_object_result result = SLP_OBJECT_DONE;
    for (uint32_t turn = 0; turn < files->count && files->memory > SLP_FILE_MEMORY_BYTES / 2 &&
                            result == SLP_OBJECT_DONE;
         turn++) {
        files->next_relieved = (files->next_relieved + 1) % files->count;
        struct slp_growing_file *file = &files->each[files->next_relieved];
        if (slp_object_memory(file->object) > 0)
            result = relieve(files, file, slp_object_settle, reterr);
    }
    return result;
}

/* ---- files come, grow and go ---------------------------------------------------------------- */

enum slp_object_result
slp_growing_files_begin(struct slp_growing_files *files, const struct slp_growing_file *fresh,
                        const struct slp_object_start *start, struct sl_err *reterr)
{
    struct slp_growing_file *file = &files->each[files->count];
    *file = *fresh;
    enum slp_object_result result = make_room(files, reterr);
    if (result == SLP_OBJECT_DONE)
        result = slp_object_begin(start, &file->object, reterr);
    if (result != SLP_OBJECT_DONE)
        return result;
    file->opened = ++files->openings;
    files->nopen++;
    files->slots[file->projection] = ++files->count;
    return SLP_OBJECT_DONE;
}

enum slp_object_result
slp_growing_files_append(struct slp_growing_files *files, struct slp_growing_file *file,
                         struct sl_str line, struct sl_err *reterr)
{
    enum slp_object_result result = SLP_OBJECT_DONE;
    if (files->memory > SLP_FILE_MEMORY_BYTES)
        result = relieve_some(files, reterr);
    if (result == SLP_OBJECT_DONE && slp_object_has_block(file->object))
        result = relieve(files, file, slp_object_write, reterr);
    if (result != SLP_OBJECT_DONE)
        return result;
    files->memory -= slp_object_memory(file->object);
    int taken = slp_object_append(file->object, line, reterr);
    files->memory += slp_object_memory(file->object);
    return taken == 0 ? SLP_OBJECT_DONE : SLP_OBJECT_FAILED;
}

/* Takes the file out of the list, which stays in order. */
static void
forget(struct slp_growing_files *files, uint32_t index)
{
    const struct slp_growing_file *file = &files->each[index];
    files->memory -= slp_object_memory(file->object);
    files->nopen -= slp_object_is_open(file->object);
    files->slots[file->projection] = 0;
    slp_object_free(file->object);
    files->count--;
    for (uint32_t at = index; at < files->count; at++) {
        files->each[at] = files->each[at + 1];
        files->slots[files->each[at].projection] = at + 1;
    }
}

enum slp_object_result
slp_growing_files_finish(struct slp_growing_files *files, uint32_t index, struct sl_err *reterr)
{
    enum slp_object_result result = relieve(files, &files->each[index], slp_object_finish, reterr);
    if (result == SLP_OBJECT_DONE)
        forget(files, index);
    return result;
}
