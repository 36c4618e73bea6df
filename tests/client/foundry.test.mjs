// Palantir's own client of the AIP Agents API, pointed at the stand-in instead of Foundry.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Agents, Sessions } from "@osdk/foundry.aipagents";
import { createSharedClientContext } from "@osdk/shared.client.impl";
import { PalantirApiError } from "@osdk/shared.net.errors";

import { fixture, standIn } from "./stand_in.mjs";

const agentRid = "ri.aip-agents..agent.732cd5b4-7ca7-4219-aabb-6e976faf63b1";

let server;
before(async () => (server = await standIn("foundry-aip-agents.yaml")));
after(async () => {
  if (server) assert.equal(await server.stop(), 0, "a stand-in that is asked to stop ends well");
});

/** A client as an application builds it. `headers` go along with each request. */
function client({ headers, token = "token", seen = [] } = {}) {
  const watch = async (url, init) => {
    const response = await fetch(url, init);
    seen.push(response.clone());
    return response;
  };
  const provider = async () => token;
  return createSharedClientContext(server.url, provider, "understudy-test", watch, headers);
}

/** What a call is refused with, which has to be the client's own error. */
async function refusal(call) {
  const error = await call.then(
    () => assert.fail("the call was answered"),
    (reason) => reason,
  );
  assert.ok(error instanceof PalantirApiError, `${error}`);
  return error;
}

test("lists the sessions of all Agents", async () => {
  const page = await Agents.allSessions(client(), { preview: true });

  assert.deepEqual(page, await fixture("foundry-aip-agents/getAllSessionsAgents/200.json"));
  assert.equal(page.data[0].agentRid, agentRid);
  assert.equal(page.data[0].metadata.messageCount, 6);
});

test("follows the pages to the last one", async () => {
  const first = await Agents.allSessions(client(), { preview: true, pageSize: 2 });
  assert.ok(first.nextPageToken);

  const last = await Agents.allSessions(client({ headers: { Prefer: "example=last-page" } }), {
    preview: true,
    pageSize: 2,
    pageToken: first.nextPageToken,
  });
  assert.equal(last.data.length, 1);
  assert.equal(last.nextPageToken, undefined);
});

test("creates a session", async () => {
  const session = await Sessions.create(client(), agentRid, { agentVersion: "1.0" }, { preview: true });

  assert.deepEqual(session, await fixture("foundry-aip-agents/createSession/200.json"));
  assert.equal(session.agentVersion, "1.0");
});

test("creates a session with the version that is published last", async () => {
  const session = await Sessions.create(client(), agentRid, {}, { preview: true });

  assert.match(session.rid, /^ri\.aip-agents\.\.session\./);
});

for (const [prefer, file] of [
  ["code=400, example=not-published", "400.not-published.json"],
  ["code=401", "401.json"],
  ["code=403", "403.json"],
  ["code=404", "404.json"],
  ["code=404, example=agent-version", "404.agent-version.json"],
]) {
  const expected = await fixture(`foundry-aip-agents/createSession/${file}`);

  test(`throws its own error for ${expected.errorName}`, async () => {
    const ctx = client({ headers: { Prefer: prefer } });
    const error = await refusal(Sessions.create(ctx, agentRid, {}, { preview: true }));

    assert.equal(error.statusCode, Number.parseInt(file, 10));
    assert.equal(error.errorName, expected.errorName);
    assert.equal(error.errorCode, expected.errorCode);
    assert.equal(error.errorDescription, expected.errorDescription);
    assert.equal(error.errorInstanceId, expected.errorInstanceId);
    assert.deepEqual(error.parameters, expected.parameters);
  });
}

test("is refused once, with the reason, when it breaks the contract", async () => {
  const seen = [];
  const error = await refusal(Agents.allSessions(client({ seen }), { pageSize: 101 }));

  assert.equal(error.statusCode, 422);
  assert.equal(seen.length, 1, "a refusal is final: the client does not try again");
  assert.equal(seen[0].headers.get("Content-Type"), "application/problem+json");
  const { validation } = await seen[0].json();
  assert.deepEqual(
    validation.map(({ location, code }) => [location.join("."), code]),
    [
      ["query.pageSize", "maximum"],
      ["query.preview", "required"],
    ],
  );
});

test("is refused a body that breaks the contract", async () => {
  const call = Sessions.create(client(), agentRid, { agentVersion: 1 }, { preview: true });

  assert.equal((await refusal(call)).statusCode, 422);
});

test("is refused without a token", async () => {
  const error = await refusal(Agents.allSessions(client({ token: "" }), { preview: true }));

  assert.equal(error.statusCode, 401);
});
