// Texts that stand for files in a body become what the client takes for a file.
import { isObject } from "../opinion/document.mjs";

export function withFiles(document, media, body, file) {
    const whole = typeof body === "string" && media.kind === "other";
    return body === undefined || whole ? body && file(body) : withFilesInside(document, media.schema, body, file);
}

function withFilesInside(document, schema, value, file) {
    const node = document.follow(schema);
    if (typeof value === "string")
        return isObject(node) && node.format === "binary" ? file(value) : value;
    if (Array.isArray(value))
        return value.map((item) => withFilesInside(document, node?.items, item, file));
    if (!isObject(value))
        return value;
    const properties = propertiesOf(document, node);
    return Object.fromEntries(Object.entries(value)
        .map(([name, member]) => [name, withFilesInside(document, properties[name], member, file)]));
}

function propertiesOf(document, schema) {
    const node = document.follow(schema);
    const parts = ["allOf", "anyOf", "oneOf"].flatMap((word) => node?.[word] ?? []);
    return Object.assign({}, ...parts.map((part) => propertiesOf(document, part)), node?.properties);
}
