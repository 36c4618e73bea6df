// Clients that are trees of resources, `client.customers.sources`: a method takes the parts of the path one after
// the other, then one object with all the rest.

const MOST_PATH_ARGUMENTS = 4;

// Every method of every resource. `isResource` knows the objects that have some, `options` is the last argument of
// each call, `argumentOf` is what the client calls a member or a parameter, `file` makes an upload; what is called as
// in `skip` was not generated.
export function methodsOf(root, settings) {
    return [...methodsBelow("", root, settings, new Set())];
}

function* methodsBelow(name, object, settings, seen) {
    if (object === null || typeof object !== "object" || seen.has(object))
        return;
    seen.add(object);
    const prototype = Object.getPrototypeOf(object);
    if (settings.isResource(object))
        for (const property of Object.getOwnPropertyNames(prototype))
            if (property !== "constructor" && typeof object[property] === "function")
                yield new Method(`${name}.${property}`, object, property, settings);
    for (const property of Object.keys(object))
        if (!property.startsWith("_") && !settings.skip?.includes(property))
            yield* methodsBelow(name ? `${name}.${property}` : property, object[property], settings, seen);
}

class Method {
    constructor(name, resource, property, { options, argumentOf = (one) => one, file }) {
        Object.assign(this, { name, resource, property, options, argumentOf, file });
    }

    #send(list) {
        return this.resource[this.property](...list, ...(this.options ? [{ ...this.options }] : []));
    }

    *probes() {
        for (let count = 0; count <= MOST_PATH_ARGUMENTS; count++)
            yield () => this.#send(Array(count).fill("x"));
        yield () => this.#send([{ file: this.file("x") }]); // an upload sends nothing without
    }

    learn(request, { values }) {
        this.path = [...values.keys()];
        return [...values.values()].every((text) => ["x", "undefined"].includes(text));
    }

    call({ parameters, body }) {
        const all = [...parameters];
        const inPath = this.path.map((name) => all.find(([one]) => one.in === "path" && one.name === name)[1]);
        const query = all.filter(([one]) => one.in === "query").map(([one, value]) => [one.name, value]);
        const rest = [...query, ...Object.entries(body ?? {})].map(([name, value]) => [this.argumentOf(name), value]);
        return this.#send([...inPath, ...(body || rest.length > 0 ? [Object.fromEntries(rest)] : [])]);
    }
}
