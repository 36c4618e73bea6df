# --strict refuses what the contract does not name, however it is put together; without it, all of this
# passes. Once with the checkers compiled in memory and once with those of a C compiler, whose inlined
# verbs must not lose anything.
set -euo pipefail
. "$(dirname "$0")/server.bash"

# takes PATH BODY, and refuses PATH MEMBER BODY: MEMBER is the pointer of the only stranger in the body.
takes() {
    expect ' 204 ' POST "/$1" "$2"
}
refuses() {
    local reply
    reply=$(request POST "/$1" "$3")
    [[ $reply == *'"code":"undeclared"'* ]] || fail "/$1 took $2 of $3: $reply"
    [[ $reply == *"\"pointer\":\"$2\""* ]] || fail "/$1 refused another member than $2 of $3: $reply"
    [ "$(grep -o '"pointer":' <<<"$reply" | wc -l)" -eq 1 ] || fail "more than $2 of $3: $reply"
}

what_is_named() {
    takes plain '{"kind":1,"title":"t","x-note":1,"part":{"size":1},"parts":[{"color":2}],"map":{"a":{"size":1}}}'
    takes split '{"kind":1,"title":"t","depth":2,"label":"l","x-1":0}'
    takes chosen '{"common":1,"one":2,"a":3,"c":4,"d":5}'
    takes chosen '{"common":2,"other":2,"b":3,"bb":"4"}'
    takes free '{"any":{"thing":{"deep":1}},"typed":{"size":1,"more":2},"list":[{"b":1}]}'
    takes open '{"declared":{"b":1},"split":{"a":1,"b":2},"left":{"b":1},"whole":{"a":1,"b":1}}'
    takes asked '{"a":1,"b":2}'
}

strangers() {
    "$1" plain /titel '{"kind":1,"titel":"t"}'
    "$1" plain /part/sise '{"kind":1,"part":{"sise":1}}'
    "$1" plain /parts/1/x-size '{"kind":1,"parts":[{"size":1},{"x-size":1}]}'
    "$1" plain /map/a~1b/weight '{"kind":1,"map":{"a/b":{"weight":1}}}'
    "$1" split /dept '{"kind":1,"dept":2,"label":"l"}'
    "$1" split /part/title '{"kind":1,"part":{"title":2},"label":"l"}'
    "$1" chosen /bb '{"a":3,"bb":"this belongs to the other branch"}'
    "$1" chosen /d '{"a":3,"c":4,"d":"so this branch does not match"}'
    "$1" chosen /one '{"common":2,"a":3,"one":1}'
    "$1" chosen /other '{"common":1,"a":3,"other":1}'
    "$1" chosen /banned '{"a":3,"banned":"by a name in not"}'
    "$1" free /anything '{"anything":1}'
    "$1" open /shut '{"shut":1}'
}

takes_it_all() {
    takes "$1" "$3"
}

for compiler in '' --cc; do
    start "$program" serve strict.yaml -p 0 --strict $compiler
    what_is_named
    strangers refuses
    # Beside another fault, and with the name that was probably meant.
    expect '(did you mean \"title\"?)' POST /plain '{"titel":1}'
    expect '"code":"required"' POST /plain '{"titel":1}'
    expect '"spec":"strict.yaml:25"' POST /plain '{"kind":1,"titel":1}'
    expect '"spec":"strict.yaml:32"' POST /split '{"kind":1,"part":{"seize":1},"label":"l"}'
    # A keyword that refuses the member itself is the only one to complain.
    expect '"code":"unevaluatedProperties"' POST /asked '{"c":1}'
    if [[ $(request POST /asked '{"c":1}') == *undeclared* ]]; then
        fail "it complains twice: $(request POST /asked '{"c":1}')"
    fi
    expect '"code":"readOnly"' POST /asked '{"id":1}'
    # Where no alternative matches, nobody knows what the object may hold.
    if [[ $(request POST /chosen '{"e":1}') == *undeclared* ]]; then
        fail "it complains of a member of unknown alternatives: $(request POST /chosen '{"e":1}')"
    fi
    end TERM
done

start "$program" serve strict.yaml -p 0
what_is_named
strangers takes_it_all
end TERM
