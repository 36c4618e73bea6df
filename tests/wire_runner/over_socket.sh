#!/bin/bash
# Runs the wire tests of a folder against a server that listens on a free port of 127.0.0.1.
#
#   over_socket.sh UNDERSTUDY WIRE_TEST ROOT FOLDER
set -u
understudy=$1 wire_test=$2 root=$3 folder=$4

specs=("$folder"/*.yaml)
fixtures=$folder/fixtures
if [ ! -e "${specs[0]}" ]; then
    specs=("$root"/spec/*.yaml)
    fixtures=$root/fixtures
fi
options=()
[ -e "$folder/options" ] && mapfile -t options <"$folder/options"
[ -d "$fixtures" ] && options+=(--fixtures "$fixtures")

log=$(mktemp)
cd "$folder" # where paths among the options start
"$understudy" serve "${specs[@]}" "${options[@]}" -p 0 >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -f "$log"' EXIT

port=
for _ in $(seq 200); do
    port=$(sed -n 's|.*listening on http://[^:]*:\([0-9]*\).*|\1|p' "$log")
    [ -n "$port" ] && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
done
if [ -z "$port" ]; then
    echo "the server did not start:"
    cat "$log"
    exit 1
fi
"$wire_test" --port "$port" "$root" "$folder"/*.http
