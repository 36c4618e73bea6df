// Has every answer that is made of a document's schemas judged by ajv as well: README.md here.
import fs from "node:fs";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

import { documentsIn, spread } from "../opinion/corpus.mjs";
import { print, Tally } from "./tally.mjs";

const usage = "usage: node tests/answers/judge.mjs --npm DIR --program FILE [--sample N] [--skip N] [--by-size] [--seeds N] " +
    "[--variants] [--no-tags] [--seconds N] [--memory MB] [--results FILE] [--log FILE] FILE-OR-FOLDER...";

const { values: option, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        npm: { type: "string" },
        program: { type: "string" },
        sample: { type: "string", default: "100" },
        skip: { type: "string", default: "0" },
        "by-size": { type: "boolean", default: false },
        seeds: { type: "string", default: "100" },
        variants: { type: "boolean", default: false },
        "no-tags": { type: "boolean", default: false },
        seconds: { type: "string", default: "120" },
        memory: { type: "string", default: "4000" },
        results: { type: "string" },
        log: { type: "string" },
    },
});
if (!option.npm || !option.program || positionals.length === 0) {
    console.error(usage);
    process.exit(2);
}
const log = option.log ? fs.createWriteStream(option.log, { flags: "a" }) : undefined;
const SHOWN = 3; // of each kind of difference
const shown = new Map();

function hear(note) {
    log?.write(JSON.stringify(note) + "\n");
    const { kind, label, file, operation, status, contentType, what, seed } = note;
    shown.set(label, (shown.get(label) ?? 0) + 1);
    if (kind !== "explained" && shown.get(label) <= SHOWN)
        console.error(`${file}: ${operation} ${status} ${contentType} ${what ?? `seed ${seed ?? "-"}`}: ${label}`.slice(0, 400));
}

// What came of one document: { file, bytes, seconds, tally }, or { …, failed } with the reason.
function judge(file) {
    const start = performance.now();
    return new Promise((resolve) => {
        const worker = new Worker(new URL("trial.mjs", import.meta.url), {
            workerData: { file, option }, resourceLimits: { maxOldGenerationSizeMb: Number(option.memory) },
        });
        const result = { file, bytes: fs.statSync(file).size };
        worker.on("message", ({ note, tally }) => note ? hear(note) : result.tally = tally);
        worker.on("error", (error) => result.failed = `${error.code ?? ""} ${error.message}`.trim());
        worker.on("exit", () => resolve({ ...result, seconds: Math.round((performance.now() - start) / 100) / 10 }));
    });
}

// Results of a run that was stopped; the line that it was writing is lost.
function known() {
    const lines = option.results && fs.existsSync(option.results) ? fs.readFileSync(option.results, "utf8").split("\n") : [];
    return new Map(lines.slice(0, -1).map((line) => JSON.parse(line)).map((result) => [result.file, result]));
}

const sizeOf = (file) => fs.statSync(file).size;
const files = spread(positionals.flatMap(documentsIn), Number(option.sample)).slice(Number(option.skip));
if (option["by-size"])
    files.sort((a, b) => sizeOf(a) - sizeOf(b));
const results = known();
for (const file of files.filter((one) => !results.has(one))) {
    results.set(file, await judge(file));
    if (option.results)
        fs.appendFileSync(option.results, JSON.stringify(results.get(file)) + "\n");
}
const total = new Tally(), ended = [...results.values()].filter(({ tally }) => tally);
ended.forEach(({ tally }) => total.add(tally));
print(total, results.size, [...results.values()].filter(({ failed }) => failed));
log?.end();
process.exitCode = total.count.differ > 0 || total.count.agreed === 0 ? 1 : 0;
