#!/bin/bash
# Runs every test, and ends with one summary.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p target
log=target/tests.log

${CARGO:-cargo} test --locked --no-fail-fast 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

echo
echo '== Summary =='
# What failed, each with the first lines of why.
awk '/^---- .* stdout ----$/ { print "failed: " $2; left = 0 }
     / panicked at / { left = 12 } /^(failures|stack backtrace):$/ { left = 0 }
     left > 0 && NF { print "    " $0; left-- }' "$log"
awk '/^test result:/ { passed += $4; failed += $6; ignored += $8 }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, ignored }' "$log"
[ "$status" -eq 0 ] || echo "Not everything passed; all that was printed is in $log"
exit "$status"
