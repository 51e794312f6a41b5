#!/bin/sh
# Installs what building needs, and with --tests what testing needs: on Debian as root by itself,
# elsewhere it prints what to run. Where everything is there it does nothing.
set -eu

packages=''
want() { packages="$packages $*"; }
has() { command -v "$1" >/dev/null 2>&1; }

compiles() {
    printf '#include <stdio.h>\nint main(void) { return 0; }\n' |
        "$1" -x "$2" - -o /dev/null 2>/dev/null
}

for_building() {
    compiles cc c && compiles c++ c++ || want build-essential
    has make || want make
    has pkg-config || want pkg-config
    # OpenSSL's own build asks for these modules, which a bare perl lacks.
    perl -MFindBin -MIPC::Cmd -MFile::Compare -MTime::Piece -e 1 2>/dev/null || want perl
    has node || want nodejs
    has npm || want npm
    [ -e /etc/ssl/certs/ca-certificates.crt ] || has security || want ca-certificates
}

for_testing() {
    has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want postgresql
    has chromium || has google-chrome || want chromium fonts-liberation
    has chromedriver || want chromium-driver
    has runuser || want util-linux
    ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || want faketime
    has strace || want strace
    has mkfs.ext4 || want e2fsprogs
    has xfs_io && has mkfs.xfs || want xfsprogs
    python3 -c 'import aiosmtpd' 2>/dev/null ||
        /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || want python3-aiosmtpd
}

# The OpenID provider that the tests run, by its lock file.
provider() {
    at=$(dirname "$0")/../tests/provider
    cmp -s "$at/package-lock.json" "$at/node_modules/installed.json" && return
    (cd "$at" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$at/package-lock.json" "$at/node_modules/installed.json"
}

rust() {
    wanted=$(sed -n 's/^rust-version = "1\.\([0-9]*\)"$/\1/p' "$(dirname "$0")/../Cargo.toml")
    found=$(rustc --version 2>/dev/null | sed -n 's/^rustc 1\.\([0-9]*\).*/\1/p')
    [ "${found:-0}" -ge "$wanted" ] && return
    echo "Rust 1.$wanted or later is needed: see https://rustup.rs, then run this again." >&2
    exit 1
}

for_building
case "${1:-}" in
    '') ;;
    --tests) for_testing ;;
    *) echo "usage: $0 [--tests]" >&2; exit 2 ;;
esac

if [ -n "$packages" ]; then
    if has apt-get && [ "$(id -u)" -eq 0 ]; then
        echo "Installing:$packages"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q
        # shellcheck disable=SC2086 # one word for each package
        apt-get install -q -y --no-install-recommends $packages
    elif has apt-get; then
        echo "Some packages are missing. Run this, then try again:" >&2
        echo "  sudo apt-get install --no-install-recommends$packages" >&2
        exit 1
    else
        echo "Some programs are missing. Install what Debian calls:$packages" >&2
        exit 1
    fi
fi
rust
[ "${1:-}" != --tests ] || provider
