#include "cli/compile.h"
#include "cli/replace.h"
#include "findings/finding_print.h"
#include "format/fmt.h"
#include "maxima.h"
#include "source/paths.h"
#include "stages.h"

#include <sys/stat.h>

enum { CHECK };

/* One file's text in its layout. SLC_FOUND, and findings on standard error, when it cannot be
 * parsed. */
static enum slc_exit
format(struct sl_arena *arena, const char *path, struct slc_source **ret_source, struct sl_buf *out)
{
    struct sl_err err;
    if (slc_source_read(arena, path, sl_str_of(path), ret_source, &err) != 0)
        return slc_could_not_run(&err);
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    (void)slc_parse(arena, &findings, *ret_source);
    if (findings.errors > 0) {
        slc_findings_print(&findings, stderr, slc_wants_colour(stderr));
        return SLC_FOUND;
    }
    slc_format(arena, *ret_source, out);
    sl_buf_add_byte(out, '\0');
    out->len--; /* a source's text ends in a NUL behind its last byte */
    if (!sl_buf_failed(out) &&
        slc_same_tokens(arena, *ret_source, slc_source_of(arena, sl_str_of(path), sl_buf_str(out))))
        return SLC_CLEAN;
    (void)sl_fail(&err, SL_BUG, "the layout of %s would not mean the same: it was left as it is",
                  path);
    (void)sl_remedy(&err, "report this with the file: it is a fault of sluice fmt");
    return slc_could_not_run(&err);
}

/* Says that the file is not laid out, or lays it out. */
static enum slc_exit
settle(const char *path, bool check, struct slc_source *source, struct sl_str formatted)
{
    struct sl_err err;
    bool standard_input = strcmp(path, "-") == 0;
    if (standard_input && !check) {
        fwrite(formatted.ptr, 1, formatted.len, stdout);
        return SLC_CLEAN;
    }
    if (sl_str_equal(source->text, formatted))
        return SLC_CLEAN;
    if (check) {
        printf("%s\n", standard_input ? "<standard input>" : path);
        return SLC_FOUND;
    }
    return slc_replace_file(path, formatted, &err) == 0 ? SLC_CLEAN : slc_could_not_run(&err);
}

static enum slc_exit
format_file(const char *path, bool check)
{
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    if (arena == NULL)
        return SLC_COULD_NOT_RUN;
    struct sl_buf out;
    struct slc_source *source;
    sl_buf_init(&out, 4 * SLC_MAX_FILE_BYTES);
    enum slc_exit result = format(arena, path, &source, &out);
    if (result == SLC_CLEAN)
        result = settle(path, check, source, sl_buf_str(&out));
    sl_buf_done(&out);
    sl_arena_free(arena);
    return result;
}

static enum slc_exit
worse(enum slc_exit a, enum slc_exit b)
{
    return a > b ? a : b;
}

static enum slc_exit
format_path(struct sl_arena *arena, const char *path, bool check)
{
    struct stat status;
    if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return format_file(path, check);
    struct sl_err err;
    struct slc_file_names files = { NULL, 0 };
    if (slc_policy_files(arena, path, &files, &err) != 0)
        return slc_could_not_run(&err);
    enum slc_exit result = SLC_CLEAN;
    for (size_t at = 0; at < files.count; at++) {
        const char *file = sl_arena_cformat(arena, "%s/%.*s", path, SL_FMT(files.names[at]));
        result = worse(result, format_file(file, check));
    }
    return result;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    if (arena == NULL)
        return SLC_COULD_NOT_RUN;
    enum slc_exit result = SLC_CLEAN;
    for (int at = 0; at < arguments->npaths; at++)
        result = worse(result,
                       format_path(arena, arguments->paths[at], arguments->options[CHECK] != NULL));
    sl_arena_free(arena);
    return result;
}

const struct slc_command slc_command_fmt = {
    .name = "fmt",
    .summary = "lay policies out in the one way there is",
    .synopsis = "PATH… [--check]",
    .description =
        "Rewrites every PATH, a .policy file or a folder of them, with its columns aligned and its\n"
        "lines indented. Nothing but space changes: words, comments and their order stay, and a\n"
        "file is replaced whole or not at all. A PATH of - reads standard input and writes\n"
        "standard output. There are no options of style.\n"
        "\n"
        "Exit code: 0 done, 1 a file does not parse (or, with --check, is laid out otherwise),\n"
        "2 could not run.\n",
    .options = {
        [CHECK] = { "--check", NULL, "change nothing; print the names of files that would change" },
    },
    .needs_path = true,
    .run = run,
};
