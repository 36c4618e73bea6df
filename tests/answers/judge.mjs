// Has every answer that is made of a document's schemas judged by ajv as well: README.md here.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";

import { documentsIn, spread } from "../opinion/corpus.mjs";
import { Document, kindOf } from "../opinion/document.mjs";
import { Oracle } from "../opinion/oracle.mjs";
import { explanationOf } from "./explained.mjs";
import { schemaOf } from "./place.mjs";

const usage = "usage: node tests/answers/judge.mjs --npm DIR --program FILE [--sample N] [--skip N] [--seeds N] " +
    "[--variants] [--seconds N] [--log FILE] FILE-OR-FOLDER...";

const { values: option, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        npm: { type: "string" },
        program: { type: "string" },
        sample: { type: "string", default: "100" },
        skip: { type: "string", default: "0" },
        seeds: { type: "string", default: "100" },
        variants: { type: "boolean", default: false },
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

const count = { documents: 0, schemas: 0, plain: 0, random: 0, variants: 0, again: 0, agreed: 0, explained: 0,
    undecided: 0, differ: 0, unmade: 0, other: 0, cut: 0, refused: 0 };
const tally = { explained: new Map(), undecided: new Map(), difference: new Map(), unmade: new Map() };
const variantsOf = []; // how many each operation has

const add = (map, key, by = 1) => map.set(key, (map.get(key) ?? 0) + by);

function note(kind, label, file, row, errors) {
    add(tally[kind], label);
    log?.write(JSON.stringify({ kind, label, file, ...row, errors: errors?.slice(0, 5) }) + "\n");
    if (kind !== "explained" && tally[kind].get(label) <= SHOWN)
        console.error(`${file}: ${row.operation} ${row.status} ${row.contentType} ${row.what ?? `seed ${row.seed ?? "-"}`}: ${label}`.slice(0, 400));
}

// ---- One answer ----------------------------------------------------------------------------------

// What is alike in the complaints about many answers.
const labelOf = (errors) => errors.length === 0 ? "ajv takes it for valid, and it breaks the contract"
    : [...new Set(errors.map(({ keyword, params }) => keyword === "format" ? `format ${params.format}` : keyword))].sort().join(", ");

// Whether the schema's answers had this one already. Their texts would take gigabytes.
function isAgain(seen, schema, body) {
    const text = createHash("md5").update(JSON.stringify(body)).digest("base64");
    if (!seen.has(schema)) {
        seen.set(schema, new Set());
        count.schemas++;
    }
    const again = seen.get(schema).has(text);
    seen.get(schema).add(text);
    return again;
}

function judge(file, document, oracle, seen, row) {
    if (row.why !== undefined) {
        count.unmade++;
        note("unmade", row.why.replace(/^\/\S*|^it /, "… ").slice(0, 80), file, row);
        return;
    }
    if (!row.contentType || (kindOf(row.contentType) !== "json" && !row.contentType.includes("*"))) {
        count.other++;
        return;
    }
    count[row.variant !== undefined ? "variants" : row.seed === undefined ? "plain" : "random"]++;
    const schema = schemaOf(document, row);
    if (isAgain(seen, schema, row.body)) {
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
        note(explanation ? "explained" : "difference", explanation?.name ?? labelOf(errors), file, row, errors);
    }
}

// ---- One document --------------------------------------------------------------------------------

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
async function judgeVariants(file, document, oracle, seen, routes) {
    const number = new Map();
    for await (const row of rowsOf("variants", "--json", file)) {
        add(number, row.operation);
        if (routes.has(row.operation))
            judge(file, document, oracle, seen, { ...row, ...routes.get(row.operation), status: String(row.status) });
    }
    variantsOf.push(...number.values());
}

async function judgeDocument(file) {
    const document = new Document(file), oracle = new Oracle(npm, document, "writeOnly"), seen = new Map();
    const routes = new Map();
    count.documents++;
    for await (const row of rowsOf("answers", "--json", "--count", option.seeds, "--seed", "1", file)) {
        routes.set(row.operation, { method: row.method, path: row.path });
        judge(file, document, oracle, seen, row);
    }
    count.refused += routes.size === 0;
    if (option.variants)
        await judgeVariants(file, document, oracle, seen, routes);
    oracle.undecided.forEach((times, message) => add(tally.undecided, message, times));
}

// ---- All -----------------------------------------------------------------------------------------

function printVariants() {
    const sorted = variantsOf.sort((a, b) => a - b), above = sorted.filter((number) => number > 1000).length;
    console.log(`${count.variants} variants of JSON; an operation has ${sorted[Math.floor(sorted.length / 2)]} in the median, ` +
        `${sorted.at(-1)} at most, ${above} of ${sorted.length} have more than 1000`);
}

function print() {
    const list = (title, map) => {
        if (map.size > 0)
            console.log(`\n${title}`);
        [...map].sort((a, b) => b[1] - a[1]).forEach(([key, number]) => console.log(`${String(number).padStart(9)}  ${key}`));
    };
    console.log(`${count.documents} documents, ${count.refused} of them without an answer, ${count.cut} cut off by --seconds`);
    console.log(`${count.schemas} schemas of JSON answers: ${count.plain} plain answers, ${count.random} random ones; ` +
        `${count.again} answers are the same again`);
    if (variantsOf.length > 0)
        printVariants();
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
