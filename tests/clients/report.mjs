// What was seen of each client, counted and printed.

const KINDS = {
    accepted: "accepted, and the client could read the answer",
    unanswered: "accepted, but the document has no example to answer with",
    refused: "refused",
    unread: "accepted, but the client could not read the answer",
    unsent: "not sent: the client refused its arguments",
    astray: "sent to another operation",
};
const FINE = ["accepted", "unanswered"];
const SHOWN = 400; // characters of a reason
const LEAST_DRIVEN = 0.75;  // of a document's operations: a client that offers fewer was not understood …
const LEAST_ARRIVED = 0.97; // … nor was one that leaves out more of its arguments

const add = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value]);

export class Report {
    constructor(client, explanationOf, log) {
        Object.assign(this, { client, explanationOf, log, methods: 0, calls: 0, failures: 0, operations: 0 });
        this.offered = new Set();
        this.driven = new Set();
        this.kinds = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0]));
        this.explained = new Map();
        this.left = new Map(); // methods by the reason
        this.arguments = 0;
        this.lost = new Map(); // calls by the name of the argument
    }

    begin(operations, answers) {
        this.operations = operations;
        this.answers = answers;
    }

    leave(method, reason) {
        add(this.left, reason, method);
    }

    offer(operation, method, cases) {
        this.methods++;
        this.offered.add(operation);
        if (cases > 0)
            this.driven.add(operation);
        else
            this.leave(method, "no valid arguments were made");
    }

    count(call) {
        this.calls++;
        this.kinds[call.kind]++;
        this.arguments += call.arrival?.given ?? 0;
        call.arrival?.lost.forEach((name) => add(this.lost, name, call.method));
        const explanation = FINE.includes(call.kind) ? undefined : this.explanationOf(this.client, call);
        if (explanation)
            add(this.explained, explanation, call);
        else if (!FINE.includes(call.kind))
            this.#complain(call);
    }

    #complain(call) {
        this.failures++;
        const { method, operation, label, kind, why, problem, status, violations, request } = call;
        console.error(`${this.client.name}: ${method} (${label}): ${kind}: ${status ?? ""} ${problem ?? ""} ${why}`
            .slice(0, SHOWN));
        this.log?.write(JSON.stringify({ client: this.client.name, method, label, kind, why, problem, status, violations,
            operation: `${operation.method} ${operation.path}`,
            request: request && { ...request, body: request.body.toString("latin1") } }) + "\n");
    }

    // A run in which little was driven, or little arrived, shows nothing.
    end() {
        const lost = [...this.lost.values()].flat().length;
        this.arrived = this.arguments - lost;
        this.#demand("operations are driven", this.driven.size, this.operations, LEAST_DRIVEN);
        this.#demand("arguments arrived", this.arrived, this.arguments, LEAST_ARRIVED);
    }

    #demand(what, part, whole, least) {
        if (part >= least * whole)
            return;
        this.failures++;
        console.error(`${this.client.name}: only ${part} of ${whole} ${what}`);
    }

    print() {
        const { written, unmade } = this.answers;
        console.log(`\n${this.client.name} (${this.client.package}): ${this.operations} operations in the document, ` +
            `${this.methods} methods of the client for ${this.offered.size} of them, ${this.driven.size} driven`);
        console.log(`${String(written).padStart(8)}  answers made from schemas, ${unmade} not`);
        for (const [kind, title] of Object.entries(KINDS))
            if (this.kinds[kind] > 0)
                console.log(`${String(this.kinds[kind]).padStart(8)}  ${title}`);
        console.log(`${String(this.arrived).padStart(8)}  of ${this.arguments} arguments were on the line` +
            `${this.lost.size > 0 ? `; not: ${[...this.lost.keys()].join(", ")}` : ""}`.slice(0, SHOWN));
        for (const [{ name }, calls] of this.explained)
            console.log(`${String(calls.length).padStart(8)}  explained: ${name}`);
        for (const [reason, methods] of this.left)
            console.log(`          left out: ${methods.join(", ")}: ${reason}`.slice(0, SHOWN));
    }

    get row() {
        const { accepted, unanswered, refused, unread } = this.kinds;
        const document = this.client.document.split("/").at(-1);
        return [`\`${this.client.package}\``, `\`${document}\``, this.operations, this.offered.size, this.driven.size,
            this.calls, accepted + unanswered + unread, refused, unread];
    }
}

// ---- The page of the documentation ---------------------------------------------------------------

const line = (cells) => `| ${cells.join(" | ")} |`;

// The documents that are one line have no use for its number.
function exampleOf({ method, operation, violations }) {
    const spec = violations?.[0]?.spec, isUseful = spec && !spec.endsWith(":1");
    return `\`${method}\`, \`${operation.method} ${operation.path}\`${isUseful ? `, ${spec}` : ""}`;
}

function explanations(report) {
    return [...report.explained].map(([{ name, blame }, calls]) => `- **${report.client.name}**, ${calls.length} ` +
        `${calls.length === 1 ? "call" : "calls"}, the ${blame}'s: ${name} (such as ${exampleOf(calls[0])}).`);
}

export function pageOf(reports) {
    const heads = ["client", "document", "operations in it", "offered by the client", "driven", "calls", "accepted",
        "refused", "answer not read"];
    const sum = (countOf) => reports.reduce((total, report) => total + countOf(report), 0);
    const left = sum((report) => [...report.left.values()].flat().length);
    const given = sum((report) => report.arguments), arrived = sum((report) => report.arrived);
    return [
        "# Published clients",
        "",
        "What clients from npm send when every operation that they offer is called with arguments made from their own",
        "document, and what the stand-in makes of it: `./dev clients --page docs/clients.md` wrote this page.",
        "",
        line(heads), line(heads.map((_, i) => i < 2 ? "---" : "---:")), ...reports.map(({ row }) => line(row)),
        "",
        "Each operation is called with what is required alone, and with every optional member, once for each branch of",
        "the schemas' alternatives. Accepted are requests; an answer that the client could not read is counted besides.",
        `${left} methods of the clients are left out: their requests are for no operation of the document, or they send`,
        `none. Of ${given} arguments, ${arrived} were seen on the line.`,
        "",
        "## Refused or not read, and why",
        "",
        ...reports.flatMap(explanations),
        "",
        "Any other refusal fails the run.",
        "",
    ].join("\n");
}
