# An https upstream that speaks HTTP/2: node's.
set -euo pipefail
program=$1
. "$(dirname "$0")/proxy.bash"
command -v node >/dev/null || exit 77

cd "$scratch"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost 2>/dev/null
cat >upstream.mjs <<'J'
import { createSecureServer } from 'node:http2';
import { readFileSync, writeFileSync } from 'node:fs';
const server = createSecureServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem'), allowHTTP1: true });
server.on('request', (request, response) => {
    let sent = '';
    request.on('data', (piece) => (sent += piece));
    request.on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.write(JSON.stringify({ id: 1, name: `${request.httpVersion} ${request.url} ${sent}` }));
        if (request.httpVersion === '2.0') response.addTrailers({ 'x-sum': '7' });
        response.end();
    });
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', `${server.address().port}\n`));
J
node upstream.mjs &
upstream=$!
for _ in {1..200}; do
    [ -s port ] && break
    sleep 0.05
done
url=https://localhost:$(cat port)

ask() { # HEAD-AND-BODY
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%b' "$1" >&3
    cat <&3
    exec 3>&-
}

start_proxy --upstream-ca cert.pem
reply=$(ask 'GET /items/1?a=%2f HTTP/1.1\r\nHost: x\r\nTE: trailers\r\nConnection: close\r\n\r\n')
[[ $reply == *'HTTP/1.1 200 OK'*'2.0 /items/1?a=%2f'* ]] || fail "no HTTP/2: $reply"
[[ $reply == *$'\r\nx-sum: 7\r\n'* ]] || fail "the field behind the body is lost: $reply"
[[ $reply != *sl-violations* ]] || fail "something is wrong with it: $reply"
reply=$(ask 'PUT /items/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"id": 2}')
[[ $reply == *' 200 '*'2.0 /items/1 {\"id\": 2}'* ]] || fail "the body did not get there: $reply"
reply=$(ask 'HEAD /items/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
[[ $reply == *'HTTP/1.1 200 OK'* ]] || fail "no HEAD: $reply"
stop_proxy
