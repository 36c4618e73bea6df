# serve --credentials: who is known may change while it runs.
set -euo pipefail
. "$(dirname "$0")/server.bash"

# asks STATUS PATH FIELD: a GET with that field is answered so.
asks() {
    local reply
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n' "$2" "$3" >&3
    reply=$(cat <&3)
    exec 3>&-
    [[ $reply == "HTTP/1.1 $1 "* ]]
}

# becomes STATUS PATH FIELD: sooner or later.
becomes() {
    for _ in {1..400}; do
        asks "$@" && return
        sleep 0.05
    done
    fail "$2 with $3 is not answered with $1"
}

# says TEXT: waits until it does.
says() {
    for _ in {1..400}; do
        grep -q -- "$1" "$scratch/out" "$scratch/err" && return
        sleep 0.05
    done
    fail "it does not say '$1'"
}

printf 'Key: [{ key: first }]\n' >known.yml
start "$program" serve guarded.yaml -p 0 --credentials known.yml --watch
asks 204 /things 'X-Key: first' || fail "the key that is known"
asks 401 /things 'X-Key: second' || fail "a key that is not known"
asks 204 /tokens 'Authorization: Bearer any' || fail "a scheme of which the file says nothing"

printf 'Key: [{ key: second }]\nToken: []\n' >known.yml
becomes 204 /things 'X-Key: second'
asks 401 /things 'X-Key: first' || fail "the key that was known"
asks 401 /tokens 'Authorization: Bearer any' || fail "a scheme that knows nobody any more"
says '^reloaded: credentials$'

printf 'Key: second\n' >known.yml
says "known.yml:1:6: error: "
says 'the change is not taken up; who was known before still is'
asks 204 /things 'X-Key: second' || fail "the key that is known still"

# Another document, and the file is held against it.
printf 'Key: [{ key: third }]\n' >known.yml
becomes 204 /things 'X-Key: third'
sed -i 's/Key:/Door:/; s/{ Key/{ Door/' guarded.yaml
says 'no operation asks for a security scheme "Key"'
asks 401 /things 'X-Key: any' || fail "the document changed without its credentials"
printf 'Door: [{ key: fourth }]\n' >known.yml
becomes 204 /things 'X-Key: fourth'
end TERM
