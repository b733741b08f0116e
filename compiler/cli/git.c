#include "cli/git.h"

#include "buf.h"
#include "cli/process.h"
#include "maxima.h"
#include "source/paths.h"

struct git {
    struct slc_origin origin; /* first: functions get a pointer to it */
    struct sl_str commit;     /* its full hash */
};

/* ---- running it ----------------------------------------------------------------------------- */

/* `git WORD OPTION OBJECT` */
struct question {
    const char *word, *option;
    struct sl_str object;
};

struct answer {
    bool ok; /* git ended with success */
    struct sl_str text;
};

static int
ask_git(struct sl_arena *arena, const struct question *question, struct answer *ret_answer,
        struct sl_err *reterr)
{
    const char *object = sl_arena_cstr(arena, question->object);
    const char *words[] = {
        "git", "--no-replace-objects", question->word, question->option, object, NULL, NULL
    };
    struct sl_buf out;
    int status;
    if (strcmp(question->word, "ls-tree") ==
        0) { /* the whole tree, not what is below this folder */
        words[4] = "--full-tree";
        words[5] = object;
    }
    sl_buf_init(&out, SLC_MAX_FILE_BYTES);
    int result = slc_process_output(words, true, &out, &status, reterr);
    *ret_answer = (struct answer) { .ok = result == 0 && status == 0,
                                    .text = sl_arena_copy(arena, sl_buf_str(&out)) };
    sl_buf_done(&out);
    return result == 0 ? 0 : sl_remedy(reterr, "install git, or give two folders");
}

/* COMMIT:./PATH, which git reads from the current folder. */
static struct sl_str
object_of(const struct git *git, struct sl_arena *arena, struct sl_str path)
{
    return sl_arena_format(arena, "%.*s:./%.*s", SL_FMT(git->commit), SL_FMT(path));
}

static const struct git *
git_of(const struct slc_origin *origin)
{
    return (const struct git *)(const void *)origin;
}

/* ---- what an origin does -------------------------------------------------------------------- */

static int
kind_at(const struct slc_origin *origin, struct sl_arena *arena, struct sl_str path,
        enum slc_origin_kind *ret_kind, struct sl_err *reterr)
{
    const struct question question = { "cat-file", "-t", object_of(git_of(origin), arena, path) };
    struct answer type;
    if (ask_git(arena, &question, &type, reterr) != 0)
        return -1;
    *ret_kind = !type.ok                         ? SLC_ORIGIN_NOTHING
                : sl_str_is(type.text, "blob\n") ? SLC_ORIGIN_FILE
                                                 : SLC_ORIGIN_FOLDER;
    return 0;
}

static int
read_blob(const struct slc_origin *origin, struct sl_arena *arena, struct sl_str path,
          struct sl_str *ret_text, struct sl_err *reterr)
{
    const struct question question = { "cat-file", "blob", object_of(git_of(origin), arena, path) };
    struct answer blob;
    if (ask_git(arena, &question, &blob, reterr) != 0)
        return -1;
    *ret_text = blob.text;
    if (!blob.ok)
        return sl_fail(reterr, SL_CONFIG, "cannot read %.*s%.*s", SL_FMT(origin->prefix),
                       SL_FMT(path));
    return 0;
}

/* The names in a listing that are policies': entries are `MODE TYPE HASH<TAB>NAME<NUL>`, in the order
 * of bytes; a regular file's mode begins with 100 (git-ls-tree(1)). */
static size_t
names_in(struct sl_str listing, struct sl_str *ret_names)
{
    size_t count = 0;
    for (size_t at = 0; at < listing.len;) {
        const char *end = memchr(listing.ptr + at, '\0', listing.len - at);
        struct sl_str entry = { listing.ptr + at, end != NULL ? (size_t)(end - (listing.ptr + at))
                                                              : listing.len - at };
        const char *tab = memchr(entry.ptr, '\t', entry.len);
        struct sl_str name =
            tab != NULL ? sl_str_from(entry, (size_t)(tab + 1 - entry.ptr)) : SL_STR("");
        at += entry.len + 1;
        if (!sl_str_starts_with(entry, "100") || !slc_is_policy_file(name))
            continue;
        if (ret_names != NULL)
            ret_names[count] = name;
        count++;
    }
    return count;
}

static int
list_tree(const struct slc_origin *origin, struct sl_arena *arena, struct sl_str path,
          struct slc_file_names *ret_names, struct sl_err *reterr)
{
    const struct question question = { "ls-tree", "-z", object_of(git_of(origin), arena, path) };
    struct answer listing;
    if (ask_git(arena, &question, &listing, reterr) != 0)
        return -1;
    size_t count = listing.ok ? names_in(listing.text, NULL) : 0;
    if (count == 0)
        return sl_fail(reterr, SL_CONFIG, "%.*s%.*s holds no .policy file", SL_FMT(origin->prefix),
                       SL_FMT(path));
    *ret_names = (struct slc_file_names) { SL_NEW_ARRAY(arena, struct sl_str, count), count };
    (void)names_in(listing.text, ret_names->names);
    return 0;
}

/* ---- a revision ----------------------------------------------------------------------------- */

bool
slc_is_git(const char *argument)
{
    return strncmp(argument, "git:", strlen("git:")) == 0;
}

/* Without "./" and slashes that end it. */
static struct sl_str
plain_path(struct sl_arena *arena, struct sl_str path)
{
    while (path.len >= 2 && memcmp(path.ptr, "./", 2) == 0)
        path = (struct sl_str) { path.ptr + 2, path.len - 2 };
    while (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    if (sl_str_is(path, "."))
        path.len = 0;
    return sl_arena_copy(arena, path);
}

static int
find_commit(struct sl_arena *arena, struct git *git, struct sl_str revision, struct sl_err *reterr)
{
    const struct question question = { "rev-parse", "--verify",
                                       sl_arena_format(arena, "%.*s^{commit}", SL_FMT(revision)) };
    struct answer commit = { .ok = false };
    bool plain = revision.len > 0 && revision.ptr[0] != '-';
    if (plain && ask_git(arena, &question, &commit, reterr) != 0)
        return -1;
    if (!commit.ok || commit.text.len < 2) {
        (void)sl_fail(reterr, SL_CONFIG, "there is no revision '%.*s' in a repository here",
                      SL_FMT(revision));
        return sl_remedy(reterr, "write git:REV or git:REV:PATH, as in git:main:policies, inside "
                                 "the repository");
    }
    git->commit = (struct sl_str) { commit.text.ptr, commit.text.len - 1 };
    return 0;
}

int
slc_git_open(struct sl_arena *arena, const char *argument, const char *otherwise,
             struct slc_git_path *ret_path, struct sl_err *reterr)
{
    const char *begin = argument + strlen("git:"), *colon = strchr(begin, ':');
    struct sl_str revision = { begin, colon != NULL ? (size_t)(colon - begin) : strlen(begin) };
    struct sl_str path = sl_str_of(colon != NULL ? colon + 1 : otherwise);
    struct git *git = SL_NEW(arena, struct git);
    if (path.len == 0 || path.ptr[0] == '/') {
        (void)sl_fail(reterr, SL_CONFIG, "%s has no path within the repository", argument);
        return sl_remedy(reterr, "write one, relative to this folder: git:%.*s:policies",
                         SL_FMT(revision));
    }
    git->origin = (struct slc_origin) {
        .prefix = sl_arena_format(arena, "git:%.*s:", SL_FMT(revision)),
        .kind = kind_at,
        .folder = list_tree,
        .file = read_blob,
    };
    *ret_path = (struct slc_git_path) { &git->origin, plain_path(arena, path) };
    return find_commit(arena, git, revision, reterr);
}
