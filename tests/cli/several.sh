# Two documents that have a route in common, one of them below a path of its own; and the pages that show them.
set -euo pipefail
. "$(dirname "$0")/server.bash"

each_below_its_path() {
    expect ' 200 ' GET /v2/pets/1
    expect '"from the shop"' GET /shop/v2/pets/rex
    expect '"from the shop"' GET /shop/pets/rex
    expect ' 200 ' GET /shop/v2/carts
    expect ' 404 ' GET /v2/carts
    expect ' 404 ' GET /carts
}

start "$program" serve pets.yaml /shop=shop.yaml -p 0
grep -q "^GET  http://127.0.0.1:$port/shop/v2/carts$" out || fail "the path is not in the list"
each_below_its_path
end TERM

"$program" build pets.yaml /shop=shop.yaml -o both
start ./both -p 0
each_below_its_path
end TERM

# The documents are there to be read: made JSON by serve, and inside of what was built.
start "$program" serve pets.yaml /shop=shop.yaml -p 0
expect '"operationId":"getPet"' GET /__understudy/openapi.json
expect '"operationId":"listCarts"' GET /__understudy/shop/openapi.json
expect ' 404 ' GET /__understudy/other/openapi.json
expect '<a href="/__understudy/shop/openapi.json">A shop that has pets too</a>, 2 operations below /shop' GET /__understudy/
mv shop.yaml away.yaml
expect 'The file shop.yaml cannot be read any more, or one that it refers to.' GET /__understudy/shop/openapi.json
mv away.yaml shop.yaml
end TERM

start ./both -p 0
mv shop.yaml away.yaml
expect '"operationId":"listCarts"' GET /__understudy/shop/openapi.json
end TERM
