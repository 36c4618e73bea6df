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

const here = path.dirname(fileURLToPath(import.meta.url));
const npm = createRequire(path.join(process.env.NPM, "node_modules/x.js"));
const OpenAI = npm("openai");
const Anthropic = npm("@anthropic-ai/sdk");

const messages = [{ role: "user", content: "Hello" }];
const random = (seed) => ({ headers: { Prefer: `dynamic=true, seed=${seed}` } });
const items = (count) => ({ headers: { Prefer: `stream-count=${count}` } });

const nothing = fs.mkdtempSync(path.join(os.tmpdir(), "streams-"));
after(() => fs.rmSync(nothing, { recursive: true }));

// The client of a stand-in for the document, which ends with the tests around. Without fixtures all is made.
function client(Client, document, fixtures = nothing) {
    const found = {};
    let standIn;
    before(async () => {
        standIn = await StandIn.start(process.env.UNDERSTUDY, path.resolve(here, document), path.resolve(here, fixtures));
        const baseURL = `http://127.0.0.1:${standIn.port}`;
        found.client = new Client({ apiKey: "key", baseURL, maxRetries: 0 });
    });
    after(() => standIn.end());
    return found;
}

async function typesOf(stream) {
    const types = [];
    for await (const event of stream)
        types.push(event.type);
    return types;
}

describe("OpenAI, chat completions", () => {
    const made = client(OpenAI, "chat.yaml");
    const written = client(OpenAI, "chat.yaml", "fixtures");
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

    test("a fixture is a conversation to the helper", async () => {
        const stream = written.client.chat.completions.stream(request);
        const { model, choices: [choice] } = await stream.finalChatCompletion();
        assert.equal(model, "small");
        assert.equal(choice.finish_reason, "stop");
        assert.equal(choice.message.content, "Hello there");
    });
});

describe("OpenAI, responses", () => {
    const made = client(OpenAI, "chat.yaml");
    const request = { model: "small", input: "Hello" };

    for (const [what, options] of [["plain", {}], ["random", random(7)], ["other random", random(8)]]) {
        test(`${what} events, in order`, async () => {
            const types = await typesOf(await made.client.responses.create({ ...request, stream: true }, options));
            assert.equal(types[0], "response.created");
            assert.equal(types.at(-1), "response.completed");
            assert.equal(new Set(types).size, 9);
            assert.ok(!types.includes("error"));
        });
        test(`${what} events make a response for the helper`, async () => {
            const response = await made.client.responses.stream(request, options).finalResponse();
            assert.equal(response.object, "response");
        });
    }

    test("of many events most are deltas", async () => {
        const types = await typesOf(await made.client.responses.create({ ...request, stream: true }, items(30)));
        assert.equal(types.filter((type) => type === "response.output_text.delta").length, 22);
        assert.equal(types.at(-1), "response.completed");
    });
});

describe("Anthropic, messages", () => {
    const made = client(Anthropic, "messages.yaml");
    const request = { model: "small", max_tokens: 5, messages };

    for (const [what, options] of [["plain", {}], ["random", random(7)], ["other random", random(8)]])
        test(`${what} events, in order`, async () => {
            const types = await typesOf(await made.client.messages.create({ ...request, stream: true }, options));
            assert.deepEqual(types, ["message_start", "content_block_start", "content_block_delta",
                "content_block_stop", "message_delta", "message_stop"]);
        });

    // A random delta may be a piece of JSON, which is a text to its schema.
    test("plain events make a message for the helper", async () => {
        const message = await made.client.messages.stream(request).finalMessage();
        assert.equal(message.role, "assistant");
    });

    test("of many events most are deltas", async () => {
        const message = await made.client.messages.stream(request, items(25)).finalMessage();
        assert.ok(message.content.some(({ text }) => text?.length === 21 * "string".length));
    });
});
