# For the scripts here: the scripted upstream and a proxy in front of it, ended with the script.

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
program=$(realpath "$program")
scratch=$(mktemp -d)
upstream='' proxy=''
trap 'kill -KILL $proxy $upstream 2>/dev/null; wait 2>/dev/null; rm -rf "$scratch"' EXIT
export XDG_CACHE_HOME=$scratch/cache

fail() {
    echo "FAILED: $*"
    cat "$scratch/out" "$scratch/err" 2>/dev/null
    exit 1
}

# await FILE PATTERN PROCESS: prints what the sed pattern finds in the file, as soon as it does.
await() {
    local found
    for _ in {1..600}; do
        found=$(sed -n "$2" "$1")
        [ -n "$found" ] && echo "$found" && return
        kill -0 "$3" 2>/dev/null || break
        sleep 0.05
    done
    return 1
}

# start_upstream PROGRAM: sets upstream_port.
start_upstream() {
    local command
    command=$(realpath "$1")
    : >"$scratch/upstream"
    (cd "$scratch" && exec "$command" "$here/answers" >"$scratch/upstream") &
    upstream=$!
    upstream_port=$(await "$scratch/upstream" p "$upstream") || fail "the upstream does not listen"
}

# start_proxy OPTION...: sets port. The upstream is the scripted one, or $url; the contract shop.yaml, or $contract.
start_proxy() {
    : >"$scratch/out"
    "$program" proxy "${contract-$here/shop.yaml}" "${url-http://127.0.0.1:$upstream_port}" -p 0 "$@" \
        >"$scratch/out" 2>"$scratch/err" &
    proxy=$!
    port=$(await "$scratch/out" 's/^.* is listening on http:.*:\([0-9]*\)$/\1/p' "$proxy") ||
        fail "the proxy does not listen"
}

stop_proxy() {
    local code=0
    kill -TERM "$proxy"
    wait "$proxy" || code=$?
    proxy=
    [ "$code" -eq 0 ] || fail "exit code $code"
}
