#!/bin/sh
# Every gate, one after the other; all of them run even when one fails, and the failed ones are named at the end.
set -u
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=skyddsnat.settings
failed=""

gate() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        printf '  ok      %s\n' "$name"
    else
        printf '  FAILED  %s\n%s\n' "$name" "$output"
        failed="$failed $name"
    fi
}

bin=.venv/bin
gate style "$bin/ruff" check --quiet .
gate format "$bin/ruff" format --quiet --check .
gate types "$bin/mypy" skyddsnat tools
gate layers "$bin/lint-imports"
gate templates "$bin/djlint" --quiet --lint skyddsnat
gate texts "$bin/python" -m tools.messages --check
gate django "$bin/python" -m django check --fail-level WARNING
gate production env SKYDDSNAT_MODE=production "SECRET_KEY=$(head -c 48 /dev/urandom | base64)" \
    ALLOWED_HOSTS=skyddsnat.example.org "$bin/python" -m django check --deploy --fail-level WARNING
gate house "$bin/python" -m tools.house
gate docs "$bin/python" -m tools.docs --check
gate lock "$bin/python" -m tools.lock --check

if [ -n "$failed" ]; then
    echo "check: failed:$failed" >&2
    exit 1
fi
echo "check: every gate holds"
