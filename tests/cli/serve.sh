# serve: compiled in memory and by a compiler, on a free port, ended by both signals.
set -euo pipefail
. "$(dirname "$0")/server.bash"

start "$program" serve pets.yaml -p 0
expect_pets
if grep -E '^[^ ]+ .?wx' "/proc/$server/maps"; then
    fail "a page is writable and executable"
fi

code=0
"$program" serve pets.yaml -p "$port" 2>taken || code=$?
[ "$code" -eq 3 ] || fail "exit code $code when the port is taken"
grep -q "$port" taken || fail "it does not say which port is taken: $(cat taken)"
end TERM

start "$program" mock pets.yaml --port=0 --cc
expect_pets
end INT

start "$program" serve pets.yaml -p0 --no-cors --body-limit 16
expect ' 413 ' PUT /v2/pets/7 '{"name":"a name that is too long"}'
[[ $(request GET /v2/pets/7) != *Access-Control* ]] || fail "CORS fields with --no-cors"
end INT

# What is allowed but not enforced is said at every start, also when nothing is compiled.
for _ in 1 2; do
    start "$program" serve words.yaml -p 0 --allow requried
    end TERM
    [ "$(grep -c '^not enforced: requried in words.yaml:46 (allowed)$' out)" -eq 1 ] ||
        fail "it does not say what is not enforced: $(cat out)"
done

# Of many operations the first hundred are shown, and where the others are.
{
    printf 'openapi: 3.1.0\ninfo: { title: many, version: "1" }\npaths:\n'
    for i in {1..103}; do
        printf '  /%d: { get: { responses: { "204": { description: nothing } } } }\n' "$i"
    done
} >many.yaml
start "$program" serve many.yaml -p 0
[ "$(grep -c '^GET  http://' out)" -eq 100 ] || fail "not a hundred operations: $(cat out)"
grep -q "^and 3 more: http://127.0.0.1:$port/__understudy/operations lists all of them$" out ||
    fail "it does not say where the others are: $(tail -2 out)"
[[ $(request GET /__understudy/operations) == *'"/103"'* ]] || fail "the page does not list the last"
end TERM

# --quiet prints nothing when nothing goes wrong.
"$program" serve pets.yaml -p "$port" --quiet >quiet 2>&1 &
server=$!
until { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; do
    kill -0 "$server" || fail "it ended: $(cat quiet)"
    sleep 0.05
done
exec 3>&-
expect_pets
end TERM
[ ! -s quiet ] || fail "--quiet printed: $(cat quiet)"
