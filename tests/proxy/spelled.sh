# Answers that are not JSON: what one of us makes, another accepts, by the same document; and not by another one.
set -euo pipefail
program=$1
. "$(dirname "$0")/proxy.bash"
document=$here/../wire/bodies/bodies.yaml

: >"$scratch/upstream"
"$program" serve "$document" -p 0 >"$scratch/upstream" 2>&1 &
upstream=$!
upstream_port=$(await "$scratch/upstream" 's/^.* is listening on http:.*:\([0-9]*\)$/\1/p' "$upstream") ||
    fail "the upstream does not listen"
url=http://127.0.0.1:$upstream_port

# ask PATH TYPE: prints the reply.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: x\r\nAccept: %s\r\nConnection: close\r\n\r\n' "$1" "$2" >&3
    tr -d '\0' <&3
    exec 3>&-
}

contract=$document start_proxy --errors
while read -r path types; do
    for type in $types; do
        reply=$(ask "$path" "$type")
        [[ $reply == *' 200 '*"Content-Type: $type"* && $reply != *sl-violations* ]] ||
            fail "$path as $type: $reply"
    done
done <<'END'
/pet application/xml text/csv text/tab-separated-values application/yaml text/plain
/pets application/xml
/form application/x-www-form-urlencoded multipart/form-data multipart/mixed
/examples application/xml text/csv
/files image/png application/zip application/octet-stream
END
stop_proxy

# The same, but for what a pet has to be.
sed 's/name: { type: string, default:.*/name: { type: string, maxLength: 2 }/' "$document" >"$scratch/bodies.yaml"
contract=$scratch/bodies.yaml start_proxy
reply=$(ask /pet application/xml)
[[ $reply == *'"location":["response","body","name"]'*'"code":"maxLength"'*'/Pet/name, line 1'* ]] ||
    fail "nobody says what is wrong with the XML: $reply"
reply=$(ask /pet text/csv)
[[ $reply == *'"location":["response","body","0","name"]'*'"code":"maxLength"'* ]] ||
    fail "nobody says what is wrong with the table: $reply"
stop_proxy
