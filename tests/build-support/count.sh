#!/usr/bin/env bash
# The number of tests in a suite's verdict is what its runners' summaries say: each kind of summary.
set -euo pipefail
srcdir=${srcdir:-.}
. "$srcdir/build-support/testing.sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

# must "RAN SKIPPED" NAME <LOG
must() {
    local found
    cat >"$log"
    found=$(summaries "$log" | count_tests)
    if [ "$found" != "$1" ]; then
        echo "not ok  $2: $found instead of $1"
        failed=1
    fi
}

must "0 0" "nothing" <<<""
must "51 1" "make check, with the log of a failed test" <<'LOG'
PASS: test_change
Ran 13 tests in 0.015s

OK (skipped=2)
# TOTAL: 51
# PASS:  50
# SKIP:  1
LOG
must "16 3" "Python's runner, twice" <<'LOG'
Ran 13 tests in 0.015s

OK (skipped=2)
Ran 3 tests in 0.015s

FAILED (failures=1, skipped=1)
LOG
must "9 2" "Python tests side by side: the sum alone" <<'LOG'
Ran 7 tests in 0.015s

OK (skipped=2)
Ran 2 tests in 0.015s

OK
Ran 9 tests in 0.030s, 4 at a time

OK (skipped=2)
LOG
must "264 0" "golden cases" <<<"golden: 264 cases, 0 failed"
must "2 0" "checks that a suite names" <<'LOG'
ok      clang-format
not ok  clang-tidy
LOG
must "5 0" "what has a runner counts, and not its suite's names" <<'LOG'
Ran 5 tests in 0.015s

OK
ok      Spark 4
LOG
[ $failed -eq 0 ] && echo "ok      the numbers of tests"
