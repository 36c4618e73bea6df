// Times our checkers against ajv's standalone code: see "Validators" in README.md.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const usage = "usage: node bench/validate.mjs --npm DIR [--program FILE] [--rounds N] [--peers FILE] [--order given]\n" +
    "    [--allow SCHEMA=KEYWORD]... [DIR]";
const LEAST_INSTANCES = 1000;
const ROUND_NANOSECONDS = 1e7;

const { values: option, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        npm: { type: "string" },
        program: { type: "string", default: path.join(here, "../build/bench/bench_validate") },
        rounds: { type: "string", default: "25" },
        peers: { type: "string" },
        order: { type: "string", default: "shuffled" },
        allow: { type: "string", multiple: true, default: [] },
    },
});
const orders = { shuffled, given: (value) => value };
if (!option.npm || !Object.hasOwn(orders, option.order) || positionals.length > 1) {
    console.error(usage);
    process.exit(2);
}
const folder = positionals[0] ?? path.join(here, "schemas");
const npm = createRequire(path.resolve(option.npm, "node_modules/x.js"));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
process.on("exit", () => fs.rmSync(scratch, { recursive: true }));

// ---- Instances -----------------------------------------------------------------------------------

let seed = 20240229;

function randomBelow(limit) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % limit;
}

// A copy whose objects have their members in another order.
function shuffled(value) {
    if (Array.isArray(value))
        return value.map(shuffled);
    if (value === null || typeof value !== "object")
        return value;
    const members = Object.entries(value);
    for (let i = members.length - 1; i > 0; i--) {
        const j = randomBelow(i + 1);
        [members[i], members[j]] = [members[j], members[i]];
    }
    return Object.fromEntries(members.map(([name, member]) => [name, shuffled(member)]));
}

// At least a thousand: a handful flatters everybody's branch predictor.
function readInstances(file) {
    const given = fs.readFileSync(file, "utf8").split("\n").filter((line) => line).map((line) => JSON.parse(line));
    const instances = [...given];
    while (instances.length < LEAST_INSTANCES)
        instances.push(orders[option.order](given[instances.length % given.length]));
    // As a client's text would make them: what is put together in other ways is slower in V8.
    return instances.map((instance) => JSON.parse(JSON.stringify(instance)));
}

// ---- The contenders ------------------------------------------------------------------------------

// What reads the schema's dialect. Formats are annotations there unless ajv-formats can be had.
function newAjv(dialect) {
    const name = dialect.includes("draft-04") ? "ajv-draft-04"
        : dialect.includes("2019-09") ? "ajv/dist/2019"
        : dialect.includes("2020-12") ? "ajv/dist/2020" : "ajv";
    const Ajv = npm(name).default;
    const ajv = new Ajv({ strict: false, logger: false, meta: false, validateSchema: false, code: { source: true } });
    npm("ajv-formats").default(ajv);
    return ajv;
}

function compileAjv(schema) {
    const ajv = newAjv(schema.$schema ?? "2020-12");
    const file = path.join(scratch, "ajv.cjs");
    fs.writeFileSync(file, npm("ajv/dist/standalone").default(ajv, ajv.compile(schema)));
    const module = { exports: {} };
    new Function("module", "exports", "require", fs.readFileSync(file, "utf8"))(module, module.exports, npm);
    return module.exports;
}

function timeAjv(check, instances) {
    const start = process.cpuUsage();
    let spent, rounds = 0;
    do {
        for (let i = 0; i < instances.length; i++)
            check(instances[i]);
        rounds++;
        const { user, system } = process.cpuUsage(start);
        spent = (user + system) * 1e3;
    } while (spent < ROUND_NANOSECONDS);
    return spent / rounds / instances.length;
}

function firstError(text) {
    const lines = text.split("\n");
    return lines.find((line) => line.includes("error")) ?? lines[0];
}

// The keywords that this schema may misspell.
function allowed(name) {
    return option.allow.filter((text) => text.startsWith(name + "=")).map((text) => text.slice(name.length + 1));
}

// Our program as a child: ask() sends a line and gives the line of the answer.
async function startOurs(schema, instances, keywords) {
    const file = path.join(scratch, "instances");
    fs.writeFileSync(file, instances.map((instance) => JSON.stringify(instance) + "\n").join(""));
    const errors = path.join(scratch, "errors");
    const stderr = fs.openSync(errors, "w");
    const child = spawn(option.program, [schema, file, ...keywords], { stdio: ["pipe", "pipe", stderr] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => (await lines.next()).value;
    const verdicts = {};
    for (let i = 0; i < 2; i++) {
        const line = await next();
        if (line === undefined)
            return { refused: firstError(fs.readFileSync(errors, "utf8")) };
        const [name, bits] = line.split(" ");
        verdicts[name] = bits;
    }
    const ask = async (name) => {
        child.stdin.write(name + "\n");
        return Number(await next());
    };
    return { verdicts, ask, end: () => child.stdin.end() };
}

// ---- One schema ----------------------------------------------------------------------------------

// The fastest round: what else runs on the machine takes caches away, which slows any of the three down.
const fastest = (times) => Math.min(...times);

function compareVerdicts(name, ours, theirs) {
    for (const [compiler, bits] of Object.entries(ours)) {
        const different = [...bits].filter((bit, i) => bit !== theirs[i]).length;
        if (different) {
            console.error(`${name}: ${compiler} and ajv differ on ${different} instances`);
            process.exitCode = 1;
        }
    }
}

async function measure(name) {
    const schema = path.join(folder, name, "schema.json");
    const instances = readInstances(path.join(folder, name, "instances.jsonl"));
    const ours = await startOurs(schema, instances, allowed(name));
    if (ours.refused !== undefined) {
        console.error(`${name}: not compiled: ${ours.refused}`);
        process.exitCode = 1;
        return { name };
    }
    const check = compileAjv(JSON.parse(fs.readFileSync(schema, "utf8")));
    const theirs = instances.map((instance) => (check(instance) ? "1" : "0")).join("");
    const times = { cc: [], tcc: [], ajv: [] };
    compareVerdicts(name, ours.verdicts, theirs);
    for (let round = 0; round < Number(option.rounds); round++) {
        times.cc.push(await ours.ask("cc"));
        times.tcc.push(await ours.ask("tcc"));
        times.ajv.push(timeAjv(check, instances));
    }
    ours.end();
    return { name, instances: instances.length, invalid: theirs.replaceAll("1", "").length,
        cc: fastest(times.cc), tcc: fastest(times.tcc), ajv: fastest(times.ajv) };
}

// ---- The table -----------------------------------------------------------------------------------

// Lines "schema,ajv,Blaze,…": what others took beside ajv on some machine; only the ratios to ajv count.
function readPeers(file) {
    const [head, ...rows] = fs.readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(","));
    const peers = new Map(rows.map((row) => [row[0], row.slice(2).map((time) => Number(time) / Number(row[1]))]));
    return { names: head.slice(2), of: (name) => peers.get(name) };
}

const digits = (time) => time.toFixed(time < 100 ? 1 : 0);
const geometric = (numbers) => Math.exp(numbers.reduce((sum, x) => sum + Math.log(x), 0) / numbers.length);

function print(rows, peers) {
    const ratios = ["ajv", ...peers.names].flatMap((name) => [`${name}/cc`, `${name}/tcc`]);
    const sums = ratios.map(() => []);
    const show = (cells) => console.log(cells.map((cell, i) => i ? cell.padStart(10) : cell.padEnd(18)).join(""));
    show(["schema", "instances", "invalid", "cc ns", "tcc ns", "ajv ns", ...ratios]);
    for (const row of rows) {
        if (!row.instances) {
            show([row.name, "-"]);
            continue;
        }
        const cells = [1, ...(peers.of(row.name) ?? [])]
            .flatMap((ratio) => [ratio * row.ajv / row.cc, ratio * row.ajv / row.tcc]);
        cells.forEach((ratio, i) => sums[i].push(ratio));
        show([row.name, String(row.instances), String(row.invalid), digits(row.cc), digits(row.tcc), digits(row.ajv),
            ...cells.map((ratio) => ratio.toFixed(2))]);
    }
    show(["geometric mean", "", "", "", "", "", ...sums.map((list) => list.length ? geometric(list).toFixed(2) : "")]);
}

const rows = [];
for (const name of fs.readdirSync(folder).sort())
    if (fs.existsSync(path.join(folder, name, "schema.json")))
        rows.push(await measure(name));
print(rows, option.peers ? readPeers(option.peers) : { names: [], of: () => undefined });
