#!/bin/bash
# Runs the evidence with the program as it is released, one run at a time, and prints its figures,
# one JSON line for each.
#   tests/evidence.sh day|access [short]
set -uo pipefail
cd "$(dirname "$0")/.."
name=$1
case $name in
    day) runs=(evidence:: --skip evidence::access::) ;;
    # Forged cookies and heads are of both.
    *) runs=("evidence::$name::" evidence::cookie:: evidence::header::) ;;
esac
export EVIDENCE_FILE="$PWD/target/evidence-$name.jsonl"
[ "${2:-}" = short ] || export EVIDENCE_WHOLE=1
mkdir -p target
rm -f "$EVIDENCE_FILE"
log="target/evidence-$name.log"

echo "Building the program and its tests as they are released." >&2
${CARGO:-cargo} test --locked --release --no-run --test it || exit 1
echo "Running; what is printed besides the figures is in $log." >&2
tail -n +1 -F "$EVIDENCE_FILE" 2>/dev/null &
shown=$!
${CARGO:-cargo} test --locked --release --test it -- \
    --test-threads=1 --nocapture "${runs[@]}" >"$log" 2>&1
status=$?
# The time that a newcomer waits is measured last, alone on the machine.
if [ "$status" -eq 0 ] && [ "$name" = day ] && [ "${2:-}" != short ]; then
    tests/build_time.sh >>"$EVIDENCE_FILE" 2>>"$log" || status=$?
fi
sleep 2
kill "$shown"
if [ "$status" -ne 0 ]; then
    sed -n 's/^test \(.*\) \.\.\. FAILED$/failed: \1/p' "$log" >&2
    echo "Not everything held; see $log" >&2
fi
exit "$status"
