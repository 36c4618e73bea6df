# Streams: items are held against the contract while they pass, which neither changes nor delays a byte of them.
set -euo pipefail
program=$1
. "$(dirname "$0")/proxy.bash"
contract=$here/streams.yaml

# ask PATH ANSWER: prints the reply.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Answer: %s\r\n\r\n' "$1" "$2" >&3
    timeout 20 cat <&3 || fail "no end of $2"
    exec 3>&-
}

# logs LINE: the log has it, once, sooner or later.
logs() {
    for _ in {1..200}; do
        [ "$(grep -cFx -- "$1" "$scratch/out")" = 1 ] && return
        sleep 0.05
    done
    fail "the log has not once: $1"
}

start_upstream "$2"
start_proxy

# Events by their fields, in pieces that are cut anywhere; one without its end is none.
reply=$(ask /ticks ticks)
[[ $reply == *$'event: tick\ndata: 1\n\n: nothing\ne'*'data: 4'*$'\r\n0\r\n'* ]] || fail "changed: $reply"
[[ $reply != *sl-violations* ]] || fail "the head tells what nobody knew then: $reply"
logs '  Error in the answer, in the body at /1/event: must be one of "tick", "tock", but is "tack" (did you mean "tick"?) (streams.yaml:15)'
logs '  Error in the answer, in the body at /2: has no member "event", which is required (streams.yaml:14)'
logs 'GET /ticks: 2 of 3 items break the contract'

# … by their data, over several lines; what ends the stream is no item.
reply=$(ask /chunks json-events)
[[ $reply == *$'data: {"n":\ndata: 2}\n\n'*'[DONE]'* ]] || fail "changed: $reply"
logs '  Error in the answer, in the body at /2/n: must be an integer, but is the string "3" (streams.yaml:24)'
logs 'GET /chunks: 1 of 3 items break the contract'

# … and so by a schema that the fields would fit, too.
reply=$(ask /open json-events)
logs '  Error in the answer, in the body at /2/n: must be an integer, but is the string "3" (streams.yaml:41)'
logs 'GET /open: 1 of 3 items break the contract'

# Lines, the last without an end.
ask /lines lines >"$scratch/reply"
logs '  Error in the answer, in the body at /1/n: must be at least 1, but is 0 (streams.yaml:44)'
logs '  Error in the answer, in the body: item 3, line 1, column 6: the text ends where a value is expected (streams.yaml:32)'
logs '  Error in the answer, in the body at /3: has no member "n", which is required (streams.yaml:44)'
logs 'GET /lines: 3 of 4 items break the contract'

# Many of them are counted only.
ask /lines many-lines >"$scratch/reply"
logs 'GET /lines: 30 of 31 items break the contract'
logs '  Error in the answer, in the body at /20/n: must be at least 1, but is 0 (streams.yaml:44)'
! grep -q 'at /21/n' "$scratch/out" || fail "all are told"

# Records over several lines.
ask /lines records >"$scratch/reply"
logs 'GET /lines: 1 of 3 items break the contract'
stop_proxy

# An item that is not whole is passed on, and with --errors one that breaks the contract is the last.
start_proxy --errors
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /lines HTTP/1.1\r\nHost: x\r\nX-Answer: lines-held\r\n\r\n' >&3
reply=$(timeout 20 cat <&3) || fail "the stream goes on"
exec 3>&-
[[ $reply == *'{"n":0}'* && $reply != *$'\r\n0\r\n'* ]] || fail "not broken off: $reply"
stop_proxy

start_proxy
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /lines HTTP/1.1\r\nHost: x\r\nX-Answer: lines-held\r\n\r\n' >&3
line=
while [[ $line != *'{"n' || $line == *'{"n":0}'* ]]; do
    IFS= read -r -N 1 -t 20 byte <&3 || fail "held back after $line"
    [ "$byte" = $'\n' ] && line= || line+=$byte
done
exec 3>&-
stop_proxy
