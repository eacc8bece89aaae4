#!/bin/sh
# Installs missing Debian packages with apt-get, and says so; silent if nothing is missing.
#
#     scripts/install-system-packages.sh GROUP ...        GROUP: build, demo, test, browser, pictures, bench,
#                                                         peers, reports, deb, deb-check
#
# Exit status: 0 complete, 69 something is missing and cannot be installed.
set -eu

scripts=$(cd "$(dirname "$0")" && pwd)
# Single programs, without the services that their packages would start.
tools=$scripts/../.build/tools
lacking=""
lacks_promtool=""

# need PACKAGE TEST...: the package is missing if the test fails.
need() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || case " $lacking " in *" $package "*) ;; *) lacking="$lacking $package" ;; esac
}

header() { echo "#include <$1>" | ${CC:-clang} -E -x c - || [ -e "/usr/include/$1" ]; }
module() { NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs" node -e "require('$1')"; }
venv() { python3 -c "import ensurepip, venv"; }
chinese_font() { fc-list :lang=zh | grep -q .; }

for group in "$@"; do
    case $group in
    build)
        need libsqlite3-dev header sqlite3.h
        need zlib1g-dev header zlib.h
        need libbrotli-dev header brotli/encode.h
        need libzstd-dev header zstd.h
        need libidn2-dev header idn2.h
        need libpq-dev command -v pg_config
        need pkg-config command -v pkg-config
        ;;
    demo)
        need nodejs command -v node
        need node-express module express
        need esbuild command -v esbuild
        need openssl command -v openssl
        ;;
    test)
        need nodejs command -v node
        need node-express module express
        need node-typescript command -v tsc
        need python3 command -v python3
        need python3-venv venv
        need esbuild command -v esbuild
        need openssl command -v openssl
        need curl command -v curl
        need shellcheck command -v shellcheck
        need iproute2 test -x /usr/sbin/bridge
        need postgresql-15 test -x /usr/lib/postgresql/15/bin/postgres
        command -v promtool >/dev/null || [ -x "$tools/promtool" ] || lacks_promtool=1
        ;;
    browser)
        need chromium-headless-shell command -v chromium-headless-shell
        need fonts-noto-cjk chinese_font
        need python3 command -v python3
        need python3-venv venv
        ;;
    pictures)
        need pngquant command -v pngquant
        ;;
    bench)
        need nodejs command -v node
        need wrk command -v wrk
        need postgresql-15 test -x /usr/lib/postgresql/15/bin/postgres
        need python3 command -v python3
        ;;
    reports)
        need python3 command -v python3
        need python3-venv venv
        ;;
    peers)
        need nodejs command -v node
        need python3 command -v python3
        need esbuild command -v esbuild
        need node-acorn module acorn-walk
        need node-source-map module source-map
        # Scripts and source maps to compare.
        need libjs-bootstrap4 test -e /usr/share/javascript/bootstrap4
        need libjs-codemirror test -e /usr/share/javascript/codemirror
        need libjs-d3 test -e /usr/share/javascript/d3
        need libjs-jquery-ui test -e /usr/share/javascript/jquery-ui
        need libjs-moment test -e /usr/share/javascript/moment
        need libjs-three test -e /usr/share/javascript/three
        need libjs-vue test -e /usr/share/javascript/vue
        ;;
    deb)
        need dpkg-dev command -v dpkg-shlibdeps
        need binutils command -v strip
        ;;
    deb-check)
        need debootstrap command -v debootstrap
        need iproute2 command -v ip
        need lintian command -v lintian
        ;;
    *)
        echo "Unknown group of packages: $group." >&2
        exit 64
        ;;
    esac
done

# Without it, only one test is skipped, so it is no reason to fail.
add_promtool() {
    folder=$(mktemp -d)
    if (cd "$folder" && { apt-get download -qq prometheus || { "$scripts/apt-get.sh" update -qq &&
        apt-get download -qq prometheus; }; } && dpkg-deb -x prometheus_*.deb . &&
        mkdir -p "$tools" && mv usr/bin/promtool "$tools/promtool") >/dev/null 2>&1; then
        echo "Added .build/tools/promtool, from Debian's package prometheus."
    else
        echo "promtool is missing (Debian's package prometheus), so the format of the metrics is not tested."
    fi
    rm -rf "$folder"
}

[ -z "$lacks_promtool" ] || add_promtool
[ -n "$lacking" ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "These packages are missing, and apt-get is not available:$lacking" >&2
    exit 69
fi
echo "Installing with apt-get:$lacking"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# $lacking is a list of words.
# shellcheck disable=SC2086
if ! { "$scripts/apt-get.sh" update -qq &&
    "$scripts/apt-get.sh" install -y -qq --no-install-recommends $lacking; } >"$log"; then
    tail -n 5 "$log" >&2
    echo "The packages could not be installed. Install them as root, then run this script again: apt-get install$lacking" >&2
    exit 69
fi
