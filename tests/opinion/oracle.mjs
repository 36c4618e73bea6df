// The independent opinion: ajv on the same schema. What OpenAPI says differently from JSON Schema (nullable,
// exclusive limits as flags, siblings of $ref, readOnly, discriminator) is translated; annotations are left out.
import { isObject } from "./document.mjs";
import { isForOthers, tagsOf, typesOf } from "./schema.mjs";

const PLAIN = ["enum", "multipleOf", "maximum", "minimum", "maxLength", "minLength", "pattern", "format",
    "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties"];
const PLAIN_31 = ["const", "exclusiveMaximum", "exclusiveMinimum", "maxContains", "minContains",
    "dependentRequired"];
const SCHEMA = ["items", "additionalProperties", "not"];
const SCHEMA_31 = ["if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties"];
const SCHEMAS = ["allOf", "anyOf", "oneOf"];
const MEMBERS = ["properties"];
const MEMBERS_31 = ["patternProperties", "dependentSchemas"];

// JSON Schema's patterns are those of RegExp with the flag u; many documents have some that only go without.
const pattern = (text, flags) => {
    try {
        return new RegExp(text, flags);
    } catch {
        return new RegExp(text);
    }
};
pattern.code = "pattern";

export class Oracle {
    #document;
    #word;                  // whose required members are none: "readOnly" for requests, "writeOnly" for answers
    #tags;
    #ajv;
    #numbers = new Map();   // of schemas
    #ids = new Map();       // what was asked for already, and …
    #pending = [];          // … what is still to be translated
    #compiled = new Map();
    undecided = new Map();  // how often ajv gave up a value, by what it threw

    // `tags`: false: a discriminator is an annotation, as JSON Schema has it.
    constructor(npm, document, word = "readOnly", tags = true) {
        const Ajv = npm(document.is30 ? "ajv" : "ajv/dist/2020").default;
        this.#document = document;
        this.#word = word;
        this.#tags = tags;
        this.#ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false,
            code: { regExp: pattern } });
        npm("ajv-formats").default(this.#ajv);
    }

    // ajv's errors for the value, none when it is valid; undefined when ajv cannot decide: it does not compile the
    // schema, or throws while it looks at the value. (Of schemas in a circle one that it refused leaves a hole that
    // another steps into; very deep values have no end.)
    errors(schema, value) {
        if (!this.#compiled.has(schema))
            this.#compiled.set(schema, this.#compile(schema));
        const check = this.#compiled.get(schema);
        if (!check)
            return undefined;
        try {
            return check(value) ? [] : check.errors;
        } catch (error) {
            this.undecided.set(error.message, (this.undecided.get(error.message) ?? 0) + 1);
            return undefined;
        }
    }

    #compile(schema) {
        try {
            const reference = this.#reference(schema, []);
            while (this.#pending.length > 0) {
                const { id, node, obeyed } = this.#pending.pop();
                const translated = this.#translate(node, obeyed, node);
                this.#ajv.addSchema(isObject(translated) ? { $id: id, ...translated } : { $id: id, allOf: [translated] });
            }
            return this.#ajv.compile(reference);
        } catch (error) {
            if (error instanceof ReferenceError) // a mistake of these scripts: ajv throws none
                throw error;
            this.#pending = [];
            return undefined;
        }
    }

    #numberOf(node) {
        if (!this.#numbers.has(node))
            this.#numbers.set(node, this.#numbers.size);
        return this.#numbers.get(node);
    }

    // `obeyed`: the schemas whose discriminator has been followed to get here, with the same value.
    #reference(node, obeyed) {
        const key = [node, ...obeyed].map((one) => this.#numberOf(one)).join("-");
        if (!this.#ids.has(key)) {
            const id = `schema:${key}`;
            this.#ids.set(key, id);
            this.#pending.push({ id, node, obeyed });
        }
        return { $ref: this.#ids.get(key) };
    }

    #translate(node, obeyed, whole) {
        if (typeof node === "boolean")
            return node;
        if (!isObject(node))
            throw new Error("a schema is no object");
        const is30 = this.#document.is30, result = {};
        if (typeof node.$ref === "string") {
            const target = this.#document.find(node.$ref);
            if (target === undefined)
                throw new Error("a reference leads nowhere");
            Object.assign(result, this.#reference(target, obeyed));
            if (is30)
                return result;
        }
        for (const keyword of is30 ? PLAIN : [...PLAIN, ...PLAIN_31])
            if (node[keyword] !== undefined)
                result[keyword] = node[keyword];
        this.#translateOwn(node, result, whole);
        this.#translateInside(node, obeyed, result);
        this.#translateTags(node, obeyed, result);
        return result;
    }

    #translateOwn(node, result, whole) {
        const types = typesOf(node, this.#document.is30);
        if (types)
            result.type = types;
        if (Array.isArray(node.required))
            result.required = [...new Set(node.required)].filter((name) =>
                ![node, whole].some((schema) => isForOthers(this.#document, schema, name, this.#word)));
        if (this.#document.is30)
            for (const [flag, limit] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]])
                if (node[flag] === true && result[limit] !== undefined) {
                    result[flag] = result[limit];
                    delete result[limit];
                }
    }

    #translateInside(node, obeyed, result) {
        const is30 = this.#document.is30;
        const inside = (schema) => this.#translate(schema, [], schema);
        for (const keyword of is30 ? SCHEMA : [...SCHEMA, ...SCHEMA_31])
            if (node[keyword] !== undefined)
                result[keyword] = inside(node[keyword]);
        for (const keyword of SCHEMAS)
            if (Array.isArray(node[keyword]))
                result[keyword] = node[keyword].map((schema) =>
                    this.#translate(schema, obeyed, keyword === "allOf" ? node : schema));
        for (const keyword of is30 ? MEMBERS : [...MEMBERS, ...MEMBERS_31])
            if (isObject(node[keyword]))
                result[keyword] = Object.fromEntries(Object.entries(node[keyword])
                    .map(([name, schema]) => [name, inside(schema)]));
        if (Array.isArray(node.prefixItems) && !is30)
            result.prefixItems = node.prefixItems.map(inside);
    }

    // An object follows the schema of its tag, and the others of oneOf or anyOf do not count; what is no
    // object has no tag and needs some branch.
    #translateTags(node, obeyed, result) {
        const tagged = this.#tags ? tagsOf(this.#document, node) : undefined;
        if (!tagged)
            return;
        const { property, tags, branches } = tagged;
        const others = Array.isArray(node.oneOf) ? result.oneOf : result.anyOf;
        if (branches)
            delete result[Array.isArray(node.oneOf) ? "oneOf" : "anyOf"];
        if (obeyed.includes(node))
            return;
        const choices = [...tags].map(([value, schema]) => ({
            if: { required: [property], properties: { [property]: { const: value } } },
            then: this.#reference(schema, [...obeyed, node]),
        }));
        const known = { required: [property], properties: { [property]: { enum: [...tags.keys()] } } };
        result.allOf = [...(result.allOf ?? []), {
            if: { type: "object" }, then: { ...known, allOf: choices }, else: branches ? { anyOf: others } : true,
        }];
    }
}
