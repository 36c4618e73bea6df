// An OpenAPI 3.x document as the script needs it: references followed, operations with all their parameters.
import fs from "node:fs";

// HEAD is left out: its answers have no body that could name anything.
export const METHODS = ["get", "put", "post", "delete", "options", "patch"];

// OpenAPI: a header parameter of one of these names is ignored.
const IGNORED_HEADERS = ["accept", "content-type", "authorization"];

// Sent by the HTTP client itself, or read by the stand-in as a wish: never sent as a parameter.
const RESERVED_HEADERS = ["host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te",
    "trailer", "cookie", "prefer", "keep-alive", "date", "via"];

const DEEPEST_REFERENCE = 32;

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function unescapeToken(token) {
    return decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~");
}

export class Document {
    constructor(file) {
        this.root = JSON.parse(fs.readFileSync(file, "utf8"));
        this.is30 = String(this.root.openapi).startsWith("3.0");
        this.anchors = new Map();
    }

    // The node at a reference inside the document; undefined when there is none.
    find(reference) {
        if (typeof reference !== "string" || !reference.startsWith("#"))
            return undefined;
        let node = this.root;
        for (const token of reference.slice(1).split("/").slice(1).map(unescapeToken)) {
            if (node === null || typeof node !== "object" || !Object.hasOwn(node, token))
                return undefined;
            node = node[token];
        }
        return node;
    }

    follow(node) {
        for (let i = 0; i < DEEPEST_REFERENCE && isObject(node) && typeof node.$ref === "string"; i++)
            node = this.find(node.$ref);
        return node;
    }

    // Every operation that a request can reach. Of two routes that differ only in the names of their
    // parameters the first answers.
    operations(methods = METHODS) {
        const found = [], taken = new Set();
        for (const [path, item] of Object.entries(this.root.paths ?? {})) {
            const node = this.follow(item);
            if (!path.startsWith("/") || !isObject(node))
                continue;
            for (const method of methods.filter((name) => isObject(node[name]))) {
                const route = `${method} ${path.replace(/\{[^}]*\}/g, "{}")}`;
                if (!taken.has(route))
                    found.push(this.#operation(method, path, node, node[method]));
                taken.add(route);
            }
        }
        return found;
    }

    #operation(method, path, item, operation) {
        const parameters = new Map();
        for (const list of [item.parameters, operation.parameters])
            for (const node of Array.isArray(list) ? list : [])
                this.#addParameter(parameters, this.follow(node));
        return {
            method: method.toUpperCase(), path, node: operation,
            parameters: [...parameters.values()],
            body: this.#body(this.follow(operation.requestBody)),
            security: operation.security ?? this.root.security ?? [],
        };
    }

    #addParameter(parameters, node) {
        if (!isObject(node) || typeof node.name !== "string")
            return;
        const name = node.name.toLowerCase();
        if (node.in === "header" && IGNORED_HEADERS.includes(name))
            return;
        const [type, media] = isObject(node.content) ? Object.entries(node.content)[0] ?? [] : [];
        const style = type ? "json" : node.style ?? (["query", "cookie"].includes(node.in) ? "form" : "simple");
        parameters.set(`${node.in} ${node.in === "header" ? name : node.name}`, {
            name: node.name, in: node.in, style, required: node.required === true || node.in === "path",
            explode: node.explode ?? style === "form",
            schema: (type ? media?.schema : node.schema) ?? true,
            emptyIsFine: node.allowEmptyValue === true && node.in === "query",
            examples: examplesOf(this, node),
            reserved: node.in === "header" && RESERVED_HEADERS.includes(name),
        });
    }

    #body(node) {
        if (!isObject(node) || !isObject(node.content))
            return undefined;
        const medias = Object.entries(node.content).filter(([, media]) => isObject(media)).map(([type, media]) => ({
            type, kind: kindOf(type), schema: media.schema ?? true, encoding: media.encoding,
            examples: examplesOf(this, media),
        }));
        return { required: node.required === true, medias };
    }
}

function examplesOf(document, node) {
    const named = Object.values(isObject(node.examples) ? node.examples : {})
        .map((example) => document.follow(example)?.value);
    return [node.example, ...named].filter((example) => example !== undefined);
}

// "json", "form" or "other".
export function kindOf(type) {
    const essence = type.split(";")[0].trim().toLowerCase();
    if (essence === "application/json" || essence.endsWith("+json"))
        return "json";
    return essence === "application/x-www-form-urlencoded" ? "form" : "other";
}
