#!/bin/bash
# A table of docs/prism.md, made of the wire tests: a case that is called "kept: …", "improved: …" or
# "not taken: …" is a row, the comment below its name says why. Fails when the document has another table
# between its lines "<!-- WHOM -->" and "<!-- end of WHOM -->".
#
#   verdicts.sh [--bless] DOCUMENT WHOM FILE...      --bless writes the table into the document
set -euo pipefail

bless=
if [ "$1" = --bless ]; then
    bless=1
    shift
fi
document=$1 whom=$2
shift 2

# A heading for each file, which is its first line, and a row for each case.
table() {
    awk '
        function row() {
            if (verdict != "")
                printf "| %s | %s | %s |\n", behaviour, verdict, why
            verdict = why = ""
        }
        FNR == 1 {
            row()
            sub(/^# */, "")
            printf "\n### %s\n\n| behaviour | here | why |\n|---|---|---|\n", $0
            next
        }
        /^### / {
            row()
            cut = index($0, ": ")
            verdict = substr($0, 5, cut - 5)
            behaviour = substr($0, cut + 2)
            gsub(/\|/, "\\|", behaviour)
            counts[verdict]++
            naming = 1
            next
        }
        naming && /^# / { why = why (why == "" ? "" : " ") substr($0, 3); next }
        { naming = 0 }
        END {
            row()
            for (verdict in counts)
                if (verdict != "kept" && verdict != "improved" && verdict != "not taken") {
                    print "a case has no verdict: " verdict >"/dev/stderr"
                    exit 1
                }
            printf "\nKept: %d, improved: %d, not taken: %d.\n", counts["kept"], counts["improved"],
                counts["not taken"]
        }' "$@"
}

made=$(mktemp)
trap 'rm -f "$made"' EXIT
{
    sed "/^<!-- $whom -->$/q" "$document"
    table "$@"
    sed -n "/^<!-- end of $whom -->$/,\$p" "$document"
} >"$made"
if [ -n "$bless" ]; then
    cat "$made" >"$document"
else
    diff -u "$document" "$made" || { echo "the target bless_verdicts rewrites the table"; exit 1; }
fi
