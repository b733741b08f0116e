# runtime/postgres/ - connections, slots, the stream and its messages
libsluice_pusher_a_SOURCES += \
    %D%/wire.h %D%/wire.c %D%/tid.h %D%/lsn.h %D%/lsn.c %D%/quote.h %D%/quote.c %D%/sqlstate.h \
    %D%/sqlstate.c %D%/sqlstate.def %D%/conn.h %D%/conn_private.h %D%/conn.c %D%/connect.c \
    %D%/connect_failure.h %D%/connect_failure.c %D%/hosts.h %D%/hosts.c \
    %D%/connect_time.h %D%/connect_time.c %D%/identity.h %D%/identity.c %D%/slot.h %D%/slot.c %D%/stream_frame.h %D%/stream_frame.c %D%/stream.h %D%/stream.c \
    %D%/open_transactions.h %D%/open_transactions.c %D%/replication_wait.h %D%/replication_wait.c \
    %D%/xid.h %D%/xid.c %D%/wal.h %D%/wal.c %D%/pgoutput.h %D%/pgoutput.c %D%/type_name.h %D%/result.h
