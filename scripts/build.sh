#!/bin/sh
# Builds with one line of progress instead of thousands; shows the compiler's output if the build fails.
#
#     scripts/build.sh [swift build's arguments]
set -eu
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# C is optimized in debug builds as well. Otherwise hashing passwords takes a sixth of the server tests' time, and nobody
# debugs the cryptography of a library.
case " $* " in
    *" release "*) folder=release ;;
    *) folder=debug; set -- "$@" -Xcc -O2 ;;
esac
scratch=.build
previous=""
for argument in "$@"; do
    [ "$previous" != --scratch-path ] || scratch=$argument
    previous=$argument
done
if [ ! -d "$scratch/$folder" ]; then
    echo "Building. The first build includes the dependencies and takes 5 to 15 minutes."
else
    echo "Building changes ..."
fi
# On a terminal the line is rewritten; elsewhere there is one every few hundred steps, so that a log shows progress.
follow() {
    count=0
    while IFS= read -r line; do
        case $line in "["*/*"]"*) ;; *) continue ;; esac
        count=$((count + 1))
        if [ -t 2 ]; then
            printf '\r\033[K%.70s' "$line" >&2
        elif [ $((count % 250)) = 0 ]; then
            printf '%.70s\n' "$line" >&2
        fi
    done
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

{ swift build "$@" 2>&1 || echo "build-failed"; } | tee "$log" | follow
status=0
if [ "$(tail -n 1 "$log")" = build-failed ]; then status=1; fi
if [ "$status" != 0 ]; then
    grep -E "error:" "$log" | sort -u | head -n 40 >&2 || true
    tail -n 20 "$log" | sed "/^build-failed\$/d" >&2
    echo "The build failed." >&2
    exit 1
fi
