# A second build compiles only what has changed, and makes the same executable as one that keeps nothing.
set -euo pipefail
. "$(dirname "$0")/server.bash"
export TMPDIR=$scratch/temporary
mkdir "$TMPDIR"

# Three groups of operations, of which two share a schema.
cat >shop.yaml <<'YAML'
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /carts:
    post:
      operationId: addCart
      tags: [carts]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
      responses: { "204": { description: Done. } }
  /notes:
    post:
      operationId: addNote
      tags: [notes]
      requestBody: { content: { application/json: { schema: { type: string, maxLength: 10 } } } }
      responses: { "204": { description: Done. } }
  /orders:
    post:
      operationId: addOrder
      tags: [orders]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Item: { type: object, required: [name], properties: { name: { type: string, maxLength: 20 } } }
YAML

# A compiler that lists what it compiles, and fails or waits where it is told to.
cat >compiler <<'SH'
#!/bin/sh
for word; do
    name=${word##*/}
    case $name in
    *.c)
        echo "$name" >>compiled
        if [ "$name" = "${BROKEN-}" ]; then
            echo "$name: does not please"
            exit 1
        fi
        if [ -n "${SLOW-}" ]; then
            echo $$ >>waiting
            exec sleep 600
        fi
        ;;
    esac
done
exec cc "$@"
SH
chmod +x compiler

build() {
    : >compiled
    "$program" build shop.yaml -o shop --cc ./compiler "$@"
}

# compiled NAME...: just these, in any order.
compiled() {
    local found
    found=$(sort compiled | tr '\n' ' ')
    [ "$found" = "$(printf '%s\n' "$@" | sort | sed '/^$/d' | tr '\n' ' ')" ] ||
        fail "not '$*' was compiled, but '$found'"
}

# The executable is that of a build which keeps nothing.
same() {
    local here=("$(md5sum <shop)")
    build --no-cache
    [ "$(md5sum <shop)" = "${here[0]}" ] || fail "the executable is not that of a fresh build"
}

echo '#error not this one' >understudy.h

served=(module.c shop.c shop_carts.c shop_notes.c shop_orders.c shop_schemas.c)
all=(main.c module.c shop.c shop_carts.c shop_document.c shop_notes.c shop_orders.c shop_schemas.c)

build
compiled "${all[@]}"
build
compiled ''
same
compiled "${all[@]}"
build
compiled ''

# A limit of one operation; of the schema that two groups share; and a line more, which moves those below it.
sed -i 's/maxLength: 10/maxLength: 11/' shop.yaml
build
compiled shop_document.c shop_notes.c
same
sed -i 's/maxLength: 20/maxLength: 21/' shop.yaml
build
compiled shop_document.c shop_schemas.c
sed -i 's|^  /orders:|\n&|' shop.yaml
build
compiled shop_orders.c shop_schemas.c
same

# The objects for a shared object are others; then they are kept, too.
: >compiled
start "$program" serve shop.yaml -p 0 --cc=./compiler
end TERM
compiled "${served[@]}"
: >compiled
start "$program" serve shop.yaml -p 0 --cc=./compiler
expect ' 422 ' POST /notes '"much too long"'
end TERM
compiled ''

# Another compiler under the same name.
echo '# changed' >>compiler
build
compiled "${all[@]}"

# What stands in the folder is believed only when it is whole and ours.
for entry in "$scratch"/caches/understudy/*.object; do
    printf 'x' | dd of="$entry" bs=1 seek=$(($(stat -c %s "$entry") - 9)) conv=notrunc 2>/dev/null
done
build
compiled "${all[@]}"
truncate -s -64 "$scratch"/caches/understudy/*.object
build
compiled "${all[@]}"
chmod 666 "$scratch"/caches/understudy/*.object
build
compiled "${all[@]}"
build --cache here
compiled "${all[@]}"
build --cache here
compiled ''
[ "$(stat -c %a here)" = 700 ] || fail "others may enter the folder"
find "$scratch/caches" here -name 'draft-*' | grep . && fail "a draft stays"

# A file that does not compile: it is named, and nothing stays.
cp shop before
code=0
BROKEN=shop_notes.c build --no-cache 2>said || code=$?
[ "$code" -eq 3 ] || fail "exit code $code when a file does not compile"
[ "$(cat said)" = "understudy: the C compiler './compiler' failed on 'shop_notes.c':
shop_notes.c: does not please" ] || fail "it says: $(cat said)"
cmp shop before || fail "the executable was touched"
[ -z "$(ls "$TMPDIR")" ] || fail "files stay: $(ls -R "$TMPDIR")"

# A signal ends the compilers, and nothing stays.
: >waiting
SLOW=1 "$program" build shop.yaml -o shop --cc ./compiler --no-cache &
server=$!
for _ in {1..600}; do
    [ ! -s waiting ] || break
    sleep 0.05
done
kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
[ "$code" -eq 143 ] || fail "exit code $code after SIGTERM"
while read -r process; do
    kill -0 "$process" 2>/dev/null && fail "a compiler goes on"
done <waiting
[ -z "$(ls "$TMPDIR")" ] || fail "files stay: $(ls -R "$TMPDIR")"
