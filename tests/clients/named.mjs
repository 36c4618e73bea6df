// Clients whose methods take one object, with the parts of the request by their names and the body as `body`; header
// fields are options.

// The methods of the objects. `extrasFor(operation)` are further members of the argument.
export function methodsOf(apis, { extrasFor = () => undefined } = {}) {
    return Object.entries(apis).flatMap(([group, api]) => Object.getOwnPropertyNames(Object.getPrototypeOf(api))
        .filter((name) => name !== "constructor")
        .map((name) => new Named(`${group}.${name}`, api, name, extrasFor)));
}

class Named {
    constructor(name, api, property, extrasFor) {
        Object.assign(this, { name, api, property, extrasFor });
    }

    *probes() {
        yield () => this.api[this.property](new Proxy({}, { get: () => "x" }));
    }

    learn(request, { values }) {
        return [...values.values()].every((text) => text === "x");
    }

    call({ parameters, body, operation }) {
        const named = {}, headers = {};
        for (const [{ name, in: place }, value] of parameters)
            (place === "header" ? headers : named)[name] = value;
        const whole = { ...named, ...(body === undefined ? {} : { body }), ...this.extrasFor(operation) };
        return this.api[this.property](whole, { headers });
    }
}
