#!/bin/sh
# Builds Tests/BundleAnalysisTests/Samples/source with esbuild and Rollup into the folders beside it, which tests of the
# bundle analysis read. The outputs are committed: run this after a change of the source. Needs Debian's esbuild and
# rollup; other versions write other names and bytes, and the numbers in BuildSampleTests follow them.
set -eu
samples=$(cd "$(dirname "$0")/../Tests/BundleAnalysisTests/Samples" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$samples/source/src" "$samples/source/rollup.config.mjs" "$work"
# As pnpm installs them.
for package in @tiny/greeting@0.4.0 tally@1.2.3; do
    name=${package%@*}
    folder=node_modules/.pnpm/$(echo "$package" | tr / +)/node_modules/$name
    mkdir -p "$work/$(dirname "$folder")" "$work/$(dirname "node_modules/$name")"
    cp -R "$samples/source/packages/$name" "$work/$folder"
    ln -s "$work/$folder" "$work/node_modules/$name"
done
cd "$work"
esbuild src/main.js src/admin.js --bundle --splitting --format=esm --minify --sourcemap --charset=utf8 \
    --entry-names='[name]-[hash]' --outdir=esbuild --metafile=esbuild/meta.json --log-level=warning
rollup --config --silent
mv bundle.json rollup/bundle.json
for tool in esbuild rollup; do
    rm -rf "${samples:?}/$tool"
    mv "$tool" "$samples/$tool"
done
