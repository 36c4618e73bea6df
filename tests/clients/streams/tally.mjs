// How many streams each client was given, by what the HTTP clients of Node tell of the line.
import { subscribe } from "node:diagnostics_channel";

const given = new Map(); // by port: { streams, seeds }

function count(port, type, prefer) {
    if (!/event-stream|jsonl|ndjson|json-seq/.test(type))
        return;
    const { streams = 0, seeds = new Set() } = given.get(port) ?? {};
    const seed = /seed=(\d+)/.exec(prefer)?.[1];
    given.set(port, { streams: streams + 1, seeds: seed ? seeds.add(seed) : seeds });
}

const typeIn = (fields) => String(fields[fields.findIndex((field) => /^content-type$/i.test(field)) + 1]);

subscribe("undici:request:headers", ({ request, response }) =>
    count(new URL(request.origin).port, typeIn(response.headers), String(request.headers)));
subscribe("http.client.response.finish", ({ request, response }) =>
    count(/:(\d+)$/.exec(request.getHeader("host"))?.[1], response.headers["content-type"] ?? "",
        request.getHeader("prefer") ?? ""));

// The counts of the stand-ins that a client talked to.
export function tallyOf(ports) {
    const all = ports.map((port) => given.get(String(port))).filter(Boolean);
    return {
        streams: all.reduce((sum, { streams }) => sum + streams, 0),
        seeds: new Set(all.flatMap(({ seeds }) => [...seeds])).size,
    };
}
