// The answers of one document, held against ajv. It runs in a thread of its own: what a document took is free again with
// the thread, and one that takes too much ends nobody else.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";

import { Document, kindOf } from "../opinion/document.mjs";
import { Oracle } from "../opinion/oracle.mjs";
import { explanationOf } from "./explained.mjs";
import { schemaOf } from "./place.mjs";
import { Tally } from "./tally.mjs";

const { file, option } = workerData;
const npm = createRequire(path.resolve(option.npm, "node_modules/x.js"));
const document = new Document(file), oracle = new Oracle(npm, document, "writeOnly", !option["no-tags"]);
const tally = new Tally(), seen = new Map();
const count = tally.count;

function note(kind, label, row, errors) {
    tally.note(kind, label);
    parentPort.postMessage({ note: { kind, label, file, ...row, errors: errors?.slice(0, 5) } });
}

// ---- One answer ----------------------------------------------------------------------------------

// What is alike in the complaints about many answers.
const labelOf = (errors) => errors.length === 0 ? "ajv takes it for valid, and it breaks the contract"
    : [...new Set(errors.map(({ keyword, params }) => keyword === "format" ? `format ${params.format}` : keyword))].sort().join(", ");

// Whether the schema's answers had this one already. Their texts would take gigabytes.
function isAgain(schema, body) {
    const text = createHash("md5").update(JSON.stringify(body)).digest("base64");
    if (!seen.has(schema)) {
        seen.set(schema, new Set());
        count.schemas++;
    }
    const again = seen.get(schema).has(text);
    seen.get(schema).add(text);
    return again;
}

function judge(row) {
    if (row.again) {
        count[row.variant !== undefined ? "variants" : "plain"]++;
        count.again++;
        return;
    }
    if (row.why !== undefined) {
        count.unmade++;
        note("unmade", row.why.replace(/^\/\S*|^it /, "… ").slice(0, 80), row);
        return;
    }
    if (row.body === undefined || (kindOf(row.contentType) !== "json" && !row.contentType.includes("*"))) {
        count.other++;
        return;
    }
    count[row.variant !== undefined ? "variants" : row.seed === undefined ? "plain" : "random"]++;
    const schema = schemaOf(document, row);
    if (isAgain(schema, row.body)) {
        count.again++;
        return;
    }
    const errors = oracle.errors(schema, row.body);
    if (errors === undefined)
        count.undecided++;
    else if ((errors.length === 0) === (row.contract ?? true))
        count.agreed++;
    else {
        const explanation = explanationOf({ schema, row, errors, document });
        count[explanation ? "explained" : "differ"]++;
        note(explanation ? "explained" : "difference", explanation?.name ?? labelOf(errors), row, errors);
    }
}

// ---- All of them ---------------------------------------------------------------------------------

// Whole lines, one after the other: the program waits while this one judges.
async function* linesOf(stream) {
    let rest = "";
    for await (const piece of stream.setEncoding("utf8")) {
        const lines = (rest + piece).split("\n");
        rest = lines.pop();
        yield* lines;
    }
}

// Gives what the program writes, line by line, until the time is up.
async function* rowsOf(...command) {
    const child = spawn(option.program, command, { stdio: ["ignore", "pipe", "ignore"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), 1000 * Number(option.seconds));
    const ended = new Promise((resolve, reject) => {
        child.on("close", (code, signal) => resolve(signal ?? code));
        child.on("error", reject);
    });
    for await (const line of linesOf(child.stdout))
        yield JSON.parse(line);
    count.cut += await ended === "SIGKILL";
    clearTimeout(timer);
}

// `routes`: method and path of an operation, as the answers have named them.
async function judgeVariants(routes) {
    const number = new Map();
    for await (const row of rowsOf("variants", "--json", "--once", file)) {
        number.set(row.operation, (number.get(row.operation) ?? 0) + 1);
        if (row.again || routes.has(row.operation))
            judge({ ...row, ...routes.get(row.operation), status: String(row.status) });
    }
    tally.operations = [...number.values()];
}

const routes = new Map();
for await (const row of rowsOf("answers", "--json", "--once", "--count", option.seeds, "--seed", "1", file)) {
    routes.set(row.operation, { method: row.method, path: row.path });
    judge(row);
}
count.refused += routes.size === 0;
if (option.variants)
    await judgeVariants(routes);
oracle.undecided.forEach((times, message) => tally.note("undecided", message, times));
parentPort.postMessage({ tally: { count, kinds: tally.kinds, operations: tally.operations } });
