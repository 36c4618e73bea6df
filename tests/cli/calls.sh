# Callbacks after an answer, webhooks on demand, and the log of both. The stand-in calls itself.
set -euo pipefail
. "$(dirname "$0")/server.bash"

log=/__understudy/calls

# logged PART: the log has it, sooner or later.
logged() {
    local reply
    for _ in {1..200}; do
        reply=$(request GET $log)
        [[ $reply == *"$1"* ]] && return
        sleep 0.05
    done
    fail "no '$1' in the log: $reply"
}

start "$program" serve calls.yaml -p 0
here=http://127.0.0.1:$port
expect '[]' GET $log

# A callback: the URL of request and answer, a body by its schema, and the answer of who was called.
expect ' 201 ' POST /orders "{\"callbackUrl\": \"$here\"}"
logged '"call":"addOrder/done","method":"POST","url":"'"$here"'/inbox/41"'
logged '"body":"{\"state\":\"done\",\"tries\":3}","state":"over","tries":1,"status":204,"answer":""}'

# Where nobody is to be called, nobody is; and not after a refusal.
expect ' 422 ' POST /orders '{}'
[[ $(request GET $log) != *noted* ]] || fail "noted was called: $(request GET $log)"

# The second callback of the operation; its answer is none that the document has.
expect ' 201 ' POST "/orders?note=$here/nowhere" "{\"callbackUrl\": \"$here\"}"
logged '"call":"addOrder/noted","method":"PUT","url":"'"$here"'/nowhere","state":"over","tries":1,"status":404'
logged '"fault":"it answered 404, but the status 404 is not declared; there is 2XX (calls.yaml:36)"'
grep -q 'addOrder/noted: PUT .*/nowhere: it answered 404, but the status 404 is not declared' err || fail "it says: $(cat err)"

# Webhooks: the body is made, or as it is told.
expect ' 202 ' POST /__understudy/webhooks/changed "{\"url\": \"$here/inbox/1\"}"
logged '"call":"webhooks/changed","method":"POST","url":"'"$here"'/inbox/1","contentType":"application/json","body":"{\"state\":\"changed\"}","state":"over","tries":1,"status":204'
expect ' 202 ' POST /__understudy/webhooks/changed "{\"url\": \"$here/inbox/2\", \"body\": {\"state\": 7}}"
logged '"body":"{\"state\":7}","state":"over","tries":1,"status":422'
expect 'Where to?' POST /__understudy/webhooks/changed
expect 'there is: changed, asked' POST /__understudy/webhooks/other '{}'
expect 'Allow: POST' GET /__understudy/webhooks/changed
expect ' 400 ' POST /__understudy/webhooks/changed '[]'
expect 'is not known here (did you mean' POST /__understudy/webhooks/changed "{\"ulr\": \"$here/inbox/1\"}"
expect '"url\" is to be a text.' POST /__understudy/webhooks/changed '{"url": 3}'
expect ' 202 ' POST /__understudy/webhooks/told "{\"url\": \"$here/inbox/3\", \"example\": \"lost\"}"
logged '/inbox/3","contentType":"application/json","body":"{\"state\":\"lost\"}","state":"over","tries":1,"status":204'
expect 'The body of webhooks/told has no example' POST /__understudy/webhooks/told "{\"url\": \"$here/inbox/3\", \"example\": \"lots\"}"
expect 'does not begin with http' POST /__understudy/webhooks/changed '{"url": "file:///etc/passwd"}'

# What the receiver answers is held against the contract: fields, body, and the media type.
expect ' 202 ' POST /__understudy/webhooks/asked "{\"url\": \"$here/polite\"}"
logged '/polite","state":"over","tries":1,"status":200,"answer":"{\"accepted\":true}"}'
expect ' 202 ' POST /__understudy/webhooks/asked "{\"url\": \"$here/vague\"}"
logged '/vague","state":"over","tries":1,"status":200,"answer":"{\"accepted\":\"perhaps\"}","fault":"it answered 200, but in the header \"X-Seen\": must be'
logged '{"location":["response","body","accepted"],"severity":"Error","code":"type"'
expect ' 202 ' POST /__understudy/webhooks/asked "{\"url\": \"$here/vague?__code=202\"}"
logged '"location":["response","header","content-type"],"severity":"Error"'

# Who is busy is asked again, but not for ever; and another machine is not called.
expect ' 202 ' POST /__understudy/webhooks/changed "{\"url\": \"$here/busy\"}"
logged '/busy","contentType":"application/json","body":"{\"state\":\"changed\"}","state":"over","tries":3,"status":503'
expect ' 202 ' POST /__understudy/webhooks/changed '{"url": "http://192.0.2.1/"}'
logged '"fault":"it is not on this machine; --allow-callbacks HOST lets it be called"'
end TERM

# The end does not wait for who is called: this one never answers, and another waits behind it.
start "$program" serve calls.yaml -p 0 --webhook-url "http://127.0.0.1:1/"
expect ' 202 ' POST /__understudy/webhooks/changed
expect ' 202 ' POST /__understudy/webhooks/changed "{\"url\": \"http://127.0.0.1:$port/busy\"}"
end INT

# A built server calls, too, and holds libcurl only from then on.
"$program" build calls.yaml -o stand-in
start ./stand-in -p 0 --webhook-url http://192.0.2.1/ --allow-callbacks other.example
! grep -q libcurl /proc/$server/maps || fail "libcurl is there before anybody is called"
expect ' 201 ' POST /orders "{\"callbackUrl\": \"http://127.0.0.1:$port\"}"
logged '/inbox/41","contentType":"application/json","body":"{\"state\":\"done\",\"tries\":3}","state":"over","tries":1,"status":204'
expect ' 202 ' POST /__understudy/webhooks/changed
logged '"fault":"it is not on this machine; --allow-callbacks HOST lets it be called"'
expect ' 202 ' POST /__understudy/webhooks/changed "{\"url\": \"http://127.0.0.1:$port/inbox/3\"}"
logged '/inbox/3","contentType":"application/json","body":"{\"state\":\"changed\"}","state":"over","tries":1,"status":204'
grep -q libcurl /proc/$server/maps || fail "no libcurl: $(cat /proc/$server/maps)"
end TERM
