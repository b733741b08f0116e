#!/usr/bin/env bash
# Rules of CONTRIBUTING.md that no other tool checks. Prints what breaks them; status 1 if anything does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
status=0

# forbid WHAT PATTERN [PATHSPEC…]: no line of these files may match.
forbid() {
    local what=$1 pattern=$2
    shift 2
    if git grep -nE "$pattern" -- "$@"; then
        echo "^ $what" >&2
        status=1
    fi
}

sources=('common/*.[chly]' 'compiler/*.[chly]' 'runtime/*.[ch]')
forbid "banned functions: see CONTRIBUTING.md" \
    '\b(sprintf|strcpy|strcat|strtok|gets|alloca|setjmp|longjmp)[[:space:]]*\(' "${sources[@]}"
forbid "the compiler's memory comes from its arena" '\b(malloc|calloc|realloc|strdup)[[:space:]]*\(' \
    'compiler/*.[ch]'
forbid "what grows is a buffer or an arena of common/; calloc is for an object made once" \
    '\b(malloc|realloc)[[:space:]]*\(' 'runtime/*.c'
forbid "only configuration reads the environment" '\bgetenv[[:space:]]*\(' \
    'common/*.[ch]' 'compiler/*.[ch]' 'runtime/*.[ch]' ':!compiler/cli/check.c' ':!compiler/cli/building.c' \
    ':!compiler/findings/finding_print.c' ':!runtime/config/secret.c' \
    ':!runtime/aws/environment.c'
forbid "MACs and tags are compared in constant time, by CRYPTO_memcmp or libcrypto itself" \
    '(^|[^_])(memcmp|strcmp|sl_str_equal)\([^;]*\b(mac|tag)' 'runtime/*.c'
forbid "say it in code or in an issue, not in the tree" '\b(TODO|FIXME|XXX)\b' \
    "${sources[@]}" 'policies' 'tests/*.py' 'tests/*.sh'
forbid "typedef of a struct" '\btypedef[[:space:]]+struct[^;(]*\{' "${sources[@]}"
forbid "white space at the end of a line" '[[:blank:]]+$' \
    "${sources[@]}" 'policies' 'run' 'build-support' 'tests/*.py' 'tests/*.sh' 'tests/*.sql'
forbid "attack/ uses nothing that the label checker has worked out" \
    '\b(lowered_by|presence_kept|row_label)\b|(->|\.)(measures|rules|sealed|before|after)\b' 'compiler/attack/*.[ch]'
# In these folders each file has a unit test of its name.
for source in compiler/{lower,names,types}/*.c runtime/handoff/*.c; do
    test=tests/unit/${source%/*}/test_${source##*/}
    if [ ! -f "$test" ]; then
        echo "$source has no $test" >&2
        status=1
    fi
done
exit $status
