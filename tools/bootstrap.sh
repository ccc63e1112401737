#!/bin/sh
# Makes .venv from nothing but python3 and make: finds or fetches uv, finds or makes a Python, installs the lock.
#   tools/bootstrap.sh        install everything into .venv
#   tools/bootstrap.sh --uv   only make sure there is a uv, and print where it is
# A program counts as found when it answers --version: pyenv leaves names on the PATH that exist and fail.
set -eu
cd "$(dirname "$0")/.."

say() { echo "install: $*" >&2; }
stop() { say "$*"; exit 1; }
answers() { "$1" --version >/dev/null 2>&1; }
is_debian_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
    say "apt-get install $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null; } >&2
}

# --- uv: on the PATH, in .tools, or fetched by pip with its hash checked ---

with_venv() {
    "$1" -m venv .tools >/dev/null 2>&1 &&
        .tools/bin/python -m pip install --quiet --require-hashes -r tools/bootstrap-requirements.txt >&2
}

with_pip() {
    "$1" -m pip --version >/dev/null 2>&1 &&
        "$1" -m pip install --quiet --target .tools --require-hashes -r tools/bootstrap-requirements.txt >&2
}

fetch_uv() {
    for python in python3 /usr/bin/python3; do
        answers "$python" || continue
        say "getting uv with $python"
        rm -rf .tools/bin .tools/lib && with_venv "$python" && return 0
        rm -rf .tools/bin .tools/lib && with_pip "$python" && return 0
    done
    return 1
}

find_uv() {
    for candidate in uv "$PWD/.tools/bin/uv"; do
        if answers "$candidate"; then UV=$candidate; return 0; fi
    done
    return 1
}

ensure_uv() {
    find_uv && return 0
    fetch_uv || { is_debian_root && apt_install python3-venv python3-pip && fetch_uv; } ||
        stop "there is no uv, and python3 has neither venv nor pip. Install them (Debian: apt-get install python3-venv python3-pip) and run make install again."
    find_uv || stop "uv was fetched but does not run on this machine: $PWD/.tools/bin/uv"
}

# --- Python: .python-version, else any that is new enough, else fetched by uv, else built from Debian's source ---

venv_is_good() { answers .venv/bin/python && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))'; }

try_venv() { "$UV" venv --quiet --no-project --clear "$@" .venv 2>.tools/venv.log; }

ensure_venv() {
    venv_is_good && return 0
    mkdir -p .tools
    wanted=$(cat .python-version)
    try_venv --no-python-downloads --python "$wanted" && return 0
    try_venv --no-python-downloads --python '>=3.12' && return 0
    say "no Python $wanted here: asking uv to download it"
    try_venv --python "$wanted" && return 0
    say "the download failed; uv's words are in .tools/venv.log"
    is_debian_root ||
        stop "Python $wanted is needed. Install python$wanted, or let uv reach its downloads, and run make install again."
    say "building Python $wanted from Debian's source instead; this takes some minutes, once"
    sh tools/build_python.sh "$wanted" "$PWD/.tools/python" >.tools/build-python.log 2>&1 ||
        stop "the build failed; its last words are in .tools/build-python.log"
    try_venv --python "$PWD/.tools/python/bin/python3" || { cat .tools/venv.log >&2; exit 1; }
}

# uv does not read pip's settings; where pip is told to use another index, uv is told the same for this run.
follow_pip_index() {
    [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] || return 0
    index=${PIP_INDEX_URL:-$(python3 -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
}

install() {
    ensure_venv
    say "installing what requirements.lock pins into .venv"
    # Bytecode is compiled now: where PYTHONDONTWRITEBYTECODE is set, each start would otherwise compile anew.
    VIRTUAL_ENV="$PWD/.venv" "$UV" pip sync --quiet --require-hashes --compile-bytecode requirements.lock
    VIRTUAL_ENV="$PWD/.venv" "$UV" pip install --quiet --no-deps --build-constraints tools/build-requirements.txt -e .
    .venv/bin/python -m compileall -q skyddsnat tools
    .venv/bin/python -m tools.messages
}

ensure_uv
if [ "${1:-}" = --uv ]; then echo "$UV"; exit 0; fi
follow_pip_index
install
