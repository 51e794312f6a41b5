#!/bin/bash
# Times `make demo` in a fresh clone with empty caches, and `make test` after it, and prints where
# the time goes, one JSON line for each figure.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -- -"$server" 2>/dev/null; rm -rf "$place"' EXIT
git clone --quiet . "$place/clone"
cd "$place/clone"
export CARGO_HOME="$place/cargo" npm_config_cache="$place/npm"
address=127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
log="$place/demo.log"

# Puts the seconds since the start in front of each line.
stamp() { while IFS= read -r line; do echo "$SECONDS $line"; done; }
at() { awk -v wanted="$1" 'index($0, wanted) { print $1; exit }' "$log"; }
figure() { printf '{"name":"day.%s","value":%s,"unit":"s"}\n' "$1" "$2"; }

SECONDS=0
set -m
(make demo LISTEN="$address" DATA="$place/county" 2>&1 | stamp >"$log") &
server=$!
until [ -n "$(at 'The demo is at')" ]; do
    kill -0 "$server" 2>/dev/null || { tail -20 "$log" >&2; exit 1; }
    sleep 1
done
kill -- -"$server"
server=
fetched=$(at 'Compiling') built=$(at 'Compiling marac') making=$(at 'Making the county')
served=$(at 'The demo is at')
figure make_demo "$served"
figure make_demo_fetching "$fetched"
figure make_demo_dependencies $((built - fetched))
figure make_demo_program $((making - built))
figure make_demo_county $((served - making))

log="$place/test.log" SECONDS=0
make test 2>&1 | stamp >"$log" || { tail -20 "$log" >&2; exit 1; }
first=$(at 'running ') last=$(at '== Summary ==')
figure make_test "$last"
figure make_test_building "$first"
figure make_test_running $((last - first))
