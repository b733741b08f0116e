#include "source/source.h"

#include "maxima.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Writes where each line begins into `ret_lines`, unless that is NULL; how many there are. A newline
 * at the very end begins no further line. */
static uint32_t
find_lines(struct sl_str text, uint32_t *ret_lines)
{
    uint32_t count = 0;
    size_t begin = 0;
    do {
        if (ret_lines != NULL)
            ret_lines[count] = (uint32_t)begin;
        count++;
        const char *newline =
            begin < text.len ? memchr(text.ptr + begin, '\n', text.len - begin) : NULL;
        begin = newline != NULL ? (size_t)(newline - text.ptr) + 1 : text.len;
    } while (begin < text.len);
    return count;
}

static void
index_lines(struct sl_arena *arena, struct slc_source *source)
{
    source->nlines = find_lines(source->text, NULL);
    uint32_t *lines = SL_NEW_ARRAY(arena, uint32_t, source->nlines);
    (void)find_lines(source->text, lines);
    source->lines = lines;
}

struct slc_source *
slc_source_of(struct sl_arena *arena, struct sl_str name, struct sl_str text)
{
    struct slc_source *source = SL_NEW(arena, struct slc_source);
    source->path = name;
    source->name = name;
    source->text = text;
    index_lines(arena, source);
    return source;
}

static int
cannot_read(struct sl_err *reterr, const char *path, const char *why)
{
    return sl_fail(reterr, SL_CONFIG, "cannot read %s: %s", path, why);
}

/* The text of an open file up to its end or the maximum; -1 when the file is larger or unreadable. */
static int
read_all(struct sl_arena *arena, int fd, const char *path, struct sl_str *ret_text,
         struct sl_err *reterr)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return cannot_read(reterr, path, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return cannot_read(reterr, path, "it is a folder");
    if (status.st_size < 0 || (uint64_t)status.st_size > SLC_MAX_FILE_BYTES)
        return cannot_read(reterr, path, "it is larger than 64 MiB, far beyond any policy");

    /* A pipe says 0 bytes; a file may grow while it is read: so grow, and look for the end. */
    size_t capacity = (size_t)status.st_size + 1, len = 0;
    char *text = SL_NEW_ARRAY(arena, char, capacity);
    for (;;) {
        ssize_t got = read(fd, text + len, capacity - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(reterr, path, strerror(errno));
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > SLC_MAX_FILE_BYTES)
            return cannot_read(reterr, path, "it is larger than 64 MiB, far beyond any policy");
        if (len == capacity) {
            char *grown = SL_NEW_ARRAY(arena, char, capacity * 2 + 4096);
            memcpy(grown, text, len);
            text = grown;
            capacity = capacity * 2 + 4096;
        }
    }
    text[len] = '\0'; /* len < capacity here */
    *ret_text = (struct sl_str) { .ptr = text, .len = len };
    return 0;
}

int
slc_source_read(struct sl_arena *arena, const char *path, struct sl_str name,
                struct slc_source **ret_source, struct sl_err *reterr)
{
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return cannot_read(reterr, path, strerror(errno));
    struct sl_str text = SL_STR("");
    int result = read_all(arena, fd, path, &text, reterr);
    if (!standard_input)
        close(fd);
    if (result != 0)
        return -1;
    *ret_source = slc_source_of(arena, sl_arena_copy(arena, name), text);
    (*ret_source)->path =
        sl_arena_copy(arena, sl_str_of(standard_input ? "<standard input>" : path));
    return 0;
}

/* The last line that begins at or before the offset. */
static uint32_t
line_of(const struct slc_source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->nlines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct slc_place
slc_source_place(const struct slc_source *source, uint32_t offset)
{
    uint32_t line = line_of(source, offset), column = 1;
    for (uint32_t at = source->lines[line]; at < offset && at < source->text.len; at++)
        column += ((unsigned char)source->text.ptr[at] & 0xC0) != 0x80; /* UTF-8's later bytes */
    /* An offset within a character would count it; it stands at that character's column. */
    if (offset < source->text.len && ((unsigned char)source->text.ptr[offset] & 0xC0) == 0x80 &&
        column > 1)
        column--;
    return (struct slc_place) { .line = line + 1, .column = column };
}

struct sl_str
slc_source_line(const struct slc_source *source, uint32_t line)
{
    uint32_t begin = source->lines[line - 1];
    const char *text = source->text.ptr + begin;
    size_t len = source->text.len - begin;
    const char *newline = len == 0 ? NULL : memchr(text, '\n', len);
    if (newline != NULL)
        len = (size_t)(newline - text);
    if (len > 0 && text[len - 1] == '\r')
        len--;
    return (struct sl_str) { .ptr = text, .len = len };
}

struct sl_str
slc_span_text(struct slc_span span)
{
    if (span.source == NULL)
        return SL_STR("");
    return (struct sl_str) { .ptr = span.source->text.ptr + span.begin,
                             .len = span.end - span.begin };
}

struct slc_span
slc_span_join(struct slc_span from, struct slc_span to)
{
    return (struct slc_span) { .source = from.source, .begin = from.begin, .end = to.end };
}

bool
slc_span_holds(struct slc_span whole, struct slc_span part)
{
    return part.source == whole.source && part.begin >= whole.begin && part.end <= whole.end;
}
