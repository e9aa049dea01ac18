#!/usr/bin/env bash
# A throw-away PostgreSQL on loopback, for the tests only: nothing in it survives a crash, nothing outside DIR is touched.
#   tests/postgres.sh start DIR    makes it in DIR, starts it, prints its URL
#   tests/postgres.sh stop DIR     stops that one and removes DIR
# As root everything of PostgreSQL runs as the user postgres, for it refuses to run as root.
set -euo pipefail

usage() {
    echo "usage: tests/postgres.sh start|stop DIR" >&2
    exit 2
}

[ $# -eq 2 ] || usage
dir=$(realpath -m -- "$2")
data=$dir/data
cd /  # the user postgres may not enter the folder this was called from

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

find_programs() {
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
    if [ -z "$bin" ] && command -v initdb >/dev/null; then bin=$(dirname "$(command -v initdb)"); fi
    [ -n "$bin" ] || { echo "PostgreSQL is not installed: sudo apt-get install postgresql" >&2; exit 1; }
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    [ ! -e "$data" ] || { echo "$dir is in use already" >&2; exit 1; }
    mkdir -p "$dir"
    [ "$(id -u)" -ne 0 ] || chown postgres "$dir"
    chmod 700 "$dir"
    password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
    echo "$password" | as_postgres tee "$dir/password" >/dev/null
    as_postgres "$bin/initdb" -D "$data" -U tests --auth=scram-sha-256 --pwfile="$dir/password" \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync | as_postgres tee "$dir/log" >/dev/null
    as_postgres tee -a "$data/postgresql.conf" >/dev/null <<-CONF
	listen_addresses = '127.0.0.1'
	unix_socket_directories = '$dir'
	fsync = off
	full_page_writes = off
	synchronous_commit = off
	autovacuum = off
	shared_buffers = 64MB
	CONF
    for _ in 1 2 3; do  # somebody else may take the port in between
        port=$(free_port)
        if as_postgres "$bin/pg_ctl" -D "$data" -l "$dir/log" -o "-p $port" -w -t 30 start >/dev/null; then
            echo "postgresql+asyncpg://tests:$password@127.0.0.1:$port/postgres"
            return
        fi
    done
    tail -n 20 "$dir/log" >&2
    exit 1
}

stop() {
    [ -e "$data/PG_VERSION" ] || { echo "no throw-away PostgreSQL in $dir" >&2; exit 1; }
    as_postgres "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null || true
    rm -rf -- "$dir"
}

find_programs
case $1 in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
