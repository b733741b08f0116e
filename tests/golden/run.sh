#!/usr/bin/env bash
# Golden cases: what the compiler says and makes, compared with what is kept here.
#
#   tests/golden/run.sh [--accept] [CASE…]      SLUICE names the compiler; default ./sluice
#
# A case is a folder under cases/ with .policy files and some of:
#   args        the command's words, one a line; default: check . --today 2026-01-31
#   input       its standard input; else it has none
#   expected    its output and exit code (always there)
#   formatted/  what `sluice fmt` makes of each .policy file
#   generated/  what `sluice generate . --today 2026-01-31` writes
# --accept rewrites expected, and those folders that exist; then review the diff.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sluice=$(realpath "${SLUICE:-./sluice}")
accept=no
if [ "${1:-}" = --accept ]; then
    accept=yes
    shift
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TERM=dumb
unset SOURCE_DATE_EPOCH NO_COLOR

# The output of the case's command, and its exit code as the last line.
say() {
    local args=(check . --today 2026-01-31) input=/dev/null code=0
    if [ -f args ]; then
        mapfile -t args <args
    fi
    if [ -f input ]; then
        input=input
    fi
    timeout 20 "$sluice" "${args[@]}" 2>&1 <"$input" || code=$?
    echo "exit $code"
}

# Compares what was made with what is kept, or keeps what was made.
settle() {
    local made=$1 kept=$2
    if [ "$accept" = yes ]; then
        rm -rf "$kept"
        cp -r "$made" "$kept"
    elif ! diff -ru "$kept" "$made" >"$work/diff" 2>&1; then
        echo "FAIL: ${PWD##*/}: $kept differs"
        cat "$work/diff"
        return 1
    fi
}

run_case() {
    local made=$work/${PWD##*/} failed=0
    mkdir -p "$made/formatted"
    say >"$made/expected"
    settle "$made/expected" expected || failed=1
    if [ -d formatted ]; then
        for policy in *.policy; do
            "$sluice" fmt - <"$policy" >"$made/formatted/$policy"
            "$sluice" fmt --check - <"$made/formatted/$policy" >/dev/null || {
                echo "FAIL: ${PWD##*/}: formatting $policy twice changes it"
                failed=1
            }
        done
        settle "$made/formatted" formatted || failed=1
    fi
    if [ -d generated ]; then
        "$sluice" generate . -o "$made/generated" --today 2026-01-31
        settle "$made/generated" generated || failed=1
    fi
    return "$failed"
}

count=0
failures=0
cases=("$@")
if [ $# -eq 0 ]; then
    for folder in "$here"/cases/*/; do
        cases+=("$(basename "$folder")")
    done
fi
for name in "${cases[@]}"; do
    count=$((count + 1))
    (cd "$here/cases/$name" && run_case) || failures=$((failures + 1))
done
echo "golden: $count cases, $failures failed"
[ "$count" -gt 0 ] && [ "$failures" -eq 0 ]
