#!/bin/sh
# A part of scripts/deb-check.sh: boots the systemd of a root folder in its own namespaces, and tests the service there.
#
#     scripts/deb-check-boot.sh ROOT CGROUP PACKAGE
#
# ROOT contains Perfsee and systemd, CGROUP is an empty control group (version 2) to boot it in, PACKAGE a path within
# ROOT. It has no network but loopback. Ends within five minutes, together with everything it started.
set -eu

if [ "$1" = --first-process ]; then
    root=$2
    # The service's file system restrictions need a root that is a mount of its own, not a chroot.
    mount --bind "$root" "$root"
    cd "$root"
    mount -t proc proc proc
    # The kernel's settings are those of this machine.
    mount --bind proc/sys proc/sys
    mount -o remount,bind,ro proc/sys
    mount -t sysfs -o ro sysfs sys
    mount -t cgroup2 cgroup2 sys/fs/cgroup
    mount -t tmpfs tmpfs run
    mount -t tmpfs tmpfs dev
    for device in null zero full random urandom tty; do
        touch "dev/$device"
        mount --bind "/dev/$device" "dev/$device"
    done
    mkdir dev/shm dev/pts
    mount -t tmpfs tmpfs dev/shm
    mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    ip link set lo up
    pivot_root . mnt
    exec env -i container=perfsee-deb-check PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        /bin/sh -c 'umount -l /mnt && exec /lib/systemd/systemd --unit=multi-user.target' </dev/null
fi

root=$1
cgroup=$2
package=$3
log=$(mktemp)
sh -c 'echo $$ >"$1/cgroup.procs" && shift && exec "$@"' sh "$cgroup" \
    timeout --kill-after=1 300 unshare --mount --pid --fork --kill-child --net --cgroup --ipc --uts \
    "$0" --first-process "$root" >"$log" 2>&1 &
boot=$!
finish() {
    status=$?
    trap - EXIT INT TERM HUP
    kill "$boot" 2>/dev/null || true
    wait "$boot" 2>/dev/null || true
    rm -f "$log"
    exit "$status"
}
trap finish EXIT
trap 'exit 143' INT TERM HUP

init=""
inside() { nsenter --target "$init" --all env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root "$@"; }
fail() {
    echo "$1" >&2
    cat "$log" >&2
    [ -z "$init" ] || inside journalctl --no-pager -n 30 -u perfsee >&2 || true
    exit 1
}
# within_20_s COMMAND...
within_20_s() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] && kill -0 "$boot" 2>/dev/null || return 1
        sleep 0.2
    done
}
find_init() { init=$(head -n 1 "$cgroup/init.scope/cgroup.procs") && [ -n "$init" ]; }
property() { inside systemctl show --value --property "$1" perfsee; }
healthy() { inside bash /root/health.sh; }
another_process() { [ "$(property MainPID)" != "$1" ] && [ "$(property MainPID)" != 0 ] && healthy; }

within_20_s find_init && within_20_s inside systemctl is-active perfsee || fail "systemd did not start the service."
within_20_s healthy || fail "The service is not healthy."
echo "  started at boot, healthy"

PERFSEE_TOKEN=$(inside sed -n "s/^Administrator token: //p" /var/lib/perfsee/perfsee.db.admin)
as_client() { inside "PERFSEE_TOKEN=$PERFSEE_TOKEN" perfsee "$@"; }
as_client project create shop --host Unknown --namespace acme --name shop >>"$log" 2>&1 &&
    inside sh -c 'mkdir -p /tmp/dist && echo "console.log(1)" >/tmp/dist/main.js' &&
    as_client upload /tmp/dist --project shop --branch main --commit 0123456789abcdef0123456789abcdef01234567 --wait \
        >>"$log" 2>&1 || fail "The service did not analyze a build."
echo "  analyzes a build within its limits"

process=$(property MainPID)
inside systemctl kill --signal=KILL perfsee
within_20_s another_process "$process" || fail "The service was not restarted after SIGKILL."
echo "  restarted after SIGKILL"

process=$(property MainPID)
inside dpkg --install "$package" >>"$log" 2>&1 || fail "The package could not be installed again."
within_20_s another_process "$process" || fail "Installing the package again did not restart the service."
echo "  restarted by an upgrade"

echo "The operator's documents, to the letter"
inside apt-get purge -y perfsee >>"$log" 2>&1 && inside dpkg --install "$package" >>"$log" 2>&1 ||
    fail "The package could not be installed again."
inside /root/deb-check-operations.sh /root/operations.md || exit 1

began=$(date +%s)
inside systemctl stop perfsee || fail "The service did not stop."
[ "$(property Result) $(property ExecMainStatus)" = "success 0" ] || fail "The service did not stop cleanly."
echo "  stopped after $(($(date +%s) - began)) s"
inside dpkg --remove perfsee >>"$log" 2>&1 || fail "The package could not be removed."
inside dpkg --install "$package" >>"$log" 2>&1 || fail "The package could not be installed again."
within_20_s healthy || fail "The service did not start again after the package was installed."
inside dpkg --remove perfsee >>"$log" 2>&1 || fail "The package could not be removed."
! healthy 2>/dev/null || fail "A removal left the service running."
echo "  removed with the service running"
