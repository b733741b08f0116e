# runtime/ - the pusher's archive: complete but for `sluice_policy`, which generated code defines. The
# folders in the data's way, then what stands beside it.
lib_LIBRARIES += libsluice-pusher.a
libsluice_pusher_a_SOURCES = $(libcommon_a_SOURCES)

include %D%/abi/local.mk
include %D%/record/local.mk
include %D%/functions/local.mk
include %D%/crypto/local.mk
include %D%/postgres/local.mk
include %D%/change/local.mk
include %D%/drift/local.mk
include %D%/coverage/local.mk
include %D%/fill/local.mk
include %D%/reader/local.mk
include %D%/handoff/local.mk
include %D%/sender/local.mk
include %D%/sink/local.mk
include %D%/http/local.mk
include %D%/aws/local.mk
include %D%/config/local.mk
include %D%/sandbox/local.mk
include %D%/process/local.mk

# The pusher of the example company: not installed, since `sluice build` makes each company its own.
noinst_PROGRAMS += sluice-pusher
sluice_pusher_SOURCES = $(GENERATED_C)
sluice_pusher_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
# Asks for the C of every function of the language, whatever the company's policies call.
sluice_pusher_LDFLAGS = $(AM_LDFLAGS) -Wl,-u,sl_every_function

# A pusher with a policy written by hand, for tests that want a process.
check_PROGRAMS += sample-pusher
sample_pusher_SOURCES = tests/unit/runtime/sample_policy.c tests/unit/runtime/sample_policy.h
sample_pusher_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
