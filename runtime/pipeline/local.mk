# runtime/pipeline/ - between the reader and the sinks: handoff, checkpoint, state, sender.
libsluice_pusher_a_SOURCES += %D%/handoff.h %D%/checkpoint.h %D%/state.h
