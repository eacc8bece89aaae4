#!/bin/sh
# Installs the package of scripts/deb.sh in a fresh Debian of this machine's release, runs its server, and purges it.
#
#     scripts/deb-check.sh [PACKAGE]        without PACKAGE, the newest in .build/deb
#
# Must run as root, for debootstrap and for its own namespaces: everything it mounts and starts ends with them, however
# the script ends. Debian comes from this machine's apt sources; apart from that, only loopback is used. Ends within 20
# minutes.
#
# Exit status: 0 success, 1 failure, 69 the check cannot run here.
set -eu
cd "$(dirname "$0")/.."

if [ "${1:-}" != --inside ]; then
    package=${1:-$(ls -t .build/deb/perfsee_*.deb 2>/dev/null | head -n 1)}
    [ -f "$package" ] || { echo "There is no package. Build one with \`make deb\`." >&2; exit 69; }
    [ "$(id -u)" = 0 ] || { echo "Run this script as root." >&2; exit 69; }
    scripts/install-system-packages.sh deb-check

    echo "lintian"
    lintian --fail-on error,warning --allow-root --tag-display-limit 0 "$package"

    work=$(mktemp -d "${TMPDIR:-/tmp}/perfsee-deb-check.XXXXXX")
    inside=""
    cgroup=""
    finish() {
        status=$?
        trap - EXIT INT TERM HUP
        # Its mounts disappear with the namespace once it has ended.
        if [ -n "$inside" ]; then
            kill "$inside" 2>/dev/null || true
            wait "$inside" 2>/dev/null || true
        fi
        [ -z "$cgroup" ] || find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        rm -rf --one-file-system "$work"
        exit "$status"
    }
    trap finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    cp "$package" "$work/"
    # For the systemd that boots inside. If this machine does not allow creating one, that part is skipped.
    cgroups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    if [ -n "$cgroups" ] && mkdir "$cgroups/perfsee-deb-check.$$" 2>/dev/null; then
        cgroup=$cgroups/perfsee-deb-check.$$
    fi
    timeout --kill-after=2 1200 unshare --mount --pid --fork --kill-child scripts/deb-check.sh --inside "$work" "$cgroup" &
    inside=$!
    status=0
    wait "$inside" || status=$?
    inside=""
    exit "$status"
fi

# From here on in separate mount and process namespaces.
work=$2
cgroup=$3
root=$work/root
package=$(basename "$work"/perfsee_*.deb)
log=$work/log
mount -t proc proc /proc

fail() {
    echo "$1" >&2
    tail -n "${2:-20}" "$log" >&2
    exit 1
}
# quietly COMMAND...: its output goes to the log, and is shown if it fails.
quietly() { "$@" >"$log" 2>&1 </dev/null || fail "Command failed: $*"; }
in_root() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }

# Everything with the program's name, except what apt and dpkg write about their own work.
traces() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./var/log -o -path ./var/cache \) -prune -o -name '*perfsee*' -print)
    grep -H perfsee "$root/etc/passwd" "$root/etc/group" "$root/etc/shadow" "$root/etc/gshadow" || true
}

release=$(. /etc/os-release && echo "$VERSION_CODENAME")
echo "A fresh Debian: $release"
# shellcheck disable=SC2016 # apt-get fills these in.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Identifier: Packages' |
    awk -v release="$release" '$2 == release && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || { echo "This machine's apt has no source for $release." >&2; exit 69; }
quietly debootstrap --variant=minbase "$release" "$root" "$mirror"
mount -t proc proc "$root/proc"
before=$(traces)
[ -z "$before" ] || { echo "The fresh Debian already contains perfsee: $before" >&2; exit 1; }

echo "apt-get install ./$package"
cp "$work/$package" "$root/root/"
quietly in_root apt-get update
quietly in_root apt-get install -y --no-install-recommends "/root/$package"
rm "$root/root/$package"
in_root dpkg-query -W -f '  ${Package} ${Version}, ${Installed-Size} KiB\n  Depends: ${Depends}\n' perfsee
! in_root ldd /usr/bin/perfsee | grep 'not found' || fail "A library is missing." 0
[ "$(in_root stat -c '%U:%G %a' /var/lib/perfsee)" = "perfsee:perfsee 700" ] || fail "The folder is not private to its user." 0
[ -L "$root/etc/systemd/system/multi-user.target.wants/perfsee.service" ] || fail "The service is not enabled." 0
[ "$(in_root dpkg --verify perfsee)" = "" ] || fail "The installed files differ from the package." 0

echo "perfsee --version: $(in_root perfsee --version)"
[ "$(in_root perfsee --version)" = "$(in_root dpkg-query -W -f '${Version}' perfsee)" ] ||
    fail "The version differs from the package's." 0

echo "perfsee serve, as the unit starts it, on loopback"
# The command, the folder and the user are the unit's. The server has a network of its own, so that its port is free,
# whatever runs on this machine.
unit() { sed -n "s/^$1=//p" "$root/lib/systemd/system/perfsee.service"; }
# The check is the container's own.
sed -n 's/^ *CMD \["bash", "-c", "\(.*\)"\]$/\1/p' packaging/Dockerfile | sed 's/\\\\/\\/g' >"$root/root/health.sh"
[ -s "$root/root/health.sh" ] || fail "packaging/Dockerfile has no health check." 0
cat >"$root/root/serve.sh" <<END
cd $(unit WorkingDirectory)
umask $(unit UMask)
setpriv --reuid $(unit User) --regid $(unit Group) --init-groups $(unit ExecStart) >/root/serve.out 2>/root/serve.err &
server=\$!
tries=0
until bash /root/health.sh 2>/dev/null; do
    tries=\$((tries + 1))
    kill -0 \$server 2>/dev/null && [ \$tries -lt 100 ] || exit 1
    sleep 0.2
done
echo "  healthy"
kill -TERM \$server
wait \$server
END
in_namespace() { unshare --net sh -c 'ip link set lo up && exec "$@"' sh "$@"; }
in_namespace env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$root" timeout 120 sh /root/serve.sh || {
    cat "$root/root/serve.out" "$root/root/serve.err" >&2
    exit 1
}
sed 's/^/  /' "$root/root/serve.out"
grep -q "perfsee listens at" "$root/root/serve.out" || fail "The server did not print its address." 0
for file in perfsee.db perfsee.db.admin perfsee.db.key; do
    [ "$(in_root stat -c '%U %a' /var/lib/perfsee/$file)" = "perfsee 600" ] || fail "$file is not private to its user." 0
done
link=$(cd / && in_root runuser -u perfsee -- perfsee admin link --config /etc/perfsee/perfsee.yaml)
case $link in http://127.0.0.1:8080/sign-in/*) ;; *) fail "perfsee admin link printed: $link" 0 ;; esac

echo "systemd-analyze verify and security"
quietly in_root apt-get install -y --no-install-recommends systemd
# A fresh Debian of this kind has no man.
in_root systemd-analyze verify --man=no /lib/systemd/system/perfsee.service || fail "systemd-analyze verify found problems." 0
# 10 is fully exposed, 0 fully locked down.
in_root systemd-analyze security --offline=true --no-pager --threshold=20 /lib/systemd/system/perfsee.service \
    >"$log" 2>&1 || fail "The unit is more exposed than before."
tail -n 1 "$log" | sed 's/^[^A-Za-z]*/  /'

echo "Removal keeps the data; a reinstalled package finds it"
quietly in_root apt-get remove -y perfsee
[ -s "$root/var/lib/perfsee/perfsee.db" ] || fail "The database is gone." 0
rm "$root/var/lib/perfsee/perfsee.db.admin"
cp "$work/$package" "$root/root/"
quietly in_root apt-get install -y --no-install-recommends "/root/$package"
in_root runuser -u perfsee -- perfsee admin token --config /etc/perfsee/perfsee.yaml | grep -q '^psee_' ||
    fail "The server no longer knows its administrator." 0

echo "The service under systemd"
if [ -n "$cgroup" ]; then
    # As on a first start.
    rm -r "$root/var/lib/perfsee"
    # What docs/operations.md is followed with. Nothing starts before systemd does.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    quietly in_root apt-get install -y --no-install-recommends openssl postgresql python3
    rm "$root/usr/sbin/policy-rc.d"
    cp docs/operations.md scripts/deb-check-operations.sh "$root/root/"
    scripts/deb-check-boot.sh "$root" "$cgroup" "/root/$package"
else
    echo "  skipped: control groups (version 2) can't be created here"
fi

echo "Purge"
touch "$root/etc/perfsee/environment"
quietly in_root apt-get purge -y perfsee
rm -f "$root/root/operations.md" "$root/root/deb-check-operations.sh"
rm "$root/root/$package" "$root/root/serve.sh" "$root/root/serve.out" "$root/root/serve.err" "$root/root/health.sh"
after=$(traces)
[ -z "$after" ] || { echo "These files are left: $after" >&2; exit 1; }
echo "All checks passed."
