# A document of many files, and the one file that is made of it: the same answers to the same requests.
set -euo pipefail
. "$(dirname "$0")/server.bash"

# What an answer says, without the place in the document, of which there are two.
answers_of() {
    start "$program" serve "$1" -p 0 --error-body problem
    for body in '{"id":1}' '{"id":0}' '{"id":1,"customer":{"name":1}}' '{"id":1,"customer":{"boss":{"boss":{"name":1}}}}' \
        '{"id":1,"customer":{"orders":[{"id":1},{"id":0}]}}' '{"id":1,"pet":{"petType":"Cat"}}' \
        '{"id":1,"pet":{"petType":"kitty","lives":9}}' '{"id":1,"pet":{"petType":"kitty"}}' \
        '{"id":1,"pet":{"petType":"Dog","bark":1}}' '{"id":1,"pet":{"petType":"Fish"}}' '{"id":1,"mine":{"own":1}}' \
        '{"id":1,"gift":{"kind":"card","text":"x"}}' '{"id":1,"gift":{"kind":"card","size":1}}' \
        '{"id":1,"gift":{"kind":"Box","size":1}}' '{"id":1,"gift":{"kind":"tin","size":1}}'; do
        request POST /orders "$body"
    done
    for body in '{"value":1,"children":[{"value":2}]}' '{"value":"x"}' '{"children":[{"children":[{"valve":1}]}]}' \
        '{"children":[{"owner":{"name":1}}]}'; do
        request POST /trees "$body"
    done
    request GET /orders/0
    request GET /orders/1
    end TERM
}

"$program" bundle spread/api.yaml -o one.json
answers_of spread/api.yaml | sed 's/"spec":"[^"]*"//g; /^Date:/d; /^Content-Length:/d' >apart
answers_of one.json | sed 's/"spec":"[^"]*"//g; /^Date:/d; /^Content-Length:/d' >together
diff apart together || fail "the bundle answers otherwise"
[ "$(grep -o 'HTTP/1.1 422' apart | wc -l)" -eq 15 ] || fail "another number of refusals"

# The page shows it, of what was built, too.
start "$program" serve spread/api.yaml -p 0
request GET /__understudy/openapi.json | sed '1,/^\r$/d' >shown
end TERM
grep -q '"\$ref":"#/components/schemas/Order"' shown || fail "it is not shown"
grep -q '\.yaml' shown && fail "another file is left"
"$program" build spread/api.yaml -o ./spread-built
start ./spread-built -p 0
request GET /__understudy/openapi.json | sed '1,/^\r$/d' | cmp - shown || fail "what was built shows another"
end TERM

# One of its files is there no more.
start "$program" serve spread/api.yaml -p 0
mv spread/schemas/Card.yaml away.yaml
expect 'The file spread/api.yaml cannot be read any more, or one that it refers to.' GET /__understudy/openapi.json
mv away.yaml spread/schemas/Card.yaml
expect '"title":"A shop in many files"' GET /__understudy/openapi.json
end TERM
