#!/bin/bash
# Runs the cases of a folder against `understudy proxy`, with the scripted upstream behind it.
#
#   run.sh UNDERSTUDY WIRE_TEST UPSTREAM ROOT FOLDER
set -u
program=$1 wire_test=$2 root=$4 folder=$5
. "$(dirname "$0")/proxy.bash"

mapfile -t options <"$folder/options"
start_upstream "$3"
start_proxy "${options[@]}"
"$wire_test" --port "$port" "$root" "$folder"/*.http
