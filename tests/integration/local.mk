# what the integration tests drive beside the two programs; run by ./run test integration
check_PROGRAMS += facts
facts_SOURCES = %D%/facts.c
facts_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
