#!/usr/bin/env bash
# A throw-away PostgreSQL for tests and the demo: a cluster of its own in a temporary directory,
# reached over a Unix socket there and by nothing else. Works for root (the server then runs as the
# user postgres) and for anybody else.
#
#   eval "$(tests/support/postgres.sh start)"     makes and starts one; sets PGHOST PGPORT PGUSER
#                                                 PGDATABASE and SLUICE_PG, its directory
#   tests/support/postgres.sh restart DIR [MODE]  MODE: fast (default) or immediate, as pg_ctl has it
#   tests/support/postgres.sh halt DIR [MODE]     stops it and keeps its data
#   tests/support/postgres.sh resume DIR          starts a halted one
#   tests/support/postgres.sh env DIR             prints the same lines as start
#   tests/support/postgres.sh stop DIR            stops it and removes everything
#
# Environment: SLUICE_PG_VERSION  major version, default the newest of 18 to 15 that is installed
#              SLUICE_PG_BIN      directory of initdb and postgres, instead of looking for them
#              SLUICE_PG_FSYNC    on or off (default): off survives kill -9, not a loss of power
#              SLUICE_PG_OPTIONS  more server settings, as '-c name=value …'
set -euo pipefail

die() {
    echo "postgres.sh: $*" >&2
    exit 2
}

find_bin() {
    local version dir
    if [ -n "${SLUICE_PG_BIN:-}" ]; then
        [ -x "$SLUICE_PG_BIN/initdb" ] || die "no initdb in SLUICE_PG_BIN=$SLUICE_PG_BIN"
        echo "$SLUICE_PG_BIN"
        return
    fi
    for version in ${SLUICE_PG_VERSION:-18 17 16 15}; do
        for dir in "/usr/lib/postgresql/$version/bin" "/usr/pgsql-$version/bin" \
            "/usr/local/pgsql-$version/bin" "/opt/postgresql/$version/bin"; do
            if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
                echo "$dir"
                return
            fi
        done
    done
    die "no PostgreSQL server ${SLUICE_PG_VERSION:-15 to 18} found: install postgresql, or set SLUICE_PG_BIN"
}

# A client program: the server's own, or, where servers come without, any version's on the PATH.
client() {
    if [ -x "$bin/$1" ]; then
        echo "$bin/$1"
    else
        command -v "$1" || die "no $1 in $bin and none on the PATH: install postgresql-client"
    fi
}

# Runs a command as the user the server runs as.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid postgres --regid postgres --clear-groups --inh-caps=-all \
            env HOME="$dir" "$@"
    else
        "$@"
    fi
}

settings() {
    cat <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
port = 5432
wal_level = logical
max_wal_senders = 10
max_replication_slots = 10
max_connections = 50
shared_buffers = 64MB
max_wal_size = 2GB
fsync = ${SLUICE_PG_FSYNC:-off}
full_page_writes = ${SLUICE_PG_FSYNC:-off}
logging_collector = off
log_min_messages = warning
timezone = 'Europe/London'
CONF
}

pg_ctl_wait() {
    as_server "$bin/pg_ctl" -D "$dir/data" -w -t 60 -s -l "$dir/server.log" "$@" >&2 ||
        {
            tail -5 "$dir/server.log" >&2
            die "pg_ctl $1 failed; log: $dir/server.log"
        }
}

start_server() {
    pg_ctl_wait start -o "${SLUICE_PG_OPTIONS:-}"
}

print_environment() {
    printf 'export PGHOST=%q PGPORT=5432 PGUSER=postgres PGDATABASE=platform SLUICE_PG=%q SLUICE_PG_BIN=%q\n' \
        "$dir" "$dir" "$bin"
}

command=${1:-}
dir=${2:-}
case $command in
start)
    bin=$(find_bin)
    dir=$(mktemp -d "${TMPDIR:-/tmp}/sluice-pg.XXXXXX")
    chmod 755 "$dir"
    [ "$(id -u)" -ne 0 ] || chown postgres: "$dir"
    trap 'rm -rf "$dir"' EXIT
    as_server "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N \
        >"$dir/initdb.log" 2>&1 || {
        cat "$dir/initdb.log" >&2
        die "initdb failed"
    }
    settings | as_server tee -a "$dir/data/postgresql.conf" >/dev/null
    echo "$bin" >"$dir/bin"
    start_server
    as_server "$(client createdb)" -h "$dir" -p 5432 -U postgres platform
    trap - EXIT
    print_environment
    ;;
restart | halt | resume | env | stop)
    [ -f "$dir/bin" ] || die "$dir is no throw-away cluster of this script"
    bin=$(cat "$dir/bin")
    case $command in
    restart)
        pg_ctl_wait stop -m "${3:-fast}"
        start_server
        ;;
    halt) pg_ctl_wait stop -m "${3:-fast}" ;;
    resume) start_server ;;
    env) print_environment ;;
    stop)
        # pg_ctl signals the one process whose id stands in this cluster's own postmaster.pid.
        as_server "$bin/pg_ctl" -D "$dir/data" -m immediate -w -s stop >/dev/null 2>&1 || true
        rm -rf "$dir"
        ;;
    esac
    ;;
*)
    sed -n '2,/^set /p' "$0" | sed -n 's/^# \{0,1\}//p' >&2
    exit 2
    ;;
esac
