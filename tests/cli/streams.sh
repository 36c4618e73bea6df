# Streams as a real client reads them: over TCP and TLS, connections used again, a client that leaves, a document that changes.
set -euo pipefail
. "$(dirname "$0")/server.bash"
command -v curl >/dev/null || { echo "no curl: passed over"; exit 0; }

cat >streams.yaml <<'END'
openapi: 3.2.0
info: { title: Streams, version: "1" }
paths:
  /events:
    get:
      operationId: events
      responses:
        "200":
          description: Events.
          content:
            text/event-stream:
              itemSchema: { type: object, required: [data], properties: { data: { const: "1" } } }
              example: [{ data: one }, { data: two }, { data: "[DONE]" }]
END
event=$'data: one\n\n' other=$'data: two\n\n' last=$'data: [DONE]\n\n'

# gets WANTED OPTION...: curl gets exactly that; a dot keeps the line ends at the end.
gets() {
    local got
    got=$(curl -sSN "${@:2}"; echo .)
    [ "$got" = "$1." ] || fail "with '${*:2}' the stream is: $got"
}

start "$program" serve streams.yaml -p 0 --stream-interval 20
url=http://127.0.0.1:$port/events
gets "$event$other$last" "$url"
gets "$event$other$event$last" -H 'Prefer: stream-count=3' "$url"
gets "$event$last" "$url?__stream-count=1&__stream-interval=0"
gets "$event$other$last" --http1.0 "$url"
gets '' -I -o /dev/null "$url"
[ "$(curl -sS "$url" "$url" "$url" -o a -o b -o c -w '%{num_connects} ')" = '1 0 0 ' ] ||
    fail "the connection is not used again"

# A client that leaves, and a document that changes, while an endless stream is under way.
code=0
curl -sSN --max-time 0.3 -H 'Prefer: stream-count=1000000' "$url" >part 2>curl.err || code=$?
[ "$code" -eq 28 ] && [ -s part ] || fail "curl left with $code: $(cat curl.err)"
gets "$event$last" -H 'Prefer: stream-count=1' "$url"
end TERM

start "$program" serve streams.yaml -p 0 --watch --stream-count 1000000 --stream-interval 20
curl -sSN "http://127.0.0.1:$port/events" >part 2>curl.err &
client=$!
until [ -s part ]; do sleep 0.05; done
sed -i 's/title: Streams/title: Changed/' streams.yaml
code=0
wait "$client" || code=$?
[ "$code" -eq 18 ] || fail "curl left with $code when the document had changed: $(cat curl.err)"
end TERM

if command -v openssl >/dev/null; then
    start "$program" serve streams.yaml -p 0 --tls-self-signed=own.pem --stream-count 2
    gets "$event$other$last" --cacert own.pem "https://127.0.0.1:$port/events"
    [ "$(curl -sS --cacert own.pem -H 'Prefer: stream-count=20000' "https://127.0.0.1:$port/events" |
        grep -c one)" -eq 10000 ] || fail "a long stream is not whole over TLS"
    end TERM
fi
