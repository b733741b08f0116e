# shellcheck shell=bash
# The test suites of ./run test. Each is a function suite_NAME [TEST…] that runs all of its tests, or those
# that find_tests.py has for what a person named, prints its runner's own summary, and returns whether it
# passed. A suite that finds nothing to run has not passed.

# shellcheck disable=SC2034  # testing.sh reads these lists
{
    SUITES="unit golden negative agreement attack integration fault coverage crypto aws lake fuzz-replay proofs lint docs distcheck"
    # Run by name only.
    MORE_SUITES="versions mutation"
    # Of the first, those that only compute: they run beside the others, which mostly wait.
    SUITES_BESIDE="proofs lint distcheck"
}

# What make builds before a suite runs, or before those TESTs of it do; all are the programs.
targets() {
    local suite=$1 test
    shift
    case $suite in
    golden) echo sluice ;;
    attack) echo sluice sluice-without ;;
    proofs | distcheck) ;;
    agreement) echo all agreement ;;
    crypto) echo all open-values ;;
    aws) echo all sign-lines call-lines ;;
    integration | versions) echo all facts ;;
    unit | fuzz-replay)
        # make check builds a test program by itself; a script tries the programs.
        [ $# -gt 0 ] || echo all
        for test in "$@"; do [[ $test != *.sh && $test != *.py ]] || echo all; done
        ;;
    *) echo all ;;
    esac
}

# Runs these tests of `make check`, with its summary, and the logs of those that fail.
make_check() {
    [ $# -gt 0 ] || {
        echo "no such tests"
        return 1
    }
    make -C "$BUILD_DIR" -s -j"$JOBS" named-checks VERBOSE=1 TESTS="$*"
}

# The tests of `make check` that the tree has for a suite: one that no local.mk names fails.
all_checks() {
    # shellcheck disable=SC2046  # one word a test
    make_check $(build-support/find_tests.py list "$1")
}

suite_unit() {
    [ $# -gt 0 ] || {
        all_checks unit
        return
    }
    local test checks=() dotted=() failed=0
    for test in "$@"; do
        if [[ $test == *.* && $test != */* ]]; then dotted+=("$test"); else checks+=("$test"); fi
    done
    [ ${#checks[@]} -eq 0 ] || make_check "${checks[@]}" || failed=1
    [ ${#dotted[@]} -eq 0 ] ||
        PYTHONPATH=tests/build-support:tests/company:tests/generated python3 -m unittest -v "${dotted[@]}" || failed=1
    return $failed
}

suite_golden() {
    SLUICE=$BUILD_DIR/sluice tests/golden/run.sh "$@"
}

suite_negative() {
    if [ $# -gt 0 ]; then make_check "$@"; else all_checks negative; fi
}

suite_fuzz_replay() {
    if [ $# -gt 0 ]; then make_check "$@"; else all_checks fuzz-replay; fi
}

# run_python PYTHON FOLDER [TEST…]: every test_*.py of a folder, or tests of it, by Python's own runner.
# They find the programs through BUILD_DIR.
run_python() {
    local python=$1 folder=$2
    shift 2
    local words=(discover -v -s "$folder" -p 'test_*.py')
    [ $# -eq 0 ] || words=(-v "$@")
    BUILD_DIR=$BUILD_DIR PYTHONPATH=$folder:tests/support:${PYTHONPATH:-} "$python" -m unittest "${words[@]}"
}

# run_waiting PYTHON FOLDER FIRST [TEST…]: the same for tests that mostly wait, for a server or for time to
# pass: several at a time, beginning with the modules FIRST, which take longest.
run_waiting() {
    local python=$1 folder=$2 word words=()
    for word in $3; do words+=(--first "$word"); done
    shift 3
    for word in "$@"; do words+=(--only "$word"); done
    BUILD_DIR=$BUILD_DIR PYTHONPATH=tests/support:${PYTHONPATH:-} "$python" tests/support/parallel.py \
        --jobs $((2 * JOBS)) "${words[@]}" "$folder"
}

suite_integration() {
    run_waiting python3 tests/integration "test_company test_drift" "$@"
}

suite_agreement() {
    run_python python3 tests/agreement "$@"
}

# Random policies: what check accepts withstands sluice attack, and what it refuses does not.
suite_attack() {
    JOBS=$JOBS run_python python3 tests/attack "$@"
}

suite_fault() {
    run_waiting python3 tests/fault test_replication "$@"
}

# What happens to tables, publications, pushers and lakes between two looks, and releases filled meanwhile.
suite_coverage() {
    run_waiting python3 tests/coverage "test_fills test_publications" "$@"
}

# Columns that the platform encrypts: every format against what its own library makes, then a pusher.
suite_crypto() {
    local peers
    peers=$(build-support/peers.sh crypto "$BUILD_DIR") || return 1
    NODE_PATH=$peers/node_modules run_python "$peers/bin/python3" tests/crypto "$@"
}

# The cloud's sinks, against the fake in tests/aws and the peers that tests/aws/peers pins.
suite_aws() {
    local peers
    peers=$(build-support/peers.sh aws "$BUILD_DIR") || return 1
    SLUICE_AWS_PEERS=$peers PYTHONPATH=tests/company:tests/integration \
        run_waiting "$peers/bin/python3" tests/aws "test_oracle test_refused test_peers" "$@"
}

# On one PostgreSQL, modules and tests of the folders below.
on_version() {
    local bin
    bin=$(build-support/postgres-version.sh "$1") || return 1
    BUILD_DIR=$BUILD_DIR SLUICE_PG_BIN=$bin \
        PYTHONPATH=tests/support:tests/integration:tests/fault:tests/coverage:tests/versions \
        python3 -m unittest -v "${@:2}"
}

# What differs between PostgreSQL's versions, and the whole way once, on each that the system need not
# have: publications, slots, column lists, drift, rows read again, the functions' SQL. 14 can only be
# looked at.
suite_versions() {
    local version failed=0
    [ $# -eq 0 ] || {
        on_version 14 "$@"
        return
    }
    on_version 14 test_functions test_import.Import test_import.Risk \
        test_import.AgainstDatabase.test_every_difference_is_found test_too_old
    verdict "PostgreSQL 14" || failed=1
    for version in 15 16 17 18; do
        on_version "$version" test_replication test_drift test_reread test_functions test_import \
            test_setup_again test_setup_platform test_facts test_replaced_tables test_new_columns test_whole_rows \
            test_publications test_partitions test_migrations test_harmless_changes \
            test_migrations_of_the_platform \
            test_rewritten test_undone_ddl test_barrier test_fills \
            test_company.Company.test_filled_then_changes \
            test_company.Company.test_changes_while_it_is_filled \
            test_startup.Startup.test_publication_missing \
            test_startup.Startup.test_publication_of_all_tables \
            test_startup.Startup.test_pusher_as_a_synchronous_standby \
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

# The model of delivery, searched in full, and each of its rules switched off.
suite_proofs() {
    proofs/run.py
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
        xargs build-support/tidy.sh "$BUILD_DIR" "$JOBS"
    verdict "clang-tidy" || failed=1
    shell_scripts | xargs shellcheck -x
    verdict "shellcheck" || failed=1
    build-support/lint-python.sh "$BUILD_DIR"
    verdict "ruff and mypy --strict" || failed=1
    build-support/house-rules.sh
    verdict "house rules" || failed=1
    build-support/layers.py
    verdict "folders include what they may" || failed=1
    build-support/tags.py
    verdict "a tag is defined once" || failed=1
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

# The environment that a test of the lake runs in.
lake_environment() {
    case $1 in
    test_contracts*) echo tools ;;
    test_cloud*) echo spark3 ;;
    *) echo spark4 ;;
    esac
}

# Spark on this machine: what the compiler makes for the lake by the programs of others, the job against
# the reference and against SQL over the platform; by way of the cloud on the older Spark.
# SLUICE_LAKE_CHANGES=50000 SLUICE_LAKE_ALL=1 asks for all of it, half an hour and more.
suite_lake() {
    local failed=0 tools older test
    tools=$(build-support/lake.sh python tools) && build-support/lake.sh python spark4 >/dev/null &&
        build-support/lake.sh python spark3 >/dev/null || return 1
    mkdir -p "$BUILD_DIR/lake"
    if [ $# -gt 0 ]; then
        for test in "$@"; do
            lake_tests "$(lake_environment "$test")" "$test" || failed=1
        done
        return $failed
    fi
    lake_tests spark3 test_cloud test_folding.Folding.test_quarantine test_generations.OldLake \
        >"$BUILD_DIR/lake/spark3.log" 2>&1 &
    older=$!
    python3 tests/lake/test_records.py && python3 tests/lake/test_scale.py
    verdict "records and arithmetic" || failed=1
    "$tools" tests/lake/test_contracts.py
    verdict "generated files by the programs of others" || failed=1
    lake_tests spark4 test_folding test_generations.Generations test_company
    verdict "Spark 4" || failed=1
    wait "$older"
    older=$?
    cat "$BUILD_DIR/lake/spark3.log"
    [ "$older" -eq 0 ]
    verdict "Spark 3.5" || failed=1
    return $failed
}

suite_docs() {
    run_python python3 tests/docs "$@"
}

# The tarball holds all that git does, except files with a dot, which are for those who work with git. It
# builds from sources that cannot be written, installs, and is removed without a trace. Its tests are the
# ones that the other suites run.
suite_distcheck() {
    local log=$BUILD_DIR/distcheck.log failed=0
    make -C "$BUILD_DIR" -s -j"$JOBS" distcheck check_PROGRAMS= check_LIBRARIES= TESTS= \
        DISTCHECK_CONFIGURE_FLAGS="CFLAGS='-O1 -g0'" >"$log" 2>&1
    verdict "the tarball builds and installs" || {
        failed=1
        tail -40 "$log"
    }
    diff <(git ls-files | grep -v '^\.' | LC_ALL=C sort) \
        <(tar tf "$BUILD_DIR"/sluice-*.tar.xz | sed -n 's|^[^/]*/||p' | LC_ALL=C sort) | grep '^<'
    [ "${PIPESTATUS[1]}" -ne 0 ]
    verdict "the tarball holds what git does" || failed=1
    return $failed
}
