# serve with TLS: certificates made and given, clients with and without, and what is wrong with the files.
set -euo pipefail
. "$(dirname "$0")/server.bash"

for tool in curl openssl; do
    command -v $tool >/dev/null || { echo "no $tool: passed over"; exit 0; }
done

# answers STATUS PATH [OPTION]...: curl gets that status; 000: no connection.
answers() {
    local status
    status=$(curl -sS -o reply -w '%{http_code}' "${@:3}" "https://127.0.0.1:$port$2" 2>curl.err) || true
    [ "$status" = "$1" ] || fail "$2 with '${*:3}' is answered with $status: $(cat curl.err reply)"
}

# fails TEXT OPTION...: the server does not start, and says so.
fails() {
    local code=0
    "$program" serve guarded.yaml -p 0 "${@:2}" >out 2>err || code=$?
    [ "$code" -eq 3 ] || fail "exit code $code with ${*:2}"
    grep -qF -- "$1" err || fail "it does not say '$1' with ${*:2}"
}

key=X-Key:any

# A certificate of its own.
start "$program" serve guarded.yaml -p 0 --tls-self-signed=own.pem
answers 204 /things --cacert own.pem -H $key
answers 401 /things --cacert own.pem
answers 000 /things
[[ $(cat curl.err) == *certificate* ]] || fail "a certificate that nobody knows is trusted: $(cat curl.err)"
curl -sS --cacert own.pem -H $key "https://localhost:$port/things" || fail "localhost is not its name"
fingerprint=$(openssl x509 -in own.pem -noout -fingerprint -sha256 | sed 's/.*=//')
grep -q "^certificate: SHA-256 $fingerprint\$" out || fail "another fingerprint than $fingerprint"
reply=$(curl -s "http://127.0.0.1:$port/things")
[ "$reply" = 'This port speaks https://, not http://.' ] || fail "in plain words it says: $reply"
count=$(curl -sS --cacert own.pem -H $key -w '%{num_connects}\n' "https://127.0.0.1:$port/things" \
    "https://127.0.0.1:$port/things" | paste -sd+)
[ "$count" = 1+0 ] || fail "the second request takes a connection of its own: $count"

# Bodies longer than a record, whole and in chunks.
head -c 300000 /dev/zero | tr '\0' a >long
answers 200 /bodies --cacert own.pem -H Content-Type:text/plain --data-binary @long
answers 200 /bodies --cacert own.pem -H Content-Type:text/plain -H Transfer-Encoding:chunked --data-binary @long
[ "$(cat reply)" = taken ] || fail "the reply is: $(cat reply)"
if openssl s_client -connect "127.0.0.1:$port" -tls1_1 </dev/null >/dev/null 2>&1; then
    fail "TLS 1.1 is spoken"
fi
end TERM
start "$program" serve guarded.yaml -p 0 --tls-self-signed
answers 204 /things -k -H $key
end INT

# Certificates that are given, for clients, too.
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
        -addext basicConstraints=critical,CA:TRUE -keyout "$1.key" -out "$1.pem" 2>/dev/null
}
signed_by() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "$3" -keyout "$2.key" \
        -out "$2.csr" 2>/dev/null
    openssl x509 -req -in "$2.csr" -CA "$1.pem" -CAkey "$1.key" -CAcreateserial -days 2 -out "$2.pem" \
        -extfile <(echo "subjectAltName=IP:127.0.0.1") 2>/dev/null
}
authority ours
authority others
signed_by ours server /CN=server
signed_by ours alice /O=Staff/CN=alice
signed_by ours bob /CN=bob
signed_by others mallory /O=Staff/CN=alice

start "$program" serve guarded.yaml -p 0 --tls-cert server.pem --tls-key server.key
answers 204 /certificates --cacert ours.pem
grep -q '^not enforced: mutualTLS in guarded.yaml' out || fail "it does not say that mutualTLS is not enforced"
end TERM
start "$program" serve guarded.yaml -p 0 --tls-cert server.pem --tls-key server.key --tls-client-ca ours.pem
answers 401 /certificates --cacert ours.pem
grep -q "comes without a client's certificate" reply || fail "the reply is: $(cat reply)"
answers 204 /things --cacert ours.pem -H $key
answers 204 /certificates --cacert ours.pem --cert bob.pem --key bob.key
answers 000 /certificates --cacert ours.pem --cert mallory.pem --key mallory.key
! grep -q '^not enforced' out || fail "it says that something is not enforced"
end TERM
printf 'Certificate: [{ subject: "CN=alice,O=Staff" }]\n' >known.yml
start "$program" serve guarded.yaml -p 0 --tls-cert server.pem --tls-key server.key --tls-client-ca ours.pem \
    --credentials known.yml
answers 204 /certificates --cacert ours.pem --cert alice.pem --key alice.key
answers 401 /certificates --cacert ours.pem --cert bob.pem --key bob.key
grep -qF 'the certificate of \"CN=bob\" is none that is known' reply || fail "the reply is: $(cat reply)"
end TERM

# What is wrong with the files.
echo none >none.pem
fails 'TLS needs a certificate and its key' --tls-cert server.pem
fails 'TLS needs a certificate and its key' --tls-client-ca ours.pem
fails "cannot use the certificate 'missing.pem': No such file or directory" --tls-cert missing.pem --tls-key server.key
fails "cannot use the certificate 'none.pem': no start line" --tls-cert none.pem --tls-key server.key
fails "cannot use the key 'none.pem': " --tls-cert server.pem --tls-key none.pem
fails "cannot use the key 'bob.key': key values mismatch" --tls-cert server.pem --tls-key bob.key
fails "cannot use the certificates of clients' authorities 'none.pem': " --tls-self-signed --tls-client-ca none.pem
fails '--tls-self-signed makes the certificate' --tls-self-signed --tls-cert server.pem --tls-key server.key
fails "cannot write the certificate to 'no/folder.pem': No such file or directory" --tls-self-signed=no/folder.pem
