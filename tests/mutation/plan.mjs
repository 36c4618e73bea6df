// What is sent for one operation: valid requests, and mutants of them.
import { isObject } from "../opinion/document.mjs";
import { made } from "./instance.mjs";
import { Sites, choose } from "./mutants.mjs";
import { canSay, canSayForm, credentialsOf, requestOf } from "./request.mjs";

const VARIANTS = 4;
const STRANGE_TYPE = "application/x-understudy";

// A part of the request that holds a value: a parameter, or the body.
const placeOf = (parameter) => [parameter.in, parameter.name];

export class Plan {
    constructor(document, oracle, operation) {
        Object.assign(this, { document, oracle, operation, unmade: [] });
        this.credentials = credentialsOf(document, operation);
        this.values = new Map();
        this.parameters = operation.parameters.filter((parameter) => !parameter.reserved);
        this.media = operation.body?.medias.find(({ kind }) => kind === "json") ??
            operation.body?.medias.find(({ kind }) => kind === "form");
    }

    // Why there is no valid request; undefined when there is one.
    make() {
        const { body, parameters } = this.operation;
        if (parameters.some((parameter) => parameter.reserved && parameter.required))
            return "a header that the HTTP client sends itself";
        if (body?.required && !this.media)
            return "a body that is neither JSON nor a form";
        for (const parameter of this.parameters)
            this.#makeParameter(parameter);
        if (this.unmade.some(({ required }) => required))
            return "no valid value was made for a parameter";
        if (this.media) {
            this.bodies = [...this.#values(this.media.schema, this.media.examples, (value) => this.#canSayBody(value))];
            if (this.bodies.length === 0 && body.required)
                return "no valid value was made for the body";
        }
        if (this.#request() === undefined)
            this.values = new Map([...this.values].filter(([parameter]) => parameter.required));
        return this.#request() === undefined ? "its head is too large" : undefined;
    }

    #canSayBody(value) {
        return this.media.kind === "json" || canSayForm(this.document, this.media.schema, value);
    }

    #makeParameter(parameter) {
        const [value] = this.#isHidden(parameter) ? []
            : this.#values(parameter.schema, parameter.examples, (one) => canSay(this.document, parameter, one));
        if (value === undefined)
            this.unmade.push(parameter);
        else
            this.values.set(parameter, value);
    }

    // Of objects whose members stand in the query by themselves only the first is sent: nobody can tell to which
    // a member belongs.
    #isHidden(parameter) {
        const isSpread = (one, value) => ["query", "cookie"].includes(one.in) && one.style === "form" && one.explode &&
            isObject(value);
        return [...this.values].some(([other, value]) => isSpread(other, value)) &&
            isSpread(parameter, made(this.document, parameter.schema));
    }

    // Valid values, each of another variant. Those of the document come last: they seldom have every member.
    *#values(schema, examples, isPossible) {
        const isValid = (value) => isPossible(value) && (this.oracle.errors(schema, value)?.length ?? 0) === 0;
        const taken = new Set();
        for (const rich of [true, false])
            for (let variant = 0; variant < VARIANTS && (rich || taken.size === 0); variant++) {
                const value = made(this.document, schema, { variant, rich }), text = JSON.stringify(value);
                if (value !== undefined && !taken.has(text) && isValid(value)) {
                    taken.add(text);
                    yield value;
                }
            }
        if (taken.size === 0)
            yield* examples.filter(isValid).slice(0, 1);
    }

    #request(change = {}) {
        const values = new Map([...this.values].filter(([parameter]) => parameter !== change.without));
        if (change.parameter)
            values.set(change.parameter, change.value);
        const value = "body" in change ? change.body : this.bodies?.[0];
        const body = value === undefined ? undefined : { media: this.media, value, type: change.type };
        return requestOf(this.operation, values, body, structuredClone(this.credentials));
    }

    // Requests that keep the contract.
    *valid() {
        yield { what: "valid", request: this.#request() };
        for (const body of this.bodies?.slice(1) ?? [])
            yield { what: "valid", request: this.#request({ body }) };
    }

    // Requests that break one thing: { keyword, place, path, request, …  }.
    *mutants() {
        yield* this.#missing();
        for (const [parameter, value] of this.values)
            yield* this.#mutantsOf(parameter.schema, value, new Map(), placeOf(parameter),
                (one) => canSay(this.document, parameter, one), (one) => this.#request({ parameter, value: one }));
        const seen = new Map();
        for (const body of this.bodies ?? [])
            yield* this.#mutantsOf(this.media.schema, body, seen, ["body"],
                (one) => this.#canSayBody(one), (one) => this.#request({ body: one }));
    }

    *#missing() {
        for (const [parameter, value] of this.values) {
            const spread = typeof value === "object" && ["form", "deepObject"].includes(parameter.style);
            if (parameter.required && parameter.in !== "path" && !spread && !this.#isKey(parameter))
                yield { what: "missing", keyword: "required", place: placeOf(parameter), path: [], within: [],
                    request: this.#request({ without: parameter }), near: true, pure: true };
        }
        if (!this.media || !(this.bodies?.length > 0))
            return;
        if (this.operation.body.required)
            yield { what: "missing", keyword: "required", place: ["body"], path: [], within: [],
                request: this.#request({ body: undefined }), near: true, pure: true };
        if (!this.operation.body.medias.some(({ type }) => /^(\*|application)\/\*/.test(type)))
            yield { what: "media", keyword: "content-type", place: ["header", "content-type"], path: [], within: [],
                request: this.#request({ type: STRANGE_TYPE }), near: true, pure: false };
    }

    // Without it the request has no credentials either, and that is what is said.
    #isKey(parameter) {
        return Object.values(this.document.root.components?.securitySchemes ?? {})
            .map((scheme) => this.document.follow(scheme))
            .some((scheme) => scheme?.in === parameter.in && scheme.name === parameter.name);
    }

    *#mutantsOf(schema, value, seen, place, isPossible, requestWith) {
        for (const site of new Sites(this.document, this.oracle, value, seen).of(schema)) {
            const chosen = choose(site, schema, this.oracle, isPossible);
            const request = chosen && requestWith(chosen.value);
            yield { ...site, ...chosen, what: "mutant", place, request, candidates: undefined };
        }
    }
}
