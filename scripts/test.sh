#!/bin/sh
# Runs the tests: Swift's, and those of the TypeScript SDK. Its exit status is theirs.
#
#     scripts/test.sh [sqlite|postgres|all]
#
# Tests that use a store run on SQLite or on PostgreSQL; the stores' own tests, and those that use no store, only run on
# SQLite. `all` runs both, in less time than one after the other.
set -u
cd "$(dirname "$0")/.."
case "${1:-sqlite}" in
sqlite | postgres) stores=${1:-sqlite} ;;
all) stores="sqlite postgres" ;;
*)
    echo "usage: scripts/test.sh [sqlite|postgres|all]" >&2
    exit 2
    ;;
esac
has() { case " $stores " in *" $1 "*) true ;; *) false ;; esac }

scripts/install-system-packages.sh build test || exit $?
if [ "${PERFSEE_SKIP_BROWSER:-}" = 1 ]; then
    echo "Skipping the browser tests: PERFSEE_SKIP_BROWSER=1."
else
    scripts/browser-environment.sh || exit $?
fi
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
# that the connection was closed.
status=0
# part STORE ARGUMENT...: runs the tests that the arguments of `swift test` select.
part() {
    store=$1
    shift
    PERFSEE_TEST_STORE=$store swift test --skip-build --ignore-lock --disable-xctest "$@"
}
run() { part "$@" || status=$?; }

# Parts that mostly wait, for a browser or for the leases of killed servers to expire, run beside others. What they print
# comes once they have ended.
logs=$(mktemp -d)
lanes=""
trap 'rm -rf "$logs"; for lane in $lanes; do kill "$lane" 2>/dev/null; done' EXIT
trap 'exit 130' INT TERM
# lane FILTER STORE...: starts a part, on each of the stores, one after the other.
lane() {
    filter=$1
    shift
    (
        status=0
        for store in "$@"; do run "$store" --filter "$filter"; done
        exit "$status"
    ) >"$logs/$filter" 2>&1 &
    lanes="$lanes $!"
}
finish() {
    for lane in $lanes; do wait "$lane" || status=$?; done
    lanes=""
    cat "$logs"/*
}

for store in $stores; do run "$store" --filter DeliveryTests; done
if has sqlite; then
    run sqlite --skip "DeliveryTests|Postgres|BrowserTests\.|EndToEndTests|ManyNodesTests"
    run sqlite --filter Postgres
fi
if has postgres; then run postgres --filter "^(ServerTests|AnalysisTests)\."; fi
if has sqlite; then lane ManyNodesTests sqlite; fi
# shellcheck disable=SC2086
lane EndToEndTests $stores
for store in $stores; do run "$store" --filter "BrowserTests\."; done
finish
if [ "$typescript" != 0 ]; then
    echo "The checks of the TypeScript SDK failed; see the output above." >&2
    exit "$typescript"
fi
exit "$status"
