// The line between a client and the stand-in: bytes pass unchanged, and what was said is read from a copy.
import net from "node:net";
import { once } from "node:events";
import zlib from "node:zlib";

const LONGEST_WAIT = 5000; // milliseconds, for the end of an answer
const HEAD_END = Buffer.from("\r\n\r\n");

export class Tap {
    #server;
    #lines = [];     // of each connection { sent, got }: what was not read yet, either way
    #sockets = new Set();
    #asked = [];     // requests that were read …
    #answered = [];  // … and answers, in the same order: one call is under way at a time

    static async open(port) {
        const tap = new Tap();
        tap.#server = net.createServer((client) => tap.#connect(client, port));
        tap.#server.listen(0, "127.0.0.1");
        await once(tap.#server, "listening");
        return tap;
    }

    get origin() {
        return `http://127.0.0.1:${this.#server.address().port}`;
    }

    #connect(client, port) {
        const line = { sent: Buffer.alloc(0), got: Buffer.alloc(0), methods: [] };
        const standIn = net.connect(port, "127.0.0.1");
        this.#lines.push(line);
        for (const [from, to, side] of [[client, standIn, "sent"], [standIn, client, "got"]]) {
            this.#sockets.add(from);
            from.setNoDelay(true);
            from.on("data", (piece) => {
                line[side] = Buffer.concat([line[side], piece]);
                to.write(piece);
            });
            from.on("end", () => to.end());
            from.on("error", () => to.destroy());
            from.on("close", () => this.#sockets.delete(from));
        }
    }

    // What was said since the last time: [{ request, answer }], once every request has its answer.
    async take() {
        const end = Date.now() + LONGEST_WAIT;
        this.#read();
        while (this.#asked.length > this.#answered.length && Date.now() < end) {
            await new Promise((resolve) => setTimeout(resolve, 2));
            this.#read();
        }
        const said = this.#asked.map((request, i) => ({ request, answer: this.#answered[i] }));
        this.#asked = [];
        this.#answered = [];
        return said;
    }

    #read() {
        for (const line of this.#lines) {
            for (let request; (request = this.#next(line, "sent", readRequestLine)) !== undefined;) {
                this.#asked.push(request);
                line.methods.push(request.method);
            }
            const readFirst = (text) => readStatusLine(text, line.methods[0]);
            for (let answer; (answer = this.#next(line, "got", readFirst)) !== undefined;)
                if (answer.status >= 200) {
                    this.#answered.push(answer);
                    line.methods.shift();
                }
        }
    }

    #next(line, side, readFirstLine) {
        const message = readMessage(line[side], readFirstLine);
        if (message)
            line[side] = line[side].subarray(message.length);
        return message;
    }

    async close() {
        this.#sockets.forEach((socket) => socket.destroy());
        this.#server.close();
        await once(this.#server, "close");
    }
}

// ---- HTTP/1.1, as far as both sides speak it -----------------------------------------------------

function readRequestLine(text) {
    const [method, target] = text.split(" ");
    return { method, target, isEmpty: false };
}

function readStatusLine(text, method) {
    const status = Number(text.split(" ")[1]);
    return { status, isEmpty: method === "HEAD" || status < 200 || status === 204 || status === 304 };
}

// The first whole message of the bytes: { …of its first line, headers, body, length }, or undefined.
function readMessage(bytes, readFirstLine) {
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd < 0)
        return undefined;
    const [first, ...fields] = bytes.subarray(0, headEnd).toString("latin1").split("\r\n");
    const headers = {};
    for (const field of fields) {
        const colon = field.indexOf(":"), name = field.slice(0, colon).toLowerCase();
        headers[name] = [headers[name], field.slice(colon + 1).trim()].filter((one) => one !== undefined).join(", ");
    }
    const start = headEnd + HEAD_END.length, { isEmpty, ...message } = readFirstLine(first);
    const content = isEmpty ? { body: Buffer.alloc(0), length: 0 } : readContent(headers, bytes.subarray(start));
    return content && { ...message, headers, body: unpack(headers, content.body), length: start + content.length };
}

function readContent(headers, bytes) {
    if (/chunked/i.test(headers["transfer-encoding"] ?? ""))
        return readChunks(bytes);
    const length = Number(headers["content-length"] ?? 0);
    return bytes.length >= length ? { body: bytes.subarray(0, length), length } : undefined;
}

// No trailer fields: neither side sends any.
function readChunks(bytes) {
    const pieces = [];
    for (let at = 0;;) {
        const lineEnd = bytes.indexOf("\r\n", at);
        if (lineEnd < 0)
            return undefined;
        const size = parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16), start = lineEnd + 2;
        if (bytes.length < start + size + 2)
            return undefined;
        pieces.push(bytes.subarray(start, start + size));
        at = start + size + 2;
        if (size === 0)
            return { body: Buffer.concat(pieces), length: at };
    }
}

function unpack(headers, body) {
    switch (headers["content-encoding"]) {
    case "gzip":
        return zlib.gunzipSync(body);
    case "deflate":
        return zlib.inflateSync(body);
    default:
        return body;
    }
}
