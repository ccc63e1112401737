#!/bin/sh
# Pins everything anew, with hashes and without addresses, so that the same files install from any index.
set -eu
cd "$(dirname "$0")/.."
uv=$(sh tools/bootstrap.sh --uv)
pin() { "$uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.12 "$@"; }

pin --upgrade pyproject.toml --group dev -o requirements.lock
for name in bootstrap:uv build:hatchling 'spark:pyspark>=4.0,<4.1'; do
    file=tools/${name%%:*}-requirements.txt
    { sed -n '/^#/p' "$file"; echo "${name#*:}" | pin --no-header --no-annotate -; } >"$file.new"
    mv "$file.new" "$file"
done
.venv/bin/python -m tools.lock --check
