# shellcheck shell=bash
# What ./run test does with the names it is given: find the tests, build what they need, run them suite by
# suite, and say of each suite how many of its tests ran.

# The runners' own summaries in the file LOG, and the checks that a suite names by itself. Of tests that run
# side by side only the sum is taken, not the summary of each process; what stands before the summary of
# make check are the logs of tests that failed.
summaries() {
    awk '
        /^# TOTAL: / { lines = checked; python = 0 }
        /^Ran [0-9]+ tests? in .* at a time$/ { lines = checked }
        /^Ran [0-9]+ tests? in / || /^(OK|FAILED)( \(|$)/ || /^golden: [0-9]+ cases/ || /^[0-9]+ mutants, / ||
            /^(ok|not ok)  / { lines = lines $0 "\n" }
        /^# [A-Z]+: / { checked = lines = lines $0 "\n" }
        END { printf "%s", lines }' "$1"
}

# How many tests ran and how many of them were skipped, by the summaries on standard input. Checks that a
# suite names count where it has no runner.
count_tests() {
    awk '
        /^# TOTAL: / || /^# SKIP: / { if ($2 == "TOTAL:") ran += $3; else skipped += $3 }
        /^golden: / { ran += $2 }
        /^[0-9]+ mutants, / { ran += $1 }
        /^Ran / { ran += $2 }
        /^(ok|not ok)  / { named++ }
        /^(OK|FAILED) \(.*skipped=/ { sub(/.*skipped=/, ""); skipped += $0 + 0 }
        END { print ran ? ran : named + 0, skipped + 0 }'
}

# Seconds that the processors worked for what the process $1 started and waited for: not for servers.
processor_seconds() {
    local fields
    read -ra fields <"/proc/$1/stat"
    echo $(((fields[15] + fields[16]) / 100))
}

# run_suite SUITE [TEST…]: one suite, with its verdict as the last line of the file RESULTS, and the same
# below its runners' summaries in SUMMARIES. What its tests say stays in LOGS.
run_suite() {
    local suite=$1 begin=$SECONDS verdict=pass log=$LOGS/$1.log ran skipped me=$BASHPID worked
    shift
    worked=$(processor_seconds "$me")
    printf '\n==> %s\n' "$suite"
    (
        set +e
        "suite_${suite//-/_}" "$@"
    ) 2>&1 | tee "$log" || verdict=FAIL
    worked=$(($(processor_seconds "$me") - worked))
    summaries "$log" >"$log.summary"
    read -r ran skipped < <(count_tests <"$log.summary")
    [ "$ran" -gt "$skipped" ] || verdict=FAIL # what was skipped did not run
    skipped=$([ "$skipped" -eq 0 ] || echo ", $skipped skipped")
    verdict=$(printf '%s  %-12s %5d tests%s in %d s, %d s of processor' \
        $verdict "$suite" "$ran" "$skipped" $((SECONDS - begin)) "$worked")
    echo "$verdict" >>"$RESULTS"
    { cat "$log.summary" && echo "$verdict"; } >>"$SUMMARIES"
}

# Suites that run beside others, one after the other, at a low priority; what they say is kept.
run_beside() {
    local suite
    renice -n 10 $BASHPID >/dev/null
    for suite in "$@"; do run_suite "$suite" >/dev/null </dev/null; done
}

# Sets CHOSEN to a line for each suite that the names have something of: it, and its tests.
choose() {
    local found
    need test # finding takes Python, too
    found=$(build-support/find_tests.py find "$SUITES $MORE_SUITES" "$@") || exit
    mapfile -t CHOSEN <<<"$found"
}

# Builds what the chosen tests need and no more.
build_chosen() {
    local line words=()
    for line in "${CHOSEN[@]}"; do
        read -ra words <<<"$line"
        need "${words[0]}"
    done
    configure
    # shellcheck disable=SC2046,SC2086  # a target is one word, and so is a test
    compile $(for line in "${CHOSEN[@]}"; do targets $line; done)
}

# All that was named runs (all suites when nothing was), whatever fails; then one line for each suite, and
# the exit status is theirs.
run_tests() {
    local line words=() now=() beside=() pid=
    # shellcheck disable=SC2086  # a list of suites
    if [ $# -gt 0 ]; then choose "$@"; else choose $SUITES; fi
    build_chosen
    RESULTS=$BUILD_DIR/test-results SUMMARIES=$BUILD_DIR/test-summaries LOGS=$BUILD_DIR/test-logs
    mkdir -p "$LOGS"
    : >"$RESULTS"
    : >"$SUMMARIES"
    for line in "${CHOSEN[@]}"; do
        if [[ " $SUITES_BESIDE " == *" $line "* ]]; then beside+=("$line"); else now+=("$line"); fi
    done
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
    for line in "${now[@]}"; do
        read -ra words <<<"$line"
        run_suite "${words[@]}"
    done
    if [ -n "$pid" ]; then
        wait "$pid" || true
        for line in "${beside[@]}"; do
            printf '\n==> %s\n' "$line"
            cat "$LOGS/$line.log"
        done
    fi
    printf '\n==> summary (%s)\n' "$BUILD_DIR"
    cat "$RESULTS"
    ! grep -q '^FAIL' "$RESULTS" && [ "$(wc -l <"$RESULTS")" = ${#CHOSEN[@]} ]
}

# Golden cases, all or those named, become what the compiler says and makes now.
accept() {
    [ $# -gt 0 ] || set -- golden
    choose "$@"
    local line words=()
    for line in "${CHOSEN[@]}"; do
        read -ra words <<<"$line"
        [ "${words[0]}" = golden ] || {
            echo "run: only golden cases can be accepted; '${words[*]}' is none" >&2
            exit 2
        }
    done
    build_chosen
    SLUICE=$BUILD_DIR/sluice tests/golden/run.sh --accept "${words[@]:1}"
}
