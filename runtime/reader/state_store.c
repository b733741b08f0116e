#include "reader/state_store.h"

#include "maxima.h"
#include "open_regular.h"
#include "reader/state_damage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Raised when older states can no longer be read. */
enum { STATE_VERSION = 1 };

static const char head_key[] = "head";

struct stored_head {
    uint32_t version;
    struct slp_store_head head;
};

/* What an operator can do about LMDB's and the system's errors; the rest is explained by number. */
static const struct {
    int result;
    enum sl_class class;
    const char *words, *remedy;
} failures[] = {
    { ENOSPC, SL_RETRY, "no room on the disk", "make room on the disk that holds 'state'" },
    { EDQUOT, SL_RETRY, "the disk quota is used up", "raise the quota of the user it runs as" },
    /* LMDB says so too of a write that a full disk took only in part. */
    { EIO, SL_RETRY, "the disk is full or gave an input/output error",
      "make room on the disk that holds 'state', or look at what is wrong with it" },
    { ENOMEM, SL_RETRY, "out of memory", "" },
    { EACCES, SL_CONFIG, "permission denied", "let the user that the pusher runs as write there" },
    { EROFS, SL_CONFIG, "the file system is read-only", "name a writable directory in 'state'" },
    { ENOENT, SL_CONFIG, "no such directory", "make the folder that 'state' lies in" },
    { ENOTDIR, SL_CONFIG, "not a directory", "name a directory in 'state'" },
    { EISDIR, SL_CONFIG, "a directory stands where a file belongs", "move that directory away" },
    { ELOOP, SL_CONFIG, "a symbolic link stands where a file belongs", "put the file there" },
    { ENXIO, SL_CONFIG, "no regular file stands where one belongs", "move it away" },
    { MDB_MAP_FULL, SL_CONFIG, "the state has reached its largest size", "report this" },
    { MDB_VERSION_MISMATCH, SL_CONFIG, "made by another version of LMDB", "name a new directory" },
    { MDB_INVALID, SL_CONFIG, "the files in it are no state", "name another directory in 'state'" },
    { MDB_CORRUPTED, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
    { MDB_PAGE_NOTFOUND, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
    { MDB_CURSOR_FULL, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
    { MDB_PANIC, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
    { MDB_INCOMPATIBLE, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
    { MDB_BAD_TXN, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
    { MDB_NOTFOUND, SL_CONFIG, "the state is damaged", SLP_STATE_DAMAGE_REMEDY },
};

int
slp_store_fail(const struct slp_store *store, int result, const char *doing, struct sl_err *reterr)
{
    for (size_t at = 0; at < sizeof failures / sizeof failures[0]; at++) {
        if (failures[at].result != result)
            continue;
        (void)sl_fail(reterr, failures[at].class, "the state %s, while %s: %s", store->path, doing,
                      failures[at].words);
        return sl_remedy(reterr, "%s", failures[at].remedy);
    }
    return sl_fail(reterr, SL_CONFIG, "the state %s, while %s: error %d of LMDB or the system",
                   store->path, doing, result);
}

/* LMDB would wait for a pipe of such a name, and follow a link into nothing: 0, or an errno. */
static int
check_files(const char *path)
{
    static const char *const names[] = { "data.mdb", "lock.mdb" };
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), number = 0;
    if (folder < 0)
        return errno;
    for (size_t at = 0; number == 0 && at < sizeof names / sizeof names[0]; at++) {
        int fd = sl_open_regular(folder, names[at], O_RDONLY, 0);
        if (fd >= 0)
            (void)close(fd);
        else if (errno != ENOENT)
            number = errno;
    }
    (void)close(folder);
    return number;
}

static int
make_environment(struct slp_store *store)
{
    int result = check_files(store->path);
    if (result == 0)
        result = mdb_env_create(&store->env);
    if (result == 0)
        slp_state_damage_opening(store->env, store->path);
    return result;
}

/* Opens the environment and its four tables, in a transaction that stays open. */
static int
open_tables(struct slp_store *store)
{
    int result = make_environment(store);
    if (result == 0)
        result = mdb_env_set_mapsize(store->env, SLP_STATE_MAX_BYTES);
    if (result == 0)
        result = mdb_env_set_maxdbs(store->env, 4);
    if (result == 0)
        result = mdb_env_open(store->env, store->path, MDB_NORDAHEAD, 0600);
    if (result == 0)
        result = mdb_txn_begin(store->env, NULL, 0, &store->txn);
    if (result == 0)
        result = mdb_dbi_open(store->txn, "head", MDB_CREATE, &store->head);
    if (result == 0)
        result = mdb_dbi_open(store->txn, "releases", MDB_CREATE, &store->releases);
    if (result == 0)
        result = mdb_dbi_open(store->txn, "digests", MDB_CREATE, &store->digests);
    if (result == 0)
        result = mdb_dbi_open(store->txn, "coverage", MDB_CREATE, &store->coverage);
    return result;
}

int
slp_store_open(struct slp_store *store, const char *path, struct sl_err *reterr)
{
    *store = (struct slp_store) { .path = strdup(path) };
    if (store->path == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for the state");
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return slp_store_fail(store, errno, "making the directory", reterr);
    int result = open_tables(store);
    return result == 0 ? 0 : slp_store_fail(store, result, "opening", reterr);
}

int
slp_store_look(struct slp_store *store, const char *path, struct sl_err *reterr)
{
    *store = (struct slp_store) { .path = strdup(path) };
    if (store->path == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for the state");
    int result = make_environment(store);
    if (result == 0)
        result = mdb_env_set_maxdbs(store->env, 2);
    if (result == 0)
        result = mdb_env_open(store->env, store->path, MDB_RDONLY | MDB_NORDAHEAD, 0600);
    if (result == 0)
        result = mdb_txn_begin(store->env, NULL, MDB_RDONLY, &store->txn);
    if (result == 0)
        result = mdb_dbi_open(store->txn, "head", 0, &store->head);
    if (result == ENOENT || result == MDB_NOTFOUND)
        return 0;
    if (result == 0)
        result = mdb_dbi_open(store->txn, "coverage", 0, &store->coverage);
    store->no_coverage = result == MDB_NOTFOUND;
    return result == 0 || result == MDB_NOTFOUND
               ? 1
               : slp_store_fail(store, result, "looking into it", reterr);
}

void
slp_store_close(struct slp_store *store)
{
    if (store->txn != NULL)
        mdb_txn_abort(store->txn);
    if (store->env != NULL)
        mdb_env_close(store->env);
    slp_state_damage_end();
    free(store->path);
    *store = (struct slp_store) { 0 };
}

int
slp_store_begin(struct slp_store *store, struct sl_err *reterr)
{
    if (store->txn != NULL)
        return 0;
    int result = mdb_txn_begin(store->env, NULL, 0, &store->txn);
    if (result == 0)
        return 0;
    store->txn = NULL;
    return slp_store_fail(store, result, "beginning a transaction", reterr);
}

int
slp_store_commit(struct slp_store *store, struct sl_err *reterr)
{
    if (store->txn == NULL)
        return 0;
    int result = mdb_txn_commit(store->txn);
    store->txn = NULL;
    return result == 0 ? 0 : slp_store_fail(store, result, "committing", reterr);
}

/* The entry's bytes into `room`, whose size they must have: 1; 0 when there is none. */
static int
read_entry(struct slp_store *store, MDB_dbi table, struct sl_str key, MDB_val room,
           struct sl_err *reterr)
{
    MDB_val at = { key.len, (void *)(uintptr_t)key.ptr }, value;
    int result = mdb_get(store->txn, table, &at, &value);
    if (result == MDB_NOTFOUND)
        return 0;
    if (result == 0 && value.mv_size != room.mv_size)
        result = MDB_CORRUPTED;
    if (result != 0)
        return slp_store_fail(store, result, "reading", reterr);
    memcpy(room.mv_data, value.mv_data, room.mv_size);
    return 1;
}

static int
write_entry(struct slp_store *store, MDB_dbi table, struct sl_str key, MDB_val value,
            struct sl_err *reterr)
{
    MDB_val at = { key.len, (void *)(uintptr_t)key.ptr };
    int result = mdb_put(store->txn, table, &at, &value, 0);
    return result == 0 ? 0 : slp_store_fail(store, result, "writing", reterr);
}

int
slp_store_read_head(struct slp_store *store, struct slp_store_head *ret, struct sl_err *reterr)
{
    struct stored_head stored = { 0 };
    int found = read_entry(store, store->head, SL_STR(head_key),
                           (MDB_val) { sizeof stored, &stored }, reterr);
    if (found < 0)
        return -1;
    if (found > 0 && stored.version != STATE_VERSION) {
        (void)sl_fail(reterr, SL_CONFIG, "the state in %s has version %u, this pusher knows %d",
                      store->path, stored.version, STATE_VERSION);
        return sl_remedy(reterr, "run the pusher that made it, or name a new 'state' directory: "
                                 "everything is then filled again");
    }
    *ret = stored.head;
    return 0;
}

int
slp_store_write_head(struct slp_store *store, const struct slp_store_head *head,
                     struct sl_err *reterr)
{
    struct stored_head stored;
    memset(&stored, 0, sizeof stored); /* padding goes to disk as well */
    stored.version = STATE_VERSION;
    stored.head = *head;
    return write_entry(store, store->head, SL_STR(head_key), (MDB_val) { sizeof stored, &stored },
                       reterr);
}

int
slp_store_read_release(struct slp_store *store, const struct sl_projection *projection,
                       struct slp_stored_release *ret, struct sl_err *reterr)
{
    struct slp_release_name name;
    MDB_stat stat;
    struct sl_str key = slp_release_name(projection, &name);
    int found = read_entry(store, store->releases, key, (MDB_val) { sizeof *ret, ret }, reterr);
    if (found != 0)
        return found < 0 ? -1 : 0;
    int result = mdb_stat(store->txn, store->releases, &stat);
    if (result != 0)
        return slp_store_fail(store, result, "counting releases", reterr);
    *ret = (struct slp_stored_release) { .id = (uint32_t)stat.ms_entries + 1 };
    return slp_store_write_release(store, projection, ret, reterr);
}

int
slp_store_write_release(struct slp_store *store, const struct sl_projection *projection,
                        const struct slp_stored_release *release, struct sl_err *reterr)
{
    struct slp_release_name name;
    struct slp_stored_release stored;
    memset(&stored, 0, sizeof stored);
    stored = *release;
    return write_entry(store, store->releases, slp_release_name(projection, &name),
                       (MDB_val) { sizeof stored, &stored }, reterr);
}

/* ---- coverage ------------------------------------------------------------------------------- */

/* No release has a name that begins with the dot: an identifier is not empty. A destination's marker has the
 * dot and its name. */
static const char delivery_key[] = ".";

/* A coverage entry: the struct, then the facts. */
static int
take_coverage(const struct slp_store *store, const MDB_val *value, struct slp_coverage *ret,
              struct sl_str *ret_facts, struct sl_err *reterr)
{
    if (value->mv_size < sizeof *ret)
        return slp_store_fail(store, MDB_CORRUPTED, "reading coverage", reterr);
    memcpy(ret, value->mv_data, sizeof *ret);
    *ret_facts = (struct sl_str) { (const char *)value->mv_data + sizeof *ret,
                                   value->mv_size - sizeof *ret };
    return 0;
}

int
slp_store_read_coverage(struct slp_store *store, struct sl_str name, struct slp_coverage *ret,
                        struct sl_str *ret_facts, struct sl_err *reterr)
{
    MDB_val at = { name.len, (void *)(uintptr_t)name.ptr }, value;
    int result = mdb_get(store->txn, store->coverage, &at, &value);
    if (result == MDB_NOTFOUND)
        return 0;
    if (result != 0)
        return slp_store_fail(store, result, "reading coverage", reterr);
    return take_coverage(store, &value, ret, ret_facts, reterr) == 0 ? 1 : -1;
}

int
slp_store_write_coverage(struct slp_store *store, struct sl_str name,
                         const struct slp_coverage *coverage, struct sl_str facts,
                         struct sl_err *reterr)
{
    MDB_val at = { name.len, (void *)(uintptr_t)name.ptr };
    MDB_val value = { sizeof *coverage + facts.len, NULL };
    int result = mdb_put(store->txn, store->coverage, &at, &value, MDB_RESERVE);
    if (result != 0)
        return slp_store_fail(store, result, "writing coverage", reterr);
    memcpy(value.mv_data, coverage, sizeof *coverage);
    if (facts.len > 0)
        memcpy((char *)value.mv_data + sizeof *coverage, facts.ptr, facts.len);
    return 0;
}

int
slp_store_each_coverage(struct slp_store *store, slp_store_coverage_fn *take, void *context,
                        struct sl_err *reterr)
{
    MDB_cursor *cursor;
    MDB_val at, value;
    int failed = 0;
    if (store->no_coverage)
        return 0;
    int result = mdb_cursor_open(store->txn, store->coverage, &cursor);
    if (result != 0)
        return slp_store_fail(store, result, "reading coverage", reterr);
    while (failed == 0 && (result = mdb_cursor_get(cursor, &at, &value, MDB_NEXT)) == 0) {
        struct slp_coverage coverage;
        const struct sl_str name = { at.mv_data, at.mv_size };
        struct sl_str facts = SL_STR("");
        if (name.ptr[0] == '.')
            continue;
        failed = take_coverage(store, &value, &coverage, &facts, reterr);
        if (failed == 0)
            failed = take(context, name, &coverage, facts, reterr);
    }
    mdb_cursor_close(cursor);
    if (failed == 0 && result != MDB_NOTFOUND)
        return slp_store_fail(store, result, "reading coverage", reterr);
    return failed;
}

int
slp_store_read_delivery(struct slp_store *store, struct slp_stored_delivery *ret,
                        struct sl_err *reterr)
{
    *ret = (struct slp_stored_delivery) { 0 };
    return read_entry(store, store->coverage, SL_STR(delivery_key), (MDB_val) { sizeof *ret, ret },
                      reterr);
}

int
slp_store_write_delivery(struct slp_store *store, const struct slp_stored_delivery *delivery,
                         struct sl_err *reterr)
{
    return write_entry(store, store->coverage, SL_STR(delivery_key),
                       (MDB_val) { sizeof *delivery, (void *)(uintptr_t)delivery }, reterr);
}

struct marker_key {
    char text[64 + 2]; /* a destination's name has at most 63 characters */
};

static struct sl_str
marker_key(const char *destination, struct marker_key *room)
{
    (void)snprintf(room->text, sizeof room->text, ".%s", destination);
    return sl_str_of(room->text);
}

int
slp_store_read_marker(struct slp_store *store, const char *destination, struct slp_marker *ret,
                      struct sl_err *reterr)
{
    struct marker_key key;
    *ret = (struct slp_marker) { .id = "" };
    return read_entry(store, store->coverage, marker_key(destination, &key),
                      (MDB_val) { sizeof *ret, ret }, reterr);
}

int
slp_store_write_marker(struct slp_store *store, const char *destination,
                       const struct slp_marker *marker, struct sl_err *reterr)
{
    struct marker_key key;
    struct slp_marker stored;
    memset(&stored, 0, sizeof stored);
    stored = *marker;
    return write_entry(store, store->coverage, marker_key(destination, &key),
                       (MDB_val) { sizeof stored, &stored }, reterr);
}
