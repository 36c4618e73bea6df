#!/bin/bash
# What makes conformance_test fail, tried with a suite of three tests: one goes wrong on purpose.
set -euo pipefail
runner=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/tests/draft7/optional" "$folder/remotes"

cat >"$folder/remotes/short.json" <<'END'
{ "maxLength": 2 }
END
cat >"$folder/tests/draft7/sample.json" <<'END'
[
    {
        "description": "a remote",
        "schema": { "$ref": "http://localhost:1234/short.json" },
        "tests": [
            { "description": "short", "data": "ab", "valid": true },
            { "description": "long", "data": "abc", "valid": false },
            { "description": "the suite errs", "data": "abc", "valid": true }
        ]
    }
]
END
cat >"$folder/tests/draft7/optional/refused.json" <<'END'
[
    {
        "description": "no schema",
        "schema": { "type": "text" },
        "tests": [{ "description": "any", "data": "ab", "valid": true }]
    }
]
END

# run STATUS SAYS EXCEPTIONS [SET]: SAYS is a part of what is printed.
run() {
    local wanted=$1 says=$2 set=${4:-required} status=0
    echo "$3" >"$folder/exceptions.json"
    "$runner" ${bless:-} "$folder" "$folder/exceptions.json" "$folder/table.md" draft7 "$set" \
        >"$folder/out" 2>&1 || status=$?
    [ "$status" -eq "$wanted" ] && [[ $(<"$folder/out") == *"$says"* ]] && return
    echo "status $status instead of $wanted, or not \"$says\", with the exceptions $3:" >&2
    cat "$folder/out" >&2
    exit 1
}

entry='{ "drafts": ["draft7"], "file": "sample.json", "reason": "it errs", "case": "a remote"'
known="$entry, \"test\": \"the suite errs\" }"

echo "# Sample" >"$folder/table.md"
run 1 'is not true any more' "[$known]"
bless=--bless run 0 '' "[$known]"
grep -qF '| sample.json | 2 | 0 | 1 |' "$folder/table.md"
grep -qF -- '- sample.json: it errs.' "$folder/table.md"
run 0 '' "[$known]"
run 1 'the suite errs: found invalid' '[]'
run 1 'short: is listed, but goes right' "[$known, $entry, \"test\": \"short\" }]"
run 1 'there is no such test' "[$known, $entry, \"test\": \"none\" }]"
run 3 'without a "file" or a "reason"' '[{ "drafts": ["draft7"], "file": "sample.json" }]'

bless=--bless run 0 'unknown type "text"' '[]' optional
grep -qF '| optional/refused.json | 0 | 1 | 0 |' "$folder/table.md"
run 1 'unknown type "text"' '[]' optional
echo '0123 (1.0-new)' >"$folder/submodule_status"
run 0 'about another version' "[$known]"

rm -r "$folder/tests/draft7"
run 77 'there is no suite' '[]'
