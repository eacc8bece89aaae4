#!/bin/sh
# Runs all the tests: Swift's, then those of the TypeScript SDK. Its exit status is theirs.
#
#     scripts/test.sh [sqlite|postgres]
#
# The tests of what stands on a store are run on SQLite, or on PostgreSQL; those of the stores themselves, and of what
# knows of none, are part of the first alone.
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
# Debian's modules for Node, under whichever Node is there.
export NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
typescript=0
if [ -x sdk/typescript/check.sh ]; then
    sdk/typescript/check.sh || typescript=$?
fi
scripts/build.sh --build-tests || exit 1
# One build has just been done, so that this runs at once, and its closing line is the last in sight.
#
# In parts, one after the other: a test of a time limit should not wait for all of the others, and most begin at once.
# Those of the sender are by themselves, because a program that another test starts may inherit a socket, and while it
# runs the other side does not see that the connection was closed.
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
