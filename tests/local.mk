# tests/ - unit tests mirror the source; everything that needs a server is run by ./run test.
include %D%/unit/local.mk
include %D%/functions/local.mk
include %D%/attack/local.mk
include %D%/aws/local.mk
include %D%/fuzz/local.mk
include %D%/crypto/local.mk
include %D%/integration/local.mk
include %D%/bench/local.mk
include %D%/agreement/local.mk
include %D%/generated/local.mk
include %D%/negative/local.mk

# golden cases: what the compiler says and makes
TESTS += %D%/golden/run.sh
EXTRA_DIST += %D%/golden/run.sh %D%/golden/cases

# what finds and counts tests, and the judge of the integration tests
TESTS += %D%/build-support/count.sh %D%/build-support/test_find_tests.py %D%/build-support/test_layers.py %D%/company/test_fold.py
EXTRA_DIST += %D%/build-support/count.sh %D%/build-support/test_find_tests.py %D%/build-support/test_layers.py

# what ./run test and ./run demo run
EXTRA_DIST += %D%/attack %D%/aws %D%/lake %D%/bench/bench.py %D%/company %D%/coverage %D%/docs %D%/fault %D%/integration %D%/mutation %D%/support %D%/versions

# the tests named by TESTS, and of the programs only what they need: ./run test NAME
named-checks: $(BUILT_SOURCES)
	$(MAKE) $(AM_MAKEFLAGS) check_PROGRAMS= check_LIBRARIES= check-TESTS
.PHONY: named-checks
