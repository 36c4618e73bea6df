# For the scripts here: a server in the background, and requests to it.

program=$(realpath "$1")
scratch=$(mktemp -d)
server=
trap 'stop; rm -rf "$scratch"' EXIT
cp -R "$(dirname "$0")/data/." "$scratch"
cd "$scratch"
export XDG_CACHE_HOME=$scratch/caches

fail() {
    echo "FAILED: $*"
    cat "$scratch/out" "$scratch/err" 2>/dev/null || true
    exit 1
}

# start COMMAND...: runs it in the background and sets port once it listens.
start() {
    : >"$scratch/out" # the loop below may look before the server is there
    "$@" >"$scratch/out" 2>"$scratch/err" &
    server=$!
    for _ in {1..600}; do
        port=$(sed -n 's/^[A-Za-z]* is listening on https\?:.*:\([0-9]*\)$/\1/p' "$scratch/out")
        [ -n "$port" ] && return
        kill -0 "$server" 2>/dev/null || fail "it ended: $*"
        sleep 0.05
    done
    fail "it does not listen: $*"
}

stop() {
    [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
    server=
}

# end SIGNAL: sends it; the server has to leave with exit code 0.
end() {
    local code=0
    kill "-$1" "$server"
    wait "$server" || code=$?
    server=
    [ "$code" -eq 0 ] || fail "exit code $code after SIG$1"
}

# request METHOD PATH [BODY]: prints the whole reply.
request() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n' "$1" "$2" >&3
    [ $# -lt 3 ] || printf 'Content-Type: application/json\r\nContent-Length: %d\r\n' "${#3}" >&3
    printf '\r\n%s' "${3-}" >&3
    cat <&3
    exec 3>&-
}

# expect PART METHOD PATH [BODY]: the reply has to contain the part.
expect() {
    local reply
    reply=$(request "${@:2}")
    [[ $reply == *"$1"* ]] || fail "no '$1' in the reply to ${*:2}: $reply"
}

# The four answers of pets.yaml that show that contract and fixtures are there.
expect_pets() {
    expect ' 200 OK' GET /v2/pets/7
    expect '{ "name": "Rex", "age": 3 }' GET /pets/7
    expect 'must be at least 1' GET /v2/pets/0
    expect '"code":"required"' PUT /v2/pets/7 '{"age":3}'
    expect '"code":"pattern"' PUT /v2/pets/7 '{"name":"Rex","tag":"A"}'
    expect ' 204 ' PUT /v2/pets/7 '{"name":"Rex","tag":"a"}'
}
