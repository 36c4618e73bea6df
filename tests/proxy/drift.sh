# A contract and a server that has moved on: the upstream is this program with a newer document. Several clients
# at a time, so that the calls to it are many.
set -euo pipefail
program=$1
. "$(dirname "$0")/proxy.bash"

: >"$scratch/upstream"
"$program" serve "$here/newer.yaml" -p 0 >"$scratch/upstream" 2>&1 &
upstream=$!
upstream_port=$(await "$scratch/upstream" 's/^.* is listening on http:.*:\([0-9]*\)$/\1/p' "$upstream") ||
    fail "the upstream does not listen"
url=http://127.0.0.1:$upstream_port/v2 start_proxy

# ask METHOD BODY: prints the reply of /items/1.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s /items/1 HTTP/1.1\r\nHost: x\r\nX-Key: k\r\nConnection: close\r\n' "$1" >&3
    printf 'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "${#2}" "$2" >&3
    cat <&3
    exec 3>&-
}

client() {
    local reply
    for _ in {1..20}; do
        reply=$(ask GET '')
        [[ $reply == *'["response","body"],"severity":"Error","code":"required"'*'"title":'* ]] ||
            fail "the answer lost its name, and nobody says so: $reply"
        reply=$(ask PUT '{"name": "Pen"}')
        [[ $reply == *' 422 '*'"the status 422 is not declared'* ]] ||
            fail "the request needs a title now, and nobody says so: $reply"
        reply=$(ask PUT '{"title": "Pen"}')
        [[ $reply == *' 200 '*'["request","body"],"severity":"Error","code":"required"'*'"name":'* ]] ||
            fail "the request lacks what the contract wants, and nobody says so: $reply"
    done
}

clients=()
for _ in {1..8}; do
    client &
    clients+=($!)
done
for client in "${clients[@]}"; do
    wait "$client" || exit 1
done
stop_proxy
