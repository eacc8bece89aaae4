#!/bin/bash
# A part of scripts/deb-check.sh: follows docs/operations.md on a machine with the package, systemd and PostgreSQL, and
# nothing else. A command that the document shows is run as it stands there; one that it does not show fails.
#
#     scripts/deb-check-operations.sh DOCUMENT
#
# DOCUMENT is docs/operations.md. Must run as root, in the namespaces of scripts/deb-check-boot.sh: it changes the machine.
set -eu
document=$1
work=$(mktemp -d)
cd "$work"
fail() {
    echo "$1" >&2
    journalctl --no-pager -n 20 -u perfsee >&2 || true
    exit 1
}
# documented TEXT: runs the text, with `..._NEW_...` and the like filled in by the caller's substitutions.
documented() {
    local line
    while IFS= read -r line; do
        grep -qF -- "$line" "$document" || fail "docs/operations.md does not show: $line"
    done <<<"$1"
    eval "$(sed "${2:-}" <<<"$1")"
}
# within SECONDS COMMAND...
within() {
    local tries=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}
# Requests from bash itself: the machine has no curl.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3 && head -n 1 <&3 | grep -q ' 200 '); }
ready() { answers "${1:-8080}" /readyz; }

# A receiver that needs a second for each delivery of the type `slow`, and writes down what it gets.
cat >receiver.py <<'END'
import http.server, time
class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        with open("received", "a") as file:
            print(time.time(), self.headers["X-Perfsee-Event"], self.headers["X-Perfsee-Delivery"], file=file, flush=True)
        if self.headers["X-Perfsee-Event"].startswith("slow"): time.sleep(20)
        self.send_response(204)
        self.end_headers()
    def log_message(self, *arguments): pass
http.server.ThreadingHTTPServer(("127.0.0.1", 3000), Receiver).serve_forever()
END
touch received
python3 receiver.py &
receiver=$!
second=""
trap 'kill $receiver $second 2>/dev/null || true; rm -rf "$work"' EXIT
received() { [ "$(grep -c "$1" received)" -ge "$2" ]; }

within 20 ready || fail "The service is not ready."
PERFSEE_TOKEN=$(sed -n "s/^Administrator token: //p" /var/lib/perfsee/perfsee.db.admin)
export PERFSEE_TOKEN
documented "cat /var/lib/perfsee/perfsee.db.admin && rm /var/lib/perfsee/perfsee.db.admin" >/dev/null

printf 'allow-network:\n  - 127.0.0.0/8\n' >>/etc/perfsee/perfsee.yaml
documented "systemctl restart perfsee" >/dev/null
documented "systemctl status perfsee" >/dev/null
documented "journalctl -u perfsee" >/dev/null
within 20 ready || fail "The service does not start with a changed setting."
perfsee project create documents --host Unknown --namespace acme --name documents >/dev/null
openssl rand -hex 32 >secret
PERFSEE_WEBHOOK_SECRET=$(cat secret) perfsee webhook create documents --url http://127.0.0.1:3000/ >/dev/null
publish() { echo '{}' | perfsee publish documents "$1" - >/dev/null; }
publish first:event
within 20 received first 1 || fail "The first event did not arrive."
echo "  first start, settings"

documented "runuser -u perfsee -- perfsee backup /var/lib/perfsee/backup-1 --database sqlite:/var/lib/perfsee/perfsee.db" \
    >/dev/null
mkdir copy
cp -r /var/lib/perfsee/backup-1 /var/lib/perfsee/perfsee.db.key copy/
(
    cd copy
    trap 'kill $! 2>/dev/null' EXIT
    documented 'PERFSEE_SECRET_KEY=$(cat perfsee.db.key) perfsee serve --port 8081 --database sqlite:backup-1/perfsee.db' \
        's/$/ \&/' >backup.log 2>&1
    within 20 ready 8081
) || fail "A server does not start on the backup."
publish late:event
within 20 received late 1 || fail "The event after the backup did not arrive."
systemctl stop perfsee
mkdir moved
mv /var/lib/perfsee/perfsee.db* /var/lib/perfsee/perfsee-blobs moved/
cp moved/perfsee.db.key /var/lib/perfsee/
cp -r /var/lib/perfsee/backup-1/* /var/lib/perfsee/
chown -R perfsee: /var/lib/perfsee
systemctl start perfsee
within 20 ready || fail "The service does not start on a restored backup."
perfsee deliveries documents | grep -q 'first:event' || fail "The restored server has lost its delivery."
! perfsee deliveries documents | grep -q 'late:event' || fail "The restored server knows what came after the backup."
echo "  backup, test of the backup, restoration"

systemctl stop perfsee
(cd / && su postgres -c "psql -qc \"CREATE USER perfsee PASSWORD 'password'\" -c 'CREATE DATABASE perfsee OWNER perfsee'")
documented 'systemctl stop perfsee
    export PERFSEE_SECRET_KEY=$(cat /var/lib/perfsee/perfsee.db.key)
    perfsee export --database sqlite:/var/lib/perfsee/perfsee.db |
        perfsee import --database postgres://perfsee:password@db.example/perfsee' 's/db.example/127.0.0.1/' >/dev/null
documented 'install -m 0600 /dev/null /etc/perfsee/environment
    echo "PERFSEE_SECRET_KEY=$(cat /var/lib/perfsee/perfsee.db.key)" >/etc/perfsee/environment
    rm /var/lib/perfsee/perfsee.db.key'
documented 'echo "PERFSEE_DATABASE=postgres://perfsee:password@db.example/perfsee" >>/etc/perfsee/environment' \
    's/db.example/127.0.0.1/'
systemctl restart perfsee
within 20 ready || fail "The service does not start on PostgreSQL."
perfsee deliveries documents | grep -q 'first:event' || fail "The move has lost a delivery."
documented '(set -a; . /etc/perfsee/environment; exec runuser -u perfsee -- perfsee admin link --config /etc/perfsee/perfsee.yaml)' |
    grep -q /sign-in/ || fail "There is no link for an administrator."
publish second:event
within 20 received second 1 || fail "After the move an event did not arrive."
echo "  move to PostgreSQL, key in the environment"

# How long until a node that is killed in the middle of a delivery sends it again, once it is started again.
export PERFSEE_DATABASE=postgres://perfsee:password@127.0.0.1/perfsee
perfsee serve --port 8081 --allow-network 127.0.0.0/8 --role api >second.log 2>&1 &
second=$!
within 20 ready 8081 || fail "The second node does not start."
PERFSEE_URL=http://127.0.0.1:8081 publish slow:event
within 20 received slow 1 || fail "The other node did not deliver what the second one accepted."
systemctl kill --signal=KILL perfsee
within 20 ready || fail "The service was not started again."
began=$(date +%s.%N)
within 150 received slow 2 || fail "What the killed node was sending was not sent again."
awk -v began="$began" '/slow/ { at = $1 } END { printf "  two nodes on PostgreSQL; one that was killed sends again %.1f s after it is ready\n", (at > began ? at - began : 0)
    exit (at > began + 10) }' received || fail "A node that was killed and started again waits for its own leases."
kill -TERM $second
wait $second || fail "The second node did not stop cleanly."
second=""

systemctl stop perfsee
export PERFSEE_SECRET_KEY="$(sed -n 's/^PERFSEE_SECRET_KEY=//p' /etc/perfsee/environment)"
runuser -u perfsee -- mkdir /var/lib/perfsee/back
perfsee export --database "$PERFSEE_DATABASE" >all 2>/dev/null
runuser -u perfsee --preserve-environment -- perfsee import --database sqlite:/var/lib/perfsee/back/perfsee.db <all >/dev/null 2>&1
perfsee export --database sqlite:/var/lib/perfsee/back/perfsee.db 2>/dev/null | cmp - all || fail "Moved back, it is not the same."
rm -r /var/lib/perfsee/back
echo "  move back to SQLite, byte for byte"
