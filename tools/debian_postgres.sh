#!/bin/sh
# Runs a command with DATABASE_URL pointing at a fresh server of Debian's own PostgreSQL, on a unix socket, thrown away
# afterwards. PostgreSQL refuses root, so as root the server runs as `postgres` (the package's user).
#   tools/debian_postgres.sh .venv/bin/python -m pytest
# POSTGRES_BIN chooses another version's programs.
set -eu
programs=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
[ -x "$programs/initdb" ] || {
    echo "There is no PostgreSQL in $programs. On Debian: apt-get install postgresql-15" >&2
    exit 1
}

home=$(mktemp -d /tmp/skyddsnat-pg.XXXXXX)
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown postgres "$home"
    as_server() { setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$home" LANG=C.UTF-8 "$@"; }
fi
finish() {
    (cd "$home" && as_server "$programs/pg_ctl" stop -D "$home/data" -m immediate >/dev/null 2>&1) || true
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 130' INT TERM

settings="-c listen_addresses= -c unix_socket_directories=$home -c fsync=off -c synchronous_commit=off"
settings="$settings -c full_page_writes=off -c timezone=UTC"
(
    cd "$home"
    as_server "$programs/initdb" -D "$home/data" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --username=skyddsnat \
        --no-sync >/dev/null
    as_server "$programs/pg_ctl" start -D "$home/data" -l "$home/log" -w -o "$settings" >/dev/null
)
"$programs/postgres" --version
socket=$(printf '%s' "$home" | sed 's|/|%2F|g')
DATABASE_URL="postgres://skyddsnat@$socket/postgres" "$@"
