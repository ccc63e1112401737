#!/bin/sh
# Makes skyddsnat/shared/sealing/browser/age.js anew from the npm packages that package-lock.json pins: the same file each time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/entry.js" "$work"
cd "$work"
npm ci --silent
node_modules/.bin/esbuild entry.js --bundle --format=iife --global-name=age --minify --target=es2022 \
    --legal-comments=eof --log-level=warning --outfile="$here/../../skyddsnat/shared/sealing/browser/age.js"
