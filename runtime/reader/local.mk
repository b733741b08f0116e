# runtime/reader/ - the reader process: fills, stream, state, checkpoint
libsluice_pusher_a_SOURCES += \
    %D%/checkpoint.h %D%/checkpoint.c %D%/position.h %D%/position.c %D%/state.h %D%/state.c %D%/digests.h \
    %D%/digests.c %D%/digest_cache.h %D%/digest_cache.c %D%/state_damage.h %D%/state_damage.c \
    %D%/state_store.h %D%/state_store.c %D%/state_private.h %D%/state_coverage.c %D%/gap.h %D%/gap.c \
    %D%/stop.h %D%/stop.c %D%/requests.h %D%/requests.c %D%/markers.h %D%/markers.c %D%/save.h %D%/save.c \
    %D%/pump.h %D%/pump.c %D%/pump_patience.c %D%/dispatch.h %D%/dispatch.c %D%/reread.h %D%/reread.c %D%/fills.h \
    %D%/fills_private.h %D%/fills.c %D%/fill_compare.c %D%/fill_note.c %D%/fill_names.c %D%/fill_steps.h %D%/fill_steps.c %D%/fill_begin.c \
    %D%/fill_read.c %D%/fill_send.c %D%/fill_end.c %D%/fill_turns.c %D%/fill_wait.c %D%/fill_requests.c \
    %D%/fill_closing.c %D%/fill_standing.c %D%/follow.h %D%/follow.c %D%/decoders.h %D%/decoders.c \
    %D%/preflight.h %D%/preflight.c %D%/preflight_report.h %D%/preflight_report.c %D%/preflight_server.h \
    %D%/preflight_server.c %D%/preflight_lengths.c %D%/standby_names.h %D%/standby_names.c %D%/preflight_tables.h \
    %D%/preflight_tables.c %D%/reader_config.h %D%/reader_config.c %D%/reader_open.h %D%/reader_open.c \
    %D%/preflight_open.h %D%/preflight_open.c %D%/patience.h %D%/patience.c %D%/make_slot.h %D%/make_slot.c %D%/reader.h %D%/reader.c
