// Every constraint that applies to a value, and values that break it alone.
import { isObject } from "../opinion/document.mjs";
import { Maker, NoInstance, isOfType, set } from "./instance.mjs";
import { isReadOnly, tagsOf, typesOf } from "../opinion/schema.mjs";
import { FORMATS, NUMBER_FORMATS, expressionOf } from "./text.mjs";

const LONGEST = 200000; // what is longer says no more, and no request holds it
const STRANGER = "understudy_stranger";
const ANY_VALUES = ["understudy", 12.5, true, {}, [], null, { [STRANGER]: 1 }, [{ [STRANGER]: 1 }], -1, ""];

const clone = (value) => structuredClone(value);
const escapeToken = (token) => String(token).replaceAll("~", "~0").replaceAll("/", "~1");
export const pointerOf = (path) => path.map((token) => `/${escapeToken(token)}`).join("");

export function valueAt(root, path) {
    return path.reduce((value, token) => value[token], root);
}

// A copy of the whole with another value at the path.
export function changed(root, path, value) {
    if (path.length === 0)
        return value;
    const copy = clone(root);
    set(valueAt(copy, path.slice(0, -1)), path.at(-1), value);
    return copy;
}

const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
const withMember = (object, name, value) => {
    const copy = { ...object };
    set(copy, name, value);
    return copy;
};

// ---- One keyword ---------------------------------------------------------------------------------

const sizeOf = (text) => [...text].length;

// [values that break the keyword], by keyword; each is asked only where it concerns the value. `filler` makes
// an item.
const BREAK = {
    type: (types, value) => ANY_VALUES.filter((other) => !types.some((type) => isOfType(other, type))),
    enum: (members, value) => [...otherScalars(value), ...ANY_VALUES],
    const: (constant, value) => [...otherScalars(value), ...ANY_VALUES],
    minimum: (limit) => [limit - 1, limit - Math.abs(limit) / 8, limit * 2],
    maximum: (limit) => [limit + 1, limit + Math.abs(limit) / 8, limit * 2],
    exclusiveMinimum: (limit) => [limit, limit - 1],
    exclusiveMaximum: (limit) => [limit, limit + 1],
    multipleOf: (factor, value) => [value + factor / 2, value + 1, factor * 1.5, 0.1, 1.25],
    minLength: (limit, value) => limit > 0 ? [[...value].slice(0, limit - 1).join(""), "a".repeat(limit - 1)] : [],
    maxLength: (limit, value) => limit > LONGEST ? [] : ["a", "1", [...value].at(-1) ?? "b"]
        .map((filler) => value + filler.repeat(limit + 1 - Math.min(limit, sizeOf(value)))),
    pattern: (source, value) => {
        const expression = expressionOf(source);
        return expression ? [`${value}!`, "!", "€€€", "\n", " ", "", "a", "0", `!${value}`, "0".repeat(sizeOf(value)),
            "€".repeat(sizeOf(value)), "!".repeat(300)].filter((text) => !expression.test(text)) : [];
    },
    format: (format, value) => {
        const bad = typeof value === "string" ? FORMATS[format]?.[1] : NUMBER_FORMATS[format];
        return bad === undefined ? [] : [bad];
    },
    minItems: (limit, value) => limit > 0 ? [value.slice(0, limit - 1)] : [],
    maxItems: (limit, value, filler) => limit > 1000 ? [] : [Array.from({ length: limit + 1 }, (_, i) => value[i] ?? value[0] ?? filler())],
    uniqueItems: (unique, value) => unique && value.length > 0 ? [[...value, value[0]]] : [],
    minProperties: (limit, value) => limit > 0 ? [Object.fromEntries(Object.entries(value).slice(0, limit - 1))] : [],
    maxProperties: (limit, value) => limit > 1000 ? [] : [Object.entries(value)[0]?.[1] ?? "a"].map((member) =>
        Object.assign({ ...value }, Object.fromEntries(Array.from({ length: limit + 1 - Math.min(limit, Object.keys(value).length) },
            (_, i) => [`${STRANGER}_${i}`, member])))),
};

// A little off, of the same type.
function otherScalars(value) {
    switch (typeof value) {
    case "string":
        return [`${value}_understudy`, "understudy"];
    case "number":
        return [value + 1000003, value + 0.5];
    case "boolean":
        return [!value];
    default:
        return [];
    }
}

const CONCERNS = {
    number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
    string: ["minLength", "maxLength", "pattern"],
    array: ["minItems", "maxItems", "uniqueItems"],
    object: ["minProperties", "maxProperties"],
};

function concerns(keyword, value) {
    const type = Object.keys(CONCERNS).find((one) => CONCERNS[one].includes(keyword));
    return type === undefined || isOfType(value, type);
}

// What the keyword says in its dialect: the flags of OpenAPI 3.0 change minimum and maximum.
function limitsOf(schema, is30) {
    const said = Object.fromEntries(Object.keys(BREAK).filter((keyword) => schema[keyword] !== undefined)
        .map((keyword) => [keyword, schema[keyword]]));
    const types = typesOf(schema, is30);
    if (types)
        said.type = types;
    if (!is30)
        return said;
    delete said.const;
    for (const [flag, limit] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]]) {
        delete said[flag];
        if (schema[flag] === true && said[limit] !== undefined) {
            said[flag] = said[limit];
            delete said[limit];
        }
    }
    return said;
}

// ---- All of a value ------------------------------------------------------------------------------

// Gives { keyword, said, path, name, candidates, within }: what breaks the keyword of the schema, which says
// this, at the path of the root value. `within` are the alternatives around it: another branch may take the broken value.
export class Sites {
    #document;
    #oracle;
    #root;
    #seen;      // schemas by keyword that had their turn with an earlier value

    constructor(document, oracle, root, seen) {
        this.#document = document;
        this.#oracle = oracle;
        this.#root = root;
        this.#seen = seen;
    }

    *of(schema) {
        yield* this.#visit(schema, [], [], []);
    }

    #isNew(schema, keyword, name) {
        if (!this.#seen.has(schema))
            this.#seen.set(schema, new Set());
        const key = `${keyword} ${name ?? ""}`, keys = this.#seen.get(schema);
        return !keys.has(key) && keys.add(key);
    }

    // `chain`: the schemas on the way here that speak of this same value.
    *#visit(schema, path, within, chain) {
        if (!isObject(schema) || chain.includes(schema))
            return;
        const value = valueAt(this.#root, path), here = [...chain, schema];
        if (typeof schema.$ref === "string") {
            yield* this.#visit(this.#document.find(schema.$ref), path, within, here);
            if (this.#document.is30)
                return;
        }
        const site = (keyword, candidates, name, at = path) => ({ keyword, path: at, name, within,
            candidates: candidates.map((candidate) => changed(this.#root, path, candidate)) });
        for (const [keyword, said] of Object.entries(limitsOf(schema, this.#document.is30)))
            if (concerns(keyword, value) && this.#isNew(schema, keyword))
                yield { ...site(keyword, BREAK[keyword](said, value, () => this.#itemOf(schema))), said };
        if (isObject(value))
            yield* this.#visitObject(schema, value, path, site);
        yield* this.#visitCombined(schema, value, path, within, here, site);
        yield* this.#visitInside(schema, value, path, within);
    }

    *#visitObject(schema, value, path, site) {
        for (const name of new Set(Array.isArray(schema.required) ? schema.required : []))
            if (Object.hasOwn(value, name) && !isReadOnly(this.#document, schema, name) && this.#isNew(schema, "required", name))
                yield site("required", [without(value, name)], name);
        if (schema.additionalProperties === false && this.#isNew(schema, "additionalProperties"))
            yield site("additionalProperties", [withMember(value, STRANGER, "understudy")], undefined, [...path, STRANGER]);
    }

    *#visitCombined(schema, value, path, within, chain, site) {
        if (schema.not !== undefined && this.#isNew(schema, "not"))
            yield site("not", this.#takenByNot(schema.not, value));
        for (const part of Array.isArray(schema.allOf) ? schema.allOf : [])
            yield* this.#visit(part, path, within, chain);
        const tagged = tagsOf(this.#document, schema);
        if (tagged && isObject(value)) {
            yield* this.#visitTagged(tagged, schema, value, path, within, chain, site);
            return;
        }
        for (const keyword of ["anyOf", "oneOf"])
            if (Array.isArray(schema[keyword]))
                yield* this.#visitBranches(schema, keyword, value, path, within, chain, site);
    }

    // For an array that is empty.
    #itemOf(schema) {
        try {
            return schema.items === undefined ? "a" : new Maker(this.#document, 0, false).make([schema.items]);
        } catch (error) {
            if (error instanceof NoInstance)
                return "a";
            throw error;
        }
    }

    #takenByNot(schema, value) {
        try {
            const made = new Maker(this.#document, 0, false).make([schema]);
            return isObject(made) && isObject(value) ? [{ ...value, ...made }, made] : [made, ...ANY_VALUES];
        } catch (error) {
            if (error instanceof NoInstance)
                return ANY_VALUES;
            throw error;
        }
    }

    *#visitTagged({ property, tags, branches }, schema, value, path, within, chain, site) {
        if (this.#isNew(schema, "discriminator")) {
            yield site("discriminator", [withMember(value, property, "understudy")], undefined, [...path, property]);
            yield site("discriminator", [without(value, property)], property);
        }
        const around = [{ keyword: "discriminator", path }, { keyword: "discriminator", path: [...path, property] },
            ...branches ? [{ keyword: schema.oneOf ? "oneOf" : "anyOf", path }] : []];
        yield* this.#visit(tags.get(value[property]), path, [...within, ...around], chain);
    }

    *#visitBranches(schema, keyword, value, path, within, chain, site) {
        if (this.#isNew(schema, keyword))
            yield site(keyword, [...ANY_VALUES, ...otherScalars(value)]);
        const taken = schema[keyword].find((branch) => this.#oracle.errors(branch, value)?.length === 0);
        if (taken !== undefined)
            yield* this.#visit(taken, path, [...within, { keyword, path }], chain);
    }

    *#visitInside(schema, value, path, within) {
        if (Array.isArray(value) && value.length > 0) {
            const prefix = Array.isArray(schema.prefixItems) && !this.#document.is30 ? schema.prefixItems : [];
            for (let i = 0; i < Math.min(prefix.length, value.length); i++)
                yield* this.#visit(prefix[i], [...path, i], within, []);
            if (value.length > prefix.length)
                yield* this.#visit(schema.items, [...path, prefix.length], within, []);
        }
        if (!isObject(value))
            return;
        const named = isObject(schema.properties) ? schema.properties : {};
        for (const name of Object.keys(value).filter((one) => Object.hasOwn(named, one)))
            yield* this.#visit(named[name], [...path, name], within, []);
        const other = Object.keys(value).find((name) => !Object.hasOwn(named, name));
        if (other !== undefined && schema.patternProperties === undefined)
            yield* this.#visit(schema.additionalProperties, [...path, other], within, []);
    }
}

// ---- The mutant of a site ------------------------------------------------------------------------

// What only says that something inside it is wrong: `if` of our own translation, and the alternatives around.
const isWrapper = (error, site) => error.keyword === "if" || site.within.some(({ keyword, path }) =>
    keyword === error.keyword && pointerOf(path) === error.instancePath);

export function placeOfError(error) {
    const name = error.keyword === "additionalProperties" ? error.params.additionalProperty : undefined;
    return error.instancePath + (name === undefined ? "" : `/${escapeToken(name)}`);
}

// The oracle says with enum and required what a discriminator asks for.
function isSite(error, { keyword, path, name }) {
    const isKeyword = error.keyword === keyword ||
        (keyword === "discriminator" && error.keyword === (name === undefined ? "enum" : "required"));
    return isKeyword && placeOfError(error) === pointerOf(path) &&
        (error.keyword !== "required" || error.params.missingProperty === name);
}

const isRefusal = (errors) => errors === undefined || errors.length > 0;

// Where ajv has no opinion, a keyword that no alternative surrounds is broken by what is made to break it.
const isSureAlone = ({ errors }, site) => errors === undefined && site.within.length === 0 &&
    !["anyOf", "oneOf", "not", "multipleOf"].includes(site.keyword);

// The candidate that breaks nothing but the site's keyword, as ajv sees it; else one that is refused at all,
// else the first: { value, errors, pure }.
export function choose(site, schema, oracle, isPossible) {
    const judged = site.candidates.filter(isPossible).map((value) => ({ value, errors: oracle.errors(schema, value) }));
    const pure = judged.find(({ errors }) => errors?.some((error) => isSite(error, site)) &&
        errors.every((error) => isSite(error, site) || isWrapper(error, site)));
    const near = judged.find(({ errors }) => errors?.some((error) => isSite(error, site)));
    const chosen = pure ?? near ?? judged.find(({ errors }) => isRefusal(errors)) ?? judged[0];
    return chosen && { ...chosen, pure: pure !== undefined,
        near: (pure ?? near) !== undefined || isSureAlone(chosen, site) };
}
