#!/bin/bash
# understudy fixture record: what an upstream answers becomes fixtures that answer the same, without its secrets.
set -euo pipefail
. "$(dirname "$0")/server.bash"

# ask PORT: the same requests, whoever answers them
ask() {
    local port=$1
    with_token() { # METHOD PATH
        exec 3<>"/dev/tcp/127.0.0.1/$port"
        printf '%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer verysecret123\r\nConnection: close\r\n\r\n' "$@" >&3
        cat <&3
        exec 3>&-
    }
    {
        with_token GET '/pets/5?key=topsecret'
        with_token GET '/pets/5?key=topsecret'
        with_token GET '/pets/6?key=topsecret&tags=1&tags=2'
        with_token GET '/pets/9?key=topsecret'
        request DELETE /pets/9
        request POST /login '{"user":"ann","password":"hunter22"}'
    } | tr -d '\r' | grep -E '^(HTTP|[{} ]|X-Kind)' | tr -d ' \n'
}

start "$program" serve recorded.yaml --fixtures upstream -p 0 --no-cache
upstream=$server real=$port server=
trap 'kill "$upstream" 2>/dev/null || true; stop; rm -rf "$scratch"' EXIT

start "$program" fixture record recorded.yaml --upstream "http://127.0.0.1:$real" -p 0 --fixtures taken
ask "$port" >first
end INT
grep -q '^11 files written$' out || fail "it says how many files there are"
for file in getPet/200.5.json getPet/200.5-2.yaml getPet/404.9.json removePet/204.9.yaml login/200.call.yaml; do
    [ -e "taken/recorded/$file" ] || fail "$file is not there"
done
! grep -rE 'secret|hunter22|"abc|Set-Cookie|password|=abc' taken || fail "a secret was written"
"$program" fixture check recorded.yaml --fixtures taken >out || fail "what was taken does not fit"

# What passes unread is recorded as it passes: streams, and bytes that no schema reads. What looks like an expression is
# none.
start "$program" fixture record recorded.yaml --upstream "http://127.0.0.1:$real" -p 0 --fixtures passed
raw() { # PATH: the body alone, undone of its chunks
    curl -s "http://127.0.0.1:$port$1" ${2:+-H "$2"}
}
raw /photo >photo && cmp photo upstream/recorded/getPhoto/200.bin || fail "the photo is another one"
raw /events >events
raw /lines >lines
raw /note >note
raw /note 'Accept: application/xml' >note.xml
raw '/pets/9?key=topsecret' 'Accept-Encoding: gzip' >/dev/null
end INT
cmp passed/recorded/getPhoto/200.bin photo || fail "another photo was recorded"
! grep -r topsecret passed || fail "a secret was written"
grep -q '^event: token$' passed/recorded/listen/200.sse || fail "no stream was recorded"
grep -q '^{' passed/recorded/getPet/404.9.json || fail "what was packed was not recorded"
[ ! -e passed/recorded/getNote/200.yaml ] || fail "answers of two types are no sequence"
"$program" fixture check recorded.yaml --fixtures passed >out || fail "what was taken does not fit"
start "$program" serve recorded.yaml --fixtures passed -p 0 --no-cache
raw /events | cmp - <(sed 's/topsecret/REDACTED/' events) || fail "another stream: $(raw /events)"
raw /lines | cmp - <(sed 's/topsecret/REDACTED/' lines) || fail "other lines: $(raw /lines)"
raw /note | cmp - note || fail "another note: $(raw /note)"
raw /note 'Accept: application/xml' | cmp - <(sed 's/topsecret/REDACTED/' note.xml) || fail "another note"
end INT

# A stream need not have an end: what came whole before its reader left is recorded.
start "$program" serve recorded.yaml --fixtures upstream -p 0 --no-cache --stream-interval 60000
slow=$server real_slow=$port server=
trap 'kill "$upstream" "$slow" 2>/dev/null || true; stop; rm -rf "$scratch"' EXIT
start "$program" fixture record recorded.yaml --upstream "http://127.0.0.1:$real_slow" -p 0 --fixtures left
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n' >&3
while read -r line <&3 && [[ $line != data:* ]]; do :; done
exec 3>&-
for _ in {1..600}; do
    grep -q 200.sse out && break
    sleep 0.05
done
end INT
grep -q REDACTED left/recorded/listen/200.sse || fail "the first event was not recorded"
! grep -q DONE left/recorded/listen/200.sse || fail "more was recorded than came"

# What breaks the contract is recorded, and said; what the contract does not know is not.
sed '/^        404:/d; s/listLines, responses: { 200/listLines, responses: { 201/; s/access_token: { type: string }/access_token: { type: integer }/' recorded.yaml >broken.yaml
mkdir -p fixtures/broken/login && echo '{"user": "no number"}' >fixtures/broken/login/200.json
start "$program" fixture record broken.yaml --upstream "http://127.0.0.1:$real" -p 0
request GET '/pets/9?key=topsecret' >/dev/null
request GET /lines >/dev/null
request POST /login '{}' >/dev/null
end INT
grep -q "^understudy: not recorded: an answer 404 of getPet: the contract does not declare that status$" err || fail "it does not say why"
grep -q "^understudy: 1 answer breaks the contract" err || fail "it does not say that one breaks the contract"
grep -q 'no number' fixtures/broken/login/200.json || fail "a file was overwritten"

# It answers what was answered, but for the secrets.
start "$program" serve recorded.yaml --fixtures taken -p 0 --no-cache
ask "$port" >second
end INT
sed 's/verysecret123/REDACTED/g; s/"access_token":"abc"/"access_token":"REDACTED"/; s/ann:hunter22/REDACTED/; s/=abcdef/=REDACTED/' first | cmp - second ||
    fail "it answers otherwise: $(cat second)"

# Files that are there are kept.
echo '{"mine":true}' >taken/recorded/getPet/200.5.json
start "$program" fixture record recorded.yaml --upstream "http://127.0.0.1:$real" -p 0 --fixtures taken
ask "$port" >/dev/null
end INT
grep -q mine taken/recorded/getPet/200.5.json || fail "a file was overwritten"
grep -q -- '--force overwrites it' err || fail "it says that nothing was overwritten"
