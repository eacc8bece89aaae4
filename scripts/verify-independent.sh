#!/bin/sh
# Verifies deliveries with independent implementations: Node's crypto and PyPI's standardwebhooks.
#
#     scripts/verify-independent.sh [FILE]        without FILE, or with -, from standard input
#
# The input is one object, or a list of them:
#
#     {"secret": "...", "headers": {"X-Perfsee-Signature-256": "...", "webhook-id": "...", ...}, "body": "..."}
#
# "bodyBase64" replaces "body" if the body is not UTF-8. Timestamps may be up to five minutes off. Exit status: 0 all
# verified by both, 1 some are wrong, 69 node or standardwebhooks is missing and cannot be installed.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/.venv"

unavailable() {
    echo "$1" >&2
    exit 69
}

command -v node >/dev/null || unavailable "node is missing: apt-get install nodejs"
command -v python3 >/dev/null || unavailable "python3 is missing: apt-get install python3 python3-venv"

if ! "$venv/bin/python" -c "import standardwebhooks" 2>/dev/null; then
    echo "Installing standardwebhooks into .venv ..." >&2
    { python3 -m venv "$venv" && "$venv/bin/pip" install -q standardwebhooks; } >&2 ||
        unavailable "standardwebhooks could not be installed; is python3-venv there, and the network?"
fi

if [ "${1:--}" = "-" ]; then
    input=$(mktemp)
    trap 'rm -f "$input"' EXIT
    cat >"$input"
else
    input=$1
fi

status=0
node "$root/scripts/verify-independent.js" "$input" || status=1
"$venv/bin/python" "$root/scripts/verify-independent.py" "$input" || status=1
exit $status
