#!/bin/sh
# Checks the TypeScript SDK: types, what must not compile, the event catalog, the package, and the tests.
# Installs node and tsc with apt-get where they are missing.
set -eu
cd "$(dirname "$0")"

install() {
    echo "Installing $1 ..."
    if ! { ../../scripts/apt-get.sh update -qq &&
        ../../scripts/apt-get.sh install -y -qq --no-install-recommends "$1"; } >/dev/null; then
        echo "$1 could not be installed with apt-get; install it by hand and call this again." >&2
        exit 1
    fi
}

command -v node >/dev/null || install nodejs
PATH="$PWD/node_modules/.bin:$PATH"
command -v tsc >/dev/null || install node-typescript

rm -rf build dist
node test/catalog-types.mjs
tsc -p tsconfig.test.json
tsc -p tsconfig.json
node --test test/sdk.test.mjs test/package.test.mjs
echo "The TypeScript SDK is fine."
