# shellcheck shell=bash
# The test suites of ./run test. Each is a function suite_NAME that runs, prints its runner's own
# summary, and returns whether it passed. A suite that finds nothing to run has not passed.

SUITES="unit golden negative agreement integration fault crypto aws lake fuzz-replay lint docs distcheck"
# Run by name only.
MORE_SUITES="versions mutation"
# Of the first, those that only compute: they run beside the others, which mostly wait.
SUITES_BESIDE="lint distcheck"

# One suite, with its verdict as the last line of the file RESULTS.
run_suite() {
    local suite=$1 begin=$SECONDS verdict=pass
    printf '\n==> %s\n' "$suite"
    (set +e; "suite_${suite//-/_}") || verdict=FAIL
    printf '%s  %-12s %4d s\n' $verdict "$suite" $((SECONDS - begin)) >>"$RESULTS"
}

# Suites that run beside others, one after the other, at a low priority; what they say is kept.
run_beside() {
    renice -n 10 $BASHPID >/dev/null
    for suite in "$@"; do
        run_suite "$suite" >"$BUILD_DIR/$suite.log" 2>&1 </dev/null
    done
}

# All suites run, whatever fails; then one line for each, and the exit status is theirs.
run_suites() {
    local suite suites=() now=() beside=() pid=
    read -ra suites <<<"${*:-$SUITES}"
    for suite in "${suites[@]}"; do
        [[ " $SUITES $MORE_SUITES " == *" $suite "* ]] || {
            echo "run: no suite '$suite'; there are: $SUITES $MORE_SUITES" >&2
            exit 2
        }
        if [[ " $SUITES_BESIDE " == *" $suite "* ]]; then beside+=("$suite"); else now+=("$suite"); fi
    done
    need test
    for suite in "${suites[@]}"; do need "$suite"; done
    build
    RESULTS=$BUILD_DIR/test-results
    : >"$RESULTS"
    if [ ${#now[@]} -gt 0 ] && [ ${#beside[@]} -gt 0 ]; then
        set -m # a process group of its own, which ends with this program
        run_beside "${beside[@]}" &
        pid=$!
        set +m
        # shellcheck disable=SC2064  # this process, as it is now
        trap "kill -- -$pid 2>/dev/null || true" EXIT
    else
        now+=("${beside[@]}")
    fi
    for suite in "${now[@]}"; do run_suite "$suite"; done
    if [ -n "$pid" ]; then
        wait "$pid" || true
        for suite in "${beside[@]}"; do cat "$BUILD_DIR/$suite.log"; done
    fi
    printf '\n==> summary (%s)\n' "$BUILD_DIR"
    cat "$RESULTS"
    ! grep -q '^FAIL' "$RESULTS" && [ "$(wc -l <"$RESULTS")" = ${#suites[@]} ]
}

# The tests of `make check` whose names match PATTERN, or do not match it with -v.
check_tests() {
    # shellcheck disable=SC2016  # make's variables, not the shell's
    printf 'include Makefile\nsluice-tests:\n\t@printf "%%s\\n" $(TESTS)\n' |
        make -s -C "$BUILD_DIR" -f - sluice-tests | grep -E "$@"
}

# Runs some of the tests of `make check`, with its summary, and the logs of those that fail.
make_check() {
    local tests
    tests=$(check_tests "$@" | tr '\n' ' ')
    [ -n "$tests" ] || {
        echo "no such tests"
        return 1
    }
    make -C "$BUILD_DIR" -s -j"$JOBS" check VERBOSE=1 TESTS="$tests"
}

suite_unit() {
    make_check -v '/(golden|negative|fuzz)/' && python3 tests/company/test_fold.py
}

suite_golden() {
    make_check '/golden/'
}

suite_negative() {
    make_check '/negative/'
}

suite_fuzz_replay() {
    make_check '/fuzz/'
}

# Every test_*.py of a folder by Python's own runner; they find the programs through BUILD_DIR.
python_tests() {
    BUILD_DIR=$BUILD_DIR PYTHONPATH=tests/support python3 -m unittest discover -v -s "$1" -p 'test_*.py'
}

# The same for a folder whose tests mostly wait, for a server or for time to pass: several at a time.
# parallel_tests PYTHON [--first NAME]… FOLDER
parallel_tests() {
    BUILD_DIR=$BUILD_DIR PYTHONPATH=tests/support:${PYTHONPATH:-} "$1" tests/support/parallel.py \
        --jobs $((2 * JOBS)) "${@:2}"
}

suite_integration() {
    parallel_tests python3 --first test_company --first test_drift tests/integration
}

suite_agreement() {
    make -C "$BUILD_DIR" -s -j"$JOBS" agreement && python_tests tests/agreement
}

suite_fault() {
    parallel_tests python3 --first test_replication tests/fault
}

# Columns that the platform encrypts: every format against what its own library makes, then a pusher.
suite_crypto() {
    local peers
    make -C "$BUILD_DIR" -s open-values || return 1
    peers=$(build-support/peers.sh crypto "$BUILD_DIR") || return 1
    BUILD_DIR=$BUILD_DIR PYTHONPATH=tests/support NODE_PATH=$peers/node_modules \
        "$peers/bin/python3" -m unittest discover -v -s tests/crypto -p 'test_*.py'
}

# The cloud's sinks, against the fake in tests/aws and the peers that tests/aws/peers pins.
suite_aws() {
    local peers
    make -C "$BUILD_DIR" -s sign-lines && make -C "$BUILD_DIR" -s call-lines || return 1
    peers=$(build-support/peers.sh aws "$BUILD_DIR") || return 1
    SLUICE_AWS_PEERS=$peers PYTHONPATH=tests/company:tests/integration \
        parallel_tests "$peers/bin/python3" --first test_oracle --first test_refused --first test_peers tests/aws
}

# On one PostgreSQL, modules and tests of the folders below.
on_version() {
    local bin
    bin=$(build-support/postgres-version.sh "$1") || return 1
    BUILD_DIR=$BUILD_DIR SLUICE_PG_BIN=$bin \
        PYTHONPATH=tests/support:tests/integration:tests/fault:tests/versions \
        python3 -m unittest -v "${@:2}"
}

# What differs between PostgreSQL's versions, and the whole way once, on each that the system need not
# have: publications, slots, column lists, drift, rows read again, the functions' SQL. 14 can only be
# looked at.
suite_versions() {
    local version failed=0
    on_version 14 test_functions test_import.Import test_import.Risk \
        test_import.AgainstDatabase.test_every_difference_is_found test_too_old
    verdict "PostgreSQL 14" || failed=1
    for version in 15 16 17 18; do
        on_version "$version" test_replication test_drift test_reread test_functions test_import \
            test_company.Company.test_snapshot_then_changes \
            test_company.Company.test_changes_while_the_snapshot_runs \
            test_startup.Startup.test_publication_missing \
            test_startup.Startup.test_table_taken_out_of_the_publication \
            test_startup.Startup.test_wal_level test_startup.Startup.test_a_standby_is_no_primary
        verdict "PostgreSQL $version" || failed=1
    done
    return $failed
}

# Each condition of the label checker and the emitters changed in turn; every SLUICE_MUTANTS_EVERY-th.
suite_mutation() {
    tests/mutation/mutate.py --jobs "$JOBS" --every "${SLUICE_MUTANTS_EVERY:-1}"
}

# What is generated has a layout of its own.
c_sources() {
    git ls-files 'common/*.[ch]' 'compiler/*.[ch]' 'runtime/*.[ch]' 'tests/*.[ch]' ':!tests/golden'
}

shell_scripts() {
    git ls-files | while read -r file; do
        if [[ $file == *.sh ]] || head -1 "$file" | grep -qE '^#!.*(bash|/sh)'; then
            echo "$file"
        fi
    done
}

# Prints a check's name and its verdict; what it found stands above.
verdict() {
    local status=$?
    [ $status -eq 0 ] && echo "ok      $1" || echo "not ok  $1"
    return $status
}

suite_lint() {
    local failed=0
    c_sources | xargs clang-format --dry-run -Werror
    verdict "clang-format" || failed=1
    c_sources | grep '\.c$' | grep -v '^tests/negative/' |
        xargs -P "$JOBS" -n 4 build-support/tidy.sh "$BUILD_DIR"
    verdict "clang-tidy" || failed=1
    shell_scripts | xargs shellcheck -x
    verdict "shellcheck" || failed=1
    build-support/house-rules.sh
    verdict "house rules" || failed=1
    "$BUILD_DIR/sluice" fmt --check policies
    verdict "policies are in canonical layout" || failed=1
    "$BUILD_DIR/sluice" check policies
    verdict "policies pass the checker" || failed=1
    "$BUILD_DIR/sluice" test policies
    verdict "policies pass their own tests" || failed=1
    "$BUILD_DIR/sluice" test --coverage policies | grep -q '^coverage: \([0-9]*\) of \1 cases$'
    verdict "policies' tests have every case" || failed=1
    "$BUILD_DIR/sluice" generate --check policies -o generated
    verdict "generated/ is what policies/ make" || failed=1
    return $failed
}

# Tests of the lake in the environment of that name, which each keep one Spark; most of the time one
# processor waits for the other, so that two versions side by side take little longer than one.
lake_tests() {
    local env=$1
    shift
    BUILD_DIR=$BUILD_DIR PYTHONPATH=tests/lake:tests/support SLUICE_SPARK=$env \
        "$(build-support/lake.sh python "$env")" -W ignore::ResourceWarning -m unittest -v "$@"
}

# Spark on this machine: what the compiler makes for the lake by the programs of others, the job against
# the reference and against SQL over the platform; by way of the cloud on the older Spark.
# SLUICE_LAKE_CHANGES=50000 SLUICE_LAKE_ALL=1 asks for all of it, half an hour and more.
suite_lake() {
    local failed=0 tools older
    tools=$(build-support/lake.sh python tools) && build-support/lake.sh python spark4 >/dev/null &&
        build-support/lake.sh python spark3 >/dev/null || return 1
    lake_tests spark3 test_cloud test_folding.Folding.test_quarantine >"$BUILD_DIR/lake/spark3.log" 2>&1 &
    older=$!
    python3 tests/lake/test_records.py && python3 tests/lake/test_scale.py
    verdict "records and arithmetic" || failed=1
    "$tools" tests/lake/test_contracts.py
    verdict "generated files by the programs of others" || failed=1
    lake_tests spark4 test_folding test_company
    verdict "Spark 4" || failed=1
    wait "$older"
    older=$?
    cat "$BUILD_DIR/lake/spark3.log"
    [ "$older" -eq 0 ]
    verdict "Spark 3.5" || failed=1
    return $failed
}

suite_docs() {
    python_tests tests/docs
}

suite_distcheck() {
    make -C "$BUILD_DIR" -s distcheck >"$BUILD_DIR/distcheck.log" 2>&1 || {
        tail -40 "$BUILD_DIR/distcheck.log"
        return 1
    }
    tail -3 "$BUILD_DIR/distcheck.log"
}
