#!/usr/bin/env bash
# The prebuilt libraries of the pages with pictures, from npm at pinned versions, as they are packed there but for two
# things: references to source maps go (a browser would look for them), and so does the notice in which vis-timeline
# calls this build deprecated (the others bring their style in <style> elements, which our policy forbids).
# Without arguments: fetch and check against SHA256SUMS. `--write`: write SHA256SUMS anew, after a version was changed.
set -euo pipefail
cd "$(dirname "$0")/npm"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# take PACKAGE@VERSION FILE... : unpacks a package and copies files of it, each as FILE or FILE:NAME
take() {
  local package=$1 archive file
  shift
  archive=$(cd "$work" && npm pack --silent "$package")
  rm -rf "$work/package"
  tar -xzf "$work/$archive" -C "$work"
  for file in "$@"; do
    cp "$work/package/${file%%:*}" "./$(basename "${file##*:}")"
  done
}

take cytoscape@3.34.4 dist/cytoscape.min.js LICENSE:cytoscape.LICENSE
take layout-base@2.0.1 layout-base.js LICENSE:layout-base.LICENSE
take cose-base@2.2.0 cose-base.js LICENSE:cose-base.LICENSE
take cytoscape-fcose@2.2.0 cytoscape-fcose.js LICENSE:cytoscape-fcose.LICENSE
take vis-timeline@8.5.4 dist/vis-timeline-graph2d.min.js dist/vis-timeline-graph2d.min.css \
  LICENSE.MIT.txt:vis-timeline.LICENSE
take @zazuko/yasqe@4.6.2 build/yasqe.min.js build/yasqe.min.css
take @zazuko/yasr@4.6.2 build/yasr.min.js build/yasr.min.css

sed -i -E '/^\/[*\/][#@] sourceMappingURL=.*$/d' ./*.js ./*.css
perl -0pi -e 's/console\.warn\(\["This build has been deprecated\."[^\]]*\]\.join\("\\n"\)\)[,;]//' vis-timeline-graph2d.min.js
chmod 644 ./*

if [ "${1:-}" = --write ]; then
  sha256sum ./*.js ./*.css ./*.LICENSE | sed 's# \./# #' > SHA256SUMS
fi
sha256sum --check --quiet SHA256SUMS
