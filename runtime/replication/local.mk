# runtime/replication/ - PostgreSQL: from the connection to records.
libsluice_pusher_a_SOURCES += %D%/wire.h %D%/wire.c %D%/pgoutput.h %D%/pgoutput.c \
    %D%/sqlstate.def %D%/sqlstate.h %D%/sqlstate.c %D%/conn.h %D%/conn.c %D%/reader.h
