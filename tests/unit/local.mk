# tests/unit/ - unit tests: each mirrors a file of the source, by folder and name. To add one, add its
# two lines to its folder's local.mk.
COMMON_TEST_LIBS = libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
COMPILER_TEST_LIBS = libchecked.a libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) \
    $(JANSSON_LIBS) $(CRYPTO_LIBS)
PUSHER_TEST_LIBS = libsluice-pusher.a $(CMOCKA_LIBS) $(PUSHER_LIBS)

# A policy written by hand, for tests that run the pusher without the compiler.
check_LIBRARIES += libsample-policy.a
libsample_policy_a_SOURCES = %D%/runtime/sample_policy.c %D%/runtime/sample_policy.h

# Policies taken through the compiler's stages, for the tests of stages.
check_LIBRARIES += libchecked.a
libchecked_a_SOURCES = %D%/compiler/checked.c %D%/compiler/checked.h \
    %D%/compiler/types/typed.c %D%/compiler/types/typed.h \
    %D%/compiler/lower/lowered.c %D%/compiler/lower/lowered.h

UNIT_TESTS =
include %D%/common/local.mk
include %D%/compiler/source/local.mk
include %D%/compiler/text/local.mk
include %D%/compiler/syntax/local.mk
include %D%/compiler/language/local.mk
include %D%/compiler/names/local.mk
include %D%/compiler/types/local.mk
include %D%/compiler/releases/local.mk
include %D%/compiler/measure/local.mk
include %D%/compiler/labels/local.mk
include %D%/compiler/ir/local.mk
include %D%/compiler/lower/local.mk
include %D%/compiler/eval/local.mk
include %D%/compiler/attack/local.mk
include %D%/compiler/told/local.mk
include %D%/compiler/emit/c/local.mk
include %D%/compiler/findings/local.mk
include %D%/compiler/format/local.mk
include %D%/compiler/diff/local.mk
include %D%/compiler/explain/local.mk
include %D%/compiler/database/local.mk
include %D%/runtime/record/local.mk
include %D%/runtime/functions/local.mk
include %D%/runtime/crypto/local.mk
include %D%/runtime/postgres/local.mk
include %D%/runtime/drift/local.mk
include %D%/runtime/coverage/local.mk
include %D%/runtime/fill/local.mk
include %D%/runtime/change/local.mk
include %D%/runtime/reader/local.mk
include %D%/runtime/handoff/local.mk
include %D%/runtime/sender/local.mk
include %D%/runtime/sink/local.mk
include %D%/runtime/aws/local.mk
include %D%/runtime/config/local.mk
include %D%/runtime/sandbox/local.mk
include %D%/runtime/process/local.mk

check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
