// Breaks one constraint at a time in real documents, and looks whether the stand-in names it: README.md here.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { documentsIn, spread } from "../opinion/corpus.mjs";
import { Document } from "../opinion/document.mjs";
import { explanationOf } from "./explained.mjs";
import { pointerOf } from "./mutants.mjs";
import { Oracle } from "../opinion/oracle.mjs";
import { Plan } from "./plan.mjs";
import { StandIn } from "./stand_in.mjs";
import { differenceOf } from "./verdict.mjs";

const usage = "usage: node tests/mutation/mutate.mjs --npm DIR --program FILE [--sample N] [--skip N] [--operations N] " +
    "[--mutants N] [--seconds N] [--log FILE] FILE-OR-FOLDER...";
const AT_ONCE = 8;

const { values: option, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        npm: { type: "string" },
        program: { type: "string" },
        sample: { type: "string", default: "200" },
        skip: { type: "string", default: "0" },
        operations: { type: "string", default: "40" },
        mutants: { type: "string", default: "400" },
        seconds: { type: "string", default: "60" },
        log: { type: "string" },
    },
});
if (!option.npm || !option.program || positionals.length === 0) {
    console.error(usage);
    process.exit(2);
}
const npm = createRequire(path.resolve(option.npm, "node_modules/x.js"));
const nothing = fs.mkdtempSync(path.join(os.tmpdir(), "mutate-"));
process.on("exit", () => fs.rmSync(nothing, { recursive: true }));

// ---- Counting ------------------------------------------------------------------------------------

const tally = { keyword: new Map(), unmade: new Map(), explained: new Map(), difference: new Map(),
    undecided: new Map() };
const count = { documents: 0, operations: 0, valid: 0, mutants: 0, passed: 0, failed: 0, unjudged: 0 };
const left = { documents: 0, operations: 0, mutants: 0 };
const log = option.log ? fs.createWriteStream(option.log) : undefined;
const SHOWN = 12; // of each kind

const add = (map, key, by = 1) => map.set(key, (map.get(key) ?? 0) + by);

function countKeyword(mutant, verdict) {
    const row = tally.keyword.get(mutant.keyword) ?? { sent: 0, named: 0, elsewhere: 0, other: 0, impossible: 0, differ: 0 };
    row[verdict]++;
    row.sent += verdict !== "impossible";
    tally.keyword.set(mutant.keyword, row);
}

function note(file, operation, mutant, answer, kind) {
    const difference = { kind, file, operation: `${operation.method} ${operation.path}`, keyword: mutant.keyword,
        place: mutant.place, pointer: mutant.path && pointerOf(mutant.path), mutant, answer };
    const explanation = explanationOf(difference);
    if (explanation) {
        add(tally.explained, explanation.name);
        return true;
    }
    const label = `${kind}${mutant.keyword ? ` (${mutant.keyword})` : ""}`;
    add(tally.difference, label);
    if (tally.difference.get(label) <= SHOWN)
        console.error(`${file}: ${difference.operation}: ${kind}: ${[mutant.keyword, ...mutant.place ?? []].join(" ")} ` +
            `${difference.pointer ?? ""} ${answer.detail ?? ""}`.slice(0, 400));
    log?.write(JSON.stringify({ ...difference, mutant: { ...mutant, schema: undefined }, file }) + "\n");
    return false;
}

// ---- One document --------------------------------------------------------------------------------

async function send(standIn, file, operation, mutant) {
    let answer;
    try {
        answer = await standIn.ask(mutant.request);
    } catch (error) {
        answer = { status: 0, problem: `no answer: ${error.message}`, violations: [] };
    }
    const kind = differenceOf(mutant, answer);
    const fine = kind === undefined || note(file, operation, mutant, answer, kind);
    count[fine ? "passed" : "failed"]++;
    if (mutant.what === "valid")
        count.valid++;
    else {
        count.mutants++;
        countKeyword(mutant, kind !== undefined ? "differ" : mutant.errors?.length === 0 ? "elsewhere" : mutant.near ? "named" : "other");
    }
    return fine;
}

// Eight at a time, in any order.
async function each(list, work) {
    const rest = [...list];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        while (rest.length > 0)
            await work(rest.shift());
    }));
}

function isJudged(mutant) {
    if (!mutant.request)
        countKeyword(mutant, "impossible");
    else if (mutant.what === "mutant" && mutant.errors === undefined && (mutant.within.length > 0 || !mutant.near))
        count.unjudged++;
    else
        return true;
    return false;
}

async function tryOperation(standIn, file, document, oracle, operation) {
    const plan = new Plan(document, oracle, operation);
    const reason = plan.make();
    if (reason) {
        add(tally.unmade, reason);
        return;
    }
    count.operations++;
    for (const valid of plan.valid())
        if (!await send(standIn, file, operation, valid))
            return; // what is refused already cannot show why a mutant is
    const mutants = [...plan.mutants()].filter(isJudged), chosen = spread(mutants, Number(option.mutants));
    left.mutants += mutants.length - chosen.length;
    await each(chosen, (mutant) => send(standIn, file, operation, mutant));
}

async function tryDocument(file) {
    let standIn;
    try {
        standIn = await StandIn.start(option.program, file, nothing);
    } catch (error) {
        left.documents++;
        console.error(`${file}: does not start: ${error.message}`.slice(0, 300));
        return;
    }
    try {
        count.documents++;
        const document = new Document(file), oracle = new Oracle(npm, document);
        const operations = document.operations(), chosen = spread(operations, Number(option.operations));
        left.operations += operations.length - chosen.length;
        const end = Date.now() + 1000 * Number(option.seconds);
        for (const operation of chosen)
            if (Date.now() < end)
                await tryOperation(standIn, file, document, oracle, operation);
            else
                left.operations++;
        oracle.undecided.forEach((times, message) => add(tally.undecided, message, times));
    } finally {
        await standIn.end();
    }
}

// ---- All -----------------------------------------------------------------------------------------

function print() {
    const show = (cells) => console.log(cells.map((cell, i) => i ? String(cell).padStart(12) : cell.padEnd(22)).join(""));
    const list = (title, map) => {
        if (map.size > 0)
            console.log(`\n${title}`);
        [...map].sort((a, b) => b[1] - a[1]).forEach(([key, number]) => console.log(`${String(number).padStart(9)}  ${key}`));
    };
    show(["keyword", "sent", "named", "taken else", "refused too", "differ", "impossible"]);
    for (const [keyword, row] of [...tally.keyword].sort())
        show([keyword, row.sent, row.named, row.elsewhere, row.other, row.differ, row.impossible]);
    console.log(`\n${count.documents} documents, ${count.operations} operations, ${count.valid} valid requests, ${count.mutants} mutants`);
    console.log(`left out: ${left.documents} documents that do not start, ${left.operations} operations and ${left.mutants} mutants ` +
        `above the bounds, ${count.unjudged} mutants that nobody judges`);
    list("operations without a valid request", tally.unmade);
    list("values that ajv cannot decide, for it throws", tally.undecided);
    list("differences that are explained (explained.mjs)", tally.explained);
    list("differences that are not", tally.difference);
    console.log(`\n${count.passed} passed, ${count.failed} failed`);
}

const files = spread(positionals.flatMap(documentsIn), Number(option.sample)).slice(Number(option.skip));
for (const file of files)
    await tryDocument(file);
print();
log?.end();
process.exitCode = count.failed > 0 ? 1 : 0;
