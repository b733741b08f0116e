# runtime/ - the pusher's archive: complete but for `sluice_policy`, which generated code defines.
lib_LIBRARIES += libsluice-pusher.a
libsluice_pusher_a_SOURCES = $(libcommon_a_SOURCES) \
    %D%/main.c %D%/main.h %D%/commands.c \
    %D%/reader_config.c %D%/reader_config.h \
    %D%/supervisor.c %D%/supervisor.h %D%/child.c %D%/child.h \
    %D%/needs.c %D%/needs.h \
    %D%/expiry.c %D%/expiry.h %D%/lock.c %D%/lock.h %D%/vault.c %D%/vault.h \
    %D%/try.c %D%/try.h \
    %D%/seal.c %D%/seal.h %D%/refusals.c %D%/refusals.h %D%/landlock.c %D%/landlock.h
pkginclude_HEADERS += %D%/try.h common/str.h common/attributes.h common/err.h common/errors.def

include %D%/abi/local.mk
include %D%/crypto/local.mk
include %D%/functions/local.mk
include %D%/config/local.mk
include %D%/replication/local.mk
include %D%/pipeline/local.mk
include %D%/aws/local.mk
include %D%/sink/local.mk

# The pusher of the example company: not installed, since `sluice build` makes each company its own.
noinst_PROGRAMS += sluice-pusher
sluice_pusher_SOURCES = $(GENERATED_C)
sluice_pusher_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

# A pusher with a policy written by hand, for tests that want a process.
check_PROGRAMS += sample-pusher
sample_pusher_SOURCES = tests/unit/runtime/sample_policy.c tests/unit/runtime/sample_policy.h
sample_pusher_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
