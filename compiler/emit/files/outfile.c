#include "emit/files/outfile.h"

#include "write_all.h"

#include "maxima.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- reading ------------------------------------------------------------------------------- */

static int
fail(struct sl_err *reterr, const char *what, const char *path)
{
    return sl_fail(reterr, SL_CONFIG, "cannot %s '%s': %s", what, path, strerror(errno));
}

/* The file's bytes into `out`; 1 when there is no such file. */
static int
read_file(const char *path, struct sl_buf *out, struct sl_err *reterr)
{
    sl_buf_clear(out);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? 1 : fail(reterr, "read", path);
    ssize_t got = 0;
    char *room;
    while ((room = sl_buf_reserve(out, 64 * SL_KIB)) != NULL &&
           (got = read(fd, room, 64 * SL_KIB)) > 0)
        sl_buf_claim(out, (size_t)got);
    int result = 0;
    if (room == NULL)
        result = sl_fail(reterr, SL_CONFIG, "'%s' is too large for a generated file", path);
    else if (got < 0)
        result = fail(reterr, "read", path);
    close(fd);
    return result;
}

static const char *
path_of(const struct slc_outputs *outputs, const char *folder, struct sl_str name)
{
    return sl_arena_cformat(outputs->arena, "%s/%.*s", folder, SL_FMT(name));
}

/* ---- the old MANIFEST ---------------------------------------------------------------------- */

/* The next line of `text`, without its newline; false at the end. */
static bool
next_line(struct sl_str *text, struct sl_str *ret_line)
{
    if (text->len == 0)
        return false;
    const char *newline = memchr(text->ptr, '\n', text->len);
    ret_line->ptr = text->ptr;
    ret_line->len = newline != NULL ? (size_t)(newline - text->ptr) : text->len;
    size_t used = ret_line->len + (newline != NULL ? 1 : 0);
    text->ptr += used;
    text->len -= used;
    return true;
}

/* "output HASH NAME"; a name with a slash is none of ours. */
static bool
read_output_line(struct sl_str line, struct sl_str *ret_hash, struct sl_str *ret_name)
{
    static const char word[] = "output ";
    size_t before = sizeof(word) - 1 + SL_SHA256_HEX_CHARS + 1;
    if (line.len <= before || memcmp(line.ptr, word, sizeof(word) - 1) != 0 ||
        line.ptr[before - 1] != ' ')
        return false;
    *ret_hash = (struct sl_str) { line.ptr + sizeof(word) - 1, SL_SHA256_HEX_CHARS };
    *ret_name = (struct sl_str) { line.ptr + before, line.len - before };
    return memchr(ret_name->ptr, '/', ret_name->len) == NULL && ret_name->ptr[0] != '.';
}

/* The names of all outputs, sorted, to look up the old MANIFEST's. */
struct names {
    struct sl_str *sorted;
    size_t count;
};

static int
compare_names(const void *a, const void *b)
{
    return sl_str_compare(*(const struct sl_str *)a, *(const struct sl_str *)b);
}

static struct names
sort_names(const struct slc_outputs *outputs)
{
    struct names names = { 0 };
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next)
        names.count++;
    names.sorted = SL_NEW_ARRAY(outputs->arena, struct sl_str, names.count + 1);
    size_t at = 0;
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next)
        names.sorted[at++] = output->name;
    qsort(names.sorted, names.count, sizeof(*names.sorted), compare_names);
    return names;
}

static bool
is_output(const struct names *names, struct sl_str name)
{
    return bsearch(&name, names->sorted, names->count, sizeof(name), compare_names) != NULL;
}

/* Files of the old MANIFEST that are not generated any more and still hold what it says. */
static int
find_leftovers(const struct slc_outputs *outputs, const char *folder, struct slc_stale **end,
               struct sl_err *reterr)
{
    const struct names names = sort_names(outputs);
    struct sl_buf bytes;
    sl_buf_init(&bytes, SLC_MAX_OUTPUT_BYTES);
    const char *path = path_of(outputs, folder, SL_STR("MANIFEST"));
    int result = read_file(path, &bytes, reterr);
    struct sl_str manifest = sl_arena_copy(outputs->arena, sl_buf_str(&bytes));
    struct sl_str line, hash, name;
    while (result == 0 && next_line(&manifest, &line)) {
        if (!read_output_line(line, &hash, &name) || is_output(&names, name))
            continue;
        result = read_file(path_of(outputs, folder, name), &bytes, reterr);
        char now[SL_SHA256_HEX_CHARS + 1];
        sl_sha256_hex(sl_buf_str(&bytes), now);
        if (result == 0 && sl_str_is(hash, now)) {
            *end = SL_NEW(outputs->arena, struct slc_stale);
            **end = (struct slc_stale) { .name = name, .how = "is no longer generated" };
            end = &(*end)->next;
        }
        result = result == 1 ? 0 : result;
    }
    sl_buf_done(&bytes);
    return result < 0 ? -1 : 0;
}

/* ---- comparing ----------------------------------------------------------------------------- */

int
slc_outfiles_compare(const struct slc_outputs *outputs, const char *folder,
                     struct slc_stale **ret_stale, struct sl_err *reterr)
{
    struct slc_stale **end = ret_stale;
    *ret_stale = NULL;
    struct sl_buf bytes;
    sl_buf_init(&bytes, SLC_MAX_OUTPUT_BYTES);
    int result = 0;
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next) {
        result = read_file(path_of(outputs, folder, output->name), &bytes, reterr);
        if (result < 0)
            break;
        if (result == 0 && sl_str_equal(sl_buf_str(&bytes), output->bytes))
            continue;
        *end = SL_NEW(outputs->arena, struct slc_stale);
        **end = (struct slc_stale) { .name = output->name,
                                     .how = result == 1 ? "is missing" : "differs",
                                     .output = output };
        end = &(*end)->next;
    }
    sl_buf_done(&bytes);
    return result < 0 ? -1 : find_leftovers(outputs, folder, end, reterr);
}

/* ---- writing ------------------------------------------------------------------------------- */

static int
write_file(const struct slc_outputs *outputs, const char *folder, struct sl_str name,
           struct sl_str bytes, struct sl_err *reterr)
{
    const char *path = path_of(outputs, folder, name);
    const char *temporary =
        sl_arena_cformat(outputs->arena, "%s/.%.*s.%ld", folder, SL_FMT(name), (long)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail(reterr, "write", temporary);
    int written = sl_write_all(fd, bytes);
    if (close(fd) != 0 || written != 0 || rename(temporary, path) != 0) {
        int result = fail(reterr, "write", path);
        unlink(temporary);
        return result;
    }
    return 0;
}

int
slc_outfiles_write(const struct slc_outputs *outputs, const char *folder, struct sl_err *reterr)
{
    struct slc_stale *stale;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return fail(reterr, "make the folder", folder);
    if (slc_outfiles_compare(outputs, folder, &stale, reterr) != 0)
        return -1;
    for (; stale != NULL; stale = stale->next) {
        if (stale->output != NULL) {
            if (write_file(outputs, folder, stale->name, stale->output->bytes, reterr) != 0)
                return -1;
        } else {
            const char *path = path_of(outputs, folder, stale->name);
            if (unlink(path) != 0)
                return fail(reterr, "remove", path);
        }
    }
    return 0;
}
