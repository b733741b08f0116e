/* migration_reader.h - whether the pusher's reader can still connect behind a migration: without it every release
 * stops. */
#ifndef SLC_MIGRATION_READER_H
#define SLC_MIGRATION_READER_H

#include "database/trial.h"
#include "source/source.h"

struct slc_findings;

enum slc_reader_state {
    SLC_READER_CONNECTS,
    SLC_READER_ABSENT,
    SLC_READER_WITHOUT_LOGIN,
    SLC_READER_WITHOUT_CONNECT,
};

struct slc_reader {
    struct sl_str role;
    enum slc_reader_state before, now;
    struct slc_span since; /* the statement that made it so */
};

/* Before the first statement. -1 and *reterr when the catalogue could not be read. */
SL_MUST_USE int slc_reader_begin(const struct slc_trial *trial, struct slc_reader *reader,
                                 struct sl_err *reterr);

/* Behind each. */
SL_MUST_USE int slc_reader_look(const struct slc_trial *trial, struct slc_reader *reader,
                                struct slc_span statement, struct sl_err *reterr);

/* Behind all: a finding, where it could connect before and cannot now. */
void slc_reader_report(const struct slc_reader *reader, struct slc_findings *findings);

#endif
