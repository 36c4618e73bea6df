# Connections: kept for the next request, broken off when the client leaves, and how they end.
set -euo pipefail
program=$1
. "$(dirname "$0")/proxy.bash"

# ask PATH [FIELD]...: prints the reply.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n' "$1" >&3
    [ $# -lt 2 ] || printf '%s\r\n' "${@:2}" >&3
    printf '\r\n' >&3
    cat <&3
    exec 3>&-
}

connection_of() {
    ask /echo | sed -n 's/.*"connection":\([0-9]*\).*/\1/p'
}

start_upstream "$2"

# One after the other, they all use the connection of the first.
start_proxy
[ "$(connection_of)" = "$(connection_of)" ] || fail "each request has a connection of its own"

# An event is there before the next one has happened, and when the client leaves, so does the proxy.
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /items/1 HTTP/1.1\r\nHost: x\r\nX-Answer: events\r\n\r\n' >&3
event=
while [ "$event" != $'data: one\r' ] && [ "$event" != 'data: one' ]; do
    read -r -t 20 event <&3 || fail "no event came"
done
[ ! -e left ] && [ ! -e "$scratch/left" ] || fail "the upstream was left too early"
exec 3>&-
for _ in {1..400}; do
    [ -e "$scratch/left" ] && break
    sleep 0.05
done
[ -e "$scratch/left" ] || fail "the upstream was not left when the client was gone"
rm "$scratch/left"

# The same while the head of an answer is waited for.
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /items/1 HTTP/1.1\r\nHost: x\r\nX-Answer: silent\r\n\r\n' >&3
sleep 0.2
exec 3>&-
for _ in {1..400}; do
    [ -e "$scratch/left" ] && break
    sleep 0.05
done
[ -e "$scratch/left" ] || fail "the silent upstream was not left when the client was gone"
stop_proxy

# A field behind the body follows it.
start_proxy
reply=$(ask /items/1 'X-Answer: chunked-trailer')
[[ $reply == *$'\r\n0\r\nX-Trailer: 1\r\n'* ]] || fail "the field behind the body is lost: $reply"
stop_proxy

# So does one behind a request's body, but for what would lead the next reader astray.
start_proxy
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'PUT /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nTrailer: X-Sum\r\n' >&3
printf 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\nContent-Length: 9\r\nHost: y\r\n\r\n' >&3
reply=$(cat <&3)
exec 3>&-
[[ $reply == *'Trailer: X-Sum\r\n'* && $reply == *'3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n"'* ]] ||
    fail "the field behind the request's body is lost: $reply"
stop_proxy

# An upstream that is not there.
url=http://127.0.0.1:1/base start_proxy
reply=$(ask /items/1)
[[ $reply == *' 502 Bad Gateway'* ]] || fail "no 502: $reply"
[[ $reply == *'GET http://127.0.0.1:1/base/items/1 got no answer: '*'onnect'*'see whether the upstream runs there'* ]] ||
    fail "it does not say what was tried: $reply"
stop_proxy

# Through another proxy, which sees the whole address: here the upstream itself plays it.
url=http://shop.example:8080/base start_proxy --upstream-proxy "http://127.0.0.1:$upstream_port"
reply=$(ask '/echo?limit=7')
[[ $reply == *'GET http://shop.example:8080/base/echo?limit=7 HTTP/1.1'* ]] ||
    fail "the proxy on the way is not told the whole address: $reply"
[[ $reply == *'Host: shop.example:8080'* ]] || fail "the host is not the upstream's: $reply"
stop_proxy

# The environment has no say in it.
http_proxy=http://127.0.0.1:1 all_proxy=http://127.0.0.1:1 start_proxy
[[ $(ask /echo) == *' 200 OK'* ]] || fail "a proxy of the environment is used"

stop_proxy

# What is wrong is in the log.
start_proxy
ask /items/x "X-Answer: item-without-name" >/dev/null
ask /items/1 "X-Answer: item" >/dev/null
ask /items/1 "X-Answer: nothing" >/dev/null
sed '1,/listening on/d; s/:[0-9]*\/items/:PORT\/items/' "$scratch/out" >"$scratch/log"
diff - "$scratch/log" <<'END' || fail "the log"
GET /items/x -> 200, 2 violations
  Error in the request, in the path parameter "id": must be an integer, but is the string "x" (shop.yaml:39)
  Error in the answer, in the body at /name: must have at least 1 character, but has 0 (shop.yaml:97)
GET /items/1 -> 502
  GET http://127.0.0.1:PORT/items/1 got no answer: Empty reply from server; if it speaks TLS there, UPSTREAM has to begin with https://.
END
stop_proxy
start_proxy -v debug
ask /items/1 "X-Answer: item" >/dev/null
grep -qx 'GET /items/1 -> 200' "$scratch/out" || fail "not every request is in the log"

# Ending does not wait for an upstream that does not answer.
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /items/1 HTTP/1.1\r\nHost: x\r\nX-Answer: silent\r\n\r\n' >&3
sleep 0.2
stop_proxy
exec 3>&-
