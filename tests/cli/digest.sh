# Digest authentication by value (RFC 7616): a client of our own, made of md5sum and sha256sum, and curl.
set -euo pipefail
. "$(dirname "$0")/server.bash"

hash_of() { # ALGORITHM TEXT
    case $1 in
    MD5*) printf %s "$2" | md5sum | cut -d' ' -f1 ;;
    *) printf %s "$2" | sha256sum | cut -d' ' -f1 ;;
    esac
}

# ask URI AUTHORIZATION: the whole reply.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n' "$1" "${2:+Authorization: $2$'\r\n'}" >&3
    cat <&3
    exec 3>&-
}

nonce_of() { grep -o 'nonce="[^"]*"' <<<"$1" | head -1 | cut -d'"' -f2; }

# digest ALGORITHM PASSWORD NONCE COUNT URI [MORE]: the value of Authorization.
digest() {
    local secret asked response
    secret=$(hash_of "$1" "alice:Guarded:$2")
    [[ $1 != *-sess ]] || secret=$(hash_of "$1" "$secret:$3:c1")
    asked=$(hash_of "$1" "GET:$5")
    response=$(hash_of "$1" "$secret:$3:$4:c1:auth:$asked")
    printf 'Digest username="alice", realm="Guarded", nonce="%s", uri="%s", algorithm=%s, qop=auth, nc=%s, cnonce="c1", response="%s"%s' \
        "$3" "$5" "$1" "$4" "$response" "${6-}"
}

# says PART URI AUTHORIZATION
says() {
    local reply
    reply=$(ask "$2" "$3")
    [[ $reply == *"$1"* ]] || fail "no '$1' in the reply to $2 with $3: $reply"
}

cat >digest.yaml <<'Y'
openapi: 3.1.0
info: { title: Guarded, version: "1" }
paths:
  /vault:
    get: &way { security: [{ Digest: [] }], responses: { "204": { description: Fine } } }
    post: *way
components: { securitySchemes: { Digest: { type: http, scheme: digest } } }
Y
printf 'Digest:\n  - user: alice\n    password: "open: sesame"\n' >known.yml
start "$program" serve digest.yaml -p 0 --credentials known.yml --body-limit 64

reply=$(ask /vault '')
[[ $reply == *'algorithm=SHA-256'*'algorithm=MD5'* ]] || fail "no two challenges: $reply"
nonce=$(nonce_of "$reply")
[ "$nonce" != "$(nonce_of "$(ask /vault '')")" ] || fail "two challenges have one nonce"

count=1
for algorithm in MD5 MD5-sess SHA-256 SHA-256-sess; do
    says ' 204 ' /vault "$(digest $algorithm 'open: sesame' "$nonce" "0000000$count" /vault)"
    says 'the password of the user \"alice\" is wrong' /vault \
        "$(digest $algorithm 'open:sesame' "$nonce" "0000001$count" /vault)"
    count=$((count + 1))
done
says ' 204 ' '/vault?a=1' "$(digest MD5 'open: sesame' "$nonce" 00000020 '/vault?a=1')"
says 'was sent before' /vault "$(digest MD5 'open: sesame' "$nonce" 00000001 /vault)"
says ' 204 ' /vault "$(digest MD5 'open: sesame' "$nonce" 0000001f /vault)" # out of order
says 'another uri' '/vault?a=2' "$(digest MD5 'open: sesame' "$nonce" 00000021 '/vault?a=1')"
says 'stale=true' /vault "$(digest MD5 'open: sesame' 00000001aaaaaaaabbbbbbbbccccccccdddddddd 00000001 /vault)"
says 'a digest is by MD5 or SHA-256' /vault "$(digest SHA-512-256 'open: sesame' "$nonce" 00000022 /vault)"
says 'are malformed' /vault "$(digest MD5 'open: sesame' "$nonce" 00000023 /vault ', nc=00000024')"
says 'there is no user' /vault "$(digest MD5 'open: sesame' "$nonce" 00000025 /vault | sed 's/username="alice"/username="bob"/')"
says ' 204 ' /vault "$(digest MD5 'open: sesame' "$nonce" 00000026 /vault | sed "s/username=\"alice\"/username*=UTF-8''al%69ce/")"

# What protects the body, too: two words of the challenge's list, and a name that nobody reads on the way.
protected() { # NONCE COUNT BODY USER [MORE]
    local secret asked
    secret=$(hash_of SHA-256 "alice:Guarded:open: sesame")
    asked=$(hash_of SHA-256 "POST:/vault:$(hash_of SHA-256 "$3")")
    printf 'Digest username="%s", realm="Guarded", nonce="%s", uri="/vault", algorithm=SHA-256, qop=auth-int, nc=%s, cnonce="c1", response="%s"%s' \
        "$4" "$1" "$2" "$(hash_of SHA-256 "$secret:$1:$2:c1:auth-int:$asked")" "${5-}"
}
post() { # BODY AUTHORIZATION
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'POST /vault HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %s\r\nAuthorization: %s\r\n\r\n%s' \
        "${#1}" "$2" "$1" >&3
    cat <&3
    exec 3>&-
}
reply=$(post '{"a":1}' "$(protected "$nonce" 00000030 '{"a":1}' alice)")
[[ $reply == *' 204 '* ]] || fail "a protected body is refused: $reply"
reply=$(post '{"a":2}' "$(protected "$nonce" 00000031 '{"a":1}' alice)")
[[ $reply == *' 401 '* ]] || fail "a changed body is let in: $reply"
reply=$(post "$(printf '%065d' 1)" "$(protected "$nonce" 00000034 "$(printf '%065d' 1)" alice)")
[[ $reply == *' 413 '* ]] || fail "nobody could prove a body that is not read: $reply"
hidden=$(hash_of SHA-256 alice:Guarded)
reply=$(post '' "$(protected "$nonce" 00000032 '' "$hidden" ', userhash=true')")
[[ $reply == *' 204 '* ]] || fail "a hidden name is not known: $reply"
reply=$(post '' "$(protected "$nonce" 00000033 '' "$hidden" ', userhash=false')")
[[ $reply == *'there is no user'* ]] || fail "what is no hash is taken for one: $reply"

if command -v curl >/dev/null; then
    for _ in 1 2 3; do
        code=$(curl -s -o out.curl -w '%{http_code}' --digest -u 'alice:open: sesame' "http://127.0.0.1:$port/vault?q=%20x")
        [ "$code" = 204 ] || fail "curl gets $code: $(cat out.curl)"
    done
    code=$(curl -s -o out.curl -w '%{http_code}' --digest -u 'alice:wrong' "http://127.0.0.1:$port/vault")
    [ "$code" = 401 ] || fail "curl with a wrong password gets $code"
fi
end TERM
