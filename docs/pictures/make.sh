#!/usr/bin/env bash
# Makes the pictures of the README and the guide anew: the built program with its tour
# edition in a real terminal on a display of its own. Needs Go and, of Debian:
# xterm xvfb xdotool imagemagick fonts-dejavu-core.
#
#   docs/pictures/make.sh             all of them
#   docs/pictures/make.sh palette     one of them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for tool in xterm Xvfb xdotool import; do
  command -v "$tool" >/dev/null || { echo "$tool is missing, see the head of this file" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT
go build -o "$work/rubrika" .

Xvfb -displayfd 3 -screen 0 2600x1600x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

# shoot NAME COLUMNSxROWS LANGUAGE dark|light KEY… starts the reader with an
# empty home and no network, presses keys by their X names, and takes the
# picture.
shoot() {
  local name=$1 size=$2 language=$3 paper=('#16181f' '#d8dbe2') term window
  [ "$4" = dark ] || paper=('#ffffff' '#2b2e35')
  shift 4
  if [ -n "$only" ] && [ "$only" != "$name" ]; then return; fi
  rm -rf "$work/home"
  mkdir "$work/home"
  env -i PATH="$PATH" HOME="$work/home" DISPLAY="$DISPLAY" LC_ALL=C.UTF-8 TZ=Asia/Baku COLORTERM=truecolor \
    RUBRIKA_LANG="$language" http_proxy=http://127.0.0.1:1 https_proxy=http://127.0.0.1:1 \
    xterm -u8 -fa 'DejaVu Sans Mono' -fs 11 -b 8 -bc -geometry "$size+0+0" -bg "${paper[0]}" -fg "${paper[1]}" \
    -tn xterm-256color -xrm 'XTerm*directColor: true' -xrm 'XTerm*boldColors: false' -title "$name" \
    -e "$work/rubrika" 2>/dev/null &
  term=$!
  window=$(xdotool search --sync --onlyvisible --pid "$term" | tail -n 1)
  sleep 3
  xdotool mousemove 100 500
  for key in "$@"; do
    xdotool key --clearmodifiers "$key"
    sleep 0.3
  done
  sleep 1
  xdotool mousemove 2590 1590
  import -window "$window" -strip +dither -colors 128 -define png:compression-level=9 "docs/pictures/$name.png"
  kill "$term"
  wait "$term" 2>/dev/null || true
  echo "docs/pictures/$name.png"
}

only=${1:-}
shoot headlines 120x36 ru dark j j
shoot filter 120x36 ru dark c Down Down space
shoot wide 200x50 en dark j j j j
shoot article 100x36 az light j Return
shoot search 120x30 en dark slash w o r d
shoot topics 100x30 en light t
shoot palette 100x30 ru dark colon
