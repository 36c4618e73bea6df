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
