// Writes a schema for each family of keywords, with a thousand instances: see "Validators" in README.md.
//
//     node bench/families.mjs DIR [--broken]
//
// DIR/NAME gets a schema.json and an instances.jsonl, as validate.mjs reads them. All instances are valid; with
// --broken a value somewhere in each of them gives way to another one, so that verdicts differ from instance to
// instance: that is for comparing verdicts, not for times.
import fs from "node:fs";
import path from "node:path";

const INSTANCES = 1000;

// ---- Chance --------------------------------------------------------------------------------------

let seed = 20240229;

function below(limit) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % limit;
}

const between = (low, high) => low + below(high - low + 1);
const pick = (list) => list[below(list.length)];
const maybe = () => below(2) === 0;
const many = (low, high, make) => Array.from({ length: between(low, high) }, (_, i) => make(i));
const word = () => many(3, 10, () => "abcdefghijklmnopqrstuvwxyz"[below(26)]).join("");
const hex = (digits) => Array.from({ length: digits }, () => "0123456789abcdef"[below(16)]).join("");
// Of which ajv, which divides doubles, believes it.
const cents = () => many(1, 1, () => between(1, 99999) / 100).find((price) => Number.isInteger(price / 0.01)) ?? 0.25;
const two = (number) => String(number).padStart(2, "0");

// No two items are the same.
function different(low, high, make) {
    const seen = new Map();
    for (let wanted = between(low, high), tries = 0; seen.size < wanted && tries < 10 * wanted; tries++) {
        const value = make();
        seen.set(JSON.stringify(value), value);
    }
    return [...seen.values()];
}

// An object of some of these members.
function some(members) {
    return Object.fromEntries(Object.entries(members).filter(maybe));
}

// ---- Schemas that several families have ------------------------------------------------------------

const list = (items, more = {}) => ({ type: "array", items, ...more });
const shape = (properties, required = Object.keys(properties), more = {}) =>
    ({ type: "object", properties, required, ...more });
const text = { type: "string" };
const integer = { type: "integer" };
const numbers = (count, step) => Array.from({ length: count }, (_, i) => 3 + i * step);
const words = Array.from({ length: 40 }, (_, i) => `${pick(["eu", "us", "ap"])}-${word()}-${i}`);
const date = () => `20${two(below(40))}-${two(between(1, 12))}-${two(between(1, 28))}`;
const moment = () => `${date()}T${two(below(24))}:${two(below(60))}:${two(below(60))}Z`;
const point = { type: "array", prefixItems: [{ type: "number", minimum: -180, maximum: 180 },
    { type: "number", minimum: -90, maximum: 90 }], items: { type: "number" }, minItems: 2, maxItems: 3 };
const place = () => [below(360000) / 1000 - 180, below(180000) / 1000 - 90];

const circle = shape({ kind: { const: "circle" }, radius: { type: "number", exclusiveMinimum: 0 } });
const square = shape({ kind: { const: "square" }, side: { type: "number", exclusiveMinimum: 0 } });
const route = shape({ kind: { const: "route" }, stops: list(text, { minItems: 2 }), closed: { type: "boolean" } });
const drawn = () => pick([
    () => ({ kind: "circle", radius: between(1, 90) }),
    () => ({ kind: "square", side: between(1, 90) / 8 }),
    () => ({ kind: "route", stops: many(2, 5, word), closed: maybe() }),
])();

function tree(depth) {
    return { name: word(), size: below(1000), children: depth > 0 ? many(0, 4, () => tree(depth - 1)) : [] };
}

function nested(depth) {
    return depth > 0 ? { level: depth, inner: nested(depth - 1) } : { level: 0 };
}

function nestedSchema(depth) {
    return depth > 0 ? shape({ level: { const: depth }, inner: nestedSchema(depth - 1) }) : shape({ level: { const: 0 } });
}

// ---- The families ----------------------------------------------------------------------------------

const families = {
    "array-integers": [list(integer), () => many(20, 200, () => below(1000))],
    "array-bytes": [list({ type: "integer", minimum: 0, maximum: 255 }), () => many(20, 200, () => below(256))],
    "array-doubles": [list({ type: "number" }), () => many(20, 200, () => below(1e6) / 64)],
    "array-range": [list({ type: "number", minimum: -1, exclusiveMaximum: 1 }, { minItems: 1, maxItems: 300 }),
        () => many(20, 200, () => below(2e6) / 1e6 - 1)],
    "array-untyped-range": [list({ minimum: 0 }), () => many(20, 200, () => (below(9) ? below(100) : word()))],
    "array-strings": [list(text), () => many(20, 200, word)],
    "array-lengths": [list({ type: "string", minLength: 1, maxLength: 10 }), () => many(20, 200, word)],
    "array-nullable": [list({ type: ["integer", "null"], minimum: 0 }),
        () => many(20, 200, () => (below(8) ? below(1000) : null))],
    "array-matrix": [list(list({ type: "number" }, { minItems: 3, maxItems: 3 })),
        () => many(10, 60, () => [below(100), below(100), below(100) / 4])],
    "array-objects": [list(shape({ x: integer, y: integer })), () => many(10, 60, () => ({ x: below(99), y: below(99) }))],
    "multiple-1": [list({ type: "number", multipleOf: 1 }), () => many(20, 100, () => below(1e6))],
    "multiple-10": [list({ type: "integer", multipleOf: 10 }), () => many(20, 100, () => 10 * below(1e6))],
    "multiple-quarter": [list({ type: "number", multipleOf: 0.25, minimum: 0 }), () => many(20, 100, () => below(1e5) / 4)],
    "multiple-cent": [list({ type: "number", multipleOf: 0.01 }), () => many(20, 100, cents)],
    "enum-integers": [list({ enum: numbers(48, 7) }), () => many(10, 60, () => pick(numbers(48, 7)))],
    "enum-integer-range": [list({ type: "integer", enum: numbers(24, 1) }), () => many(10, 60, () => pick(numbers(24, 1)))],
    "enum-strings": [list({ type: "string", enum: words }), () => many(10, 60, () => pick(words))],
    "enum-mixed": [list({ enum: [...words.slice(0, 6), 1, 2, 3, 5, 8, 13, null, true, 1.5] }),
        () => many(10, 60, () => pick([...words.slice(0, 6), 1, 2, 3, 5, 8, 13, null, true, 1.5]))],
    "enum-member": [shape({ code: { enum: numbers(60, 11) }, level: { enum: [1, 2, 3] } }),
        () => ({ code: pick(numbers(60, 11)), level: between(1, 3) })],
    "const": [shape({ version: { const: 2 }, name: { const: "report" }, flag: { const: true }, ratio: { const: 0.5 } }),
        () => ({ version: 2, name: "report", flag: true, ratio: 0.5 })],
    "const-object": [list({ const: { a: 1, b: [2, 3] } }), () => many(2, 10, () => ({ a: 1, b: [2, 3] }))],
    "unique-integers": [list(integer, { uniqueItems: true }), () => different(5, 60, () => below(1e6))],
    "unique-strings": [list(text, { uniqueItems: true }), () => different(5, 60, word)],
    "unique-objects": [list(shape({ id: integer, tag: text }), { uniqueItems: true }),
        () => different(3, 12, () => ({ id: below(1e6), tag: word() }))],
    "prefix-items": [{ type: "array", prefixItems: [text, integer, { enum: ["a", "b"] }, { type: "boolean" }], items: false },
        () => [word(), below(100), pick(["a", "b"]), maybe()]],
    "contains": [list(integer, { contains: { minimum: 900 }, minContains: 1, maxContains: 50 }),
        () => [...many(10, 60, () => below(1000)), 950]],
    "pattern-properties": [{ type: "object", patternProperties: { "^x-": text, "_id$": integer }, additionalProperties: false },
        () => Object.fromEntries(different(3, 12, word).map((name) => (maybe() ? [`x-${name}`, name] : [`${name}_id`, below(99)])))],
    "property-names": [{ type: "object", propertyNames: { maxLength: 10, pattern: "^[a-z]+$" }, additionalProperties: integer },
        () => Object.fromEntries(different(3, 15, word).map((name) => [name, below(99)]))],
    "additional-schema": [{ type: "object", properties: { id: integer }, additionalProperties: { type: "string", maxLength: 20 } },
        () => ({ id: below(99), ...Object.fromEntries(different(3, 15, word).map((name) => [name, word()])) })],
    "members-optional": [shape(Object.fromEntries(words.slice(0, 20).map((name) => [name, integer])), [], { additionalProperties: false }),
        () => some(Object.fromEntries(words.slice(0, 20).map((name) => [name, below(99)])))],
    "nesting": [nestedSchema(20), () => nested(20)],
    "one-of-const": [list({ oneOf: [circle, square, route] }), () => many(3, 20, drawn)],
    "one-of-type": [list({ oneOf: [text, integer, { type: "boolean" }, { type: "null" }, list(text)] }),
        () => many(5, 40, () => pick([word(), below(99), maybe(), null, [word()]]))],
    "one-of-required": [list({ oneOf: [shape({ mail: text }), shape({ phone: text }), shape({ post: list(text) })] }),
        () => many(3, 20, () => pick([{ mail: word() }, { phone: word() }, { post: [word(), word()] }]))],
    "any-of-types": [list({ anyOf: [{ type: "integer", minimum: 0 }, { type: "string", minLength: 1 }, { type: "null" }] }),
        () => many(5, 40, () => pick([below(99), word(), null]))],
    "any-of-shapes": [list({ anyOf: [circle, square, route] }), () => many(3, 20, drawn)],
    "all-of-refs": [{ $defs: { named: shape({ name: text }), aged: shape({ age: { type: "integer", minimum: 0 } }),
        tagged: shape({ tags: list(text) }, []) }, allOf: ["named", "aged", "tagged"].map((name) => ({ $ref: `#/$defs/${name}` })) },
        () => ({ name: word(), age: below(99), tags: many(0, 5, word) })],
    "if-then-else": [list({ if: { properties: { country: { const: "US" } }, required: ["country"] },
        then: { required: ["zip"], properties: { zip: { type: "string", minLength: 5, maxLength: 5 } } }, else: { required: ["region"] } }),
        () => many(3, 20, () => (maybe() ? { country: "US", zip: "12345" } : { country: "FR", region: word() }))],
    "not": [list({ not: { type: "string", minLength: 20 } }), () => many(5, 40, () => pick([below(99), word(), null]))],
    "dependent-required": [list({ type: "object", dependentRequired: { card: ["billing", "name"], phone: ["prefix"] } }),
        () => many(3, 20, () => pick([{ card: 1, billing: word(), name: word() }, { phone: 1, prefix: 2 }, { name: word() }]))],
    "dependent-schemas": [list({ type: "object", dependentSchemas: { card: shape({ billing: text }), phone: shape({ prefix: integer }) } }),
        () => many(3, 20, () => pick([{ card: 1, billing: word() }, { phone: 1, prefix: 2 }, { name: word() }]))],
    "unevaluated-properties": [{ allOf: [shape({ id: integer }), shape({ name: text }, [])], properties: { tag: text },
        unevaluatedProperties: false }, () => ({ id: below(99), name: word(), tag: word() })],
    "unevaluated-items": [{ type: "array", allOf: [{ prefixItems: [integer, text] }], prefixItems: [{ minimum: 0 }],
        unevaluatedItems: { type: "boolean" } }, () => [below(99), word(), ...many(0, 8, maybe)]],
    "format-date-time": [list({ type: "string", format: "date-time" }), () => many(3, 20, moment)],
    "format-uuid": [list({ type: "string", format: "uuid" }),
        () => many(3, 20, () => [8, 4, 4, 4, 12].map(hex).join("-"))],
    "format-email": [list({ type: "string", format: "email" }), () => many(3, 20, () => `${word()}.${word()}@${word()}.com`)],
    "format-uri": [list({ type: "string", format: "uri" }),
        () => many(3, 20, () => `https://${word()}.example.com/${word()}/${word()}?q=${word()}`)],
    "format-ipv4": [list({ type: "string", format: "ipv4" }), () => many(3, 20, () => many(4, 4, () => below(256)).join("."))],
    "format-date": [list({ type: "string", format: "date" }), () => many(3, 20, date)],
    "pattern": [list({ type: "string", pattern: "^[A-Z]{2}[0-9]{4}$" }), () => many(3, 20, () => `AB${between(1000, 9999)}`)],
    "pattern-loose": [list({ type: "string", pattern: "^(v?\\d+)(\\.\\d+){0,2}(-[a-z]+)?$" }),
        () => many(3, 20, () => `v${below(20)}.${below(20)}-${word()}`)],
    "length-unicode": [list({ type: "string", minLength: 3, maxLength: 12 }),
        () => many(3, 40, () => many(3, 12, () => pick(["é", "日", "a", "ß", "😀"])).join(""))],
    "recursive-tree": [{ $id: "tree", $dynamicAnchor: "node", type: "object", required: ["name"],
        properties: { name: text, size: { type: "integer", minimum: 0 }, children: list({ $dynamicRef: "#node" }) } }, () => tree(3)],
    "recursive-ref": [{ $ref: "#/$defs/node", $defs: { node: shape({ name: text, size: integer, children: list({ $ref: "#/$defs/node" }) }) } },
        () => tree(3)],
    "geo-line": [shape({ type: { const: "LineString" }, coordinates: list(point, { minItems: 2 }) }),
        () => ({ type: "LineString", coordinates: many(5, 60, place) })],
    "geo-polygon": [shape({ type: { enum: ["Polygon"] }, coordinates: list(list(list({ type: "number" }, { minItems: 2 }), { minItems: 4 })) }),
        () => ({ type: "Polygon", coordinates: many(1, 3, () => many(5, 40, place)) })],
    "big-integers": [list({ type: "integer", minimum: 0, maximum: 9007199254740991 }),
        () => many(10, 60, () => 2 ** 52 + below(2 ** 31))],
    "record": [shape({ id: { type: "integer", minimum: 1 }, price: { type: "number", multipleOf: 0.25 }, stock: { type: "integer", minimum: 0, maximum: 9999 },
        scores: list({ type: "integer", minimum: 0, maximum: 100 }), unit: { enum: ["kg", "m", "l"] }, active: { type: "boolean" } }),
        () => ({ id: between(1, 1e6), price: below(4e4) / 4, stock: below(9999), scores: many(0, 12, () => below(101)), unit: pick(["kg", "m", "l"]), active: maybe() })],
};

// ---- Breaking one value ----------------------------------------------------------------------------

const strange = () => pick([-1, 0, -0.0, 1.5, 0.1 + 0.2, 1e300, 9007199254740992, 5e-324, true, false, null, "", "x", "é".repeat(30),
    [], {}, [1, 1], { kind: "circle" }, { a: 1 }]);

// The same with one of the values inside, or itself, another one.
function broken(value) {
    if (value === null || typeof value !== "object" || below(6) === 0)
        return strange();
    const copy = Array.isArray(value) ? [...value] : { ...value };
    const names = Object.keys(copy);
    if (names.length === 0)
        return strange();
    const name = pick(names);
    if (below(5) === 0 && !Array.isArray(copy))
        delete copy[name];
    else
        copy[name] = broken(copy[name]);
    return copy;
}

// ---- Writing ---------------------------------------------------------------------------------------

function write(folder, name, breaks) {
    const [schema, make] = families[name];
    const instances = Array.from({ length: INSTANCES }, () => (breaks ? broken(make()) : make()));
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.writeFileSync(path.join(folder, name, "schema.json"),
        JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", ...schema }, null, 2) + "\n");
    fs.writeFileSync(path.join(folder, name, "instances.jsonl"), instances.map((value) => JSON.stringify(value) + "\n").join(""));
}

const [folder, option] = process.argv.slice(2);
if (!folder || (option !== undefined && option !== "--broken")) {
    console.error("usage: node bench/families.mjs DIR [--broken]");
    process.exit(2);
}
for (const name of Object.keys(families))
    write(folder, name, option === "--broken");
