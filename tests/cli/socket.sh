# serve --socket: a unix socket in place of a port, and the file that it is.
set -euo pipefail
. "$(dirname "$0")/server.bash"

command -v curl >/dev/null || { echo "no curl: passed over"; exit 0; }

# listen OPTION...: starts a server on the socket and waits for it.
listen() {
    : >"$scratch/out"
    "$program" serve guarded.yaml --socket here.sock "$@" >"$scratch/out" 2>"$scratch/err" &
    server=$!
    for _ in {1..600}; do
        grep -q "listening on http.*://localhost at here.sock$" "$scratch/out" && return
        kill -0 "$server" 2>/dev/null || fail "it ended"
        sleep 0.05
    done
    fail "it does not listen"
}

answers() {
    local status
    status=$(curl -sSk -o reply -w '%{http_code}' --unix-socket here.sock -H X-Key:any "${@:2}") || true
    [ "$status" = "$1" ] || fail "${*:2} is answered with $status"
}

listen
answers 204 http://localhost/things
answers 200 http://localhost/__understudy/health
answers 404 http://localhost/nowhere
ports=$(find "/proc/$server/fd" -lname 'socket:*' -printf '%l\n' | tr -dc '0-9\n' |
    while read -r inode; do awk -v i="$inode" '$10 == i && $4 == "0A"' /proc/net/tcp; done)
[ -z "$ports" ] || fail "it listens on a port, too: $ports"

code=0
"$program" serve guarded.yaml --socket here.sock 2>taken || code=$?
[ "$code" -eq 3 ] || fail "exit code $code when the socket is in use"
grep -q "cannot listen on 'here.sock': it is in use by another program" taken || fail "it says: $(cat taken)"
answers 204 http://localhost/things
end TERM
[ ! -e here.sock ] || fail "the socket is left behind"

# One that is left behind is replaced.
listen
stop
wait 2>/dev/null || true
[ -S here.sock ] || fail "there is no socket of a server that was killed"
listen --tls-self-signed
answers 204 https://localhost/things
end INT
[ ! -e here.sock ] || fail "the socket is left behind"

# What is no socket is left alone.
echo precious >here.sock
code=0
"$program" serve guarded.yaml --socket here.sock 2>taken || code=$?
[ "$code" -eq 3 ] || fail "exit code $code when there is a file"
[ "$(cat here.sock)" = precious ] || fail "the file is gone"
code=0
"$program" serve guarded.yaml --socket no/folder.sock 2>taken || code=$?
[ "$code" -eq 3 ] || fail "exit code $code when there is no folder"
