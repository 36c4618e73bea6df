// Valid values, made from the schema. A value has every member that the schema names, down to a depth, so
// that every constraint can be broken in it; where schemas are alternatives, `variant` says which is taken.
import { isObject } from "../opinion/document.mjs";
import { isForOthers, tagsOf, typesOf } from "../opinion/schema.mjs";
import { FORMATS, expressionOf, textsLike } from "./text.mjs";

const DEEPEST = 6;
const MOST_VALUES = 600;
const LONGEST = 20000;

export class NoInstance extends Error {}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const ORDER = ["object", "array", "string", "integer", "number", "boolean", "null"];
const CONCERNS = {
    object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties", "patternProperties"],
    array: ["items", "minItems", "maxItems", "uniqueItems", "prefixItems"],
    string: ["minLength", "maxLength", "pattern"],
    number: ["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"],
};

// All that the parts of a schema ask of one value, put together.
export class Demands {
    constructor(document, variant, word = "readOnly") {
        Object.assign(this, { document, variant, word, seen: new Set(), types: undefined, allowed: undefined,
            lower: [], upper: [], factors: [], minLength: 0, maxLength: Infinity, patterns: [], formats: [],
            minItems: 0, maxItems: Infinity, unique: false, items: [], prefix: [], minProperties: 0,
            maxProperties: Infinity, required: new Set(), properties: new Map(), others: [], closed: [],
            foreign: new Set(), examples: [], hints: new Set() });
    }

    add(schema) {
        if (schema === false)
            throw new NoInstance("false");
        if (!isObject(schema) || this.seen.has(schema))
            return this;
        this.seen.add(schema);
        if (typeof schema.$ref === "string") {
            this.add(this.document.find(schema.$ref));
            if (this.document.is30)
                return this;
        }
        this.#addValue(schema);
        this.#addNumber(schema);
        this.#addObject(schema);
        for (const part of Array.isArray(schema.allOf) ? schema.allOf : [])
            this.add(part);
        this.#addAlternatives(schema);
        return this;
    }

    #addValue(schema) {
        const types = typesOf(schema, this.document.is30);
        const fits = (type) => !this.types || this.types.includes(type) ||
            (type === "integer" && this.types.includes("number"));
        if (types)
            this.types = [...types.filter(fits), ...(types.includes("number") && this.types?.includes("integer") ? ["integer"] : [])];
        for (const values of [schema.enum, schema.const === undefined || this.document.is30 ? undefined : [schema.const]])
            if (Array.isArray(values))
                this.allowed = values.filter((value) => !this.allowed || this.allowed.some((one) => same(one, value)));
        for (const [type, words] of Object.entries(CONCERNS))
            if (words.some((word) => schema[word] !== undefined))
                this.hints.add(type);
        this.minLength = Math.max(this.minLength, schema.minLength ?? 0);
        this.maxLength = Math.min(this.maxLength, schema.maxLength ?? Infinity);
        if (typeof schema.pattern === "string")
            this.patterns.push(schema.pattern);
        if (typeof schema.format === "string")
            this.formats.push(schema.format);
        this.examples.push(...[schema.example, schema.default, ...(Array.isArray(schema.examples) ? schema.examples : [])]
            .filter((example) => example !== undefined));
    }

    #addNumber(schema) {
        const limits = [["minimum", "exclusiveMinimum", this.lower], ["maximum", "exclusiveMaximum", this.upper]];
        for (const [limit, exclusive, list] of limits) {
            if (typeof schema[limit] === "number")
                list.push({ limit: schema[limit], open: schema[exclusive] === true });
            if (typeof schema[exclusive] === "number" && !this.document.is30)
                list.push({ limit: schema[exclusive], open: true });
        }
        if (schema.multipleOf > 0)
            this.factors.push(schema.multipleOf);
        this.minItems = Math.max(this.minItems, schema.minItems ?? 0);
        this.maxItems = Math.min(this.maxItems, schema.maxItems ?? Infinity);
        this.unique ||= schema.uniqueItems === true;
        if (schema.items !== undefined)
            this.items.push(schema.items);
        if (Array.isArray(schema.prefixItems) && !this.document.is30)
            this.prefix.push(...schema.prefixItems);
    }

    #addObject(schema) {
        this.minProperties = Math.max(this.minProperties, schema.minProperties ?? 0);
        this.maxProperties = Math.min(this.maxProperties, schema.maxProperties ?? Infinity);
        const names = Object.keys(isObject(schema.properties) ? schema.properties : {});
        for (const name of names) {
            this.properties.set(name, [...(this.properties.get(name) ?? []), schema.properties[name]]);
            if (isForOthers(this.document, schema, name, this.word))
                this.foreign.add(name);
        }
        for (const name of Array.isArray(schema.required) ? schema.required : [])
            if (!isForOthers(this.document, schema, name, this.word))
                this.required.add(name);
        if (schema.additionalProperties === false)
            this.closed.push(new Set(names));
        else if (isObject(schema.additionalProperties))
            this.others.push({ schema: schema.additionalProperties, names: new Set(names) });
    }

    #addAlternatives(schema) {
        const tagged = tagsOf(this.document, schema);
        if (tagged)
            return this.#addTagged(tagged, schema);
        for (const keyword of ["anyOf", "oneOf"])
            if (Array.isArray(schema[keyword]) && schema[keyword].length > 0)
                this.add(schema[keyword][this.variant % schema[keyword].length]);
        return this;
    }

    // A schema that led here by its allOf is the one that the tag has to name.
    #addTagged({ property, tags, branches }, schema) {
        const all = [...tags].filter(([, target]) => target !== schema);
        const led = branches ? undefined : all.find(([, target]) => this.seen.has(target));
        const [value, target] = led ?? all[this.variant % all.length];
        this.required.add(property);
        this.properties.set(property, [...(this.properties.get(property) ?? []), { enum: [value] }]);
        return this.add(target);
    }
}

// ---- Scalars -------------------------------------------------------------------------------------

const withinLimits = (demands, number) =>
    demands.lower.every(({ limit, open }) => number > limit || (!open && number === limit)) &&
    demands.upper.every(({ limit, open }) => number < limit || (!open && number === limit)) &&
    demands.factors.every((factor) => Math.abs(number / factor - Math.round(number / factor)) < 1e-9);

function makeNumber(demands, integer, salt) {
    const low = Math.max(-Infinity, ...demands.lower.map(({ limit }) => limit));
    const high = Math.min(Infinity, ...demands.upper.map(({ limit }) => limit));
    const factor = demands.factors[0] ?? 1;
    const middle = (low + high) / 2;
    const starts = [1 + salt, low, high, middle, 0, low + (integer ? 1 : 1e-3), high - (integer ? 1 : 1e-3)]
        .filter(Number.isFinite);
    const found = starts.flatMap((start) => [start, Math.ceil(start / factor + salt) * factor,
            Math.floor(start / factor - salt) * factor])
        .map((start) => integer ? Math.round(start) : start)
        .find((number) => withinLimits(demands, number) && (!integer || Number.isSafeInteger(number)));
    if (found === undefined)
        throw new NoInstance("no number");
    return found;
}

const lengthOf = (text) => [...text].length;

function textFits(demands, text) {
    return lengthOf(text) >= demands.minLength && lengthOf(text) <= demands.maxLength &&
        demands.patterns.every((pattern) => expressionOf(pattern)?.test(text) ?? true);
}

function* texts(demands, salt) {
    if (salt > 0 && demands.patterns.length === 0 && demands.formats.every((format) => !FORMATS[format]))
        yield String.fromCodePoint(97 + salt % 26).repeat(Math.max(demands.minLength, 1 + Math.floor(salt / 26)));
    for (const format of demands.formats)
        if (FORMATS[format])
            yield FORMATS[format][0];
    for (const pattern of demands.patterns)
        yield* textsLike(pattern);
    yield* demands.examples.filter((example) => typeof example === "string");
    if (demands.formats.every((format) => !FORMATS[format]))
        for (const text of ["text", "t"])
            yield text.padEnd(Math.min(demands.minLength, LONGEST), "a").slice(0, demands.maxLength);
}

function makeText(demands, salt) {
    if (demands.minLength > LONGEST)
        throw new NoInstance("too long");
    let skipped = demands.patterns.length > 0 ? salt : 0;
    for (const text of texts(demands, salt))
        if (textFits(demands, text) && skipped-- === 0)
            return text;
    throw new NoInstance("no text");
}

// ---- Values --------------------------------------------------------------------------------------

export class Maker {
    // `rich`: with the members that are not required. `word`: what keeps a member out of it, "readOnly" of a
    // request, "writeOnly" of an answer.
    constructor(document, variant, rich, word) {
        Object.assign(this, { document, variant, rich, word, values: 0, open: [] });
    }

    // `salt` makes the items of a set different.
    make(schemas, depth = 0, salt = 0) {
        const demands = new Demands(this.document, this.variant, this.word);
        for (const schema of schemas)
            demands.add(schema);
        if (depth > 4 * DEEPEST || ++this.values > 4 * MOST_VALUES)
            throw new NoInstance("too deep");
        if (demands.allowed)
            return this.#choose(demands, salt);
        this.open.push(demands.seen);
        try {
            return this.#makeOf(this.#typeOf(demands), demands, depth, salt);
        } finally {
            this.open.pop();
        }
    }

    #choose({ allowed, types }, salt) {
        const fits = (value) => !types || types.some((type) => isOfType(value, type));
        const values = allowed.filter(fits).filter((value) => value !== null && value !== "");
        const value = (values.length > 0 ? values : allowed.filter(fits))[salt];
        if (value === undefined)
            throw new NoInstance("no enum");
        return value;
    }

    #typeOf({ types, hints, properties }) {
        if (types)
            return ORDER.find((type) => types.includes(type)) ?? "none";
        if (properties.size > 0)
            return "object";
        return ORDER.find((type) => hints.has(type)) ?? "string";
    }

    #makeOf(type, demands, depth, salt) {
        switch (type) {
        case "object":
            return this.#makeObject(demands, depth);
        case "array":
            return this.#makeArray(demands, depth);
        case "string":
            return makeText(demands, salt);
        case "integer":
        case "number":
            return makeNumber(demands, type === "integer" || demands.formats.some((format) => /int/.test(format)), salt);
        case "boolean":
            return salt === 0;
        case "null":
            return null;
        default:
            throw new NoInstance("no type");
        }
    }

    #makeArray(demands, depth) {
        const deep = depth >= DEEPEST && demands.minItems === 0;
        const wanted = Math.max(demands.minItems, deep ? 0 : 1, deep ? 0 : demands.prefix.length);
        const count = Math.min(wanted, demands.maxItems);
        if (count > 1000)
            throw new NoInstance("too many items");
        const array = [];
        try {
            for (let i = 0; i < count; i++)
                array.push(i < demands.prefix.length ? this.make([demands.prefix[i]], depth + 1)
                    : this.make(demands.items, depth + 1, demands.unique ? i : 0));
        } catch (error) {
            if (!(error instanceof NoInstance) || demands.minItems > 0)
                throw error;
            return [];
        }
        return array;
    }

    #wanted(demands, name, depth) {
        if (demands.required.has(name))
            return true;
        const schemas = demands.properties.get(name);
        const again = schemas.some((schema) => this.open.some((seen) => seen.has(this.document.follow(schema))));
        return this.rich && depth < DEEPEST && this.values < MOST_VALUES && !again && !demands.foreign.has(name);
    }

    #makeObject(demands, depth) {
        const object = {};
        const isAllowed = (name) => demands.closed.every((names) => names.has(name));
        const names = [...new Set([...demands.required, ...demands.properties.keys()])]
            .filter((name) => demands.required.has(name) || (isAllowed(name) && this.#wanted(demands, name, depth)));
        for (const name of names) {
            if (Object.keys(object).length >= demands.maxProperties && !demands.required.has(name))
                continue;
            try {
                const others = demands.others.filter((other) => !other.names.has(name)).map(({ schema }) => schema);
                set(object, name, this.make([...(demands.properties.get(name) ?? []), ...others], depth + 1));
            } catch (error) {
                if (!(error instanceof NoInstance) || demands.required.has(name))
                    throw error;
            }
        }
        this.#addOthers(object, demands, depth);
        return object;
    }

    // Members that the schema does not name: one to break the schema of such, and as many as it asks for.
    #addOthers(object, demands, depth) {
        const rich = this.rich && demands.others.length > 0 && depth < DEEPEST && this.values < MOST_VALUES;
        const wanted = Math.max(demands.minProperties - Object.keys(object).length, rich ? 1 : 0);
        for (let i = 0; i < wanted && demands.closed.length === 0; i++) {
            if (Object.keys(object).length >= demands.maxProperties)
                return;
            try {
                set(object, `other_${i}`, this.make(demands.others.map(({ schema }) => schema), depth + 1));
            } catch (error) {
                if (!(error instanceof NoInstance))
                    throw error;
                return;
            }
        }
    }
}

// A value of the schema, or undefined where none was found.
export function made(document, schema, { variant = 0, rich = false, word } = {}) {
    try {
        return new Maker(document, variant, rich, word).make([schema]);
    } catch (error) {
        if (error instanceof NoInstance || error instanceof RangeError)
            return undefined;
        throw error;
    }
}

// Also "__proto__" is a member like any other.
export function set(object, name, value) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

export function isOfType(value, type) {
    switch (type) {
    case "null":
        return value === null;
    case "array":
        return Array.isArray(value);
    case "object":
        return isObject(value);
    case "integer":
        return Number.isInteger(value);
    default:
        return typeof value === type;
    }
}
