// Where in the document an answer belongs.
import { isObject } from "../opinion/document.mjs";

const entryOf = (map, isIt) => Object.entries(isObject(map) ? map : {}).find(([name]) => isIt(name.toLowerCase()))?.[1];

// A status as it was sent is declared by itself, by its class, or by default.
function responseOf(document, responses, status) {
    const name = status.toLowerCase(), byClass = /^\d/.test(name) ? `${name[0]}xx` : name;
    return document.follow(entryOf(responses, (one) => one === name) ?? entryOf(responses, (one) => one === byClass) ??
        entryOf(responses, (one) => one === "default"));
}

const isRange = (type) => type.includes("*");

// The schema that the document has for the answer; true where it has none.
export function schemaOf(document, { path, method, status, contentType }) {
    const operation = document.follow(document.root.paths[path])?.[method.toLowerCase()];
    const content = responseOf(document, operation?.responses, status)?.content, type = contentType.toLowerCase();
    return (entryOf(content, (one) => one === type) ?? entryOf(content, isRange))?.schema ?? true;
}
