// Answers for the stand-in to give: a fixture for each operation whose response has no example in the document,
// made from its schema.
import fs from "node:fs";
import path from "node:path";

import { isObject } from "../opinion/document.mjs";
import { made } from "../mutation/instance.mjs";

const isJson = (type) => /^application\/(json|[^;]*\+json)\b/i.test(type.trim());

// Writes FOLDER/<api>/<operationId>/<status>.json; counts what was written, and the operations without. `finish`
// adds what the API promises beside its schemas.
export function writeAnswers(document, oracle, api, folder, finish = (value) => value) {
    const count = { written: 0, unmade: 0 };
    fs.mkdirSync(folder, { recursive: true });
    for (const { node } of document.operations()) {
        const answer = typeof node.operationId === "string" ? answerOf(document, node) : undefined;
        if (!answer)
            continue;
        const value = valueOf(document, oracle, answer.schema);
        count[value === undefined ? "unmade" : "written"]++;
        if (value === undefined)
            continue;
        const place = path.join(folder, api, node.operationId.replaceAll("/", "_"));
        fs.mkdirSync(place, { recursive: true });
        fs.writeFileSync(path.join(place, `${answer.status}.json`), JSON.stringify(finish(value)));
    }
    return count;
}

// The first success with JSON.
function answerOf(document, operation) {
    const responses = Object.entries(isObject(operation.responses) ? operation.responses : {});
    for (const [status, node] of responses.filter(([status]) => /^2\d\d$/.test(status)).sort()) {
        const content = document.follow(node)?.content;
        const [, media] = Object.entries(isObject(content) ? content : {}).find(([type]) => isJson(type)) ?? [];
        if (media)
            return isObject(media.schema) && !hasExample(media) ? { status, schema: media.schema } : undefined;
    }
    return undefined;
}

const hasExample = ({ example, examples }) =>
    example !== undefined || (isObject(examples) && Object.keys(examples).length > 0);

function valueOf(document, oracle, schema) {
    for (const rich of [true, false])
        for (let variant = 0; variant < 4; variant++) {
            const value = made(document, schema, { rich, variant, word: "writeOnly" });
            if (value !== undefined && (oracle.errors(schema, value)?.length ?? 0) === 0)
                return value;
        }
    return undefined;
}
