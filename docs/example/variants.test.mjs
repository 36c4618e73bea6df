// The same client before every answer that the contract allows, and some that it does not.
import assert from "node:assert";
import test from "node:test";

import { AgentClient } from "./client.mjs";

const base = process.env.UNDERSTUDY ?? "http://127.0.0.1:4010";
const words = await import(process.env.WORDS ?? "./faulty.mjs");
const agent = "b7a3c1d2-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

const { variants } = await (await fetch(`${base}/__understudy/operations/updateAgent/variants`)).json();
assert.ok(variants.length > 0);

for (const { variant, status, what, body } of variants)
    test(`variant ${variant}: ${what}`, async () => {
        const client = new AgentClient(base, words, { Prefer: `variant=${variant}` });
        if (status !== 200) {
            await assert.rejects(client.rename(agent, "Reception"), { status });
            return;
        }
        const card = await client.rename(agent, "Reception");
        assert.doesNotMatch(card, /undefined|null|NaN|\[object/);
        assert.ok(card.endsWith(` gives ${body.max_reminder_count ?? 3} reminders`), card);
    });
