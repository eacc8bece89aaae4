#!/bin/sh
# Builds .build/deb/perfsee_VERSION_ARCHITECTURE.deb from this tree.
#
#     scripts/deb.sh
#
# Swift's libraries are linked into the program, so that the package needs only what Debian has. Its version is the
# output of `perfsee --version`, its timestamps are those of the last commit: the same program gives the same bytes.
# DEBFULLNAME and DEBEMAIL name the maintainer, as they do for Debian's own tools.
set -eu
cd "$(dirname "$0")/.."

scripts/install-system-packages.sh build deb
# A separate folder: --static-swift-stdlib recompiles every file, and so would the next usual build.
scratch=.build-deb
scripts/build.sh -c release --product perfsee --static-swift-stdlib --scratch-path "$scratch"
program=$scratch/release/perfsee

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$("$program" --version)
architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-The Perfsee maintainers} <${DEBEMAIL:-maintainers@perfsee.example}>"
umask 022

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/perfsee
install -d "$root/DEBIAN"

# place FILE PLACE [MODE]
place() { install -D -m "${3:-644}" "$1" "$root$2"; }
# compressed FILE: without the file's name and timestamp, which would differ from one build to the next.
compressed() { gzip -9n "$root$1"; }

install -D -m 755 "$program" "$root/usr/bin/perfsee"
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$root/usr/bin/perfsee"
place packaging/perfsee.service /lib/systemd/system/perfsee.service
place packaging/perfsee.yaml /etc/perfsee/perfsee.yaml
place packaging/perfsee.1 /usr/share/man/man1/perfsee.1
compressed /usr/share/man/man1/perfsee.1

# A sourced file is not a program, so the first line, which names its interpreter, goes.
completion() { "$program" --generate-completion-script "$1" | sed '1{/^#!/d}' >"$work/$1" && place "$work/$1" "$2"; }
completion bash /usr/share/bash-completion/completions/perfsee
completion zsh /usr/share/zsh/vendor-completions/_perfsee
completion fish /usr/share/fish/vendor_completions.d/perfsee.fish

place packaging/debian/lintian-overrides /usr/share/lintian/overrides/perfsee
documentation=/usr/share/doc/perfsee
place packaging/debian/copyright $documentation/copyright
cat >"$work/changelog" <<END
perfsee ($version) unstable; urgency=medium

  * Built from $(git rev-parse --short=12 HEAD). What changed is in the project's history.

 -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
END
place "$work/changelog" $documentation/changelog
compressed $documentation/changelog
# The licenses of the linked libraries require that their texts are included.
for file in "$scratch"/checkouts/*/LICENSE* "$scratch"/checkouts/*/NOTICE* "$scratch"/checkouts/*/Sources/*/LICENSE*; do
    [ -e "$file" ] || continue
    printf '\n==== %s ====\n\n' "${file#"$scratch"/checkouts/}"
    cat "$file"
done >"$work/NOTICES"
place "$work/NOTICES" $documentation/NOTICES
compressed $documentation/NOTICES

# dpkg-shlibdeps looks up which of the machine's packages provide the libraries, and from which version on. It wants a
# source package around it, and warns about unneeded libraries in the linker's list.
install -d "$work/source/debian"
printf 'Source: perfsee\n\nPackage: perfsee\nArchitecture: any\n' >"$work/source/debian/control"
libraries=$(cd "$work/source" && dpkg-shlibdeps -O -e "$root/usr/bin/perfsee" 2>"$work/shlibdeps" |
    sed -n 's/^shlibs:Depends=//p')
if [ -z "$libraries" ]; then
    cat "$work/shlibdeps" >&2
    echo "Could not determine which packages $program depends on." >&2
    exit 1
fi

for script in postinst prerm postrm; do place packaging/debian/$script /DEBIAN/$script 755; done
echo /etc/perfsee/perfsee.yaml >"$root/DEBIAN/conffiles"
(cd "$root" && find . -path ./DEBIAN -prune -o -path ./etc -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) \
    >"$root/DEBIAN/md5sums"
# Every file counts in whole KiB, every folder as one, whatever they take on this file system.
size=$(find "$root" -path "$root/DEBIAN" -prune -o \( -type f -printf '%s\n' -o -printf '1\n' \) |
    awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@MAINTAINER@/$maintainer/" \
    -e "s/@SIZE@/$size/" -e "s/@LIBRARIES@/$libraries/" packaging/debian/control >"$root/DEBIAN/control"

package=.build/deb/perfsee_${version}_$architecture.deb
install -d .build/deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
echo "Built $package"
