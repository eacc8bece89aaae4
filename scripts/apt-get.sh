#!/bin/sh
# Runs apt-get as root, and waits while another one is running: on a machine that has just started, that is often the
# daily update.
#
#     scripts/apt-get.sh ARGUMENT ...
#
# apt-get can wait for dpkg's lock by itself, but not for the locks of its lists and its archives, with which it fails at
# once. Prints what it prints only once it has ended. Exit status: that of apt-get.
set -eu

longest=300 # seconds

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
end=$(($(date +%s) + longest))
told=""
while :; do
    left=$((end - $(date +%s)))
    [ "$left" -gt 0 ] || left=0
    status=0
    # In English, so that the message about the lock can be told.
    $as_root env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -o "DPkg::Lock::Timeout=$left" "$@" >"$log" 2>&1 ||
        status=$?
    if [ "$status" = 0 ] || [ "$left" = 0 ] || ! grep -q "Could not get lock" "$log"; then
        cat "$log"
        exit "$status"
    fi
    [ -n "$told" ] || echo "Waiting for another apt-get to end ..." >&2
    told=1
    sleep 2
done
