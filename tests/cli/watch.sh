# serve --watch: a changed document is taken up while requests are answered; a broken one is not, and what
# was there goes on answering.
set -euo pipefail
. "$(dirname "$0")/server.bash"

# says COUNT TEXT: waits until stdout and stderr have that many lines with the text.
says() {
    for _ in {1..400}; do
        [ "$(cat "$scratch/out" "$scratch/err" | grep -c -- "$2")" -ge "$1" ] && return
        sleep 0.05
    done
    fail "it does not say '$2' $1 times"
}

start "$program" serve pets.yaml parts/api.yaml -p 0 --watch
expect_pets

# Requests without a break while the contract changes. Each must be answered.
(
    while [ ! -e stop ]; do
        request GET /v2/pets/7 | head -n 1
    done >answers
) &
asking=$!

# Another limit: the same operations.
sed -i 's/minimum: 1 }/minimum: 2 }/' pets.yaml
says 1 '^reloaded: the same operations'
expect 'must be at least 2' GET /v2/pets/0

# Another parameter, status and operation.
cp pets.yaml before.yaml
sed -i 's/^      operationId: getPet$/&\n      summary: A pet./; s/"404":/"410":/' pets.yaml
sed -i '0,/^    put:/s//    delete:\n      operationId: dropPet\n      parameters:\n        - { name: pet_id, in: path, required: true, schema: { type: string } }\n      responses: { "204": { description: Gone. } }\n    put:/' pets.yaml
says 1 'reloaded: operations: 1 new, 0 gone, 1 changed'
says 1 '+ DELETE /pets/{pet_id}$'
says 1 '~ GET /pets/{pet_id}: status 410 is new; status 404 is gone$'
expect ' 204 ' DELETE /v2/pets/7

# An error: said, and nothing changes.
sed -i 's/minimum: 2 }/minimum: two }/' pets.yaml
says 1 'minimum'
says 1 'the change is not taken up'
expect ' 204 ' DELETE /v2/pets/7

# The file is gone for a while, as when an editor replaces it.
mv pets.yaml away.yaml
says 2 'the change is not taken up'
expect ' 204 ' DELETE /v2/pets/7
cp before.yaml pets.yaml
says 1 'reloaded: operations: 0 new, 1 gone, 1 changed'
expect ' 405 ' DELETE /v2/pets/7

# A fixture, a new fixture, and a file that the document refers to.
sed -i 's/Rex/Max/' fixtures/pets/getPet/200.json
says 2 'reloaded: the same operations'
expect 'Max' GET /v2/pets/7
echo '{"name": "Ada"}' >fixtures/pets/getPet/200.other.json
says 3 'reloaded: the same operations'
part=parts/lib/pet.yaml
printf '\n# seen\n' >>"$part"
says 4 'reloaded: the same operations'

# Only another date: nothing to say.
touch pets.yaml
sleep 1
[ "$(grep -c '^reloaded' "$scratch/out")" -eq 6 ] || fail "it reloads without a change"

touch stop
wait "$asking"
[ "$(grep -vc ' 200 ' answers || true)" -eq 0 ] || fail "lost: $(grep -v ' 200 ' answers | head -n 3)"
[ "$(wc -l <answers)" -gt 20 ] || fail "few requests: $(wc -l <answers)"
end TERM

# What was kept in the cache is watched, too.
start "$program" serve pets.yaml parts/api.yaml -p 0
end TERM
start "$program" serve pets.yaml parts/api.yaml -p 0 --watch
sed -i 's/minimum: 2 }/minimum: 3 }/' pets.yaml
says 1 '^reloaded: the same operations'
expect 'must be at least 3' GET /v2/pets/0
end TERM
