#!/bin/sh
# Checks the TypeScript SDK: types, what must not compile, the event catalog, the package, and the tests.
# Installs node and tsc with apt-get where they are missing.
set -eu
cd "$(dirname "$0")"

install() {
    echo "Installing $1 ..."
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$1"; } >/dev/null 2>&1; then
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
