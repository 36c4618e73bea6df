// Clients whose methods take the parts of a request one after the other, as OpenAPI Generator writes them for
// TypeScript. Which argument is which part is learned from the line: each is a word of its own the first time.
// What is called `query` holds every parameter of the query.
import { Readable } from "node:stream";

// The methods of the objects, but for those that only set something. `revive(value, type)` makes of JSON what an
// application holds, `optionsFor(operation, media)` is the last argument.
export function methodsOf(apis, { revive = (value) => value, optionsFor = () => undefined } = {}) {
    return Object.entries(apis).flatMap(([group, api]) => namesOf(api)
        .map((name) => new Positional(`${group}.${name}`, api, name, revive, optionsFor)));
}

// They stand in the class, or, in an object without one, in itself.
function namesOf(api) {
    const prototype = Object.getPrototypeOf(api), owner = prototype === Object.prototype ? api : prototype;
    const isMethod = ([name, { value }]) =>
        typeof value === "function" && !/^(constructor|set[A-Z].*|addInterceptor)$/.test(name);
    return Object.entries(Object.getOwnPropertyDescriptors(owner)).filter(isMethod).map(([name]) => name);
}

const wordOf = (i) => `zq${i}zq`;

function wordAs(type, word) {
    if (type === "Date")
        return { toISOString: () => word };
    return type?.startsWith("Array") ? [word] : word;
}

class Positional {
    constructor(name, api, property, revive, optionsFor) {
        Object.assign(this, { name, api, property, revive, optionsFor });
        const source = api[property].toString();
        this.names = /\(([^)]*)\)/.exec(source)[1].split(",").map((text) => text.trim().split(/\s|=/)[0])
            .filter((one) => !["", "options", "params"].includes(one));
        this.types = new Map([...source.matchAll(/ObjectSerializer\.serialize\((\w+), "([^"]+)"\)/g)]
            .map(([, one, type]) => [one, type]));
    }

    #send(argumentOf, options) {
        return this.api[this.property](...this.names.map(argumentOf), ...(options ? [options] : []));
    }

    *probes() {
        yield () => this.#send((name, i) => wordAs(this.types.get(name), wordOf(i)));
        yield () => this.#send((name, i) => name === "body" ? Readable.from([wordOf(i)]) : wordOf(i));
    }

    // False when the path has a word of the client's own where the document has a parameter.
    learn(request, { values }) {
        this.places = this.names.map((name, i) =>
            name === "query" ? { in: "query", every: true } : placeOf(wordOf(i), request, values));
        return [...values.values()].every((text) => this.names.some((_, i) => text.includes(wordOf(i))));
    }

    call({ parameters, body, operation, media }) {
        const argumentOf = (name, i) => {
            const value = valueAt(this.places[i], parameters, body), type = this.types.get(name);
            return value === undefined || type === undefined ? value : this.revive(value, type);
        };
        return this.#send(argumentOf, this.optionsFor(operation, media));
    }
}

function placeOf(word, { target, headers, body }, values) {
    for (const [name, text] of values)
        if (text === word)
            return { in: "path", name };
    for (const [name, text] of new URLSearchParams(target.split("?")[1] ?? ""))
        if (text.includes(word))
            return { in: "query", name };
    for (const [name, text] of Object.entries(headers))
        if (text === word)
            return { in: "header", name };
    const part = new RegExp(`name="([^"]*)"[^\r\n]*(?:\r\n[^\r\n]+)*\r\n\r\n${word}\r\n`).exec(body.toString());
    return part ? { in: "form", name: part[1] } : { in: "body" };
}

function valueAt(place, parameters, body) {
    if (place.in === "body")
        return body;
    if (place.in === "form")
        return body?.[place.name];
    if (place.every)
        return Object.fromEntries([...parameters].filter(([one]) => one.in === place.in)
            .map(([one, value]) => [one.name, value]));
    const isMeant = ({ name }) => place.in === "header" ? name.toLowerCase() === place.name : name === place.name;
    return [...parameters].find(([parameter]) => parameter.in === place.in && isMeant(parameter))?.[1];
}
