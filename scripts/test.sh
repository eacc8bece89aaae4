#!/bin/sh
# Runs all the tests: Swift's, then those of the TypeScript SDK. Its exit status is theirs.
#
#     scripts/test.sh [sqlite|postgres]
#
# Tests that use a store run on SQLite or on PostgreSQL; the stores' own tests, and those that use no store (of the end to end
# tests, suites with the trait `.sameOnEveryStore`), only run on SQLite.
set -u
cd "$(dirname "$0")/.."
export PERFSEE_TEST_STORE="${1:-sqlite}"

scripts/install-system-packages.sh build test || exit $?
if [ "${PERFSEE_SKIP_BROWSER:-}" = 1 ]; then
    echo "Skipping the browser tests: PERFSEE_SKIP_BROWSER=1."
else
    scripts/browser-environment.sh || exit $?
fi
# Without it, only one test is skipped, so it is no reason to fail.
scripts/reports-environment.sh || echo "The reports are not read by other people's readers."
if [ ! -d .build/debug ]; then
    echo "Building the tests. The first build includes the dependencies and takes 5 to 15 minutes."
fi
# Debian's modules for Node, whichever Node is installed.
export NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
typescript=0
if [ -x sdk/typescript/check.sh ]; then
    sdk/typescript/check.sh || typescript=$?
fi
scripts/build.sh --build-tests || exit 1
# The tests run in parts, because a test of a time limit should not have to wait for all the others. The sender's tests run
# by themselves, because a program that another test starts may inherit a socket, and while it runs the peer does not see
# that the connection was closed. What mostly waits, for the leases of killed servers to expire, runs beside others; what it
# prints comes once it has ended.
#
# Most of the tests start a server, the end to end tests several programs, and on PostgreSQL each creates a database. If all of
# them run at once on two cores, they time out and try again, and take up to twice as long as a few at a time.
width=8
status=0
# Not `swift test`: of two that start at once, one finds the build's database locked.
part() { .build/debug/perfseePackageTests.xctest --testing-library swift-testing "$@"; }
run() { part "$@" || status=$?; }
few() {
    export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH="$width"
    run "$@"
    unset SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH
}
beside=""
scratch=""
log=""
trap '[ -z "$beside" ] || kill "$beside" 2>/dev/null; rm -rf ${log:+"$log"} ${scratch:+"$scratch"}' EXIT
# Temporary files are in memory, if it has room for all of them (in kB) and programs may be run from it: a database of a
# test has hundreds of files, and takes five times as long to make on a disk.
memory=/dev/shm
room=4194304
if [ -w "$memory" ] && [ "$(df -Pk "$memory" | awk 'END { print $4 }')" -ge "$room" ]; then
    scratch=$(mktemp -d "$memory/p.XXXXXX") || exit 1
    # A temporary PostgreSQL has a user of its own.
    chmod 711 "$scratch"
    printf '#!/bin/sh\n' >"$scratch/program"
    chmod 700 "$scratch/program"
    if "$scratch/program" 2>/dev/null; then export TMPDIR="$scratch"; fi
fi
log=$(mktemp)
trap 'exit 130' INT TERM
# start FILTER...: one after the other, beside what follows.
start() {
    (
        status=0
        for filter in "$@"; do run --filter "$filter"; done
        exit "$status"
    ) >"$log" 2>&1 &
    beside=$!
}
finish() {
    wait "$beside" || status=$?
    beside=""
    cat "$log"
}

# What floods and hundreds of streams do to two cores would keep other tests from their short limits.
http2="FrameMeterTests|HTTP2Tests|HostileStreamTests"
run --filter DeliveryTests --skip "$http2"
run --filter "DeliveryTests\.($http2)"
if [ "$PERFSEE_TEST_STORE" = sqlite ]; then
    # These start programs, and Foundation's `Process` has crashed in a process with the sockets of many servers.
    run --filter "^(BundleAnalysisTests|ContinuousIntegrationTests)\."
    few --skip "DeliveryTests|Postgres|BrowserTests\.|EndToEndTests|ManyNodesTests|BundleAnalysisTests\.|ContinuousIntegration"
    run --filter Postgres
    few --filter EndToEndTests
    # The networks of the first appear while the browser starts.
    start CutNodeTests "KilledNodesTests|DuplicatesTests"
else
    few --filter "^(ServerTests|AnalysisTests)\."
    # Not beside the browser: together they need more of two cores than there is, and wait for each other.
    few --filter EndToEndTests
fi
run --filter "BrowserTests\."
[ -z "$beside" ] || finish
if [ "$typescript" != 0 ]; then
    echo "The checks of the TypeScript SDK failed; see the output above." >&2
    exit "$typescript"
fi
exit "$status"
