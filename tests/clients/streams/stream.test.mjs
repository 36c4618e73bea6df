// What published clients make of the streams that the stand-in makes, and of one that is a fixture.
import "../loopback.mjs";
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { StandIn } from "../../mutation/stand_in.mjs";
import { tallyOf } from "./tally.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const npm = createRequire(path.join(process.env.NPM, "node_modules/x.js"));
const OpenAI = npm("openai");
const Anthropic = npm("@anthropic-ai/sdk");
const { CohereClientV2 } = npm("cohere-ai");
const { EventSource } = npm("eventsource");
const Groq = npm("groq-sdk");
const { Ollama } = npm("ollama");
const Together = npm("together-ai");

const messages = [{ role: "user", content: "Hello" }];
const prefer = (text) => ({ headers: { Prefer: text } });
const random = (seed) => prefer(`dynamic=true, seed=${seed}`);
const items = (count) => prefer(`stream-count=${count}`);

// What a client is asked for again and again.
const SEEDS = 200;
const wishes = [undefined, items(12)];
for (let seed = 0; seed < SEEDS; seed++)
    wishes.push(prefer(`dynamic=true, seed=${seed}, stream-count=${9 + seed % 9}`));

const { dependencies } = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));
const rows = new Map(); // by client and document: the ports of its stand-ins
const nothing = fs.mkdtempSync(path.join(os.tmpdir(), "streams-"));
after(() => {
    fs.rmSync(nothing, { recursive: true });
    fs.writeFileSync(path.join(process.env.NPM, "rows.json"), JSON.stringify([...rows.values()]
        .map(({ name, document, ports }) => ({ client: `${name}@${dependencies[name]}`, document, ...tallyOf(ports) }))));
});

function noteRow(name, file, port) {
    const document = path.basename(file), key = `${name} ${document}`;
    rows.set(key, { name, document, ports: [...rows.get(key)?.ports ?? [], port] });
}

// The client, named as its package is, of a stand-in for the document, which ends with the tests around. Without fixtures all is made.
function client(name, make, document, fixtures = nothing) {
    const found = {};
    let standIn;
    before(async () => {
        standIn = await StandIn.start(process.env.UNDERSTUDY, path.resolve(here, document), path.resolve(here, fixtures));
        noteRow(name, document, standIn.port);
        found.client = make(`http://127.0.0.1:${standIn.port}`);
    });
    after(() => standIn.end());
    return found;
}

const keyed = (Client) => (baseURL) => new Client({ apiKey: "key", baseURL, maxRetries: 0 });

async function typesOf(stream) {
    const types = [];
    for await (const event of stream)
        types.push(event.type);
    return types;
}

describe("OpenAI, chat completions", () => {
    const made = client("openai", keyed(OpenAI), "chat.yaml");
    const written = client("openai", keyed(OpenAI), "chat.yaml", "fixtures");
    const request = { model: "small", messages };

    for (const [what, options, count] of [["plain", {}, 3], ["random", random(7), 3], ["ten", items(10), 10]])
        test(`${what} chunks, up to [DONE]`, async () => {
            let chunks = 0;
            const stream = await made.client.chat.completions.create({ ...request, stream: true }, options);
            for await (const chunk of stream) {
                assert.equal(chunk.object, "chat.completion.chunk");
                chunks++;
            }
            assert.equal(chunks, count);
        });

    test("chunks tell of one thing, up to its end", async () => {
        for (const options of wishes) {
            const stream = await made.client.chat.completions.create({ ...request, stream: true }, options);
            const chunks = [];
            for await (const chunk of stream)
                chunks.push(chunk);
            assert.equal(new Set(chunks.map(({ id, created, model }) => `${id} ${created} ${model}`)).size, 1);
            for (const chunk of chunks.slice(0, -1)) {
                assert.equal(chunk.choices[0].finish_reason, null);
                assert.equal(chunk.usage ?? null, null);
            }
            assert.notEqual(chunks.at(-1).choices[0].finish_reason, null);
        }
    });

    test("made chunks are a conversation to the helper", async () => {
        for (const options of wishes) {
            const { choices } = await made.client.chat.completions.stream(request, options).finalChatCompletion();
            assert.equal(choices[0].message.role, "assistant");
            for (const call of choices[0].message.tool_calls ?? [])
                assert.deepEqual(JSON.parse(call.function.arguments), {});
        }
    });

    test("a fixture is a conversation to the helper", async () => {
        const stream = written.client.chat.completions.stream(request);
        const { model, choices: [choice] } = await stream.finalChatCompletion();
        assert.equal(model, "small");
        assert.equal(choice.finish_reason, "stop");
        assert.equal(choice.message.content, "Hello there");
    });
});

describe("OpenAI, responses", () => {
    const made = client("openai", keyed(OpenAI), "chat.yaml");
    const request = { model: "small", input: "Hello" };

    for (const [what, options] of [["plain", {}], ["random", random(7)], ["other random", random(8)]]) {
        test(`${what} events, in order`, async () => {
            const types = await typesOf(await made.client.responses.create({ ...request, stream: true }, options));
            assert.equal(types[0], "response.created");
            assert.equal(types.at(-1), "response.completed");
            assert.equal(new Set(types).size, 9);
            assert.ok(!types.includes("error"));
        });
    }

    test("events make a response for the helper", async () => {
        for (const options of wishes) {
            const response = await made.client.responses.stream(request, options).finalResponse();
            assert.equal(response.object, "response");
        }
    });

    test("events are numbered", async () => {
        const stream = await made.client.responses.create({ ...request, stream: true }, random(3));
        let number = 0;
        for await (const event of stream)
            assert.equal(event.sequence_number, number++);
    });

    test("of many events most are deltas", async () => {
        const types = await typesOf(await made.client.responses.create({ ...request, stream: true }, items(30)));
        assert.equal(types.filter((type) => type === "response.output_text.delta").length, 22);
        assert.equal(types.at(-1), "response.completed");
    });
});

describe("Anthropic, messages", () => {
    const made = client("@anthropic-ai/sdk", keyed(Anthropic), "messages.yaml");
    const request = { model: "small", max_tokens: 5, messages };

    for (const [what, options] of [["plain", {}], ["random", random(7)], ["other random", random(8)]])
        test(`${what} events, in order`, async () => {
            const types = await typesOf(await made.client.messages.create({ ...request, stream: true }, options));
            assert.deepEqual(types, ["message_start", "content_block_start", "content_block_delta",
                "content_block_stop", "message_delta", "message_stop"]);
        });

    test("events make a message for the helper", async () => {
        for (const options of wishes) {
            const message = await made.client.messages.stream(request, options).finalMessage();
            assert.equal(message.role, "assistant");
            assert.notEqual(message.stop_reason, null);
        }
    });

    test("of many events most are deltas", async () => {
        const message = await made.client.messages.stream(request, items(25)).finalMessage();
        assert.ok(message.content.some(({ text }) => text?.length === 21 * "string".length));
    });
});

async function gather(stream, textOf) {
    const got = { text: "", items: 0 };
    for await (const item of stream) {
        got.text += textOf(item) ?? "";
        got.items++;
        got.last = item;
    }
    return got;
}

for (const [name, from, Client] of [["Groq", "groq-sdk", Groq], ["Together", "together-ai", Together]])
    describe(`${name}, chat completions`, () => {
        const made = client(from, keyed(Client.default ?? Client), "chat.yaml");

        test("chunks up to the end", async () => {
            for (const options of wishes) {
                const body = { model: "small", messages, stream: true };
                const stream = await made.client.chat.completions.create(body, options);
                const { last } = await gather(stream, (chunk) => chunk.choices[0].delta.content);
                assert.notEqual(last.choices[0].finish_reason, null);
            }
        });
    });

describe("Ollama, chats in lines of JSON", () => {
    const made = client("ollama", (host) => (options) => new Ollama({ host, ...options }), "lines.yaml");

    test("lines up to the one that is done", async () => {
        for (const options of wishes) {
            const stream = await made.client(options).chat({ model: "small", messages, stream: true });
            const { last, items: lines, text } = await gather(stream, (line) => line.message.content);
            assert.ok(last.done && lines >= 3 && text.length > 0);
        }
    });
});

describe("Cohere, chats", () => {
    const made = client("cohere-ai", (environment) => new CohereClientV2({ token: "key", environment }), "pieces.yaml");

    test("events up to the end of the message", async () => {
        for (const options of wishes) {
            const stream = await made.client.chatStream({ model: "small", messages }, options);
            const { last } = await gather(stream, (event) => event.delta?.message?.content?.text);
            assert.equal(last.type, "message-end");
            assert.ok(last.delta.finishReason);
        }
    });
});

describe("EventSource", () => {
    const made = client("eventsource", (url) => url, "../../wire/contents/contents.yaml");

    test("data that is JSON by contentSchema", async () => {
        const source = new EventSource(`${made.client}/events`);
        const data = await new Promise((resolve, reject) => {
            source.addEventListener("addJSON", (event) => resolve(event.data));
            source.addEventListener("error", reject);
        });
        source.close();
        assert.ok(Number.isInteger(JSON.parse(data).foo));
    });
});
