#!/bin/sh
# Runs all the tests: Swift's, then those of the TypeScript SDK. Its exit status is theirs.
#
#     scripts/test.sh [sqlite|postgres]
#
# Tests that use a store run on SQLite or on PostgreSQL; the stores' own tests, and those that use no store, only run on
# SQLite.
set -u
cd "$(dirname "$0")/.."
export PERFSEE_TEST_STORE="${1:-sqlite}"

scripts/install-system-packages.sh build test || exit $?
if [ "${PERFSEE_SKIP_BROWSER:-}" = 1 ]; then
    echo "The browser tests are not run: PERFSEE_SKIP_BROWSER=1."
else
    scripts/browser-environment.sh || exit $?
fi
if [ ! -d .build/debug ]; then
    echo "Building the tests. The first time the dependencies are built too, which takes 5 to 15 minutes."
fi
# Debian's modules for Node, whichever Node is installed.
export NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
typescript=0
if [ -x sdk/typescript/check.sh ]; then
    sdk/typescript/check.sh || typescript=$?
fi
scripts/build.sh --build-tests || exit 1
# The build was just done, so this starts immediately, and its closing line is the last one in sight.
#
# In parts, one after the other: a test of a time limit should not have to wait for all the others, most of which start
# at once. The sender's tests run by themselves, because a program that another test starts may inherit a socket, and
# while it runs the peer does not see that the connection was closed.
status=0
run() { swift test --skip-build "$@" || status=$?; }
run --filter DeliveryTests
if [ "$PERFSEE_TEST_STORE" = sqlite ]; then
    run --skip "DeliveryTests|Postgres|BrowserTests\.|EndToEndTests|ManyNodesTests"
    run --filter Postgres
    run --filter ManyNodesTests
else
    run --filter "ServerTests|AnalysisTests"
fi
run --filter EndToEndTests
run --filter "BrowserTests\."
if [ "$typescript" != 0 ]; then
    echo "The checks of the TypeScript SDK failed; what they said stands above." >&2
    exit "$typescript"
fi
exit "$status"
