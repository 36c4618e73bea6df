# mock and steady: the command lines that scripts have for Prism and for Steady, under their names, too.
set -euo pipefail
. "$(dirname "$0")/server.bash"

ln -s "$program" prism
ln -s "$program" prism-cli
ln -s "$program" steady

listens() {
    grep -qx "$1 is listening on http://127.0.0.1:$port" out || fail "it does not say so: $(cat out)"
}

start ./prism mock -h 127.0.0.1 -p 0 pets.yaml -m --errors=false
listens Prism
grep -qE '^GET +http://127.0.0.1:[0-9]+/v2/pets/\{pet_id\}$' out || fail "no operation: $(cat out)"
expect ' 200 OK' GET /v2/pets/7
end TERM

# Options in every spelling; what cannot be done is said.
start ./prism-cli mock pets.yaml -p=0 --cors=false --verboseLevel=debug -d true --seed 7 \
    --json-schema-faker-fillProperties=false --ignoreExamples false
listens Prism
[[ $(request GET /v2/pets/7) != *Access-Control* ]] || fail "CORS fields with --cors=false"
end INT

start "$program" --compat=prism mock pets.yaml -p0 --no-multiprocess --no-cors=false --verbose-level info
[[ $(request GET /v2/pets/7) == *Access-Control* ]] || fail "no CORS fields with --no-cors=false"
end TERM

# Our own conventions with Prism's command line, and the other way round.
start "$program" mock pets.yaml -p 0 --compat none
listens understudy
end TERM
start "$program" serve pets.yaml -p 0 --compat prism
listens Prism
end TERM

start ./steady -p 0 --relaxed -i --no-log --log-level=details --validator-strict-oneof --validator-query-array-format=brackets --validator-form-object-format dots \
    --generator-array-size=3 pets.yaml
listens understudy
grep -q 'the plainest that their schemas allow' err || fail "it does not say that --generator… does nothing"
end TERM
start "$program" --compat steady pets.yaml --port 0 -q --log-format=json --no-color --fail-on-warnings --validator-query-array-format=auto
listens understudy
grep -qx "Ready to accept requests on http://127.0.0.1:$port" out || fail "Steady's line is missing: $(cat out)"
expect '"openapi"' GET /_x-steady/spec
expect ' 400 ' GET /v2/pets/x
end TERM
start ./steady pets.yaml -p 0 --reject-on-sdk-error=false
expect ' 200 OK' GET /v2/pets/x
expect 'X-Steady-Request-Valid: false' GET /v2/pets/x
end TERM
free=$port # it was, a moment ago
sed "s|https://pets.example/|http://pets.example:$free/|" pets.yaml >placed.yaml
start ./steady placed.yaml
[ "$port" = "$free" ] || fail "it listens on $port, and not where the document says: $free"
end TERM
! ./steady explain E3008 2>said || fail "steady explain: $(cat said)"
grep -q 'every answer' said || fail "steady explain: $(cat said)"
./steady validate pets.yaml >checked || fail "steady validate: $(cat checked)"
grep -q 'fine' checked || fail "steady validate: $(cat checked)"
