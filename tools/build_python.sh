#!/bin/sh
# Builds a Python from Debian's own source package, for a Debian whose Python is too old and whose network reaches
# Debian's mirror but not uv's downloads. As root:
#   tools/build_python.sh 3.13 /path/to/prefix
# apt checks the archive's signature; the machine's own apt settings are left as they are.
set -eu
version=$1 prefix=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get "$@"; }
need="gcc make libc6-dev libssl-dev zlib1g-dev libbz2-dev liblzma-dev libffi-dev libexpat1-dev pkg-config"
# shellcheck disable=SC2086  # a list of words
apt_get install -y --no-install-recommends $need || { apt_get update; apt_get install -y --no-install-recommends $need; }

# The mirror this machine already uses, asked for the sources of the release that has this Python.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/*$' || true)
[ -n "$mirror" ] || { echo "no Debian mirror among apt's sources"; exit 1; }
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
for release in trixie forky sid; do
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$work/sources.list"
    set -- -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists" \
        -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root
    apt_get "$@" update
    cd "$work"
    if apt_get "$@" source --download-only "python$version"; then break; fi
done

python3 -m tarfile -e "$work"/python"$version"_*.orig.tar.xz "$work/source"
cd "$work"/source/Python-"$version"*
./configure --prefix="$prefix" --without-ensurepip --disable-test-modules
make -s -j"$(nproc)"
make -s install
"$prefix/bin/python3" -c 'import bz2, ctypes, lzma, ssl, zlib'
