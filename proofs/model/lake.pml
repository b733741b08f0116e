/* lake.pml - records, and the table that a reader of the stream folds from them. */

/* A record's identity, and its order: generation, commit position, run, ordinal; with positions apart
 * generation, run, position in the stream. */
#if defined(NO_RUN) || defined(OLD_ORDINALS)
#define RUN_IN_ID 0
#else
#define RUN_IN_ID this_run
#endif
#define BY_GENERATION 2048
#ifdef POSITIONS_APART
#define ID(gen_, lsn_, seq_) ((gen_) * BY_GENERATION + RUN_IN_ID * 256 + sent_in_run)
#else
#define ID(gen_, lsn_, seq_) ((gen_) * BY_GENERATION + (lsn_) * 128 + RUN_IN_ID * 16 + (seq_))
#endif
#define GENERATION(id_) ((id_) / BY_GENERATION)

/* IN_FLIGHT: the far end may have it, and has not said so. A kill makes of each of these one that has
 * ARRIVED, or a LATE one, which may arrive at any time or never. */
mtype = { IN_FLIGHT, ARRIVED, LATE };
mtype = { UPSERT, ERASE, ERASE_ALL };
typedef Record {
    short id;
    mtype op, where;
    byte key, row;
}
#ifndef MAX_RECORDS
#define MAX_RECORDS 16
#endif
Record record[MAX_RECORDS];
byte nrecords, acknowledged; /* those before number `acknowledged` are not in flight */
byte filled;                 /* the highest generation whose end mark the lake has applied */
#ifdef POSITIONS_APART
byte sent_in_run;
#endif

/* ---- the fold --------------------------------------------------------------------------------------- */

hidden byte folded[NKEYS];
hidden byte fold_record, fold_key;
hidden short newest, erased, all_erased;
#define NONE_LATE 254
#define ALL_LATE 255
#define COUNTS(late_) (record[fold_record].where == ARRIVED || record[fold_record].where == LATE && \
                       (late_ == ALL_LATE || late_ == fold_record))

/* Into `erased`: the identity of the newest deletion of fold_key. */
inline fold_erased(late_)
{
    erased = all_erased; fold_record = 0;
    do
    :: fold_record < nrecords ->
        if
        :: COUNTS(late_) && record[fold_record].op == ERASE && record[fold_record].key == fold_key &&
           record[fold_record].id > erased -> erased = record[fold_record].id
        :: else
        fi;
        fold_record++
    :: else -> break
    od
}

/* Of fold_key the newest row behind `erased`; its Y is that of the newest record that has one. */
inline fold_row(late_)
{
    newest = erased; folded[fold_key] = ABSENT; fold_record = 0;
    do
    :: fold_record < nrecords ->
        if
        :: COUNTS(late_) && record[fold_record].op == UPSERT && record[fold_record].key == fold_key &&
           record[fold_record].id > newest ->
            newest = record[fold_record].id; folded[fold_key] = record[fold_record].row
        :: else
        fi;
        fold_record++
    :: else -> break
    od;
    if
    :: folded[fold_key] != ABSENT && GENERATION(newest) < filled -> folded[fold_key] = ABSENT
    :: folded[fold_key] != ABSENT && Y_OF(folded[fold_key]) == 0 ->
        newest = erased; fold_record = 0;
        do
        :: fold_record < nrecords ->
            if
            :: COUNTS(late_) && record[fold_record].op == UPSERT && record[fold_record].key == fold_key &&
               Y_OF(record[fold_record].row) != 0 && record[fold_record].id > newest ->
                newest = record[fold_record].id;
                folded[fold_key] = ROW(X_OF(folded[fold_key]), Y_OF(record[fold_record].row))
            :: else
            fi;
            fold_record++
        :: else -> break
        od
    :: else
    fi
}

/* What the lake's table holds, if of the late records these arrive: NONE_LATE, ALL_LATE, or one by number. The
 * pusher never sees the lake, so that late records are tried here instead of arriving as a step. */
inline fold(late_)
{
    all_erased = -1; fold_record = 0;
    do
    :: fold_record < nrecords ->
        if
        :: COUNTS(late_) && record[fold_record].op == ERASE_ALL && record[fold_record].id > all_erased ->
            all_erased = record[fold_record].id
        :: else
        fi;
        fold_record++
    :: else -> break
    od;
    fold_key = 0;
    do
    :: fold_key < NKEYS -> fold_erased(late_); fold_row(late_); fold_key++
    :: else -> break
    od
}

/* ---- what is of no more use ------------------------------------------------------------------------- */

hidden byte old_record, new_record, kept_records;
hidden byte superseded;

#define SUPERSEDES(new_, old_) (record[new_].where == ARRIVED && record[new_].id > record[old_].id && \
    (record[new_].op == ERASE_ALL || \
     record[old_].op != ERASE_ALL && record[new_].key == record[old_].key && \
     (record[new_].op == ERASE || Y_OF(record[new_].row) != 0)))

/* Takes out records that no fold will choose again, so that histories which differ by them alone are one
 * state. */
inline drop_superseded()
{
    kept_records = 0; old_record = 0;
    do
    :: old_record < nrecords ->
        superseded = 0; new_record = 0;
        do
        :: new_record < nrecords && SUPERSEDES(new_record, old_record) -> superseded = 1; break
        :: new_record < nrecords && !SUPERSEDES(new_record, old_record) -> new_record++
        :: else -> break
        od;
        if
        :: !superseded && kept_records != old_record ->
            record[kept_records].id = record[old_record].id;
            record[kept_records].op = record[old_record].op;
            record[kept_records].where = record[old_record].where;
            record[kept_records].key = record[old_record].key;
            record[kept_records].row = record[old_record].row;
            kept_records++
        :: !superseded && kept_records == old_record -> kept_records++
        :: else
        fi;
        old_record++
    :: else -> break
    od;
    old_record = kept_records;
    do
    :: old_record < nrecords ->
        record[old_record].id = 0; record[old_record].op = 0; record[old_record].where = 0;
        record[old_record].key = 0; record[old_record].row = 0;
        old_record++
    :: else -> break
    od;
    nrecords = kept_records
}
