#include "emit/link.h"

#include "emit/files/outfile.h"
#include "emit/installed.h"
#include "maxima.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---- where headers and archive are --------------------------------------------------------- */

/* The folder of this program's file with "/.." behind it: an installation that was moved as a whole
 * (a package, a staging folder) finds its own parts. */
static struct sl_str
own_prefix(struct sl_arena *arena)
{
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof(path));
    if (len <= 0 || (size_t)len == sizeof(path))
        return SL_STR("");
    while (len > 0 && path[len - 1] != '/')
        len--;
    return sl_arena_format(arena, "%.*s..", (int)len, path);
}

/* The first of the two that can be read. */
static const char *
readable(const char *first, const char *second)
{
    return access(first, R_OK) == 0 ? first : access(second, R_OK) == 0 ? second : NULL;
}

/* Fills what was not given. */
static int
find_parts(struct sl_arena *arena, struct slc_link *link, struct sl_err *reterr)
{
    struct sl_str prefix = own_prefix(arena);
    if (link->nheaders == 0) {
        const char *own =
            sl_arena_cformat(arena, "%.*s/include/sluice/projection.h", SL_FMT(prefix));
        const char *header = readable(own, SLC_INCLUDE_FOLDER "/projection.h");
        if (header == NULL) {
            sl_fail(reterr, SL_CONFIG, "the pusher's headers are not in '%s'", SLC_INCLUDE_FOLDER);
            return sl_remedy(reterr, "run `make install`, or name their folder with --headers");
        }
        const char *slash = strrchr(header, '/');
        link->headers[link->nheaders++] =
            sl_arena_cformat(arena, "%.*s", (int)(slash - header), header);
    }
    if (link->archive == NULL) {
        const char *own = sl_arena_cformat(arena, "%.*s/lib/libsluice-pusher.a", SL_FMT(prefix));
        link->archive = readable(own, SLC_LIB_FOLDER "/libsluice-pusher.a");
    }
    if (link->archive == NULL || access(link->archive, R_OK) != 0) {
        sl_fail(reterr, SL_CONFIG, "the pusher's archive is not at '%s'",
                link->archive != NULL ? link->archive : SLC_LIB_FOLDER "/libsluice-pusher.a");
        return sl_remedy(reterr, "run `make install`, or name the file with --archive");
    }
    return 0;
}

/* ---- the C compiler's command -------------------------------------------------------------- */

/* Words of all but the generated files: flags, libraries, and what CC, CFLAGS, LDFLAGS hold. */
enum { MAX_FLAGS = 1024 };

struct command {
    struct sl_arena *arena;
    char **words; /* NULL-ended */
    size_t count, room;
};

static void
add_word(struct command *command, struct sl_str word)
{
    if (command->count + 1 >= command->room)
        (void)sl_arena_must(command->arena, SIZE_MAX / 2, 1); /* ends the program, saying so */
    /* posix_spawn wants words that could be written to */
    command->words[command->count++] = sl_arena_cformat(command->arena, "%.*s", SL_FMT(word));
}

static void
add_words(struct command *command, const char *text)
{
    while (*text != '\0') {
        size_t len = strcspn(text, " \t\n");
        if (len > 0)
            add_word(command, (struct sl_str) { text, len });
        text += len;
        text += strspn(text, " \t\n");
    }
}

static bool
ends_with(struct sl_str text, const char *end)
{
    size_t len = strlen(end);
    return text.len > len && memcmp(text.ptr + text.len - len, end, len) == 0;
}

static struct command
command_of(const struct slc_outputs *outputs, const struct slc_link *link, const char *folder,
           const char *target)
{
    struct sl_arena *arena = outputs->arena;
    struct command command = { .arena = arena, .room = MAX_FLAGS };
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next)
        command.room++;
    command.words = SL_NEW_ARRAY(arena, char *, command.room);
    add_words(&command, link->cc);
    add_words(&command, "-std=c17 -O2 -Wall -Wextra -Werror -fPIE -fstack-protector-strong");
    add_word(&command, sl_arena_format(arena, "-ffile-prefix-map=%s=.", folder));
    for (int i = 0; i < link->nheaders; i++)
        add_word(&command, sl_arena_format(arena, "-I%s", link->headers[i]));
    add_words(&command, link->cflags);
    add_word(&command, SL_STR("-o"));
    add_word(&command, sl_str_of(target));
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next)
        if (ends_with(output->name, ".c"))
            add_word(&command, sl_arena_format(arena, "%s/%.*s", folder, SL_FMT(output->name)));
    add_word(&command, sl_str_of(link->archive));
    add_words(&command, "-pie -Wl,-z,relro,-z,now");
    add_words(&command, link->ldflags);
    add_words(&command, SLC_PUSHER_LIBS);
    return command;
}

static int
run(const struct command *command, struct sl_err *reterr)
{
    pid_t pid;
    int error = posix_spawnp(&pid, command->words[0], NULL, NULL, command->words, environ);
    if (error != 0) {
        sl_fail(reterr, SL_CONFIG, "cannot run the C compiler '%s': %s", command->words[0],
                strerror(error));
        return sl_remedy(reterr, "install one, or name it in the environment variable CC");
    }
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return sl_fail(reterr, SL_BUG, "cannot wait for the C compiler: %s", strerror(errno));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    return sl_fail(reterr, SL_CONFIG, "the C compiler '%s' failed: its messages stand above",
                   command->words[0]);
}

/* ---- the temporary folder ------------------------------------------------------------------ */

static void
remove_folder(const struct slc_outputs *outputs, const char *folder)
{
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next)
        unlink(sl_arena_cformat(outputs->arena, "%s/%.*s", folder, SL_FMT(output->name)));
    rmdir(folder);
}

static int
link_in(const struct slc_outputs *outputs, const struct slc_link *link, const char *folder,
        struct sl_err *reterr)
{
    const char *target = sl_arena_cformat(outputs->arena, "%s.%ld", link->output, (long)getpid());
    struct command command = command_of(outputs, link, folder, target);
    if (slc_outfiles_write(outputs, folder, reterr) != 0)
        return -1;
    int result = run(&command, reterr);
    if (result == 0 && rename(target, link->output) != 0)
        result = sl_fail(reterr, SL_CONFIG, "cannot write '%s': %s", link->output, strerror(errno));
    if (result != 0)
        unlink(target);
    return result;
}

int
slc_link(const struct slc_outputs *outputs, const struct slc_link *given, struct sl_err *reterr)
{
    struct slc_link link = *given;
    if (find_parts(outputs->arena, &link, reterr) != 0)
        return -1;
    char *folder = sl_arena_cformat(outputs->arena, "%s/sluice.XXXXXX", link.temporary);
    if (mkdtemp(folder) == NULL)
        return sl_fail(reterr, SL_CONFIG, "cannot make a folder in '%s': %s", link.temporary,
                       strerror(errno));
    int result = link_in(outputs, &link, folder, reterr);
    remove_folder(outputs, folder);
    return result;
}
