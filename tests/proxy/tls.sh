# An upstream with TLS: its certificate is checked.
set -euo pipefail
program=$1
. "$(dirname "$0")/proxy.bash"

cd "$scratch"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost 2>/dev/null
for _ in {1..20}; do
    tls_port=$((20000 + RANDOM % 10000))
    openssl s_server -accept "127.0.0.1:$tls_port" -key key.pem -cert cert.pem -www -quiet \
        >tls 2>&1 </dev/null &
    upstream=$!
    for _ in {1..100}; do
        { exec 3<>"/dev/tcp/127.0.0.1/$tls_port"; } 2>/dev/null && break 2
        kill -0 "$upstream" 2>/dev/null || break
        sleep 0.05
    done
done
exec 3>&-
url=https://localhost:$tls_port

ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /items/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' >&3
    cat <&3 | tr -d '\0'
    exec 3>&-
}

start_proxy
reply=$(ask)
[[ $reply == *' 502 '*'ertificate'* ]] || fail "a certificate that nobody vouches for is taken: $reply"
stop_proxy

start_proxy --upstream-ca cert.pem
reply=$(ask)
[[ $reply == *' 200 '* ]] || fail "a certificate that is vouched for is not taken: $reply"
stop_proxy
