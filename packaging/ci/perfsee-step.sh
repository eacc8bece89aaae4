#!/bin/sh
# Says in CI what a change does to a build, and fails if a budget is exceeded. With a server, it also uploads the build.
#
#     PERFSEE_BUILD=dist sh perfsee-step.sh
#
# All settings are environment variables; an empty one counts as not set. packaging/ci/README.md describes them.
#
#   PERFSEE_BUILD             the build: a folder, an archive, or the stats file in a folder. Default: dist
#   PERFSEE_PROJECT           the project on the server. Without it, nothing is uploaded
#   PERFSEE_URL, PERFSEE_TOKEN  the server, and a token with the upload and read scopes
#   PERFSEE_NAME              distinguishes several builds of one commit
#   PERFSEE_BASELINE          a build to compare with, or the report.json of one. A missing file is no error
#   PERFSEE_REQUIRE_BASELINE  true: exit with 3 if there is no baseline
#   PERFSEE_BUDGETS           the file with the budgets. Default: perfsee-budgets.yaml in the build
#   PERFSEE_FAIL              false: an exceeded budget or a missing baseline is told, and the exit status is 0
#   PERFSEE_REPORTS           the folder that the reports are written to. Default: perfsee-report
#   PERFSEE_DOWNLOAD          where the program is downloaded from: a Debian package, or the program itself.
#                             Without it, perfsee must be installed
#   PERFSEE_SHA256            the SHA-256 of that file. Required with PERFSEE_DOWNLOAD
#   PERFSEE_VERSION           the version of the program. Required with PERFSEE_DOWNLOAD
#
# Exit status: 0 all is well, 2 a budget is exceeded, 3 there is no baseline and one is required, 64 a setting is wrong,
# 65 the program is not the one that was asked for, 69 it could not be downloaded, 1 anything else.
set -eu

# The largest download, in bytes, and the time that it may take, in seconds.
largest=536870912
longest=300

build=${PERFSEE_BUILD:-dist}
reports=${PERFSEE_REPORTS:-perfsee-report}
program=perfsee

one_line() { printf '%s' "$*" | tr '\r\n%' '   '; }
say() { printf 'perfsee-step: %s\n' "$(one_line "$*")" >&2; }
fail() {
    status=$1
    shift
    say "$*"
    # GitHub shows this beside the job.
    [ "${GITHUB_ACTIONS:-}" != true ] || printf '::error title=Perfsee::%s\n' "$(one_line "$*")"
    exit "$status"
}

sha256() {
    if command -v sha256sum >/dev/null; then
        sha256sum <"$1" | cut -d ' ' -f 1
    elif command -v shasum >/dev/null; then
        shasum -a 256 <"$1" | cut -d ' ' -f 1
    else
        fail 69 "Neither sha256sum nor shasum is installed, so the download can't be checked."
    fi
}

download() {
    wanted=$(printf '%s' "${PERFSEE_SHA256:-}" | tr 'A-F' 'a-f')
    if [ -z "$wanted" ] || [ -z "${PERFSEE_VERSION:-}" ]; then
        fail 64 "PERFSEE_DOWNLOAD needs PERFSEE_SHA256 and PERFSEE_VERSION: nothing is run that is not pinned."
    fi
    case $wanted in
    *[!0-9a-f]*) fail 64 "PERFSEE_SHA256 is not a SHA-256: it has characters other than 0-9 and a-f." ;;
    esac
    [ ${#wanted} -eq 64 ] || fail 64 "PERFSEE_SHA256 is not a SHA-256: it has ${#wanted} characters instead of 64."
    command -v curl >/dev/null || fail 69 "curl is not installed, so the program can't be downloaded."
    file=$folder/download
    curl --fail --silent --show-error --location --proto '=https,http' --proto-redir '=https,http' --retry 2 \
        --max-time "$longest" --max-filesize "$largest" --output "$file" --url "$PERFSEE_DOWNLOAD" ||
        fail 69 "The program could not be downloaded. Check PERFSEE_DOWNLOAD and the network."
    found=$(sha256 "$file")
    [ "$found" = "$wanted" ] ||
        fail 65 "The download is not the pinned file: its SHA-256 is $found instead of $wanted. Nothing of it was run."
    program=$folder/perfsee
    if [ "$(head -c 7 "$file")" = '!<arch>' ]; then
        command -v dpkg-deb >/dev/null || fail 69 "dpkg-deb is not installed: name the program itself in PERFSEE_DOWNLOAD."
        dpkg-deb -x "$file" "$folder/package"
        program=$folder/package/usr/bin/perfsee
        [ -f "$program" ] || fail 65 "The Debian package does not contain /usr/bin/perfsee."
    else
        mv "$file" "$program"
    fi
    chmod 755 "$program"
}

check_version() {
    version=$("$program" --version) || {
        ! command -v ldd >/dev/null || ldd "$program" 2>/dev/null | grep 'not found' >&2 || true
        fail 65 "The program does not start on this machine. Libraries that it needs are listed above, if any are missing."
    }
    [ -z "${PERFSEE_VERSION:-}" ] || [ "$version" = "$PERFSEE_VERSION" ] ||
        fail 65 "The program's version is $version, not $PERFSEE_VERSION as PERFSEE_VERSION says."
}

# run ARGUMENT...: runs the program. What it prints has names from the build in it, in which GitHub must not read commands.
run() {
    result=0
    [ "${GITHUB_ACTIONS:-}" != true ] || printf '::stop-commands::%s\n' "$pause"
    "$program" "$@" || result=$?
    [ "${GITHUB_ACTIONS:-}" != true ] || printf '::%s::\n' "$pause"
    return "$result"
}

# Sets $uploaded to the exit status.
upload() {
    uploaded=0
    [ -n "${PERFSEE_PROJECT:-}" ] || return 0
    [ -n "${PERFSEE_TOKEN:-}" ] || fail 64 "PERFSEE_PROJECT is set, but PERFSEE_TOKEN is not. Pull requests from forks have \
no secrets: leave PERFSEE_PROJECT empty for them."
    set -- upload --wait --project="$PERFSEE_PROJECT"
    [ -z "${PERFSEE_NAME:-}" ] || set -- "$@" --name="$PERFSEE_NAME"
    run "$@" -- "$build" || uploaded=$?
}

# Sets $analyzed to the exit status.
analyze() {
    analyzed=0
    mkdir -p -- "$reports"
    set -- analyze --report="$reports/report.json" --html="$reports/report.html" --junit="$reports/junit.xml" \
        --sarif="$reports/perfsee.sarif" --gitlab="$reports"
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || set -- "$@" --summary
    [ -z "${PERFSEE_BUDGETS:-}" ] || set -- "$@" --budgets="$PERFSEE_BUDGETS"
    [ "${PERFSEE_REQUIRE_BASELINE:-}" != true ] || set -- "$@" --require-baseline
    if [ -n "${PERFSEE_BASELINE:-}" ]; then
        if [ -e "$PERFSEE_BASELINE" ]; then
            set -- "$@" --baseline="$PERFSEE_BASELINE"
        else
            say "The baseline $PERFSEE_BASELINE does not exist yet, so there is nothing to compare with."
        fi
    fi
    run "$@" -- "$build" || analyzed=$?
}

# judged STATUS MESSAGE: fails, unless PERFSEE_FAIL says otherwise.
judged() {
    [ "${PERFSEE_FAIL:-true}" = false ] || fail "$@"
    shift
    say "$* The job goes on because PERFSEE_FAIL is false."
}

case ${PERFSEE_FAIL:-true} in true | false) ;; *) fail 64 "PERFSEE_FAIL must be true or false." ;; esac
case ${PERFSEE_REQUIRE_BASELINE:-false} in
true | false) ;;
*) fail 64 "PERFSEE_REQUIRE_BASELINE must be true or false." ;;
esac

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
# Nobody else can know it.
pause=perfsee-$(basename "$folder" | tr -cd 'A-Za-z0-9')
# The program would take an empty URL for one.
[ -n "${PERFSEE_URL:-}" ] || unset PERFSEE_URL
if [ -n "${PERFSEE_DOWNLOAD:-}" ]; then
    download
else
    command -v perfsee >/dev/null || fail 64 "perfsee is not installed. Install it, or set PERFSEE_DOWNLOAD, PERFSEE_SHA256 \
and PERFSEE_VERSION."
fi
check_version
upload
analyze

exceeded="A budget is exceeded: the table above says which, and by how much. Make the build smaller, or change the \
budget in perfsee-budgets.yaml, where a reviewer sees it."
for status in "$uploaded" "$analyzed"; do
    case $status in
    0 | 2 | 3) ;;
    *) fail 1 "perfsee exited with status $status. Its message is above." ;;
    esac
done
if [ "$uploaded" -eq 2 ] || [ "$analyzed" -eq 2 ]; then
    judged 2 "$exceeded"
elif [ "$analyzed" -eq 3 ]; then
    judged 3 "There is no baseline to compare with, and PERFSEE_REQUIRE_BASELINE is true. Keep the report.json of the base \
branch, and name it in PERFSEE_BASELINE."
fi
