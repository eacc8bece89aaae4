#!/bin/sh
# Creates the environment in which other people's readers read the reports, in .build/reports-venv: PyPI's jsonschema,
# junitparser and prometheus-client. Prints one line when there is something to do; quick and silent otherwise.
#
#     scripts/reports-environment.sh
#
# Exit status: 0 complete, 69 something is missing and cannot be installed.
set -eu
cd "$(dirname "$0")/.."

packages="jsonschema==4.26.0 junitparser==5.0.3 prometheus_client==0.26.0"
venv=.build/reports-venv

[ "$(cat "$venv/installed" 2>/dev/null)" != "$packages" ] || exit 0
scripts/install-system-packages.sh reports
echo "Installing into $venv to read the reports: $packages"
mkdir -p .build
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# $packages is a list of words.
# shellcheck disable=SC2086
if ! { python3 -m venv --clear "$venv" && "$venv/bin/pip" install --disable-pip-version-check -q $packages; } \
    >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "The packages could not be installed. Check the network." >&2
    exit 69
fi
echo "$packages" >"$venv/installed"
