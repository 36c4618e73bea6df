// What understudy makes of a schema, said once more and independently: which members a request may leave
// out, which values a discriminator knows, what a nullable type allows.
import { isObject } from "./document.mjs";

const DEEPEST_PARTS = 8;

// Whether `name` is for the other side only, wherever the schema declares it: what is readOnly a request need
// not have, what is writeOnly no answer. `word` is either.
export function isForOthers(document, schema, name, word, depth = 0) {
    if (!isObject(schema) || depth > DEEPEST_PARTS)
        return false;
    let property = isObject(schema.properties) ? schema.properties[name] : undefined;
    for (let i = 0; i < DEEPEST_PARTS && isObject(property); i++) {
        if (property[word] === true)
            return true;
        property = document.find(property.$ref);
    }
    const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
    return [...parts, document.find(schema.$ref)].some((part) => isForOthers(document, part, name, word, depth + 1));
}

export const isReadOnly = (document, schema, name) => isForOthers(document, schema, name, "readOnly");

export function typesOf(schema, is30) {
    if (schema.type === undefined)
        return undefined;
    const types = [schema.type].flat();
    return is30 && schema.nullable === true ? [...types, "null"] : types;
}

// ---- Discriminator -------------------------------------------------------------------------------

// Azure's documents say so what stands for a schema in the place of its name.
const ownValue = (schema, name) => typeof schema?.["x-ms-discriminator-value"] === "string" ? schema["x-ms-discriminator-value"] : name;

const listOf = (value) => Array.isArray(value) ? value : [];

const memberOf = (document, node, property) =>
    document.follow(isObject(node.properties) ? node.properties[property] : undefined) ?? {};

function textsOf(member) {
    const own = member.const !== undefined ? [member.const] : Array.isArray(member.enum) && member.enum.length > 0 ? member.enum : undefined;
    return own?.every((value) => typeof value === "string") ? own : undefined;
}

// The texts that the schema lets its member `property` be; undefined where it does not say.
function constantsOf(document, schema, property, depth = 0) {
    const node = document.follow(schema);
    if (!isObject(node) || depth > DEEPEST_PARTS)
        return undefined;
    const inside = (parts) => listOf(parts).map((part) => constantsOf(document, part, property, depth + 1));
    const own = textsOf(memberOf(document, node, property));
    if (own)
        return own;
    const part = inside(node.allOf).find((values) => values);
    const choices = [node.oneOf, node.anyOf].map(inside).find((list) => list.length > 0 && list.every((values) => values));
    return part ?? choices?.flat();
}

// The same of what is written in the schema itself, not in schemas that it takes for parts.
const ownConstantsOf = (document, node, property) =>
    [node, ...listOf(node.allOf).filter((part) => isObject(part) && !part.$ref)]
        .map((part) => textsOf(memberOf(document, part, property))).find((values) => values);

const lastPart = (reference) => reference.slice(reference.lastIndexOf("/") + 1);

// The names of the schemas that take `base` for a part of their allOf, or a part of a part. Made for all at
// once: large documents have thousands.
const heirsOf = perDocument((document) => {
    const heirs = new Map();
    for (const [name, schema] of Object.entries(namedSchemas(document)))
        for (const base of basesOf(document, schema, new Set([schema])))
            heirs.set(base, [...(heirs.get(base) ?? []), name]);
    return heirs;
});

function basesOf(document, schema, found) {
    for (const part of Array.isArray(schema?.allOf) ? schema.allOf : []) {
        const target = isObject(part) ? document.find(part.$ref) : undefined;
        if (isObject(target) && !found.has(target))
            basesOf(document, target, found.add(target));
    }
    return found;
}

const namedSchemas = (document) => document.root.components?.schemas ?? {};

function perDocument(make) {
    const made = new WeakMap();
    return (document) => {
        if (!made.has(document))
            made.set(document, make(document));
        return made.get(document);
    };
}

const knownTags = perDocument(() => new Map());

// The schemas by the value of the member that tells them apart; undefined when nothing is decided by it.
export function tagsOf(document, schema) {
    const known = knownTags(document);
    if (!known.has(schema))
        known.set(schema, findTags(document, schema));
    return known.get(schema);
}

function findTags(document, schema) {
    const property = schema.discriminator?.propertyName;
    if (typeof property !== "string")
        return undefined;
    const named = namedSchemas(document);
    const branches = Array.isArray(schema.oneOf) ? schema.oneOf : Array.isArray(schema.anyOf) ? schema.anyOf : null;
    if (branches?.some((item) => !item.$ref && (item.type === undefined || item.type === "object")))
        return undefined;
    const tags = new Map();
    const add = (value, target) => target !== undefined && !tags.has(value) && tags.set(value, target);
    for (const [value, target] of Object.entries(schema.discriminator.mapping ?? {}))
        add(value, Object.hasOwn(named, target) ? named[target] : document.find(target));
    const mapped = new Set(tags.values());
    // False: the member cannot tell the schemas from each other.
    const addSchema = (target, name, said) => {
        const own = ownValue(target, name);
        const values = said && own === name && !mapped.has(target) && !said.includes(name) ? [...new Set(said)] : [own];
        if (values[0] !== own && values.some((value) => tags.has(value)))
            return false;
        values.forEach((value) => add(value, target));
        return true;
    };
    for (const item of (branches ?? []).filter((one) => one.$ref)) {
        const target = document.find(item.$ref);
        if (!addSchema(target, lastPart(item.$ref), constantsOf(document, target, property)))
            return undefined;
    }
    if (branches)
        return tags.size > 0 ? { property, tags, branches } : undefined;
    return addHeirs(document, schema, property, tags, addSchema) ? { property, tags, branches } : undefined;
}

// What no value of the member can be is no tag, and what no heir is for is for the schema itself.
function addHeirs(document, schema, property, tags, addSchema) {
    const named = namedSchemas(document), allowed = constantsOf(document, schema, property);
    const types = [memberOf(document, schema, property).type ?? "string"].flat();
    for (const name of heirsOf(document).get(schema) ?? []) {
        const heir = named[name], said = heir === schema ? undefined : ownConstantsOf(document, heir, property);
        if ((said || !allowed || allowed.includes(ownValue(heir, name))) && !addSchema(heir, name, said))
            return false;
    }
    (allowed ?? []).forEach((value) => tags.has(value) || tags.set(value, schema));
    return types.includes("string") && [...tags.values()].some((target) => target !== schema);
}
