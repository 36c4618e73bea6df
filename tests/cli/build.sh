# build: the executable needs no file of ours, and is as strict as serve.
set -euo pipefail
. "$(dirname "$0")/server.bash"

"$program" build pets.yaml -o stand-in
mkdir alone
mv stand-in alone
rm -rf pets.yaml fixtures
cd alone

start ./stand-in --port 0
expect_pets
end TERM
start ./stand-in --port 0 --ignore-examples # fixtures are none
expect_pets
end TERM

cp ../words.yaml .
"$program" build words.yaml -o words --allow requried 2>/dev/null
start ./words --port 0
grep -q '^not enforced: requried in words.yaml:46 (allowed)$' ../out || fail "not said: $(cat ../out)"
end TERM
rm words words.yaml

# It is linked with the libraries of its packages, and with neither the compiler's nor libtcc.
if ldd stand-in | grep -E 'yaml|tcc'; then
    fail "it needs what only the compiler needs"
fi
[ "$(ls)" = stand-in ] || fail "files beside it: $(ls)"
