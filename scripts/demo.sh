#!/bin/sh
# The main workflow, once, on this machine: a build goes in, a signed webhook comes out.
#
# Starts a server and an Express receiver on free ports with their data in a temporary folder, and leaves nothing
# behind: no process, no file.
set -eu
cd "$(dirname "$0")/.."

scripts/install-system-packages.sh build demo
scripts/build.sh --product perfsee
perfsee=$PWD/.build/debug/perfsee
export NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"

work=$(mktemp -d "${TMPDIR:-/tmp}/perfsee-demo.XXXXXX")
server=""
receiver=""
finish() {
    status=$?
    trap - EXIT INT TERM HUP
    for pid in $server $receiver; do kill "$pid" 2>/dev/null || true; done
    for pid in $server $receiver; do wait "$pid" 2>/dev/null || true; done
    if [ "$status" != 0 ] && [ "$status" -lt 128 ] && [ -s "$work/server.log" ]; then
        echo "The demo failed. The last lines of the server's log:" >&2
        tail -n 10 "$work/server.log" >&2
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# wait_for FILE PATTERN PID WHAT: waits until a line of the file matches, while the process runs, for at most 20 s.
wait_for() {
    tries=0
    until grep -q -e "$2" "$1" 2>/dev/null; do
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ] || ! kill -0 "$3" 2>/dev/null; then
            echo "$4" >&2
            cat "$1" >&2
            exit 1
        fi
        sleep 0.1
    done
}

step() { printf '\n\033[1m%s\033[0m\n' "$1"; }
[ -t 1 ] || step() { printf '\n%s\n' "$1"; }

step "A server with a SQLite database"
PERFSEE_ADMIN_TOKEN=$(openssl rand -hex 32)
export PERFSEE_ADMIN_TOKEN
"$perfsee" serve --port 0 --database "sqlite:$work/perfsee.db" --allow-network 127.0.0.0/8 \
    >"$work/server.out" 2>"$work/server.log" &
server=$!
wait_for "$work/server.out" "listens at" "$server" "The server did not start."
PERFSEE_URL=$(sed -n 's/^perfsee listens at //p' "$work/server.out")
PERFSEE_TOKEN=$PERFSEE_ADMIN_TOKEN
export PERFSEE_URL PERFSEE_TOKEN
unset PERFSEE_ADMIN_TOKEN
echo "perfsee listens at $PERFSEE_URL"

step "An Express receiver that verifies X-Perfsee-Signature-256"
PERFSEE_WEBHOOK_SECRET="whsec_$(openssl rand -base64 32)"
export PERFSEE_WEBHOOK_SECRET
PORT=0 node examples/express-receiver/receiver.js >"$work/receiver.out" 2>&1 &
receiver=$!
wait_for "$work/receiver.out" "http://" "$receiver" "The receiver did not start."
url=$(grep -o 'http://[^ ]*' "$work/receiver.out" | head -n 1)
echo "The receiver is listening on $url"

step "A project and a webhook with a secret"
"$perfsee" project create demo --host Unknown --namespace perfsee --name demo
"$perfsee" webhook create demo --url "$url" --event-type 'bundle:*'

step "A build of the sample app with esbuild"
cp -R examples/demo "$work/app"
(cd "$work/app" && esbuild src/main.js --bundle --splitting --format=esm --minify --sourcemap \
    --metafile=dist/meta.json --outdir=dist --log-level=warning && cp src/index.html dist/)
ls "$work/app/dist"

step "Upload and analysis"
"$perfsee" upload "$work/app/dist" --project demo --branch main --commit "$(openssl rand -hex 20)" --wait

step "What the receiver verified"
wait_for "$work/receiver.out" "bundle:finished" "$receiver" "The event did not arrive."
grep "bundle:finished" "$work/receiver.out"

step "The delivery in the server's log"
tries=0
until "$perfsee" deliveries demo --state delivered --json | grep -q '"id"'; do
    tries=$((tries + 1))
    [ "$tries" -le 50 ] || { echo "The delivery was not recorded." >&2; exit 1; }
    sleep 0.1
done
delivery=$("$perfsee" deliveries demo --state delivered --json | sed -n 's/.*"id" : "\(.*\)".*/\1/p' | head -n 1)
"$perfsee" delivery demo "$delivery"
echo
