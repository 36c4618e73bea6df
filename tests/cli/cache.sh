# The cache of serve: an unchanged document is not compiled again, a changed one is, and what stands in
# the folder is believed only when it is whole and ours.
set -euo pipefail
. "$(dirname "$0")/server.bash"

entries() {
    find "$scratch/caches" -name '*.module' | wc -l
}

# The date of an entry is that of its last use; its inode is another when it was written again.
written() {
    stat -c %i "$scratch"/caches/understudy/*.module
}

# serve_once OPTION...: starts, asks, ends.
serve_once() {
    start "$program" serve pets.yaml -p 0 "$@"
    expect_pets
    end TERM
    cp "$scratch/err" said
}

same() {
    [ "$1" = "$2" ] || fail "$3"
}

sed -i 's/^  title:.*/&\n  x-note: kept/' pets.yaml
mkdir -p fixtures/pets/none-such # a warning, which has to be said each time
serve_once
cp said first
[ -s first ] || fail "no warning about a folder that belongs to no operation"
[ "$(entries)" -eq 1 ] || fail "nothing was kept"
[ "$(stat -c %a "$scratch/caches/understudy")" = 700 ] || fail "others may enter the folder"
before=$(written)

serve_once
cmp said first || fail "the warnings of the first start are not those of the second"
same "$(written)" "$before" "an unchanged document was compiled again"
if grep -E '^[^ ]+ .?wx' <(start "$program" serve pets.yaml -p 0; cat "/proc/$server/maps"; stop); then
    fail "a page is writable and executable"
fi

touch pets.yaml
serve_once
same "$(written)" "$before" "a document with another date and the same content was compiled again"

# A change of the document, of a fixture, and a new fixture.
sed -i 's/kept/held/' pets.yaml
serve_once
[ "$(written)" != "$before" ] || fail "a changed document was not compiled"
before=$(written)
fixture=$(find fixtures/pets -name 200.json | head -n 1)
sed -i '1s/^/ /' "$fixture"
start "$program" serve pets.yaml -p 0
end TERM
[ "$(written)" != "$before" ] || fail "a changed fixture was not compiled"
sed -i '1s/^ //' "$fixture"
serve_once
before=$(written)
cp "$fixture" "${fixture%.json}.other.json"
serve_once
[ "$(written)" != "$before" ] || fail "a new fixture was not compiled"
before=$(written)
[ "$(entries)" -eq 1 ] || fail "entries of what was replaced stay"

# Broken in a byte, cut short, open to others: compiled again.
entry=$(find "$scratch/caches" -name '*.module')
printf 'x' | dd of="$entry" bs=1 seek=$(($(stat -c %s "$entry") - 9)) conv=notrunc 2>/dev/null
serve_once
[ "$(written)" != "$before" ] || fail "a broken entry was used"
truncate -s -4096 "$entry"
before=$(written)
serve_once
[ "$(written)" != "$before" ] || fail "an entry that was cut short was used"
chmod 666 "$entry"
before=$(written)
serve_once
[ "$(written)" != "$before" ] || fail "an entry that others may write was used"

# --no-cache and --cache.
before=$(written)
rm "$entry"
serve_once --no-cache
[ "$(entries)" -eq 0 ] || fail "something was kept with --no-cache"
serve_once --cache here
[ "$(stat -c %a here)" = 700 ] && [ -n "$(ls here)" ] || fail "nothing was kept in --cache"
chmod 755 here
serve_once --cache here
grep -q "others may enter" said || fail "a folder that is open to others was taken: $(cat said)"
