// Requests from values: parameters in their styles, bodies as JSON and as forms.
import { isObject } from "../opinion/document.mjs";
import { Demands, NoInstance } from "./instance.mjs";

const LARGEST_HEAD = 12000; // the stand-in takes 16 KiB

const encode = (value) => encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const isScalar = (value) => value === null || typeof value !== "object";
const plain = (value) => typeof value === "string" ? value : JSON.stringify(value);

// ---- What a text is read as ----------------------------------------------------------------------

const SCALARS = ["string", "integer", "number", "boolean"];

// The types that any part of the schema allows, all branches together.
function allowedTypes(document, schema, depth = 0) {
    const types = new Set();
    if (!isObject(schema) || depth > 12)
        return types;
    const demands = new Demands(document, 0);
    try {
        demands.add(schema);
    } catch (error) {
        if (!(error instanceof NoInstance))
            throw error;
    }
    (demands.types ?? [...demands.hints]).forEach((type) => types.add(type));
    for (const seen of demands.seen)
        for (const branch of [...(Array.isArray(seen.anyOf) ? seen.anyOf : []), ...(Array.isArray(seen.oneOf) ? seen.oneOf : [])])
            allowedTypes(document, branch, depth + 1).forEach((type) => types.add(type));
    return types;
}

function readScalar(text, types) {
    if (types.has("null") && !types.has("string") && text === "null")
        return null;
    if (types.has("boolean") && (text === "true" || text === "false"))
        return text === "true";
    const number = types.has("integer") || types.has("number");
    return number && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
}

// Whether the text of the value is read as this value again, where the schema allows these types.
function survives(document, schemas, value, depth = 0) {
    const types = new Set(schemas.flatMap((schema) => [...allowedTypes(document, schema)]));
    const ambiguous = SCALARS.some((type) => types.has(type));
    if (isScalar(value)) // where only a list may be, one text is a list of one
        return readScalar(plain(value), types) === value && (ambiguous || !types.has("array")) &&
            !(depth === 0 && (types.has("array") ? String(value).includes(",") : types.has("object") && !ambiguous));
    if (Array.isArray(value))
        return types.has("array") && (value.length > 1 || !ambiguous) && value.length > 0 &&
            value.every((item) => survives(document, itemsOf(document, schemas), item, depth + 1));
    return types.has("object") && !types.has("array") && !ambiguous && Object.keys(value).length > 0 &&
        Object.entries(value).every(([name, member]) => survives(document, membersOf(document, schemas, name), member, depth + 1));
}

function demandsOf(document, schemas) {
    const demands = new Demands(document, 0);
    try {
        schemas.forEach((schema) => demands.add(schema));
    } catch (error) {
        if (!(error instanceof NoInstance))
            throw error;
    }
    return demands;
}

const itemsOf = (document, schemas) => demandsOf(document, schemas).items;

function membersOf(document, schemas, name) {
    const demands = demandsOf(document, schemas);
    return demands.properties.get(name) ?? demands.others.map(({ schema }) => schema);
}

const isFlat = (value) => Object.values(value).every(isScalar);
const noEmpty = (value) => Object.values(value).every((item) => plain(item) !== "");

// Whether the parameter's style can say the value at all, and understudy reads the same.
export function canSay(document, parameter, value) {
    if (parameter.style === "json")
        return true;
    if (parameter.emptyIsFine && value === "")
        return false;
    if (!survives(document, [parameter.schema], value))
        return false;
    if (isScalar(value))
        return plain(value) !== "" || parameter.in === "query" ? isCarried(parameter, plain(value)) : false;
    if (parameter.style === "deepObject")
        return isObject(value);
    return isFlat(value) && noEmpty(value) && Object.values(value).every((item) => isCarried(parameter, plain(item), true)) &&
        (parameter.in !== "path" || !["", ".", ".."].includes(textOf(parameter, value)));
}

// What is not percent-encoded has to stand for itself.
function isCarried(parameter, text, listed = false) {
    if (parameter.in === "path")
        return text !== "." && text !== "..";
    if (parameter.in === "header")
        return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !(listed && /[,="]/.test(text));
    if (parameter.in === "cookie")
        return !listed || !text.includes(",");
    return !listed || !["spaceDelimited", "pipeDelimited"].includes(parameter.style) || parameter.explode || !/[ |]/.test(text);
}

// ---- Styles --------------------------------------------------------------------------------------

const raw = (text) => text;

// A value as one text: items with commas, or as the style has it.
function textOf(parameter, value) {
    const name = parameter.name, write = parameter.in === "header" ? raw : encode;
    if (parameter.style === "json")
        return write(JSON.stringify(value));
    if (isScalar(value))
        return { label: ".", matrix: `;${name}=` }[parameter.style] === undefined ? write(plain(value))
            : { label: ".", matrix: `;${name}=` }[parameter.style] + write(plain(value));
    const array = Array.isArray(value);
    const pairs = Object.entries(value).map(([key, item]) => [write(key), write(plain(item))]);
    const items = array ? pairs.map(([, item]) => item)
        : parameter.explode ? pairs.map((pair) => pair.join("=")) : pairs.flat();
    switch (parameter.style) {
    case "label":
        return `.${items.join(parameter.explode ? "." : ",")}`;
    case "matrix":
        if (parameter.explode)
            return items.map((item) => array ? `;${name}=${item}` : `;${item}`).join("");
        return `;${name}=${items.join(",")}`;
    case "spaceDelimited":
        return items.join("%20");
    case "pipeDelimited":
        return items.join("%7C");
    default:
        return items.join(",");
    }
}

// "a[b][0]" for what is nested.
function deepPairs(key, value) {
    if (isScalar(value))
        return [[key, plain(value)]];
    return Object.entries(value).flatMap(([name, member]) => deepPairs(`${key}[${name}]`, member));
}

function pairsOf(parameter, value) {
    const name = parameter.name;
    if (parameter.style === "deepObject" && isObject(value))
        return deepPairs(name, value).map((pair) => pair.map(encode));
    if (isScalar(value) || parameter.style === "json" || !parameter.explode)
        return [[encode(name), textOf(parameter, value)]];
    if (Array.isArray(value))
        return value.map((item) => [encode(name), encode(plain(item))]);
    return Object.entries(value).map(([key, item]) => [encode(key), encode(plain(item))]);
}

// ---- Forms ---------------------------------------------------------------------------------------

export function canSayForm(document, schema, value) {
    return isObject(value) && Object.keys(value).length > 0 && Object.entries(value).every(([name, member]) =>
        !/[[\]]/.test(name) && survives(document, membersOf(document, [schema], name), member, 1));
}

const formOf = (value) => Object.entries(value)
    .flatMap(([name, member]) => Array.isArray(member) && member.every(isScalar)
        ? member.map((item) => [name, plain(item)]) : deepPairs(name, member))
    .map((pair) => pair.map(encode).join("=")).join("&");

// ---- A whole request -----------------------------------------------------------------------------

const literal = (text) => encodeURI(text).replace(/[?#]/g, encodeURIComponent);

// { method, target, headers, body }, or undefined when it is too large. `values` are by parameter; `body` is
// { media, value } or { media, text }.
export function requestOf(operation, values, body, credentials) {
    const headers = { ...credentials.headers }, pairs = [...credentials.query], cookies = [...credentials.cookies];
    const path = {};
    for (const [parameter, value] of values) {
        if (parameter.in === "path")
            path[parameter.name] = textOf(parameter, value);
        else if (parameter.in === "header")
            headers[parameter.name] = textOf(parameter, value);
        else
            (parameter.in === "query" ? pairs : cookies).push(...pairsOf(parameter, value));
    }
    if (cookies.length > 0)
        headers.Cookie = cookies.map((pair) => pair.join("=")).join("; ");
    const target = operation.path.split(/\{([^}]*)\}/)
        .map((part, i) => i % 2 === 0 ? literal(part) : path[part] ?? "x").join("");
    const query = pairs.map((pair) => pair.join("=")).join("&");
    const request = { method: operation.method, target: query ? `${target}?${query}` : target, headers };
    if (body) {
        headers["Content-Type"] = body.type ?? body.media.type;
        request.body = body.text ?? (body.media.kind === "form" ? formOf(body.value) : JSON.stringify(body.value));
    }
    const size = request.target.length + Object.entries(headers).reduce((sum, pair) => sum + pair.join("").length + 4, 0);
    return size > LARGEST_HEAD ? undefined : request;
}

// ---- Security ------------------------------------------------------------------------------------

const DIGEST = 'username="u", realm="r", nonce="n", uri="/", response="00000000000000000000000000000000"';

function authorizationOf({ type, scheme }) {
    const name = type === "http" ? String(scheme).toLowerCase() : "bearer";
    return `${name} ${name === "basic" ? "dTpw" : name === "digest" ? DIGEST : "token"}`;
}

// What the first requirement asks for, in any well-formed spelling, but for keys that are parameters too.
export function credentialsOf(document, { security, parameters }) {
    const found = { headers: {}, query: [], cookies: [] };
    for (const name of Object.keys(isObject(security[0]) ? security[0] : {})) {
        const scheme = document.follow(document.root.components?.securitySchemes?.[name]);
        const unsayable = scheme?.in === "header" && !/^[\w!#$%&'*+.^`|~-]+$/.test(scheme.name);
        if (!isObject(scheme) || unsayable || parameters.some((one) => one.in === scheme.in && one.name === scheme.name))
            continue;
        if (scheme.type === "apiKey" && scheme.in === "header")
            found.headers[scheme.name] = "Bearer key";
        else if (scheme.type === "apiKey")
            (scheme.in === "query" ? found.query : found.cookies).push([encode(scheme.name), "key"]);
        else
            found.headers.Authorization = authorizationOf(scheme);
    }
    return found;
}
