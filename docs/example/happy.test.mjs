// What the client's author wrote: the agent of the fixture, which has everything.
import assert from "node:assert";
import test from "node:test";

import { AgentClient } from "./client.mjs";

const base = process.env.UNDERSTUDY ?? "http://127.0.0.1:4010";
const words = await import(process.env.WORDS ?? "./faulty.mjs");

test("the card of a renamed agent", async () => {
    const card = await new AgentClient(base, words).rename("b7a3c1d2-4e5f-4a6b-8c7d-9e0f1a2b3c4d", "Reception");
    assert.equal(card, "Clínica Sol reception speaks Spanish and gives 3 reminders");
});
