// A stand-in as a child: started on a free port of the loopback address, asked, and ended by its own id.
import { spawn } from "node:child_process";
import http from "node:http";

const START_MILLISECONDS = 120000;
const ANSWER_MILLISECONDS = 30000;

export class StandIn {
    #child;
    #port;
    #agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

    // Rejects with the first error line when the program does not come to listen. A refusal says in its own words
    // what is wrong, never in the document's.
    static start(program, file, fixtures, more = []) {
        const options = ["serve", file, "-p", "0", "--no-cache", "--fixtures", fixtures, "--error-body", "problem",
            ...more];
        const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
        const standIn = new StandIn();
        standIn.#child = child;
        return new Promise((resolve, reject) => {
            let out = "", errors = "";
            const timer = setTimeout(() => child.kill("SIGKILL"), START_MILLISECONDS);
            child.stdout.on("data", (data) => {
                out = (out + data).slice(-200);
                const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(out);
                if (!port)
                    return;
                clearTimeout(timer);
                standIn.#port = Number(port[1]);
                resolve(standIn);
            });
            child.stderr.on("data", (data) => errors = (errors + data).slice(0, 100000));
            child.on("error", reject);
            child.on("exit", (code, signal) => {
                clearTimeout(timer);
                reject(new Error(errors.split("\n").find((line) => line.includes(" error: ")) ?? `ended with ${signal ?? code}`));
            });
        });
    }

    get port() {
        return this.#port;
    }

    // { status, problem, violations }: `problem` is its slug, "" when there is none. A connection that was idle may
    // have been closed while this process was busy, and then the request has not been read.
    async ask(request) {
        try {
            return await this.#ask(request);
        } catch (error) {
            if (!error.wasIdle)
                throw error;
            return this.#ask(request, false);
        }
    }

    // `agent`: where connections come from; false opens one.
    #ask({ method, target, headers, body }, agent = this.#agent) {
        const options = { host: "127.0.0.1", port: this.#port, method, path: target, headers, agent,
            timeout: ANSWER_MILLISECONDS };
        return new Promise((resolve, reject) => {
            const request = http.request(options, (response) => {
                const pieces = [];
                response.on("data", (piece) => pieces.push(piece));
                response.on("end", () => resolve(readAnswer(response, Buffer.concat(pieces))));
                response.on("error", reject);
            });
            request.on("timeout", () => request.destroy(new Error("no answer")));
            request.on("error", (error) => {
                error.wasIdle = request.reusedSocket && ["EPIPE", "ECONNRESET"].includes(error.code);
                reject(error);
            });
            if (body !== undefined)
                request.setHeader("Content-Length", Buffer.byteLength(body));
            request.end(body);
        });
    }

    end() {
        this.#agent.destroy();
        if (this.#child.exitCode !== null || this.#child.signalCode !== null)
            return Promise.resolve();
        return new Promise((resolve) => {
            const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
            this.#child.once("exit", () => {
                clearTimeout(timer);
                resolve();
            });
            this.#child.kill("SIGTERM");
        });
    }
}

// `headers` by their lower-case names.
export function readAnswer({ statusCode, headers }, bytes) {
    const isProblem = headers["content-type"] === "application/problem+json";
    const document = isProblem ? safely(() => JSON.parse(bytes)) : undefined;
    const slug = document?.type?.startsWith("/__understudy/problems/") ? document.type.split("/").at(-1) : "";
    return { status: statusCode, problem: slug, violations: document?.validation ?? [], detail: document?.detail };
}

function safely(read) {
    try {
        return read();
    } catch {
        return undefined;
    }
}
