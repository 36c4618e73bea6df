// Answers for the stand-in to give: a fixture for each operation, made from the schema of its response.
import fs from "node:fs";
import path from "node:path";

import { isObject } from "../mutation/document.mjs";
import { made } from "../mutation/instance.mjs";

const isJson = (type) => /^application\/(json|[^;]*\+json)\b/i.test(type.trim());

// Writes FOLDER/<api>/<operationId>/<status>.json; counts what was written, and the operations without.
export function writeAnswers(document, oracle, api, folder) {
    const count = { written: 0, unmade: 0 };
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
        fs.writeFileSync(path.join(place, `${answer.status}.json`), JSON.stringify(value));
    }
    return count;
}

// The first success with JSON.
function answerOf(document, operation) {
    const responses = Object.entries(isObject(operation.responses) ? operation.responses : {});
    for (const [status, node] of responses.filter(([status]) => /^2\d\d$/.test(status)).sort()) {
        const content = document.follow(node)?.content;
        const [, media] = Object.entries(isObject(content) ? content : {}).find(([type]) => isJson(type)) ?? [];
        if (isObject(media?.schema))
            return { status, schema: media.schema };
    }
    return undefined;
}

function valueOf(document, oracle, schema) {
    for (const rich of [true, false])
        for (let variant = 0; variant < 4; variant++) {
            const value = made(document, schema, { rich, variant, word: "writeOnly" });
            if (value !== undefined && (oracle.errors(schema, value)?.length ?? 0) === 0)
                return value;
        }
    return undefined;
}
