// Drives published clients against the stand-in, and looks whether it refuses what they send: README.md here.
import "./loopback.mjs";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { Document, METHODS } from "../opinion/document.mjs";
import { Oracle } from "../opinion/oracle.mjs";
import { StandIn, readAnswer } from "../mutation/stand_in.mjs";
import { writeAnswers } from "./answers.mjs";
import { arrivalOf } from "./arrived.mjs";
import { Cases } from "./cases.mjs";
import { CLIENTS } from "./clients.mjs";
import { explanationOf } from "./explained.mjs";
import { withFiles } from "./files.mjs";
import { writeCalls } from "./page.mjs";
import { Report, pageOf } from "./report.mjs";
import { Routes } from "./routes.mjs";
import { Tap } from "./tap.mjs";

const usage = "usage: node tests/clients/drive.mjs --npm DIR --program FILE [--log FILE] [--page FILE] [--strict] [CLIENT]...";
const LONGEST_CALL = 10000; // milliseconds

const { values: option, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        npm: { type: "string" },
        program: { type: "string" },
        log: { type: "string" },
        page: { type: "string" },
        strict: { type: "boolean", default: false },
    },
});
const strange = positionals.filter((name) => !CLIENTS.some((client) => client.name === name));
if (!option.npm || !option.program || strange.length > 0) {
    console.error(usage, `\nclients: ${CLIENTS.map(({ name }) => name).join(", ")}`);
    process.exit(2);
}
const folder = path.resolve(option.npm);
const npm = createRequire(path.join(folder, "node_modules/x.js"));
const nothing = fs.mkdtempSync(path.join(os.tmpdir(), "clients-"));
process.on("exit", () => fs.rmSync(nothing, { recursive: true }));

// ---- One client ----------------------------------------------------------------------------------

// What became of a promise: { value } or { error }.
async function outcomeOf(promise) {
    let timer;
    const late = new Promise((_, reject) =>
        timer = setTimeout(() => reject(new Error("the client waits in vain")), LONGEST_CALL));
    try {
        return { value: await Promise.race([promise(), late]) };
    } catch (error) {
        return { error };
    } finally {
        clearTimeout(timer);
    }
}

const placeOf = ({ method, target }) => `${method} ${target.split("?")[0]}`;

const messageOf = ({ error }) => error === undefined ? ""
    : String(error.message ?? error.body?.detail ?? error).split("\n")[0].slice(0, 300);

// A client can ask for HEAD, too.
const operationsOf = (document) => document.operations([...METHODS, "head"]);

class Drive {
    constructor(client, tap, document, oracle, report) {
        Object.assign(this, { client, tap, document, oracle, report });
        this.routes = new Routes(document, operationsOf(document));
        this.cases = new Map(); // of each operation
    }

    // The operation that a method is for, as its first request tells; undefined when it sends none.
    async recognise(method) {
        const reasons = [];
        for (const probe of method.probes()) {
            const outcome = await outcomeOf(probe);
            const [said] = await this.tap.take();
            const found = said && this.routes.find(said.request);
            if (found && method.learn(said.request, found) !== false)
                return found.operation;
            reasons.push(said ? `sends ${placeOf(said.request)}, which is not in the document` : messageOf(outcome));
        }
        this.report.leave(method.name, reasons.find((reason) => reason.startsWith("sends ")) ?? reasons[0]);
        return undefined;
    }

    async run(methods) {
        for (const method of methods) {
            const operation = await this.recognise(method);
            if (operation)
                await this.runOperation(method, operation);
        }
    }

    async runOperation(method, operation) {
        if (!this.cases.has(operation))
            this.cases.set(operation, new Cases(this.document, this.oracle, operation).all());
        const cases = this.cases.get(operation);
        this.report.offer(operation, method.name, cases.length);
        for (const one of cases)
            await this.runCase(method, operation, one);
    }

    async runCase(method, operation, one) {
        const body = withFiles(this.document, one.media, one.body, this.client.file);
        const outcome = await outcomeOf(() => method.call({ ...one, body, operation }));
        const said = await this.tap.take();
        this.report.count(judge(method, operation, one, outcome, said, this.routes));
    }
}

// What became of one call: { kind, why, … }.
function judge(method, operation, one, outcome, said, routes) {
    const call = { method: method.name, operation, label: one.label, given: one.body, error: messageOf(outcome),
        ...said.at(-1) };
    if (said.length === 0)
        return { ...call, kind: "unsent", why: call.error };
    if (!call.answer)
        return { ...call, kind: "unread", why: "no answer" };
    if (routes.find(call.request)?.operation !== operation)
        return { ...call, kind: "astray", why: placeOf(call.request) };
    const answer = readAnswer({ statusCode: call.answer.status, headers: call.answer.headers }, call.answer.body);
    Object.assign(call, answer, { arrival: arrivalOf(one, call.request) });
    if (answer.problem === "no-answer")
        return { ...call, kind: "unanswered", why: "" };
    if (answer.problem !== "" || call.answer.headers["content-type"] === "application/problem+json") // of HEAD
        return { ...call, kind: "refused", why: answer.detail ?? "" };
    return { ...call, kind: outcome.error ? "unread" : "accepted", why: call.error };
}

async function tryClient(client, report) {
    const file = path.join(folder, "node_modules", client.document);
    const document = new Document(file), api = path.basename(file, ".json");
    const fixtures = path.join(nothing, client.name);
    const answerOracle = new Oracle(npm, document, "writeOnly");
    report.begin(operationsOf(document).length, writeAnswers(document, answerOracle, api, fixtures, client.finish));
    const standIn = await StandIn.start(option.program, file, fixtures, option.strict ? ["--strict"] : []);
    const tap = await Tap.open(standIn.port);
    try {
        const drive = new Drive(client, tap, document, new Oracle(npm, document), report);
        await drive.run(await client.methods(npm, tap.origin, drive.routes.bases[0]));
    } finally {
        await tap.close();
        await standIn.end();
    }
}

// ---- All -----------------------------------------------------------------------------------------

const reports = [];
const log = option.log ? fs.createWriteStream(option.log) : undefined;
for (const client of CLIENTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const report = new Report(client, explanationOf, log);
    reports.push(report);
    await tryClient(client, report);
    report.end();
    report.print();
}
log?.end();
if (option.page)
    writeCalls(option.page, pageOf(reports));
const failed = reports.reduce((sum, { failures }) => sum + failures, 0);
const passed = reports.reduce((sum, { calls }) => sum + calls, 0) - failed;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0); // some clients keep connections
