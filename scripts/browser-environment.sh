#!/bin/sh
# Creates the environment of the browser tests, in .build/browser-venv: PyPI's playwright, which drives Debian's
# chromium-headless-shell (Chromium without its windows, which take half of its CPU time), axe-core, and psycopg, for a
# server on PostgreSQL. Prints one line when there is something to do; quick and silent otherwise.
#
#     scripts/browser-environment.sh
#
# Exit status: 0 complete, 69 something is missing and cannot be installed.
set -eu
cd "$(dirname "$0")/.."

packages="playwright==1.65.2 axe-playwright-python==0.1.8 psycopg==3.2.13 psycopg-binary==3.2.13"
venv=.build/browser-venv

scripts/install-system-packages.sh browser

[ "$(cat "$venv/installed" 2>/dev/null)" != "$packages" ] || exit 0
echo "Installing into $venv for the browser tests: $packages"
mkdir -p .build
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# $packages is a list of words.
# shellcheck disable=SC2086
if ! { python3 -m venv --clear "$venv" && "$venv/bin/pip" install --disable-pip-version-check -q $packages; } \
    >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "The packages could not be installed. Check the network, or set PERFSEE_SKIP_BROWSER=1 to skip the browser tests." >&2
    exit 69
fi
echo "$packages" >"$venv/installed"
