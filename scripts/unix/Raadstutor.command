#!/bin/sh
# Zoekt een Python die Raadstutor kan starten: niet te oud, met SQLite, en met de bibliotheken die hier bij zitten.
case $0 in */*) map=${0%/*} ;; *) map=. ;; esac
map=$(CDPATH='' cd -- "$map" && pwd)
program="$map/programma-@VERSIE@"
fits='import os, sys
sys.path.append(os.path.join(sys.argv[1], "eigen", sys.platform + "-" + os.uname()[4]))
import msgspec, sqlite3
sys.exit(sys.version_info < (3, 11))'
code=1
if [ -f "$program/start.py" ]; then
  found=
  for name in python3.14 python3.13 python3.12 python3.11 python3 /opt/homebrew/bin/python3 /usr/local/bin/python3 \
    /Library/Frameworks/Python.framework/Versions/Current/bin/python3; do
    python=$(command -v "$name") || continue
    # Apple's own is too old, and may ask to install something.
    [ "$python" != /usr/bin/python3 ] || [ ! -d /Library/Frameworks ] || continue
    if "$python" -I -c "$fits" "$program" >/dev/null 2>&1; then
      found=$python
      break
    fi
  done
  if [ "$found" ]; then
    export RAADSTUTOR_START="$map/Raadstutor.command"
    "$found" -I -X utf8 "$program/start.py" "$@"
    code=$?
  elif machine=$(uname -m 2>/dev/null) && ! [ -d "$program/eigen/linux-$machine" ] && ! [ -d "$program/eigen/darwin-$machine" ]; then
    echo "In deze map zit niets voor een computer als deze ($machine). Start Raadstutor uit de broncode; in README staat hoe." >&2
  else
    echo "Raadstutor heeft Python 3.11, 3.12, 3.13 of 3.14 nodig, en vindt die hier niet. Haal hem van python.org, of" >&2
    echo "vraag je beheerder, en start dit bestand opnieuw." >&2
  fi
else
  echo "De map programma-@VERSIE@ ontbreekt naast dit bestand. Pak eerst het hele bestand uit." >&2
fi
if [ "$code" != 0 ] && [ $# = 0 ] && [ -t 0 ]; then
  printf 'Druk op Enter om te sluiten. ' >&2
  read -r _
fi
exit "$code"
