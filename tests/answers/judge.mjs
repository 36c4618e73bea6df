// Has every answer that is made of a document's schemas judged by ajv as well: README.md here.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { parseArgs } from "node:util";

import { documentsIn, spread } from "../opinion/corpus.mjs";
import { Document, kindOf } from "../opinion/document.mjs";
import { Oracle } from "../opinion/oracle.mjs";
import { explanationOf } from "./explained.mjs";

const usage = "usage: node tests/answers/judge.mjs --npm DIR --program FILE [--sample N] [--skip N] [--seeds N] " +
    "[--seconds N] [--log FILE] FILE-OR-FOLDER...";

const { values: option, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        npm: { type: "string" },
        program: { type: "string" },
        sample: { type: "string", default: "100" },
        skip: { type: "string", default: "0" },
        seeds: { type: "string", default: "100" },
        seconds: { type: "string", default: "120" },
        log: { type: "string" },
    },
});
if (!option.npm || !option.program || positionals.length === 0) {
    console.error(usage);
    process.exit(2);
}
const npm = createRequire(path.resolve(option.npm, "node_modules/x.js"));
const log = option.log ? fs.createWriteStream(option.log) : undefined;
const SHOWN = 3; // of each kind of difference

// ---- Counting ------------------------------------------------------------------------------------

const count = { documents: 0, schemas: 0, plain: 0, random: 0, again: 0, agreed: 0, explained: 0, undecided: 0,
    differ: 0, unmade: 0, other: 0, cut: 0, refused: 0 };
const tally = { explained: new Map(), undecided: new Map(), difference: new Map(), unmade: new Map() };

const add = (map, key, by = 1) => map.set(key, (map.get(key) ?? 0) + by);

function note(kind, label, file, row, errors) {
    add(tally[kind], label);
    log?.write(JSON.stringify({ kind, label, file, ...row, errors: errors?.slice(0, 5) }) + "\n");
    if (kind !== "explained" && tally[kind].get(label) <= SHOWN)
        console.error(`${file}: ${row.operation} ${row.status} ${row.contentType} seed ${row.seed ?? "-"}: ${label}`.slice(0, 400));
}

// ---- One document --------------------------------------------------------------------------------

// The schema that the document has for the answer; true where it has none.
function schemaOf(document, row) {
    const operation = document.follow(document.root.paths[row.path])?.[row.method.toLowerCase()];
    const response = document.follow(operation?.responses?.[row.status] ?? operation?.responses?.[row.status.toLowerCase()]);
    return response?.content?.[row.contentType]?.schema ?? true;
}

// What is alike in the complaints about many answers.
const labelOf = (errors) => [...new Set(errors.map(({ keyword, params }) =>
    keyword === "format" ? `format ${params.format}` : keyword))].sort().join(", ");

function judge(file, document, oracle, seen, row) {
    if (kindOf(row.contentType) !== "json" && !row.contentType.includes("*")) {
        count.other++;
        return;
    }
    if (row.why !== undefined) {
        count.unmade++;
        note("unmade", row.why.replace(/^\/\S*|^it /, "…").slice(0, 80), file, row);
        return;
    }
    const schema = schemaOf(document, row), text = JSON.stringify(row.body);
    if (!seen.has(schema)) {
        seen.set(schema, new Set());
        count.schemas++;
    }
    count[row.seed === undefined ? "plain" : "random"]++;
    if (seen.get(schema).has(text)) {
        count.again++;
        return;
    }
    seen.get(schema).add(text);
    const errors = oracle.errors(schema, row.body);
    if (errors === undefined)
        count.undecided++;
    else if (errors.length === 0)
        count.agreed++;
    else {
        const explanation = explanationOf({ schema, row, errors, document });
        count[explanation ? "explained" : "differ"]++;
        note(explanation ? "explained" : "difference", explanation?.name ?? labelOf(errors), file, row, errors);
    }
}

// Gives the lines that the program writes about the document, until its time is up.
async function* answersOf(file) {
    const child = spawn(option.program, ["answers", "--json", "--count", option.seeds, "--seed", "1", file],
        { stdio: ["ignore", "pipe", "ignore"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), 1000 * Number(option.seconds));
    const ended = new Promise((resolve, reject) => {
        child.on("close", (code, signal) => resolve(signal ?? code));
        child.on("error", reject);
    });
    let lines = 0;
    for await (const line of readline.createInterface({ input: child.stdout }))
        if (line.endsWith("}")) {
            lines++;
            yield JSON.parse(line);
        }
    const end = await ended;
    clearTimeout(timer);
    count.cut += end === "SIGKILL";
    count.refused += lines === 0 && end === 1;
}

async function judgeDocument(file) {
    const document = new Document(file), oracle = new Oracle(npm, document, "writeOnly"), seen = new Map();
    count.documents++;
    for await (const row of answersOf(file))
        judge(file, document, oracle, seen, row);
    oracle.undecided.forEach((times, message) => add(tally.undecided, message, times));
}

// ---- All -----------------------------------------------------------------------------------------

function print() {
    const list = (title, map) => {
        if (map.size > 0)
            console.log(`\n${title}`);
        [...map].sort((a, b) => b[1] - a[1]).forEach(([key, number]) => console.log(`${String(number).padStart(9)}  ${key}`));
    };
    console.log(`${count.documents} documents, ${count.refused} of them refused, ${count.cut} cut off by --seconds`);
    console.log(`${count.schemas} schemas of JSON answers: ${count.plain} plain answers, ${count.random} random ones; ` +
        `${count.again} of them the same again`);
    console.log(`${count.unmade} answers that are not made; ${count.other} that are not JSON`);
    list("answers that are not made", tally.unmade);
    list("values that ajv cannot decide, for it throws", tally.undecided);
    list("differences that are explained (explained.mjs)", tally.explained);
    list("differences that are not", tally.difference);
    console.log(`\n${count.agreed} agreed, ${count.explained} explained, ${count.undecided} that ajv cannot decide, ` +
        `${count.differ} differ`);
}

const files = spread(positionals.flatMap(documentsIn), Number(option.sample)).slice(Number(option.skip));
for (const file of files)
    await judgeDocument(file);
print();
log?.end();
process.exitCode = count.differ > 0 || count.agreed === 0 ? 1 : 0;
