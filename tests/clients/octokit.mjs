// GitHub's client: one flat object for all parts of a request.

class Method {
    constructor(name, endpoint, origin) {
        Object.assign(this, { name, endpoint, origin });
    }

    *probes() {
        const names = [...this.endpoint.endpoint.DEFAULTS.url.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
        yield () => this.endpoint({ ...Object.fromEntries(names.map((name) => [name, "x"])), baseUrl: this.origin });
    }

    learn(request, { values }) {
        return [...values.values()].every((text) => text === "x");
    }

    call({ parameters, body, media }) {
        const named = {}, headers = {};
        for (const [{ name, in: place }, value] of parameters)
            (place === "header" ? headers : named)[name] = value;
        if (body !== undefined && !/json/.test(media.type))
            headers["content-type"] = media.type;
        return this.endpoint({ ...membersOf(body, named), ...named, headers, baseUrl: this.origin });
    }
}

// Names that mean something else to the client.
const TAKEN = ["url", "method", "baseUrl", "headers", "request", "mediaType", "data"];

// A body that cannot be spread over the arguments is given as a whole, which the client takes, too.
function membersOf(body, named) {
    const isObject = body !== undefined && Object.getPrototypeOf(body) === Object.prototype;
    const isSpread = isObject && Object.keys(body).every((name) => !TAKEN.includes(name) && !Object.hasOwn(named, name));
    return body === undefined || isSpread ? body : { data: body };
}

export const github = {
    name: "github", package: "@octokit/plugin-rest-endpoint-methods@18.0.0",
    document: "@octokit/openapi/generated/api.github.com.json", file: (text) => Buffer.from(text),
    async methods(npm, origin) {
        const { Octokit } = await import(npm.resolve("@octokit/core"));
        const { restEndpointMethods } = await import(npm.resolve("@octokit/plugin-rest-endpoint-methods"));
        const log = { debug() {}, info() {}, warn() {}, error() {} };
        const octokit = new (Octokit.plugin(restEndpointMethods))({ auth: "token", log, request: { redirect: "manual" } });
        return Object.entries(octokit.rest).flatMap(([scope, methods]) =>
            Object.entries(methods).map(([name, method]) => new Method(`${scope}.${name}`, method, origin)));
    },
};
