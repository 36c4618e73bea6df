# Two documents that have a route in common, one of them below a path of its own.
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
