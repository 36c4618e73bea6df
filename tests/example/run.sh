# The worked example is true: its friendly test misses the three bugs, its loop over variants finds each of them, the
# mended client passes both, and the page quotes the files as they are.
#
#   run.sh UNDERSTUDY ROOT FOLDER-OF-PROGRAMS NODE
#
# Without a NODE of version 18 or later the half in JavaScript is left out.
set -euo pipefail
program=$(realpath "$1") root=$(realpath "$2") programs=$(realpath "$3") node=$4
example=$root/docs/example page=$root/docs/worked-example.md
scratch=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT

fail() {
    echo "FAILED: $*"
    tail -n 40 "$scratch"/{server,out} 2>/dev/null || true
    exit 1
}

cd "$root"
: >"$scratch/server" # the loop below may look before the server is there
XDG_CACHE_HOME=$scratch/cache "$program" serve spec/voice-agent.yaml -p 0 >"$scratch/server" 2>&1 &
server=$!
base=
for _ in {1..600}; do
    base=$(sed -n 's/^understudy is listening on //p' "$scratch/server")
    [ -n "$base" ] && break
    sleep 0.05
done
[ -n "$base" ] || fail "the server does not listen"

# says EXPRESSION FILE: one of the file's lines matches.
says() { grep -qE -- "$1" "$2" || fail "no '$1' in $2"; }

"$programs/happy_faulty" "$base" >"$scratch/out" 2>&1 || fail "the friendly test finds something"
"$programs/happy_mended" "$base" >"$scratch/out" 2>&1 || fail "the friendly test of the mended client"
"$programs/variants_mended" "$base" >"$scratch/out" 2>&1 || fail "the mended client"
! "$programs/variants_faulty" "$base" >"$scratch/out" 2>&1 || fail "the loop finds nothing"
says 'name is null.*: the client died' "$scratch/out"
says 'max_reminder_count is 0.*: the card has another number of reminders' "$scratch/out"
says 'language = multi.*: the card shows a null' "$scratch/out"

if [ -n "$node" ] && [ "$("$node" -p 'parseInt(process.versions.node)')" -ge 18 ]; then
    export UNDERSTUDY=$base
    WORDS=./faulty.mjs "$node" --test "$example/happy.test.mjs" >"$scratch/out" 2>&1 || fail "the friendly test finds something"
    WORDS=./mended.mjs "$node" --test "$example/happy.test.mjs" >"$scratch/out" 2>&1 || fail "the friendly test of the mended client"
    WORDS=./mended.mjs "$node" --test "$example/variants.test.mjs" >"$scratch/out" 2>&1 || fail "the mended client"
    ! WORDS=./faulty.mjs "$node" --test "$example/variants.test.mjs" >"$scratch/out" 2>&1 || fail "the loop finds nothing"
    says "Cannot read properties of null" "$scratch/out"
    says "error: '.* and gives 3 reminders'" "$scratch/out"
    says "speaks undefined" "$scratch/out"
fi

# A line `docs/example/NAME` above a block of code: each line of the block is one of that file.
awk '/^`docs\/example\/[a-z_.]+`/ { split($0, part, "`"); file = part[2] }
    /^```$/ { inside = 0; file = "" }
    inside && NF { print file "\t" $0 }
    /^```[a-z]/ { inside = file != "" }' "$page" >"$scratch/quoted"
[ -s "$scratch/quoted" ] || fail "the page quotes nothing"
while IFS=$'\t' read -r file line; do
    grep -qxF -- "$line" "$file" || fail "$file has no line: $line"
done <"$scratch/quoted"
