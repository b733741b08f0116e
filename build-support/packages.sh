# shellcheck shell=bash
# What the tree needs from the system, asked for by purpose: `need build`, `need test`, … Does nothing,
# and needs neither root nor network, where everything is there; on Debian and its kin it installs
# what is missing, and says what and why; elsewhere it names what to install.

# purpose | how to see that it is there | Debian package | why
# shellcheck disable=SC2016  # the checks are evaluated when they are needed
PACKAGES='
build | command -v autoreconf               | autoconf             | makes configure
build | command -v automake                 | automake             | makes Makefile.in
build | command -v make                     | make                 | builds
build | command -v "${CC:-cc}"              | gcc                  | compiles, also the code that policies become
build | has_header stdio.h                  | libc6-dev            | the C library
build | command -v flex                     | flex                 | the scanner of the policy language
build | command -v bison                    | bison                | the parser of the policy language
build | command -v pkg-config               | pkg-config           | finds the libraries below
build | pkg-config --exists libpq           | libpq-dev            | talks to PostgreSQL
build | pkg-config --exists jansson         | libjansson-dev       | reads the configuration
build | pkg-config --exists libcrypto       | libssl-dev           | pseudonyms and hashes
build | pkg-config --exists zlib            | zlib1g-dev           | compresses what is written
build | pkg-config --exists libcurl         | libcurl4-openssl-dev | connections to AWS
build | pkg-config --exists lmdb            | liblmdb-dev          | holds the state of the pusher
build | pkg-config --exists libseccomp      | libseccomp-dev       | sandboxes the processes of the pusher
test  | pkg-config --exists cmocka          | libcmocka-dev        | unit tests
test  | command -v clang                    | clang                | the second compiler, and the fuzzer
test  | has_postgres                        | postgresql           | throw-away databases for tests and demo
test  | command -v psql                     | postgresql-client    | the other side of the tests
test  | command -v git                      | git                  | knows the files of the tree, and revisions of policies
test  | command -v python3                  | python3              | seed data, and the judge of the lake
test  | command -v openssl                 | openssl              | throw-away certificates for the fake AWS
test  | command -v xz                       | xz-utils             | packs the tarball that make distcheck tries
test  | command -v groff                    | groff-base           | reads the manual pages
test  | python3 -c "import jsonschema"      | python3-jsonschema   | holds what programs read against its schemas
aws   | python3 -c "import ensurepip, venv" | python3-venv         | holds the Python packages of tests/aws/peers
aws   | command -v npm                     | npm                  | fetches the servers of tests/aws/peers
crypto | python3 -c "import ensurepip, venv" | python3-venv        | holds the Python packages of tests/crypto
crypto | command -v npm                     | npm                 | fetches the packages of tests/crypto/peers
crypto | command -v ruby                    | ruby                 | runs Lockbox, which does not ask for it
crypto | has_lockbox                        | ruby-lockbox         | makes values that the pusher has to open
proofs | command -v spin                   | spin                 | searches the model of delivery
proofs | command -v python3                | python3              | runs the searches
docs  | command -v zsh                      | zsh                  | reads the completion made for it
docs  | command -v npm                      | npm                  | fetches the schema of SARIF
lake  | python3 -c "import ensurepip, venv" | python3-venv         | holds Spark, Delta and what reads Delta
lake  | command -v java                     | openjdk-17-jre-headless | runs Spark
versions | command -v npm               | npm                  | fetches the other versions of PostgreSQL
bench | command -v jq                       | jq                   | what the projection is measured against
bench | has_wal2json                        | postgresql-15-wal2json | what the projection is measured against
lint  | has_fuzzer                          | libclang-rt-dev      | what clang links fuzzers and sanitizers with
lint  | command -v clang-format             | clang-format         | layout of the C sources
lint  | command -v clang-tidy               | clang-tidy           | static analysis
lint  | command -v shellcheck               | shellcheck           | shell scripts
lint  | python3 -c "import ensurepip, venv" | python3-venv         | holds ruff and mypy
'

has_header() {
    [ -n "$(find /usr/include /usr/local/include -name "$1" -print -quit 2>/dev/null)" ]
}

has_lockbox() {
    ruby -e 'require "stringio"; require "lockbox"'
}

has_postgres() {
    [ -n "${SLUICE_PG_BIN:-}" ] || compgen -G '/usr/lib/postgresql/1[5-8]/bin/initdb' ||
        compgen -G '/usr/pgsql-1[5-8]/bin/initdb'
}

has_wal2json() {
    compgen -G '/usr/lib/postgresql/*/lib/wal2json.so'
}

has_fuzzer() {
    compgen -G '/usr/lib/*/clang/*/lib/linux/libclang_rt.fuzzer-*' ||
        compgen -G '/usr/lib/clang/*/lib/linux/libclang_rt.fuzzer-*' ||
        compgen -G '/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*'
}

# Prints "package<TAB>why" for everything that PURPOSE needs and that is not there.
missing_packages() {
    local purpose check package why
    while IFS='|' read -r purpose check package why; do
        [ "${purpose// /}" = "$1" ] || continue
        # The checks are this file's own words, one has a variable in it.
        eval "$check" >/dev/null 2>&1 || printf '%s\t%s\n' "${package// /}" "${why# }"
    done <<<"$PACKAGES"
}

# need PURPOSE: everything for PURPOSE is there afterwards, or this ends the program.
need() {
    local missing sudo=
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    echo "To $1, this is missing:"
    printf '%s\n' "$missing" | sed 's/^/    /'
    if ! command -v apt-get >/dev/null; then
        echo "run: install these by the names your system has for them, then run this again" >&2
        exit 2
    fi
    if [ "$(id -u)" -ne 0 ]; then
        sudo=$(command -v sudo) || {
            echo "run: neither root nor sudo here; have these installed, then run this again" >&2
            exit 2
        }
    fi
    # A server package would make and start a cluster of its own, which nobody here wants.
    if printf '%s\n' "$missing" | grep -q '^postgresql' && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        $sudo mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    # shellcheck disable=SC2046  # one word a package
    { $sudo apt-get update -qq &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            $(printf '%s\n' "$missing" | cut -f1); } >/dev/null ||
        {
            echo "run: apt-get could not install them (its message is above)" >&2
            exit 2
        }
}
