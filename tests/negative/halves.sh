#!/usr/bin/env bash
# A function of the language that lacks a part does not build. One that has nothing but its entry in
# functions.def is added to each of the tables that ask for a part; the program that holds the table is
# then linked by make's own rule, which must fail for want of that part and nothing else.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work" ./*.lacking' EXIT
failed=0

ok() { echo "ok      $1"; }

fail() {
    echo "not ok  $1"
    failed=1
}

# The list of functions, as every source here finds it.
list_as_it_is() {
    printf '#include "%s/common/functions.def"\n' "$top" >"$work/functions.def"
}

# list_one_more EFFECT: and one of which there is nothing else.
list_one_more() {
    list_as_it_is
    printf 'SLC_FUNCTION(nonesuch, TEXT, TEXT, WITH_ARGUMENTS, %s, NOT_AN_OPERATOR)\n' "$1" >>"$work/functions.def"
}

# compile SOURCE [FLAG…]: the table, with what functions.def says now, as OBJECT.
compile() {
    object=$work/$(basename "$1" .c).o
    # shellcheck disable=SC2086  # compiler and flags are lists of words
    LC_ALL=C $cc -std=c17 ${CFLAGS:-} -D_GNU_SOURCE "-I$work" "-I$top/common" "-I$top/compiler" -Icompiler \
        "-I$top/runtime" "-I$top/runtime/abi" "${@:2}" -c "$top/$1" -o "$object" 2>"$work/log"
}

# link PROGRAM VARIABLE=VALUE…: as `make all` and `make check` do, to a name of its own.
link() {
    rm -f "$1.lacking"
    LC_ALL=C make -s V=1 EXEEXT=.lacking "$1.lacking" "${@:2}" >"$work/log" 2>&1
}

# undefined: what the linker did not find.
undefined() {
    grep -oE "undefined (reference to|symbol:?) [\`']?[A-Za-z_0-9]+" "$work/log" | sed "s/.*[\`' ]//" | sort -u
}

# must_lack WHAT SYMBOL SOURCE FLAG PROGRAM VARIABLE=VALUE…: PROGRAM links with the table of SOURCE as it is,
# and does not for want of SYMBOL once a function is added. FLAG is for compiling the second.
must_lack() {
    local what=$1 symbol=$2 source=$3 flag=$4
    list_as_it_is
    if ! compile "$source" || ! replace || ! link "${@:5}"; then
        fail "$what: the control does not link"
        head -5 "$work/log"
        return
    fi
    list_one_more LOWERS
    # shellcheck disable=SC2086  # none or two words
    if ! compile "$source" $flag; then
        fail "$what: the table does not compile"
        head -5 "$work/log"
    elif replace && link "${@:5}"; then
        fail "$what: links without $symbol"
    elif [ "$(undefined)" != "$symbol" ]; then
        fail "$what: should lack $symbol alone, but lacks: $(undefined)"
        head -5 "$work/log"
    else
        ok "$what: $5 does not link without it"
    fi
}

# replace: the pusher's archive with OBJECT for the one of that name.
replace() {
    cp libsluice-pusher.a "$work/archive.a"
    [[ $object != */every.o ]] || ar r "$work/archive.a" "$object"
}

# must_be_refused WHAT SYMBOL EFFECT [FLAG…]: the table of the C does not compile.
must_be_refused() {
    list_one_more "$3"
    if compile runtime/functions/every.c "${@:4}"; then
        fail "$1: the table compiles without $2"
    elif ! grep -qE "error: (use of undeclared identifier )?.$2." "$work/log"; then
        fail "$1: refused, but not for want of $2"
        head -5 "$work/log"
    else
        ok "$1: the table does not compile without it"
    fi
}

declared="-include $work/declared.h"
cat >"$work/declared.h" <<'HEADER'
#include "functions.h"
struct sl_open sl_nonesuch(struct sl_record *out, struct sl_sealed x);
HEADER

must_be_refused "the declaration" sl_nonesuch LOWERS
# shellcheck disable=SC2086  # two words
must_be_refused "the declaration of the sealed twin" sl_sealed_nonesuch TIDIES $declared
# shellcheck disable=SC2016  # variables of make
{
    must_lack "the C" sl_nonesuch runtime/functions/every.c "$declared" \
        sluice-pusher "sluice_pusher_LDADD=$work/archive.a \$(PUSHER_LIBS)"
    must_lack "the evaluator" slc_eval_nonesuch compiler/eval/eval_functions.c "" \
        sluice 'sluice_OBJECTS=$(am_sluice_OBJECTS) '"$work/eval_functions.o"
    must_lack "the sampler" slt_sampler_nonesuch tests/agreement/sampler.c "" \
        agreement 'agreement_OBJECTS=$(am_agreement_OBJECTS:tests/agreement/agreement-sampler.o='"$work/sampler.o)"
}
exit $failed
