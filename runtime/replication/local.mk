# runtime/replication/ - PostgreSQL: from the connection to records.
libsluice_pusher_a_SOURCES += %D%/wire.h %D%/wire.c %D%/lsn.h %D%/lsn.c %D%/clock.h %D%/clock.c \
    %D%/quote.h %D%/quote.c %D%/sqlstate.def %D%/sqlstate.h %D%/sqlstate.c %D%/conn.h %D%/conn.c \
    %D%/identity.h %D%/identity.c %D%/slot.h %D%/slot.c %D%/stream_frame.h %D%/stream_frame.c %D%/stream.h \
    %D%/stream.c %D%/pgoutput.h %D%/pgoutput.c %D%/copy_text.h %D%/copy_text.c \
    %D%/snapshot.h %D%/snapshot.c %D%/gap.h %D%/gap.c \
    %D%/stop.h %D%/stop.c %D%/pump.h %D%/pump.c %D%/dispatch.h %D%/dispatch.c \
    %D%/copy.h %D%/copy.c %D%/follow.h %D%/follow.c %D%/reader.h %D%/reader.c

# From rows to records, and what the database has for each table of the policy.
libsluice_pusher_a_SOURCES += %D%/table.h %D%/table.c %D%/drift.h %D%/drift.c %D%/relation.h \
    %D%/relation.c %D%/bind.h %D%/bind.c %D%/array.h %D%/array.c %D%/catalogue.h %D%/catalogue.c \
    %D%/catalogue_sql.h %D%/catalogue_compare.c %D%/watch.h %D%/watch.c %D%/reread.h %D%/reread.c \
    %D%/decoders.h %D%/decoders.c %D%/held.h %D%/held.c %D%/outlet.h %D%/release.h %D%/release.c %D%/change.h %D%/change.c \
    %D%/preflight.h %D%/preflight_private.h %D%/preflight.c %D%/preflight_server.c \
    %D%/preflight_tables.c
