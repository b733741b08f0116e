#include "reader/digests.h"

#include <endian.h>

static struct slp_digest_key
make_key(const struct slp_digests *digests, struct slp_release_epoch epoch, struct sl_str key)
{
    return (struct slp_digest_key) { .release = htobe32(epoch.release),
                                     .epoch = htobe32(epoch.epoch),
                                     .row = htobe64(sl_siphash(digests->key, key)) };
}

/* 0 and *ret, MDB_NOTFOUND, or another of LMDB's results. */
static int
find(const struct slp_digests *digests, MDB_txn *txn, struct slp_digest_key *key,
     struct slp_digest *ret)
{
    switch (slp_digest_cache_get(digests->cache, key, ret)) {
    case SLP_DIGEST_HELD: return 0;
    case SLP_DIGEST_GONE: return MDB_NOTFOUND;
    case SLP_DIGEST_ABSENT: break;
    }
    MDB_val at = { sizeof *key, key }, held;
    int result = mdb_get(txn, digests->dbi, &at, &held);
    if (result == 0 && held.mv_size != sizeof *ret)
        return MDB_CORRUPTED;
    if (result == 0)
        memcpy(ret, held.mv_data, sizeof *ret);
    return result;
}

/* Whether the position takes the entry's transaction in. The entry has the place of the commit record, and the
 * position is where everything was read: a commit record that stands right there was not. */
static bool
is_within(const struct slp_digest *digest, uint64_t position_lsn)
{
    return le64toh(digest->lsn) < position_lsn;
}

/* Whether what the entry says was sent is part of the position that this run began with, or was
 * sent by this run. If not, an earlier run sent it and may have got it delivered or not. */
static bool
is_certain(const struct slp_digests *digests, const struct slp_digest *digest)
{
    return le32toh(digest->run) == digests->run || is_within(digest, digests->start_lsn);
}

/* What counts as sent last, seen by the transaction at `lsn`. A replay that has not yet come to the
 * uncertain transaction compares with what was before it. From there on the row is sent: a row that
 * was read again may have another content than the first time. */
static uint64_t
sent_last(const struct slp_digests *digests, const struct slp_digest *digest, uint64_t lsn)
{
    if (is_certain(digests, digest))
        return le64toh(digest->latest);
    return lsn < le64toh(digest->lsn) ? le64toh(digest->confirmed) : 0;
}

/* What a restart may rely on if it falls behind `lsn`, the transaction that now sends. */
static uint64_t
confirmed_before(const struct slp_digests *digests, const struct slp_digest *digest, uint64_t lsn)
{
    uint64_t latest_lsn = le64toh(digest->lsn);
    if (is_certain(digests, digest) && is_within(digest, digests->saved_lsn))
        return le64toh(digest->latest);
    bool nothing_between = is_certain(digests, digest) ? latest_lsn == lsn : lsn <= latest_lsn;
    return nothing_between ? le64toh(digest->confirmed) : 0;
}

/* 0 stands for "not known". */
static uint64_t
hash_payload(const struct slp_digests *digests, struct sl_str payload)
{
    uint64_t hash = sl_siphash(digests->key, payload);
    return hash != 0 ? hash : 1;
}

static void
put_sent(struct slp_digests *digests, const struct slp_digest_key *place,
         const struct slp_sent_row *row, uint64_t confirmed)
{
    const struct slp_digest fresh = {
        .confirmed = htole64(confirmed),
        .latest = htole64(hash_payload(digests, row->payload)),
        .lsn = htole64(row->lsn),
        .run = htole32(digests->run),
        .made_s = htole32(row->made_s),
    };
    slp_digest_cache_put(digests->cache, place, &fresh);
}

/* What an entry that is still there says of the row, from before it was gone or from an earlier run,
 * is lost: a replay of what lies between then sends more than the first time. */
void
slp_digests_remember(struct slp_digests *digests, struct slp_release_epoch epoch,
                     const struct slp_sent_row *row)
{
    struct slp_digest_key place = make_key(digests, epoch, row->key);
    put_sent(digests, &place, row, 0);
}

static bool
is_left(const struct slp_sent_row *row, enum slp_sent sent)
{
    return sent == SLP_SENT_SAME || (sent == SLP_SENT_OTHER && row->leave_other) ||
           (sent == SLP_SENT_UNKNOWN && row->leave_unknown);
}

int
slp_digests_compare(struct slp_digests *digests, MDB_txn *txn, struct slp_release_epoch epoch,
                    const struct slp_sent_row *row, struct slp_sent_last *ret_last)
{
    struct slp_digest_key place = make_key(digests, epoch, row->key);
    uint64_t lsn = row->lsn, hash = hash_payload(digests, row->payload);
    struct slp_digest known = { 0 };
    int result = find(digests, txn, &place, &known);
    if (result != 0 && result != MDB_NOTFOUND)
        return result;
    bool found = result == 0;
    const uint64_t last = found ? sent_last(digests, &known, lsn) : 0;
    *ret_last = (struct slp_sent_last) {
        .sent = last == 0      ? SLP_SENT_UNKNOWN
                : last == hash ? SLP_SENT_SAME
                               : SLP_SENT_OTHER,
        .made_s = le32toh(known.made_s),
    };
    if (!is_left(row, ret_last->sent))
        put_sent(digests, &place, row, found ? confirmed_before(digests, &known, lsn) : 0);
    return 0;
}

void
slp_digests_forget(struct slp_digests *digests, struct slp_release_epoch epoch, struct sl_str key)
{
    struct slp_digest_key place = make_key(digests, epoch, key);
    slp_digest_cache_put(digests->cache, &place, NULL);
}

static int
write_entry(MDB_cursor *cursor, const struct slp_cached_digest *entry)
{
    struct slp_digest_key place = entry->key;
    struct slp_digest digest = entry->digest;
    MDB_val at = { sizeof place, &place }, value = { sizeof digest, &digest };
    if (entry->state == SLP_DIGEST_HELD)
        return mdb_cursor_put(cursor, &at, &value, 0);
    int result = mdb_cursor_get(cursor, &at, &value, MDB_SET);
    if (result == 0)
        result = mdb_cursor_del(cursor, 0);
    return result == MDB_NOTFOUND ? 0 : result;
}

/* With one cursor, the next entry is mostly found on the page of the one before. */
int
slp_digests_write(const struct slp_digests *digests, MDB_txn *txn,
                  const struct slp_cached_digest *entries, uint32_t count)
{
    MDB_cursor *cursor;
    int result = mdb_cursor_open(txn, digests->dbi, &cursor);
    if (result != 0)
        return result;
    for (uint32_t at = 0; result == 0 && at < count; at++)
        result = write_entry(cursor, &entries[at]);
    mdb_cursor_close(cursor);
    return result;
}

/* Whether the cursor stands on an entry of the release from before the epoch. */
static bool
is_stale(const MDB_val *at, struct slp_release_epoch epoch)
{
    struct slp_digest_key key;
    if (at->mv_size != sizeof key)
        return false;
    memcpy(&key, at->mv_data, sizeof key);
    return be32toh(key.release) == epoch.release && be32toh(key.epoch) < epoch.epoch;
}

int
slp_digests_purge(struct slp_digests *digests, MDB_txn *txn, struct slp_release_epoch epoch,
                  uint32_t most, bool *ret_left)
{
    MDB_cursor *cursor;
    int result = mdb_cursor_open(txn, digests->dbi, &cursor);
    if (result != 0)
        return result;
    struct slp_digest_key first = { .release = htobe32(epoch.release) };
    MDB_val at = { sizeof first, &first }, value;
    result = mdb_cursor_get(cursor, &at, &value, MDB_SET_RANGE);
    while (result == 0 && most > 0 && is_stale(&at, epoch)) {
        most--;
        result = mdb_cursor_del(cursor, 0);
        if (result == 0)
            result = mdb_cursor_get(cursor, &at, &value, MDB_NEXT);
    }
    *ret_left = result == 0 && is_stale(&at, epoch);
    mdb_cursor_close(cursor);
    return result == MDB_NOTFOUND ? 0 : result;
}
